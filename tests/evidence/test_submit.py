"""Handing in, taking back, and what a try keeps."""

import datetime as dt
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from tests.cast import NOW, Cast
from tests.evidence import scene
from tests.evidence.intake import crafted, test_pdfs
from waypost.evidence import actions as evidence
from waypost.evidence.intake import Refused
from waypost.evidence.models import Artifact, Attempt, Outcome, Status, Submission
from waypost.journal.models import Entry
from waypost.people.policies import NotAllowed
from waypost.review import actions as review

pytestmark = pytest.mark.django_db


def decided(cast: Cast, attempt: Attempt, verdict: str, level: str, note: str = "") -> None:
    begun = review.start(attempt=attempt, by=cast.dana, at=NOW)
    done = attempt.submission.rows_done
    rows = [r for r in attempt.submission.requirement.rows.all() if str(r.pk) not in done]
    for row in rows:
        mine = "demonstrated" if row.position == 1 else level
        review.score(
            review=begun, row=row, level=mine, comment="Circle the spot.", by=cast.dana, at=NOW
        )
    review.decide(review=begun, verdict=verdict, note=note, by=cast.dana, at=NOW)


def test_what_is_missing_is_named_piece_by_piece(pecan_flats: Cast) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.write(submission, 3, 1, "A drawing.")
    with pytest.raises(evidence.NotReady) as gaps:
        evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    assert [(g.piece.position, g.code, g.prompt) for g in gaps.value.missing] == [
        (1, "nothing", None),
        (2, "nothing", None),
        (3, "prompt", 0),
    ]


def test_an_unanswered_question_about_students_is_missing(
    pecan_flats: Cast, tmp_path: Path
) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)
    artifact = submission.artifacts.get()
    evidence.describe(artifact=artifact, students="", caption="", by=pecan_flats.ortiz, at=NOW)
    found = evidence.missing(Submission.objects.get(pk=submission.pk))
    assert [(g.code, g.artifact) for g in found] == [("students", artifact)]


def test_a_link_that_nobody_can_open_is_missing(pecan_flats: Cast, tmp_path: Path) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)
    link = evidence.add_link(
        submission=submission,
        piece=scene.piece(submission, 2),
        url="https://example.org/a",
        students="none",
        by=pecan_flats.ortiz,
        at=NOW,
    )
    assert evidence.missing(Submission.objects.get(pk=submission.pk)) == []
    # It may open for a colleague: the page warns, and the teacher decides.
    Artifact.objects.filter(pk=link.pk).update(trial="needs_sign_in")
    assert evidence.missing(Submission.objects.get(pk=submission.pk)) == []
    Artifact.objects.filter(pk=link.pk).update(trial="not_found")
    found = evidence.missing(Submission.objects.get(pk=submission.pk))
    assert [g.code for g in found] == ["link"]


def test_a_link_that_accents_make_too_long_is_sent_back_in_words(pecan_flats: Cast) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)

    def add(url: str) -> Artifact:
        return evidence.add_link(
            submission=submission,
            piece=scene.piece(submission, 2),
            url=url,
            by=pecan_flats.ortiz,
            at=NOW,
        )

    with pytest.raises(Refused) as caught:
        add(f"https://example.org/{'é' * 400}")
    assert "Share link" in caught.value.message
    longest = add(f"https://example.org/{'é' * 330}")
    assert len(Artifact.objects.get(pk=longest.pk).url) == 2000


def test_handing_in_freezes_promises_and_tells(pecan_flats: Cast, tmp_path: Path) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)
    attempt = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    # Five school days after a Wednesday, the weekend between them.
    assert attempt.due_at.astimezone(pecan_flats.district.zone).date() == dt.date(2026, 11, 25)
    assert attempt.try_number == 1
    assert submission.artifacts.get().handed_in_at == NOW
    told = Entry.objects.filter(kind="evidence.WorkSubmitted", subject=submission.pk)
    assert "Where does the mass" not in str(told.get().facts)
    submission.refresh_from_db()
    with pytest.raises(evidence.NotPossible):
        scene.write(submission, 1, 0, "Too late.")
    with pytest.raises(evidence.NotPossible):
        evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)


