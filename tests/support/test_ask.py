"""A teacher who is stuck asks one person, once; who helps hears where, and nothing private."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from tests.cast import NOW, Cast
from tests.evidence.scene import begun
from tests.pages.stage import few_queries
from waypost.journal.actions import deliver_all
from waypost.journal.models import Entry
from waypost.notices.models import Letter
from waypost.people.models import Person
from waypost.people.policies import NotAllowed
from waypost.support import actions
from waypost.support.card import stuck
from waypost.support.models import HelpDesk, HelpRequest

pytestmark = pytest.mark.django_db
LINE = "Office hours Tuesdays 3:45, library or Meet"


@pytest.fixture
def desk(pecan_flats: Cast, caliche: Cast) -> HelpDesk:
    return actions.keep_desk(person=pecan_flats.dana, line=LINE, by=pecan_flats.lead, at=NOW)


def ask(cast: Cast, text: str = "", *, at: dt.datetime = NOW, **more: Any) -> HelpRequest:
    return actions.ask(
        version=cast.versions["check-and-change"], text=text, by=cast.ortiz, at=at, **more
    )


def client_of(person: Person) -> Client:
    client = Client(headers={"host": person.district.host})
    assert person.account
    client.force_login(person.account)
    return client


def test_the_help_person_gets_a_letter_that_is_answered_to_the_teacher(
    pecan_flats: Cast, desk: HelpDesk, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    work = begun(pecan_flats, pecan_flats.ortiz)
    asked = ask(pecan_flats, "Does a warm-up count?", submission=work)
    deliver_all(at=NOW)
    letter = Letter.objects.get(occasion=f"asked:{asked.pk}")
    assert letter.to == pecan_flats.dana
    for body in (letter.text, letter.html):
        assert "María Ortiz asks you for help with “Check and change”." in body
        assert "Where they are: Working on it." in body
        assert "Does a warm-up count?" in body
        assert f"{pecan_flats.district.address}/catalog/check-and-change" in body
        assert f"{pecan_flats.district.address}/program/asked" in body
        assert str(work.pk) not in body, "no link to what they wrote"
    (sent,) = mail.outbox
    assert sent.to == [pecan_flats.dana.email]
    assert sent.reply_to == [pecan_flats.ortiz.email]


def test_the_journal_says_that_and_not_what(pecan_flats: Cast, desk: HelpDesk) -> None:
    asked = ask(pecan_flats, "My third period is loud.")
    actions.mark_answered(request=asked, by=pecan_flats.dana, at=NOW)
    kinds = ["support.HelpAsked", "support.HelpAnswered"]
    entries = Entry.objects.filter(subject=asked.pk).order_by("pk")
    assert [entry.kind for entry in entries] == kinds
    assert "loud" not in str([entry.facts for entry in entries])
    assert [entry.actor for entry in entries] == [
        pecan_flats.ortiz.reference,
        pecan_flats.dana.reference,
    ]


def test_twice_in_a_minute_is_once(pecan_flats: Cast, desk: HelpDesk) -> None:
    first = ask(pecan_flats, "Which class?")
    soon = NOW + dt.timedelta(seconds=59)
    assert ask(pecan_flats, "Which class?", at=soon) == first
    assert ask(pecan_flats, "", at=soon) == first
    with pytest.raises(actions.JustAsked):
        ask(pecan_flats, "And how long?", at=soon)
    ask(pecan_flats, "And how long?", at=NOW + dt.timedelta(seconds=61))
    deliver_all(at=NOW + dt.timedelta(minutes=5))
    assert Letter.objects.filter(occasion__startswith="asked:").count() == 2


def test_what_is_too_long_or_too_soon_comes_back_with_what_was_typed(
    pecan_flats: Cast, desk: HelpDesk
) -> None:
    client = client_of(pecan_flats.ortiz)
    place = f"/help/ask/{pecan_flats.versions['check-and-change'].pk}"
    answer = client.post(place, {"text": "x" * 1001})
    assert answer.status_code == 422
    assert "under 1000 letters" in answer.content.decode()
    assert "x" * 1001 in answer.content.decode()
    assert client.post(place, {"text": "Which class?"}).headers["Location"] == (
        "/catalog/check-and-change"
    )
    again = client.post(place, {"text": "And how long?"})
    assert again.status_code == 422
    assert "Wait a minute to send this as well" in again.content.decode()
    assert "And how long?" in again.content.decode()
    assert "Asked on" in client.get("/catalog/check-and-change").content.decode()


def test_the_card_names_who_helps_and_what_is_sent_along(pecan_flats: Cast, desk: HelpDesk) -> None:
    client = client_of(pecan_flats.ortiz)
    reading = client.get("/catalog/check-and-change").content.decode()
    for words in ("Stuck?", "Dana Whitfield", pecan_flats.dana.email, LINE, "Ask Dana"):
        assert words in reading
    assert "this step: Reading what it takes." in reading
    work = begun(pecan_flats, pecan_flats.ortiz)
    writing = client.get(f"/work/{work.pk}").content.decode()
    assert "this step: Working on it." in writing
    client.post(f"/help/ask/{work.version_id}", {"work": str(work.pk), "text": "Help"})
    assert HelpRequest.objects.get().submission == work
    assert "You’ll hear from Dana." in client.get(f"/work/{work.pk}").content.decode()
    stranger = Client(headers={"host": pecan_flats.district.host})
    assert "Stuck?" not in stranger.get("/catalog/check-and-change").content.decode()


def test_a_principal_sees_nothing_of_it(pecan_flats: Cast, desk: HelpDesk) -> None:
    ask(pecan_flats, "Mr. Calloway must not know")
    client = client_of(pecan_flats.principal)
    assert "Stuck?" not in client.get("/catalog/check-and-change").content.decode()
    place = f"/help/ask/{pecan_flats.versions['check-and-change'].pk}"
    assert {client.get(path).status_code for path in (place, "/program/asked")} == {403}
    assert not HelpRequest.objects.visible_to(pecan_flats.principal).exists()
    with pytest.raises(ValidationError, match="isn’t a principal"):
        actions.keep_desk(person=pecan_flats.principal, line="", by=pecan_flats.lead, at=NOW)


def test_without_a_help_person_the_leads_address_is_shown(
    pecan_flats: Cast, caliche: Cast, desk: HelpDesk
) -> None:
    version = caliche.versions["check-and-change"]
    card = stuck(caliche.teacher, version)
    assert card
    assert (card.desk, card.leads) == (None, [caliche.lead.email])
    with pytest.raises(actions.NobodyHelps):
        actions.ask(version=version, text="", by=caliche.teacher, at=NOW)
    page = client_of(caliche.teacher)
    assert caliche.lead.email in page.get("/catalog/check-and-change").content.decode()
    assert page.get(f"/help/ask/{version.pk}").status_code == 404
    Person.objects.filter(pk=caliche.lead.pk).update(email="lead@localhost")
    assert stuck(caliche.teacher, version) is None
    Person.objects.filter(pk=pecan_flats.dana.pk).update(left_at=NOW)
    left = stuck(pecan_flats.ortiz, pecan_flats.versions["check-and-change"])
    assert left
    assert left.desk is None


def test_helpers_see_what_waits_and_mark_it_answered_once(
    pecan_flats: Cast, caliche: Cast, desk: HelpDesk
) -> None:
    asked = ask(pecan_flats, "Which class?")
    client = client_of(pecan_flats.dana)
    page = client.get("/program/asked").content.decode()
    for words in ("María Ortiz", "Which class?", "1 waits for an answer"):
        assert words in page
    place = f"/program/asked/{asked.pk}"
    assert client_of(caliche.lead).post(place).status_code == 404
    assert client_of(pecan_flats.ortiz).post(place).status_code == 403
    client.post(place)
    assert "marked it before you" in client.post(place, follow=True).content.decode()
    asked.refresh_from_db()
    assert asked.answered_by == pecan_flats.dana
    assert "Nobody is waiting" in client.get("/program/asked").content.decode()
    assert "Which class?" in client.get("/program/asked?answered").content.decode()
    card = stuck(pecan_flats.ortiz, pecan_flats.versions["check-and-change"])
    assert card
    assert card.asked_at is None


def test_whoever_helps_opens_the_list_whatever_else_they_do(
    pecan_flats: Cast, desk: HelpDesk
) -> None:
    assert client_of(pecan_flats.wells).get("/program/asked").status_code == 403
    actions.keep_desk(person=pecan_flats.wells, line="", by=pecan_flats.lead, at=NOW)
    assert client_of(pecan_flats.wells).get("/program/asked").status_code == 200


def test_nobody_asks_with_anothers_work_or_of_another_district(
    pecan_flats: Cast, caliche: Cast, desk: HelpDesk
) -> None:
    theirs = begun(pecan_flats, pecan_flats.reyes)
    with pytest.raises(NotAllowed):
        ask(pecan_flats, submission=theirs)
    with pytest.raises(NotAllowed):
        actions.ask(
            version=caliche.versions["check-and-change"], text="", by=pecan_flats.ortiz, at=NOW
        )
    client = client_of(pecan_flats.ortiz)
    client.post(f"/help/ask/{theirs.version_id}", {"work": str(theirs.pk), "text": "Hm"})
    assert HelpRequest.objects.get().submission is None
    assert client.post(f"/help/ask/{caliche.versions['check-and-change'].pk}").status_code == 404


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (900, 1200), "#446688").save(out, "JPEG")
    return SimpleUploadedFile("me.jpg", out.getvalue())


def test_a_lead_says_who_helps_with_a_photo_that_only_the_district_sees(
    pecan_flats: Cast, caliche: Cast
) -> None:
    lead = client_of(pecan_flats.lead)
    nobody = lead.post("/settings/help", {"email": caliche.teacher.email, "line": LINE})
    assert "Nobody here has this address." in nobody.content.decode()
    fields = {"email": pecan_flats.dana.email.upper(), "line": LINE, "photo": photo()}
    assert lead.post("/settings/help", fields).status_code == 302
    desk = HelpDesk.objects.get()
    assert (desk.person, desk.line) == (pecan_flats.dana, LINE)
    place = f"/help/photo/{desk.photo_name}"
    answer = client_of(pecan_flats.ortiz).get(place)
    assert Image.open(io.BytesIO(answer.content)).height <= 320
    assert Client(headers={"host": pecan_flats.district.host}).get(place).status_code == 302
    assert client_of(caliche.teacher).get(place).status_code == 404
    # Another person has another face.
    lead.post("/settings/help", {"email": pecan_flats.wells.email, "line": ""})
    assert not HelpDesk.objects.get().photo
    long = lead.post("/settings/help", {"email": pecan_flats.wells.email, "line": "x" * 121})
    assert long.status_code == 422


def test_the_list_costs_the_same_with_many(pecan_flats: Cast, desk: HelpDesk) -> None:
    version = pecan_flats.versions["check-and-change"]
    HelpRequest.objects.bulk_create(
        HelpRequest(
            district=pecan_flats.district,
            person=pecan_flats.ortiz,
            version=version,
            text="Hm",
            asked_at=NOW,
        )
        for _ in range(300)
    )
    client = client_of(pecan_flats.lead)
    with few_queries():
        page = client.get("/program/asked").content.decode()
    assert "300 wait for an answer" in page
    assert page.count("Mark as answered") == 25
