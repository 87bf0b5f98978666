"""A badge that says something wrong is signed anew: the old file steps back, the badge stands."""

import datetime as dt
import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client

from tests.cast import NOW, Cast
from tests.credentials.made import award, confirmed, real
from tests.pages.stage import visitor
from waypost.credentials import actions, mending
from waypost.credentials.checking import check_file, signed_name
from waypost.credentials.issuing import Superseded
from waypost.credentials.mending import BadDate, NotStanding
from waypost.credentials.models import Award, Correction, Document
from waypost.journal.actions import deliver_all
from waypost.journal.models import Entry
from waypost.notices.models import Letter
from waypost.openbadges import Outcome
from waypost.people import mending as people
from waypost.people.models import Person
from waypost.people.policies import NotAllowed

LATER = NOW + dt.timedelta(days=3)
NOTE = "She told us how it is spelled."


def correct(cast: Cast, made: Award, what: str = "name", **changes: object) -> Correction:
    sent: dict[str, object] = {
        "document": made.documents.current(),
        "what": what,
        "reason": "mistake",
        "note": NOTE,
        "by": cast.lead,
        "at": LATER,
    }
    if what == "name":
        sent["name"] = "María Ortíz Peña"
    return mending.correct(**(sent | changes))  # type: ignore[arg-type]  # by name


