"""End a try: award, not yet, or incomplete; once."""

import datetime as dt

import pytest

from tests.cast import Cast
from tests.review.work import LATER, decided, handed_in, photo, say, score_all, started
from waypost.credentials.models import Award, Met
from waypost.evidence import actions as evidence
from waypost.evidence.models import Artifact, Attempt, Outcome, Status, Submission
from waypost.journal.models import Entry
from waypost.people import actions as people
from waypost.people.models import Person, Placement, Role
from waypost.people.policies import NotAllowed
from waypost.review import actions
from waypost.review.models import Decision, Review

ALL = ("demonstrated", "demonstrated", "demonstrated")
ONE_OPEN = ("demonstrated", "demonstrated", "not_yet")


@pytest.fixture
def attempt(pecan_flats: Cast) -> Attempt:
    return handed_in(pecan_flats, pecan_flats.ortiz)


@pytest.fixture
def review(pecan_flats: Cast, attempt: Attempt) -> Review:
    return started(attempt, pecan_flats.dana)


def codes(told: pytest.ExceptionInfo[actions.NotDecided]) -> list[str]:
    return [gap.code for gap in told.value.gaps]


def decide(review: Review, verdict: str, **values: object) -> Decision:
    given = {"by": review.reviewer, "at": LATER, **values}
    return actions.decide(review=review, verdict=verdict, **given)  # type: ignore[arg-type]  # a mixed bag


def test_every_row_demonstrated_earns_the_badge(pecan_flats: Cast, review: Review) -> None:
    score_all(review, *ALL)
    decide(review, "award")
    award = Award.objects.get()
    assert (award.person, award.version.achievement.slug) == (
        pecan_flats.ortiz,
        "check-and-change",
    )
    submission = review.attempt.submission
    submission.refresh_from_db()
    assert submission.status == Status.DEMONSTRATED
    assert submission.attempts.get().outcome == Outcome.DEMONSTRATED


def test_the_basis_names_nobody(pecan_flats: Cast, review: Review) -> None:
    score_all(review, *ALL)
    decide(review, "award")
    basis = Met.objects.get().basis
    assert basis["reviewers"] == 1
    assert basis["reviewer_roles"] == ["coach", "reviewer"]
    assert basis["tries"] == 1
    assert len(basis["rows"]) == 3
    told = str(basis)
    for person in (pecan_flats.ortiz, pecan_flats.dana):
        assert person.name not in told
        assert str(person.pk) not in told


def test_rows_shown_stay_done_and_only_the_others_are_looked_at_again(
    pecan_flats: Cast, attempt: Attempt
) -> None:
    decided(attempt, pecan_flats.dana, *ONE_OPEN)
    submission = attempt.submission
    submission.refresh_from_db()
    assert submission.status == Status.SENT_BACK
    assert len(submission.rows_done) == 2
    again = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=LATER)
    assert again.try_number == 2
    review = started(again, pecan_flats.wells)
    last = submission.requirement.rows.get(position=3)
    actions.score(
        review=review, row=last, level="demonstrated", comment="", by=pecan_flats.wells, at=LATER
    )
    decide(review, "award")
    basis = Met.objects.get().basis
    assert (len(basis["rows"]), basis["reviewers"], basis["tries"]) == (3, 2, 2)


def digest(artifact: Artifact, letter: str) -> str:
    """Gives it bytes of its own, as far as the journal of what was seen is concerned."""
    Artifact.objects.filter(pk=artifact.pk).update(sha256=letter * 64)
    return letter * 64


