"""The lead sets the mail server up and sees what became of letters; a reader stops some."""

import re
import socket
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.browser import shot
from tests.cast import Cast
from tests.credentials.made import award
from tests.notices.mailserver import SECRET, USER, serving
from tests.review.work import LATER
from waypost.journal.actions import deliver_all
from waypost.notices.actions import write_letter
from waypost.notices.models import Letter, Quiet
from waypost.people.models import District, Person

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, Person], None]
Look = Callable[[Page], None]


@pytest.fixture
def posting(settings: Settings) -> None:
    """By the product's own way instead of Django's test outbox."""
    settings.EMAIL_BACKEND = "waypost.notices.outbox.OutboxBackend"
    settings.EMAIL_HOST = ""


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.one_size
def test_a_lead_sets_the_mail_server_up_and_tries_again_what_was_refused(
    page: Page,
    sign_in: SignIn,
    posting: None,
    pecan_flats: Cast,
    caliche: Cast,
    axe: Look,
    fits: Look,
) -> None:
    sign_in(page, pecan_flats.lead)
    page.goto("/program")
    page.get_by_role("link", name="Mail server").click()
    send = page.get_by_role("button", name="Save, and send me a test")
    send.click()
    expect(page.get_by_role("alert")).to_contain_text("Fill in “Mail server”.")
    page.get_by_label("Mail server").fill("localhost")
    page.get_by_label("Port", exact=True).fill(str(closed_port()))
    page.get_by_label("None: anyone on the way can read along").check()
    page.get_by_label("User").fill(USER)
    page.get_by_label("Password").fill("wrong")
    page.get_by_label("Sender address").fill("no-reply@pecanflats.example")
    axe(page)
    fits(page)
    send.click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing answers on this port")
    with serving(asks_who=True) as server:
        page.get_by_label("Port", exact=True).fill(str(server.port))
        send.click()
        expect(page.get_by_role("alert")).to_contain_text("Type the password again")
        expect(page.get_by_label("Port", exact=True)).to_have_value(str(server.port))
        page.get_by_label("Password").fill("wrong")
        send.click()
        expect(page.get_by_text("The server refused the user or the password.")).to_be_visible()
        page.get_by_label("Password").fill(SECRET)
        send.click()
        expect(page.get_by_text("The test was sent to lead@pecanflats.example.")).to_be_visible()
        expect(page.get_by_text("This server is asked without encryption.")).to_be_visible()
        expect(page.get_by_label("Password")).to_have_value("")
        assert SECRET not in page.content()
        shot(page, "mail-server")
        assert server.taken[0].message["Subject"] == "Your mail server works"
        page.reload()
        expect(page.get_by_text("The test was sent to")).to_have_count(0)
        assert len(server.taken) == 1
        server.rules.answers["RCPT"] = "550 5.1.1 nobody"
        award(pecan_flats, to=pecan_flats.ortiz)
        deliver_all(at=LATER)
        page.get_by_role("link", name="See what became of the letters").click()
        page.get_by_label("Which").select_option("Refused or came back")
        page.get_by_role("button", name="Show").click()
        line = page.get_by_role("listitem").filter(has_text="María Ortiz")
        expect(line).to_contain_text("There is no mailbox at this address")
        expect(page.get_by_text("Google Forms")).to_have_count(0)
        axe(page)
        fits(page)
        shot(page, "letters")
        server.rules.answers.clear()
        line.get_by_role("button", name="Try again").click()
        expect(
            page.get_by_text("It is on its way to ortiz@pecanflats.example again.")
        ).to_be_visible()
        deliver_all(at=LATER)
        page.reload()
        expect(page.get_by_role("listitem").filter(has_text="María Ortiz")).to_contain_text("Sent.")


@pytest.mark.one_size
def test_one_click_stops_a_kind_of_letter_and_another_brings_it_back(
    page: Page,
    address: Callable[..., str],
    sign_in: SignIn,
    pecan_flats: Cast,
    caliche: Cast,
    axe: Look,
    fits: Look,
) -> None:
    District.objects.filter(pk=pecan_flats.district.pk).update(address=address("").rstrip("/"))
    rep = Person.objects.select_related("district").get(pk=pecan_flats.rep.pk)
    write_letter(
        "monday_rep",
        to=rep,
        occasion="monday:1",
        facts={"hellos": []},
        by=pecan_flats.system,
        at=LATER,
    )
    found = re.search(r"http\S+/quiet/\S+", Letter.objects.get().text)
    assert found
    page.goto(found[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("Stop these letters?")
    assert not Quiet.objects.exists()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Stop them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You won’t get these any more")
    assert Quiet.objects.get().person == rep
    page.get_by_role("button", name="Send them again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stop these letters?")
    assert not Quiet.objects.exists()
    sign_in(page, pecan_flats.rep)
    page.goto("/home")
    page.get_by_role("button", name="Account menu").click()
    page.get_by_role("link", name="What we write to you").click()
    page.get_by_label("You earned it").uncheck()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(page.get_by_label("You earned it")).not_to_be_checked()
    assert [quiet.kind for quiet in Quiet.objects.all()] == ["earned"]
