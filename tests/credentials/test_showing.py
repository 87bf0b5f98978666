"""The earner puts what they show into the signed badge, in words and by its page."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.credentials.made import confirmed
from tests.pages.stage import visitor
from tests.review.work import decided, handed_in
from waypost.credentials import actions, mending, showing, suspending
from waypost.credentials.checking import check_file
from waypost.credentials.issuing import Superseded
from waypost.credentials.mending import NotStanding
from waypost.credentials.models import Award, Correction, Document
from waypost.credentials.showing import NotPublic, Piece, SaidAlready, TooMany, sign_evidence
from waypost.evidence.models import Artifact, Attempt, Students
from waypost.export.public import export_public
from waypost.journal.actions import deliver_all
from waypost.journal.models import Entry
from waypost.notices.models import Letter
from waypost.openbadges import MOST_EVIDENCE, Outcome, load
from waypost.people.policies import NotAllowed

pytestmark = pytest.mark.any_database

LATER = NOW + dt.timedelta(days=3)


def earned(cast: Cast, *, shown: bool = True) -> tuple[Award, Artifact]:
    """Real and public, by handing in; with its photo beside it where `shown`."""
    attempt = handed_in(cast, cast.ortiz)
    decided(attempt, cast.dana, *["demonstrated"] * 3, verdict="award")
    made = Award.objects.with_face().get(person=cast.ortiz)
    photo = attempt.submission.artifacts.get(name="Photo 1")
    Artifact.objects.filter(pk=photo.pk).update(students=Students.NONE)
    pieces = [str(photo.pk)] if shown else []
    actions.share(award=made, visibility="public", shown=pieces, by=cast.ortiz, at=NOW)
    return made, photo


def piece(photo: Artifact, narrative: str = "Two answers surprised me.") -> Piece:
    return Piece(photo.pk, photo.name, "Photo", photo.caption, narrative)


def said(made: Award) -> list[dict[str, str]]:
    found: list[dict[str, str]] = load(bytes(made.documents.current().body)).get("evidence", [])
    return found


def sign(cast: Cast, made: Award, *pieces: Piece, **changes: object) -> Correction:
    values: dict[str, object] = {
        "document": made.documents.current(),
        "pieces": pieces,
        "by": cast.ortiz,
        "at": LATER,
    }
    return sign_evidence(**(values | changes))  # type: ignore[arg-type]  # by name


def test_nothing_is_signed_by_showing_alone(pecan_flats: Cast, caliche: Cast) -> None:
    made, photo = earned(confirmed(pecan_flats))
    assert said(made) == []
    assert made.documents.count() == 1
    assert str(photo.pk) not in bytes(made.documents.get().body).decode()


def test_what_is_asked_for_is_signed_by_its_public_page_and_in_words(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    made, photo = earned(cast)
    old = bytes(made.documents.get().body)
    sign(cast, made, piece(photo))
    place = f"{cast.district.address}/c/{made.public_id}#evidence-{photo.pk}"
    assert said(made) == [
        {
            "id": place,
            "type": ["Evidence"],
            "name": "Photo 1",
            "narrative": "Two answers surprised me.",
            "description": "The board at 9:41",
            "genre": "Photo",
        }
    ]
    body = bytes(made.documents.current().body)
    assert photo.file.name not in body.decode()
    assert "/media" not in body.decode()
    assert check_file(body, cast.district, at=LATER).outcome is Outcome.REAL
    assert check_file(old, cast.district, at=LATER).outcome is Outcome.WITHDRAWN, "replaced"
    page = visitor(cast).get(f"/c/{made.public_id}").content.decode()
    assert f'id="evidence-{photo.pk}"' in page, "where the badge says that it is"
    assert "Evidence in it chosen anew" in page
    assert "Reason: The earner asked for it." in page
    older = visitor(cast).get(f"/ob2/assertions/{made.public_id}.json").json()
    assert older["evidence"][0]["id"] == place


def test_a_correction_of_something_else_keeps_it(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    made, photo = earned(cast)
    sign(cast, made, piece(photo))
    before = said(made)
    mending.correct(
        document=made.documents.current(),
        what="name",
        name="María Ortíz",
        reason="mistake",
        note="x",
        by=cast.lead,
        at=LATER + dt.timedelta(days=1),
    )
    assert said(made) == before


def test_the_newer_of_two_files_is_dated_later_and_the_day_earned_stays(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    made, photo = earned(cast)
    first = load(bytes(made.documents.get().body))
    sign(cast, made, piece(photo))
    newest = load(bytes(made.documents.current().body))
    assert first["id"] == newest["id"]
    assert first["validFrom"] < newest["validFrom"]
    assert first["awardedDate"] == newest["awardedDate"] == first["validFrom"]
    fetched = visitor(cast).get(newest["refreshService"]["id"].removeprefix(cast.district.address))
    assert load(fetched.content) == newest, "whoever holds the old file finds the new one"


def test_it_is_taken_out_again_and_also_once_nothing_is_public(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    made, photo = earned(cast)
    sign(cast, made, piece(photo))
    actions.share(award=made, visibility="private", shown=[], by=cast.ortiz, at=LATER)
    with pytest.raises(NotPublic):
        sign(cast, made, piece(photo, "Another sentence."))
    sign(cast, made)
    assert said(made) == []
    assert made.documents.count() == 3


def test_the_same_again_signs_nothing(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    made, photo = earned(cast)
    with pytest.raises(SaidAlready):
        sign(cast, made)
    first = made.documents.current()
    sign(cast, made, piece(photo))
    with pytest.raises(SaidAlready):
        sign(cast, made, piece(photo))
    with pytest.raises(Superseded):
        sign(cast, made, piece(photo, "Later."), document=first)
    assert made.documents.count() == 2


def test_only_the_earner_asks_and_never_of_what_was_withdrawn(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    made, photo = earned(cast)
    for other in (cast.lead, cast.hr, cast.dana, caliche.teacher, caliche.lead):
        with pytest.raises(NotAllowed):
            sign(cast, made, piece(photo), by=other)
    actions.withdraw(award=made, reason="error", note="x", by=cast.lead, at=LATER)
    with pytest.raises(NotStanding):
        sign(cast, made, piece(photo))
    assert Document.objects.filter(award=made).count() == 1


def test_a_practice_badge_says_it_in_words_alone(pecan_flats: Cast, caliche: Cast) -> None:
    made, photo = earned(pecan_flats)
    sign(pecan_flats, made, piece(photo))
    (entry,) = said(made)
    assert "id" not in entry
    assert entry["narrative"] == "Two answers surprised me."


def test_no_letter_tells_them_what_they_did_and_the_event_holds_no_words(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    made, photo = earned(cast)
    deliver_all(at=LATER)
    before = Letter.objects.count()
    sign(cast, made, piece(photo))
    deliver_all(at=LATER)
    assert Letter.objects.count() == before
    entry = Entry.objects.get(kind="credentials.EvidenceSigned")
    assert entry.facts["pieces"] == 1
    assert "surprised" not in str(entry.facts)


# The page


def press(client: Client, made: Award, photo: Artifact, **more: str) -> str:
    sent = {
        "document": str(made.documents.current().pk),
        f"about-{photo.pk}": "Two answers\x07 surprised me.",
        **more,
    }
    answer = client.post(f"/badges/{made.pk}/evidence", sent, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_what_happens_and_does_it(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    made, photo = earned(cast)
    client = visitor(cast, cast.ortiz)
    assert "Put it into the signed badge too" in client.get(f"/badges/{made.pk}").content.decode()
    page = client.get(f"/badges/{made.pk}/evidence").content.decode()
    assert "The pieces themselves never go into it." in page
    assert "whoever checks one is told so" in page
    assert "Signed anew, with 1 piece in it." in press(client, made, photo)
    assert said(made)[0]["narrative"] == "Two answers surprised me."
    assert "says exactly this already" in press(client, made, photo)
    shown = client.get(f"/badges/{made.pk}").content.decode()
    assert "The signed badge names 1 piece of evidence" in shown
    for_hr = visitor(cast, cast.hr).get(f"/badges/{made.pk}").content.decode()
    assert "The earner ·" in for_hr, "who asked for it, without a name"
    page = client.get(f"/badges/{made.pk}/evidence").content.decode()
    assert "Two answers surprised me." in page, "their words are there to be changed"
    assert "Signed anew without evidence." in press(client, made, photo, take_out="yes")
    assert said(made) == []


def test_the_page_survives_what_is_sent_to_it(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    made, photo = earned(cast)
    client = visitor(cast, cast.ortiz)
    old = str(made.documents.current().pk)
    assert "at most 300" in press(client, made, photo, **{f"about-{photo.pk}": "x" * 301})
    for odd in ("", "x", "00000000-0000-4000-8000-000000000000", str(cast.district.pk)):
        page = press(client, made, photo, document=odd)
        assert "Signed anew" not in page, odd
    sign(cast, made, piece(photo))
    page = press(client, made, photo, document=old)
    assert "was signed anew meanwhile" in page
    assert "Two answers surprised me." in page.replace("\x07", ""), "what was typed stays"
    assert str(made.documents.current().pk) in page, "and is sent again for the file of now"
    actions.share(award=made, visibility="private", shown=[], by=cast.ortiz, at=NOW)
    page = client.get(f"/badges/{made.pk}/evidence").content.decode()
    assert "you can only take it out" in page
    assert "Signed anew without evidence." in press(client, made, photo, take_out="yes")
    assert showing.anchor(photo.pk) not in str(said(made))


def test_more_than_a_badge_holds_is_said_and_nothing_is_lost(
    pecan_flats: Cast, caliche: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = confirmed(pecan_flats)
    made, photo = earned(cast)
    with pytest.raises(TooMany):
        sign(cast, made, *[piece(photo)] * (MOST_EVIDENCE + 1))
    monkeypatch.setattr(showing, "MOST_EVIDENCE", 0)
    client = visitor(cast, cast.ortiz)
    words = "Two answers surprised me, and I changed the lesson."
    sent = {"document": str(made.documents.get().pk), f"about-{photo.pk}": words}
    page = client.post(f"/badges/{made.pk}/evidence", sent).content.decode()
    assert "at most 40 pieces" in page
    assert words in page
    assert made.documents.count() == 1


def test_while_it_does_not_count_strangers_are_shown_no_evidence(
    pecan_flats: Cast, caliche: Cast, tmp_path: Path
) -> None:
    cast = confirmed(pecan_flats)
    made, photo = earned(cast)
    sign(cast, made, piece(photo))
    page, file = f"/c/{made.public_id}", f"/c/{made.public_id}/evidence/{photo.pk}"
    steps: list[tuple[str, Callable[[], object], bool]] = [
        ("earned", lambda: None, True),
        ("suspended", lambda: suspend(cast, made), False),
        ("restored", lambda: restoring(cast, made), True),
        ("withdrawn", lambda: withdraw(cast, made), False),
    ]
    for name, step, shows in steps:
        step()
        for who in (None, cast.lead):
            answer = visitor(cast, who).get(page)
            assert (f"evidence-{photo.pk}" in answer.content.decode()) is shows, name
        assert visitor(cast).get(file).status_code == (200 if shows else 404), name
        export_public(district=cast.district, folder=tmp_path / name, at=LATER)
        site = (tmp_path / name / page[1:] / "index.html").read_text()
        assert ("Two answers surprised me." in site) is shows, name
        assert visitor(cast, cast.ortiz).get(f"/evidence/{photo.pk}").status_code == 200, name


def suspend(cast: Cast, made: Award) -> None:
    suspending.suspend(award=made, reason="privacy", note="A child.", by=cast.lead, at=LATER)


def restoring(cast: Cast, made: Award) -> None:
    suspending.restore(award=made, note="It is a poster.", by=cast.lead, at=LATER)


def withdraw(cast: Cast, made: Award) -> None:
    actions.withdraw(award=made, reason="privacy", note="A child.", by=cast.lead, at=LATER)


@pytest.mark.parametrize(("verb", "act"), [("suspend", suspend), ("withdraw", withdraw)])
def test_a_question_of_privacy_leads_to_where_a_piece_is_hidden_for_good(
    pecan_flats: Cast, caliche: Cast, verb: str, act: Callable[[Cast, Award], None]
) -> None:
    cast = confirmed(pecan_flats)
    made, _photo = earned(cast)
    [attempt] = Attempt.objects.filter(submission__person=cast.ortiz)
    place = f'href="/review/{attempt.pk}"'
    lead = visitor(cast, cast.lead)
    assert place in lead.get(f"/badges/{made.pk}/{verb}").content.decode()
    assert place not in lead.get(f"/badges/{made.pk}").content.decode()
    act(cast, made)
    assert place in lead.get(f"/badges/{made.pk}").content.decode()
    assert place not in visitor(cast, cast.ortiz).get(f"/badges/{made.pk}").content.decode()
    assert place not in visitor(cast, cast.hr).get(f"/badges/{made.pk}").content.decode()
    bench = lead.get(f"/review/{attempt.pk}").content.decode()
    for artifact in attempt.artifacts.all():
        hide = f"/review/{attempt.pk}/hide/{artifact.pk}"
        assert hide in bench
        lead.post(hide)
    assert place not in lead.get(f"/badges/{made.pk}").content.decode(), "all of it is hidden"


def test_another_reason_does_not_speak_of_hiding(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    made, _photo = earned(cast)
    suspending.suspend(award=made, reason="mistake", note="x", by=cast.lead, at=LATER)
    page = visitor(cast, cast.lead).get(f"/badges/{made.pk}").content.decode()
    assert "hide" not in page.partition("<main")[2]


def test_what_stands_there_no_more_is_neither_signed_nor_taken_out_unasked(
    pecan_flats: Cast, caliche: Cast
) -> None:
    """The page was left open while the badge was made private in another tab."""
    cast = confirmed(pecan_flats)
    made, photo = earned(cast)
    sign(cast, made, piece(photo))
    before = made.documents.count()
    actions.share(award=made, visibility="private", shown=[], by=cast.ortiz, at=NOW)
    page = press(visitor(cast, cast.ortiz), made, photo)
    assert "What stands on the public page changed meanwhile." in page
    assert "surprised me." in page, "what was typed can be copied"
    assert made.documents.count() == before