def test_the_basis_holds_what_reviewers_saw_and_nothing_that_was_taken_back(
    pecan_flats: Cast,
) -> None:
    """Taken back unseen, sent back as incomplete, sent back with rows to redo, awarded."""
    teacher, dana = pecan_flats.ortiz, pecan_flats.dana
    unseen = handed_in(pecan_flats, teacher)
    submission = unseen.submission
    digest(unseen.artifacts.get(piece__position=1), "a")
    evidence.take_back(submission=submission, by=teacher, at=LATER)

    def redo(letter: str) -> tuple[Attempt, str]:
        there = Submission.objects.get(pk=submission.pk)
        for old in there.artifacts.present().filter(piece__position=1):
            evidence.remove(artifact=old, by=teacher, at=LATER)
        made = digest(photo(there, 1), letter)
        return evidence.submit(submission=there, by=teacher, at=LATER), made

    blurred, _ = redo("b")
    decide(started(blurred, dana), "incomplete", note="It does not open.")
    first, seen_first = redo("c")
    decided(first, dana, *ONE_OPEN)
    last, seen_last = redo("d")
    review = started(last, dana)
    row = submission.requirement.rows.get(position=3)
    actions.score(review=review, row=row, level="demonstrated", comment="", by=dana, at=LATER)
    decide(review, "award")
    assert Met.objects.get().basis["evidence"] == ["0" * 64, seen_first, seen_last]


def test_the_basis_says_what_reviewers_were_when_they_decided(
    pecan_flats: Cast, attempt: Attempt
) -> None:
    dana, wells = pecan_flats.dana, pecan_flats.wells
    decided(attempt, dana, *ONE_OPEN)
    submission = Submission.objects.get(pk=attempt.submission_id)
    much_later = LATER + dt.timedelta(days=30)
    again = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=much_later)
    Placement.objects.filter(person=dana).update(until=(LATER + dt.timedelta(days=2)).date())
    people.place(person=dana, role=Role.HR, since=much_later.date(), by=pecan_flats.system)
    wells = Person.objects.get(pk=wells.pk)
    review = actions.start(attempt=again, by=wells, at=much_later)
    row = submission.requirement.rows.get(position=3)
    actions.score(review=review, row=row, level="demonstrated", comment="", by=wells, at=much_later)
    decide(review, "award", at=much_later)
    roles = set(Met.objects.get().basis["reviewer_roles"])
    assert {"coach", "reviewer"} <= roles
    assert "hr" not in roles


def test_a_row_without_a_level_is_named(review: Review) -> None:
    score_all(review, "demonstrated", "", "not_yet")
    with pytest.raises(actions.NotDecided) as told:
        decide(review, "not_yet")
    assert [(g.code, g.row.title if g.row else "") for g in told.value.gaps] == [
        ("level", "Acting on it")
    ]
    review.refresh_from_db()
    assert review.is_open


def test_a_not_yet_needs_its_next_step(review: Review) -> None:
    score_all(review, *ONE_OPEN, comment="   ")
    with pytest.raises(actions.NotDecided) as told:
        decide(review, "not_yet")
    assert codes(told) == ["comment"]


def test_an_award_with_a_not_yet_contradicts_itself(review: Review) -> None:
    score_all(review, *ONE_OPEN)
    with pytest.raises(actions.NotDecided) as told:
        decide(review, "award")
    assert codes(told) == ["not_yet"]
    assert not Award.objects.exists()


def test_with_every_row_demonstrated_there_is_nothing_to_send_back(review: Review) -> None:
    score_all(review, *ALL)
    with pytest.raises(actions.NotDecided) as told:
        decide(review, "not_yet")
    assert codes(told) == ["all_there"]


def test_incomplete_is_no_try_and_says_what_is_missing(
    pecan_flats: Cast, attempt: Attempt, review: Review
) -> None:
    with pytest.raises(actions.NotDecided) as told:
        decide(review, "incomplete", note="  ")
    assert codes(told) == ["note"]
    decide(review, "incomplete", note="The link asks for a sign-in.")
    submission = attempt.submission
    submission.refresh_from_db()
    assert submission.status == Status.INCOMPLETE
    assert submission.rows_done == []
    again = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=LATER)
    assert (again.number, again.try_number) == (2, 1)


def test_a_piece_that_shows_something_private_is_hidden_at_once(
    pecan_flats: Cast, attempt: Attempt, review: Review
) -> None:
    piece = attempt.artifacts.first()
    assert piece
    decide(review, "incomplete", note="A name shows.", hidden=[piece])
    piece.refresh_from_db()
    assert piece.hidden_at == LATER
    for viewer in (pecan_flats.dana, pecan_flats.wells, pecan_flats.lead):
        assert piece not in Artifact.objects.visible_to(viewer)
    assert Entry.objects.get(kind="evidence.PieceHidden").actor == pecan_flats.dana.reference


