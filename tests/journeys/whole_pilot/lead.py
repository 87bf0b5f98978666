"""What the program lead does, at a desk: sets up, brings in, writes, invites, counts, mends."""

import csv
import re
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.journeys.test_set_up import begin, step
from tests.journeys.test_write_one import PIECE, QUESTIONS, ROW, WORDS, go_on, write
from tests.journeys.whole_pilot.stage import (
    BADGE,
    CAMPUSES,
    DEGREE,
    LEAD,
    SECOND,
    STAFF,
    TEACHERS,
    Somebody,
    Stage,
)

COLUMNS = "Name;E-mail;Campus;Role"
SEEN = ROW | {"Demonstrated": "Three stops ask a question."}
SAFE = {
    "Name of the row": "Names kept safe",
    "Demonstrated": "No student is named or shown.",
    "Not yet": "A name or a face can be seen.",
    "Saved comment": "Cover the names, then send it again.",
}


def set_up(stage: Stage) -> Page:
    """From the address that the server printed to a public one, and every page between."""
    lead = stage.at_a_desk()
    begin(lead, stage.product.first_page.removeprefix("/setup?key="))
    step(lead, "Campuses")
    lead.get_by_label("Add campuses").fill("\n".join(CAMPUSES))
    lead.get_by_role("button", name="Add").click()
    lead.get_by_role("link", name="Back to the list").click()
    step(lead, "Add people")
    _bring_in(lead)
    step(lead, "Colors and logo")
    lead.get_by_label("Brand color").fill("#7a0019")
    lead.get_by_role("button", name="Save").click()
    step(lead, "Days off")
    lead.get_by_label("Days off").fill("2026-12-21 to 2027-01-01 Winter break")
    lead.get_by_role("button", name="Save").click()
    step(lead, "Clock-hours")
    lead.get_by_label("Provider name").fill("Live Oak ISD")
    lead.get_by_label("Provider number").fill("500123")
    lead.get_by_role("button", name="Save").click()
    step(lead, "Help person")
    lead.get_by_label("Their school e-mail").fill(STAFF[0].email)
    lead.get_by_role("button", name="Save").click()
    step(lead, "Mail server")
    _name_the_mail_server(lead, stage.post.server.port)
    step(lead, "Public address")
    _confirm_the_address(lead, stage)
    lead.goto("/setup")
    lead.get_by_role("button", name="Put this list away").click()
    expect(lead.get_by_role("link", name="Set up", exact=True)).to_have_count(0)
    return lead


def _bring_in(lead: Page) -> None:
    """The staff pasted, the teachers as the file that an office sends."""
    staff = "\n".join([COLUMNS, *(one.line for one in STAFF)])
    lead.get_by_label("Addresses, one a line").fill(staff)
    _save_people(lead, len(STAFF))
    lead.goto("/people/add")
    table = "\n".join([COLUMNS, *(one.line for one in TEACHERS)])
    file = FilePayload(name="teachers.csv", mimeType="text/csv", buffer=table.encode())
    lead.get_by_label("Or a CSV file").set_input_files(file)
    _save_people(lead, len(TEACHERS))
    lead.goto("/setup")


def _save_people(lead: Page, count: int) -> None:
    lead.get_by_role("button", name="Show what would happen").click()
    lead.get_by_role("button", name=f"Add these {count} people").click()
    expect(lead.get_by_text(f"{count} people are brought in.")).to_be_visible()


def _name_the_mail_server(lead: Page, port: int) -> None:
    lead.get_by_label("Mail server", exact=True).fill("localhost")
    lead.get_by_label("Port", exact=True).fill(str(port))
    lead.get_by_label("None: anyone on the way can read along").check()
    lead.get_by_label("Sender address").fill("no-reply@liveoak.example")
    lead.get_by_role("button", name="Save, and send me a test").click()
    expect(lead.get_by_text(f"The test was sent to {LEAD.email}.")).to_be_visible()
    lead.get_by_role("link", name="Set up", exact=True).click()


def _confirm_the_address(lead: Page, stage: Stage) -> None:
    address = stage.front.address
    lead.get_by_label("Public address").fill(address)
    lead.get_by_role("button", name="Check").click()
    expect(lead.get_by_text("This server answers there")).to_be_visible()
    phone = stage.on_a_phone()
    phone.goto(lead.get_by_text(f"{address}/address/").inner_text())
    expect(phone.get_by_role("heading", name="It works from here")).to_be_visible()
    lead.get_by_role("button", name="I opened it").click()
    lead.get_by_label("I know that this address can’t be changed later").check()
    lead.get_by_role("button", name="Confirm this address").click()
    expect(lead.get_by_text("So it can’t be changed.")).to_be_visible()