def test_what_was_left_out_of_a_file_is_told_to_its_teacher_and_its_reviewer(
    pecan_flats: Cast, tmp_path: Path
) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)
    for name, data, position in (("a", test_pdfs.made(), 1), ("b", crafted.heic(), 2)):
        (tmp_path / name).write_bytes(data)
        evidence.add_file(
            submission=submission,
            piece=scene.piece(submission, position),
            source=tmp_path / name,
            students="none",
            by=pecan_flats.ortiz,
            at=NOW,
        )
    place, teacher = f"/work/{submission.pk}", scene.client_of(pecan_flats, "ortiz")
    said = "inside the PDF were left out. Add them as evidence by themselves."
    for _ in range(2):
        page = teacher.get(place).content.decode()
        assert page.count(said) == 1
        assert page.count("was saved as a JPEG") == 1
        attempt = submission.attempts.first() or evidence.submit(
            submission=submission, by=pecan_flats.ortiz, at=NOW
        )
    review.start(attempt=attempt, by=pecan_flats.dana, at=NOW)
    page = scene.client_of(pecan_flats, "dana").get(f"/review/{attempt.pk}").content.decode()
    assert "inside the PDF were left out when it was added." in page
    assert "was saved as a JPEG" not in page


@pytest.mark.parametrize("change", ["UPDATE evidence_attempt SET words = '[]'",
                                    "DELETE FROM evidence_attempt",
                                    "DELETE FROM evidence_attempt_artifacts"])  # fmt: skip
def test_a_try_is_frozen_in_the_database_itself(
    pecan_flats: Cast, tmp_path: Path, change: str
) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)
    evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        connection.cursor().execute(change)


def test_nobody_hands_in_for_somebody_else(pecan_flats: Cast, caliche: Cast) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    for other in (pecan_flats.lead, pecan_flats.dana, caliche.teacher):
        with pytest.raises(NotAllowed):
            evidence.submit(submission=submission, by=other, at=NOW)
        with pytest.raises(NotAllowed):
            evidence.take_back(submission=submission, by=other, at=NOW)


def test_taken_back_work_is_the_teachers_alone_again(pecan_flats: Cast, tmp_path: Path) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)
    evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    assert Artifact.objects.visible_to(pecan_flats.dana).exists()
    submission.refresh_from_db()
    evidence.take_back(submission=submission, by=pecan_flats.ortiz, at=NOW)
    assert not Artifact.objects.visible_to(pecan_flats.dana).exists()
    assert not Submission.objects.visible_to(pecan_flats.dana).exists()
    assert not Attempt.objects.visible_to(pecan_flats.dana).exists()
    attempt = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    assert (attempt.number, attempt.try_number) == (2, 1)


def test_work_under_review_cannot_be_taken_back(pecan_flats: Cast, tmp_path: Path) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)
    attempt = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    review.start(attempt=attempt, by=pecan_flats.dana, at=NOW)
    submission.refresh_from_db()
    with pytest.raises(evidence.NotPossible):
        evidence.take_back(submission=submission, by=pecan_flats.ortiz, at=NOW)
    assert not Attempt.objects.filter(outcome=Outcome.TAKEN_BACK).exists()


@pytest.mark.parametrize(
    ("verdict", "status", "again"),
    [("not_yet", Status.SENT_BACK, 2), ("incomplete", Status.INCOMPLETE, 1)],
)
def test_taking_back_returns_to_where_it_stood(
    pecan_flats: Cast, tmp_path: Path, verdict: str, status: Status, again: int
) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)
    attempt = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    decided(pecan_flats, attempt, verdict, "not_yet", note="A name shows.")
    submission.refresh_from_db()
    second = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    assert second.try_number == again
    submission.refresh_from_db()
    evidence.take_back(submission=submission, by=pecan_flats.ortiz, at=NOW)
    submission.refresh_from_db()
    assert submission.status == status
    assert submission.artifacts.get().handed_in_at


def test_the_page_says_what_is_done_and_what_to_redo(pecan_flats: Cast, tmp_path: Path) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)
    attempt = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    decided(pecan_flats, attempt, "not_yet", "not_yet", note="Close.")
    page = scene.client_of(pecan_flats, "ortiz").get(f"/work/{submission.pk}").content.decode()
    assert "Not yet: some rows to redo" in page
    assert "Close." in page
    assert "There is nothing to redo here." in page
    assert page.count("Circle the spot.") >= 2
    assert "Try 1: Not yet" in page
    assert "T-TESS" in page