def says(made: Award, body: bytes) -> Outcome:
    made.refresh_from_db()
    return check_file(body, made.district, at=LATER).outcome


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_corrected_name_is_signed_and_nothing_of_the_award_changes(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    before = Award.objects.filter(pk=made.pk).values().get()
    old = made.documents.get()
    body = bytes(old.body)
    correct(pecan_flats, made)
    assert Award.objects.filter(pk=made.pk).values().get() == before
    old.refresh_from_db()
    new = made.documents.current()
    assert (old.superseded_by, bytes(old.body)) == (new, body)
    assert (old.status_list_id, old.status_index) != (new.status_list_id, new.status_index)
    assert signed_name(made) == "María Ortíz Peña"
    assert says(made, bytes(new.body)) is Outcome.REAL
    assert says(made, body) is Outcome.WITHDRAWN, "the old file is no longer current"


def test_the_public_page_stays_real_and_says_what_was_corrected_and_never_the_note(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    correct(pecan_flats, made)
    shown = read(visitor(pecan_flats), f"/c/{made.public_id}")
    assert "This badge is real" in shown
    assert "María Ortíz Peña" in shown
    assert "Name corrected" in shown
    assert "November 21, 2026</time>. Reason: There was a mistake." in shown
    assert NOTE not in shown
    assert "withdrawn on" not in shown


@pytest.mark.parametrize("practice", [True, False])
def test_an_old_file_says_that_a_corrected_one_took_its_place(
    pecan_flats: Cast, caliche: Cast, practice: bool
) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz) if practice else real(pecan_flats)
    body = bytes(made.documents.get().body)
    correct(pecan_flats, made)
    answer = visitor(pecan_flats).post("/check", {"badge": SimpleUploadedFile("b.json", body)})
    said = answer.content.decode()
    assert "This file was replaced by a newer one" in said
    assert f"/c/{made.public_id}" in said
    assert "The badge itself stands" in said
    assert "This badge was withdrawn" not in said
    new = bytes(made.documents.current().body)
    answer = visitor(pecan_flats).post("/check", {"badge": SimpleUploadedFile("b.json", new)})
    expected = "This is a practice badge" if practice else "This badge is real"
    assert expected in answer.content.decode()


def test_once_the_badge_is_withdrawn_every_file_of_it_says_so(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    old = bytes(made.documents.get().body)
    correct(pecan_flats, made)
    actions.withdraw(award=made, reason="error", note="x", by=pecan_flats.lead, at=LATER)
    for body in (old, bytes(made.documents.current().body)):
        answer = visitor(pecan_flats).post("/check", {"badge": SimpleUploadedFile("b", body)})
        assert "This badge was withdrawn" in answer.content.decode()
    made.refresh_from_db()
    with pytest.raises(NotStanding):
        correct(pecan_flats, made)


def test_a_date_is_corrected_within_what_can_be_true(pecan_flats: Cast, caliche: Cast) -> None:
    made = real(pecan_flats)
    for day, why in (
        (dt.date(2026, 11, 22), "ahead"),
        (dt.date(2026, 11, 17), "unfounded"),
    ):
        with pytest.raises(BadDate) as wrong:
            correct(pecan_flats, made, "date", day=day)
        assert wrong.value.why == why
    correct(pecan_flats, made, "date", day=dt.date(2026, 11, 20))
    made.refresh_from_db()
    assert made.district.day_of(made.earned_at) == dt.date(2026, 11, 20)
    assert made.awarded_at == NOW
    shown = read(visitor(pecan_flats), f"/c/{made.public_id}")
    assert "November 20, 2026" in shown


def test_a_second_tap_or_a_page_left_open_corrects_nothing_twice(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    first = made.documents.current()
    correct(pecan_flats, made, document=first)
    with pytest.raises(Superseded):
        correct(pecan_flats, made, document=first)
    assert made.documents.count() == 2
    assert made.corrections.count() == 1
    page = f"/badges/{made.pk}/name"
    name = made.corrections.get().name
    sent = {"document": str(first.pk), "name": name, "reason": "mistake", "note": "Again."}
    answer = visitor(pecan_flats, pecan_flats.lead).post(page, sent, follow=True)
    assert "It was corrected a moment ago" in answer.content.decode()
    assert answer.redirect_chain, "the same was sent twice: nothing is left to do"
    assert made.documents.count() == 2


@pytest.mark.parametrize(
    ("what", "asked"), [("name", {"name": "Another"}), ("date", {"day": "2026-11-20"})]
)
def test_what_was_typed_while_somebody_was_faster_is_only_sent_again(
    pecan_flats: Cast, caliche: Cast, what: str, asked: dict[str, str]
) -> None:
    with time_machine.travel(NOW + dt.timedelta(days=5)):
        made = real(pecan_flats)
        first = made.documents.current()
        correct(pecan_flats, made, document=first)
        lead = visitor(pecan_flats, pecan_flats.lead)
        page = f"/badges/{made.pk}/{what}"
        note = "Her mother’s name comes last."
        sent = {"document": str(first.pk), "reason": "mistake", "note": note, **asked}
        answer = lead.post(page, sent)
        shown = answer.content.decode()
        assert "It was corrected a moment ago" in shown
        assert made.documents.count() == 2
        assert note in shown
        assert all(f'value="{typed}"' in shown for typed in asked.values())
        sent["document"] = str(answer.context["form"]["document"].value())
        assert "Corrected." in lead.post(page, sent, follow=True).content.decode()
        assert made.documents.count() == 3


def test_a_damaged_or_practice_badge_is_signed_anew_with_its_own_kind_of_key(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    confirmed(pecan_flats)
    made = Award.objects.get(pk=made.pk)
    correct(pecan_flats, made, "reissue", reason="damaged")
    document = made.documents.current()
    assert document.key.did.startswith("did:key:")
    assert says(made, bytes(document.body)) is Outcome.PRACTICE


def test_only_the_program_lead_of_the_district_corrects(pecan_flats: Cast, caliche: Cast) -> None:
    made = real(pecan_flats)
    for who in (pecan_flats.ortiz, pecan_flats.hr, pecan_flats.dana, caliche.lead):
        with pytest.raises(NotAllowed):
            correct(pecan_flats, made, by=who)
        page = f"/badges/{made.pk}/name"
        cast = caliche if who == caliche.lead else pecan_flats
        assert visitor(cast, who).get(page).status_code in (403, 404)
    assert not Correction.objects.exists()


@pytest.mark.parametrize("name", ["", "  ", "Mar\x07ia", "A\nB"])
def test_a_name_that_cannot_be_signed_is_refused(
    pecan_flats: Cast, caliche: Cast, name: str
) -> None:
    made = real(pecan_flats)
    with pytest.raises(ValidationError):
        correct(pecan_flats, made, name=name)
    assert made.documents.count() == 1


def test_the_trail_says_who_and_why_to_the_earner_and_the_lead(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    correct(pecan_flats, made)
    mine = read(visitor(pecan_flats, pecan_flats.ortiz), f"/badges/{made.pk}")
    for said in ("Who did what, and when", "Name corrected", "The program lead", NOTE):
        assert said in mine
    assert "Name corrected" in read(visitor(pecan_flats, pecan_flats.lead), f"/badges/{made.pk}")
    hr = read(visitor(pecan_flats, pecan_flats.hr), f"/badges/{made.pk}")
    assert "Name corrected" in hr
    assert NOTE not in hr


def test_the_earner_gets_one_letter_and_the_journal_holds_no_name(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    correct(pecan_flats, made)
    deliver_all(at=LATER + dt.timedelta(hours=1))
    letter = Letter.objects.get(occasion__startswith="corrected:")
    assert letter.to == pecan_flats.ortiz
    assert "Name corrected" in letter.text
    assert NOTE in letter.text
    entry = Entry.objects.get(kind="credentials.AwardCorrected")
    assert "María" not in str(entry.facts)
    assert NOTE not in str(entry.facts)


def test_a_correction_is_frozen(pecan_flats: Cast, caliche: Cast) -> None:
    made = real(pecan_flats)
    kept = correct(pecan_flats, made)
    for change in ({"note": "x"}, {"name": "x"}, {"reason": "key"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Correction.objects.filter(pk=kept.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM credentials_correction")


def several(cast: Cast, who: Person) -> list[Award]:
    return [award(cast, slug, to=who) for slug in ("forms-quiz", "check-and-change")]


def rename(cast: Cast, person: Person, name: str = "María Salas") -> Person:
    people.rename(person=person, name=name, called="María", note="Married.", by=cast.lead, at=LATER)
    return Person.objects.select_related("district", "account").get(pk=person.pk)


def anew(cast: Cast, person: Person, most: int = 10) -> list[mending.Signed]:
    return mending.bring_up_to_date(
        person=person, reason="changed", note="Married.", by=cast.lead, at=LATER, most=most
    )


def test_after_a_change_of_name_all_badges_are_signed_anew_and_a_stopped_run_goes_on(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    made = several(cast, cast.ortiz)
    lost = award(cast, to=cast.reyes)
    person = rename(cast, cast.ortiz)
    assert [signed_name(each) for each in made] == ["María Ortiz"] * 2, "nothing by itself"
    assert len(list(mending.stale(person))) == 2
    assert len(anew(cast, person, most=1)) == 1
    assert len(list(mending.stale(person))) == 1
    assert len(anew(cast, person)) == 1
    assert anew(cast, person) == []
    assert [signed_name(each) for each in made] == ["María Salas"] * 2
    assert [each.documents.count() for each in made] == [2, 2]
    assert signed_name(lost) == "Mateo Reyes"
    deliver_all(at=LATER)
    letters = Letter.objects.filter(to=cast.ortiz, occasion__startswith="signed-anew:")
    assert letters.count() == 1


def test_the_persons_page_lists_what_is_stale_and_signs_it(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    several(cast, cast.ortiz)
    lead = visitor(cast, cast.lead)
    page = f"/awards/of/{cast.ortiz.pk}"
    sent = {"name": "María Salas", "called": "María", "note": "Married in October."}
    shown = lead.post(f"{page}/name", sent, follow=True).content.decode()
    assert "Says María Ortiz" in shown
    shown = lead.post(page, {"reason": "changed", "note": "Married."}, follow=True).content.decode()
    assert "2 badges signed anew" in shown
    assert "Says María Ortiz" not in shown
    assert "Married in October." in shown
    again = lead.post(page, {"reason": "changed", "note": "Married."}, follow=True)
    assert "Every badge says the name and address of today." in again.content.decode()
    assert Document.objects.count() == 4
    assert visitor(caliche, caliche.lead).get(page).status_code == 404
    assert visitor(cast, cast.ortiz).get(page).status_code == 403


def test_an_address_that_changed_signs_in_and_badges_follow_to_it(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    made = award(cast, to=cast.ortiz)
    people.move_address(
        person=cast.ortiz, email="Maria@New.example", note="New address.", by=cast.lead, at=LATER
    )
    person = Person.objects.select_related("district", "account").get(pk=cast.ortiz.pk)
    assert person.email == "maria@new.example"
    client = Client(headers={"host": cast.district.host})
    for email in ("maria@new.example", "ortiz@pecanflats.example"):
        assert client.login(email=email, password="a long enough password"), email
    (stale,) = mending.stale(person)
    assert stale.what == "address"
    anew(cast, person)
    assert not list(mending.stale(person))
    assert made.corrections.get().what == "address"
    with pytest.raises(people.NothingChanged):
        people.move_address(
            person=person, email="maria@new.example", note="x", by=cast.lead, at=LATER
        )


def test_an_address_of_somebody_else_is_refused_and_leads_to_joining(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    lead, page = visitor(cast, cast.lead), f"/awards/of/{cast.ortiz.pk}/address"
    shown = lead.post(page, {"email": cast.reyes.email, "note": "x"}).content.decode()
    assert "Mateo Reyes" in shown
    assert f"/awards/of/{cast.ortiz.pk}/join" in shown
    shown = lead.post(page, {"email": caliche.teacher.email, "note": "x"}).content.decode()
    assert "signs in another account" in shown
    assert "Otis" not in shown


def test_no_lead_can_add_a_way_into_an_account_that_is_somebodys_elsewhere_too(
    pecan_flats: Cast, caliche: Cast
) -> None:
    Person.objects.create(
        district=caliche.district,
        account=pecan_flats.ortiz.account,
        name="María Ortiz",
        called="María",
        email="maria@caliche.example",
    )
    people.move_address(
        person=pecan_flats.ortiz, email="mine@evil.example", note="x", by=pecan_flats.lead, at=LATER
    )
    account = pecan_flats.ortiz.account
    assert account
    assert not EmailAddress.objects.filter(user=account, email="mine@evil.example").exists()