def write_two_badges_and_a_degree(lead: Page) -> None:
    """One from six questions on, one from a copy of it, and a rule over both; for pilot groups."""
    _begin(lead, "badge", BADGE)
    write(lead, PIECE)
    lead.get_by_label("Photo or screenshot").check()
    lead.get_by_label("Typed here").check()
    go_on(lead, "/rows$")
    write(lead, SEEN)
    lead.get_by_role("button", name="Add a row").click()
    second = lead.locator("fieldset.one").nth(1)
    for label, words in SAFE.items():
        second.get_by_label(label, exact=True).fill(words)
    second.get_by_label("1. The stops").check()
    second.get_by_label("This row is about privacy").check()
    go_on(lead, "/facts")
    _publish(lead)
    lead.goto("/write")
    lead.get_by_role("link", name=f"Start from a copy of {BADGE}").click()
    lead.get_by_label("Title").fill(SECOND)
    lead.get_by_role("button", name="Begin").click()
    lead.wait_for_url("**/questions")
    _publish(lead)
    _begin(lead, "degree", DEGREE)
    lead.get_by_label("In words").fill("Both badges")
    lead.get_by_label("How many of these").fill("2")
    lead.get_by_label(BADGE).check()
    lead.get_by_label(SECOND).check()
    go_on(lead, "/pieces$")
    _publish(lead)


def _begin(lead: Page, kind: str, title: str) -> None:
    """As far as the section that comes after its words."""
    lead.goto(f"/write/new?kind={kind}")
    lead.get_by_label("Title").fill(title)
    lead.get_by_role("button", name="Begin").click()
    lead.wait_for_url("**/questions")
    write(lead, QUESTIONS)
    go_on(lead, "/words$")
    write(lead, WORDS)
    go_on(lead, "/(pieces|counts)$")


def _publish(lead: Page) -> None:
    lead.goto(lead.url.rpartition("/")[0])
    lead.get_by_role("link", name="Go to publishing").click()
    expect(lead.get_by_label("Pilot group only")).to_be_checked()
    lead.get_by_role("button", name="Publish it").click()
    lead.wait_for_url("**/catalog/*")


def invite(lead: Page) -> None:
    lead.goto("/program/groups")
    lead.get_by_label("Name").fill("September pilot")
    lead.get_by_role("button", name="Begin the group").click()
    lead.get_by_role("link", name="Add people").click()
    for campus in CAMPUSES:
        lead.get_by_role("checkbox", name=campus).check()
    lead.get_by_role("button", name="Add their teachers").click()
    lead.get_by_role("link", name="Write the letter").click()
    lead.get_by_label("Subject").fill("Shall we try it, {name}?")
    lead.get_by_role("button", name="Save and see how it reads").click()
    expect(lead.frame_locator("iframe").get_by_text(f"Hi {LEAD.called},")).to_be_visible()
    lead.get_by_role("button", name="Invite these 20 people").click()
    expect(lead.get_by_text("20 invitations are on their way.")).to_be_visible()


def counted(lead: Page) -> tuple[list[str], list[int]]:
    """Of the people invited: who signed in, started, submitted, earned; and what their rows in the
    file add up to: works started, works submitted, badges that stand."""
    lead.goto("/participation")
    heads = _numbers(lead).locator("dd").all_inner_texts()
    with lead.expect_download() as saved:
        lead.get_by_role("link", name="CSV").click()
    text = Path(saved.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["Name"] for row in rows} == {one.name for one in TEACHERS}
    sums = [sum(int(row[name]) for row in rows) for name in ("Started", "Submitted", "Earned")]
    return heads, sums


def _numbers(lead: Page) -> Locator:
    return lead.get_by_role("region", name="Of 20 people invited")


def withdraw(lead: Page, who: Somebody) -> None:
    _open_award(lead, who)
    lead.get_by_role("link", name="Withdraw this badge").click()
    lead.get_by_label("Issued in error").check()
    lead.get_by_label("A few words to the earner").fill("It was another teacher’s picture.")
    lead.get_by_role("button", name="Withdraw", exact=True).click()
    said = re.compile("Withdrawn on .* Issued in error")
    expect(lead.get_by_text(said).first).to_be_visible()


def correct_the_name(lead: Page, who: Somebody, name: str) -> None:
    _open_award(lead, who)
    lead.get_by_role("link", name="Correct the name").click()
    lead.get_by_label("Name on the badge").fill(name)
    lead.get_by_label("There was a mistake").check()
    lead.get_by_label("A few words to the earner").fill("The accents were missing.")
    lead.get_by_role("button", name="Sign the corrected badge").click()
    expect(lead.get_by_text("Corrected. The public page says so")).to_be_visible()


def sign_anew(lead: Page, who: Somebody) -> None:
    _open_award(lead, who)
    lead.get_by_role("link", name="Sign it anew").click()
    lead.get_by_label("The file was damaged").check()
    lead.get_by_label("A few words to the earner").fill("Yours could not be opened any more.")
    lead.get_by_role("button", name="Sign the corrected badge").click()
    expect(lead.get_by_text("Corrected. The public page says so")).to_be_visible()


def _open_award(lead: Page, who: Somebody) -> None:
    lead.goto("/awards")
    lead.get_by_role("link", name=who.name).click()