def test_an_incomplete_page_says_what_was_hidden_and_why(pecan_flats: Cast, tmp_path: Path) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)
    attempt = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    begun = review.start(attempt=attempt, by=pecan_flats.dana, at=NOW)
    later = NOW + dt.timedelta(hours=1)
    review.decide(
        review=begun,
        verdict="incomplete",
        note="A last name is on the whiteboard.",
        hidden=[submission.artifacts.get()],
        by=pecan_flats.dana,
        at=later,
    )
    client = scene.client_of(pecan_flats, "ortiz")
    page = client.get(f"/work/{submission.pk}").content.decode()
    assert "doesn’t count as a try" in page
    assert "A last name is on the whiteboard." in page
    assert "Hidden from everyone" in page
    hidden = submission.artifacts.get()
    assert client.get(f"/evidence/{hidden.pk}").status_code == 404


def test_demonstrated_work_shows_its_badge_and_every_try(
    pecan_flats: Cast, tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)
    attempt = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    decided(pecan_flats, attempt, "award", "demonstrated")
    client = scene.client_of(pecan_flats, "ortiz")
    with django_assert_max_num_queries(12):
        page = client.get(f"/work/{submission.pk}").content.decode()
    assert "Every row is Demonstrated." in page
    assert "See your badge" in page
    assert "Try 1: Demonstrated" in page
    assert "Half of them chose the soil." in page
    assert 'id="work"' not in page
    answer = client.post(f"/work/{submission.pk}", {"words-1-0": "later", "then": "save"})
    assert answer.status_code == 422
    assert client.get("/work").status_code == 200


def test_pages_with_history_ask_a_fixed_number_of_times(
    pecan_flats: Cast, tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)
    client = scene.client_of(pecan_flats, "ortiz")
    for n in range(3):
        scene.add_photo(submission, tmp_path, shade=n + 5)
        attempt = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
        decided(pecan_flats, attempt, "not_yet", "not_yet")
        submission.refresh_from_db()
        with django_assert_max_num_queries(12):
            assert client.get(f"/work/{submission.pk}").status_code == 200


VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n"


def test_a_try_keeps_what_was_said_about_its_files_then(pecan_flats: Cast, tmp_path: Path) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)
    film = submission.artifacts.get()
    Artifact.objects.update(
        kind="video", caption="Look at 1:20", captions=f"{VTT}Turn and talk\n", students="work"
    )
    attempt = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    decided(pecan_flats, attempt, "not_yet", "not_yet")
    film.refresh_from_db()
    evidence.describe(
        artifact=film, students="faces", caption="Look at 9:59", by=pecan_flats.ortiz, at=NOW
    )
    evidence.add_captions(artifact=film, text=f"{VTT}Hush\n", by=pecan_flats.ortiz, at=NOW)
    teacher, reviewer = (scene.client_of(pecan_flats, who) for who in ("ortiz", "dana"))
    then = f"/evidence/{film.pk}/tries/{attempt.pk}/captions.vtt"
    now = f"/evidence/{film.pk}/captions.vtt"
    bench = reviewer.get(f"/review/{attempt.pk}").content.decode()
    assert "Look at 1:20" in bench
    assert "Look at 9:59" not in bench
    assert "Student work only" in bench
    assert "faces" not in bench
    assert then in bench
    own = teacher.get(f"/work/{submission.pk}").content.decode()
    assert "Look at 1:20" in own, "in the try"
    assert "Look at 9:59" in own, "in what is being redone"
    assert then in own
    for client in (teacher, reviewer):
        assert "Turn and talk" in client.get(then).content.decode()
    assert "Hush" in teacher.get(now).content.decode()
    assert reviewer.get(now).status_code == 404, "that is a draft"


def test_the_tries_of_before_keep_what_is_said_now(pecan_flats: Cast, tmp_path: Path) -> None:
    submission = scene.begun(pecan_flats, pecan_flats.ortiz)
    scene.complete(submission, tmp_path)
    submission.artifacts.update(caption="Look at 1:20")
    evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    with connection.cursor() as cursor:
        drop = "DROP TRIGGER frozen_evidence_attempt_update"
        cursor.execute(f"{drop} ON evidence_attempt" if connection.vendor != "sqlite" else drop)
    Attempt.objects.update(described=None)
    migration = import_module("waypost.evidence.migrations.0007_described")
    migration.copy(apps, SimpleNamespace(connection=connection))
    described = Attempt.objects.get().described
    assert described
    assert list(described.values()) == [
        {"caption": "Look at 1:20", "students": "work", "captions": ""}
    ]