def test_a_piece_of_other_work_is_not_hidden(pecan_flats: Cast, review: Review) -> None:
    other = handed_in(pecan_flats, pecan_flats.reyes).artifacts.first()
    assert other
    with pytest.raises(actions.NotPossible):
        decide(review, "incomplete", note="A name shows.", hidden=[other])
    other.refresh_from_db()
    review.refresh_from_db()
    assert other.hidden_at is None
    assert review.is_open


def badge_review(cast: Cast) -> Review:
    return started(handed_in(cast, cast.ortiz, "forms-quiz"), cast.dana)


def test_a_failed_privacy_row_is_no_not_yet(pecan_flats: Cast) -> None:
    review = badge_review(pecan_flats)
    score_all(review, "not_yet", "demonstrated")
    with pytest.raises(actions.NotDecided) as told:
        decide(review, "not_yet")
    assert codes(told) == ["privacy"]


def test_a_failed_privacy_row_asks_what_to_hide(pecan_flats: Cast) -> None:
    review = badge_review(pecan_flats)
    score_all(review, "not_yet", "demonstrated", comment="A name shows in photo 1.")
    with pytest.raises(actions.NotDecided) as told:
        decide(review, "incomplete")
    assert codes(told) == ["hide"]
    decide(review, "incomplete", hidden=list(review.attempt.artifacts.all()))
    assert review.attempt.artifacts.filter(hidden_at=None).count() == 0


def test_a_name_in_typed_words_alone_hides_no_file(pecan_flats: Cast) -> None:
    review = badge_review(pecan_flats)
    score_all(review, "not_yet", "demonstrated", comment="A name stands in your sentence.")
    decide(review, "incomplete", nothing_to_hide=True)
    assert Decision.objects.get().verdict == "incomplete"


def test_what_was_hidden_before_answers_the_question(pecan_flats: Cast) -> None:
    review = badge_review(pecan_flats)
    score_all(review, "not_yet", "demonstrated", comment="A name shows.")
    piece = review.attempt.artifacts.first()
    assert piece
    evidence.hide(artifact=piece, by=pecan_flats.dana, at=LATER)
    decide(review, "incomplete")
    assert Decision.objects.count() == 1


def test_a_decision_is_sent_once(review: Review) -> None:
    score_all(review, *ALL)
    decide(review, "award")
    with pytest.raises(actions.Taken):
        decide(review, "award")
    with pytest.raises(actions.Taken):
        decide(review, "incomplete", note="No, wait")
    assert (Decision.objects.count(), Award.objects.count()) == (1, 1)


def test_what_was_put_back_cannot_be_decided(review: Review) -> None:
    score_all(review, *ALL)
    actions.put_back(review=review, by=review.reviewer, at=LATER)
    with pytest.raises(actions.Taken):
        decide(review, "award")


def test_nobody_else_decides(pecan_flats: Cast, caliche: Cast, review: Review) -> None:
    score_all(review, *ALL)
    others = [pecan_flats.wells, pecan_flats.lead, pecan_flats.ortiz, pecan_flats.principal]
    for who in [*others, caliche.reviewer, caliche.lead]:
        with pytest.raises(NotAllowed):
            decide(review, "award", by=who)
    assert not Decision.objects.exists()


def test_the_second_part_of_a_degree_waits_for_the_rest(pecan_flats: Cast) -> None:
    attempt = handed_in(pecan_flats, pecan_flats.ortiz, "digital-classroom")
    decided(attempt, pecan_flats.dana, "demonstrated", verdict="award")
    assert Met.objects.count() == 1
    assert not Award.objects.exists()


def test_what_the_teacher_changed_meanwhile_does_not_reach_the_try(
    pecan_flats: Cast, attempt: Attempt, review: Review
) -> None:
    with pytest.raises(evidence.NotPossible):
        say(attempt.submission, pecan_flats.ortiz, 1, "Something else")
    photo(attempt.submission)
    assert attempt.artifacts.count() == 2
