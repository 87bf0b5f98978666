"""Who did what, and when: readable by its people, and by nobody else."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast
from tests.review.work import LATER, decided, handed_in, photo, score_all, started
from waypost.credentials import actions as credentials
from waypost.credentials.models import Award
from waypost.evidence import actions as evidence
from waypost.evidence.models import Attempt, Submission
from waypost.people.models import Person
from waypost.review import actions

Enter = Callable[[Person], Client]


@pytest.fixture
def enter() -> Enter:
    def signed_in(person: Person) -> Client:
        client = Client(HTTP_HOST=person.district.host)
        assert person.account
        client.force_login(person.account)
        return client

    return signed_in


@pytest.fixture
def lived(pecan_flats: Cast) -> Attempt:
    """Taken back, put back, completed, redone, awarded, withdrawn: everything once."""
    teacher, dana, wells = pecan_flats.ortiz, pecan_flats.dana, pecan_flats.wells

    def again(attempt: Attempt) -> Attempt:
        submission = Submission.objects.get(pk=attempt.submission_id)
        return evidence.submit(submission=submission, by=teacher, at=LATER)

    attempt = handed_in(pecan_flats, teacher)
    evidence.take_back(submission=attempt.submission, by=teacher, at=LATER)
    attempt = again(attempt)
    actions.put_back(review=started(attempt, wells), by=pecan_flats.lead, at=LATER)
    review = started(attempt, dana)
    actions.decide(
        review=review,
        verdict="incomplete",
        note="A name shows.",
        hidden=[attempt.artifacts.get(piece__position=1)],
        by=dana,
        at=LATER,
    )
    photo(Submission.objects.get(pk=attempt.submission_id), 1)
    attempt = again(attempt)
    decided(attempt, dana, "demonstrated", "demonstrated", "not_yet")
    attempt = again(attempt)
    review = started(attempt, dana)
    last = attempt.submission.requirement.rows.get(position=3)
    actions.score(review=review, row=last, level="demonstrated", comment="", by=dana, at=LATER)
    actions.decide(review=review, verdict="award", by=dana, at=LATER)
    credentials.withdraw(award=Award.objects.get(), reason="error", by=pecan_flats.lead, at=LATER)
    return attempt


EVERYTHING = (
    "Work started",
    "Handed in, try 1",
    "Taken back before anybody reviewed it",
    "Put back for another reviewer",
    "Hidden from everyone: Photo 1",
    "sent back to complete; not a try",
    "sent back, some rows Not yet",
    "Handed in, try 2",
    "Decided: Demonstrated, every row",
    "Badge awarded",
    "Badge withdrawn",
)


def test_everything_that_happened_is_there_in_order(
    pecan_flats: Cast, lived: Attempt, enter: Enter
) -> None:
    for who in ("ortiz", "dana", "lead"):
        page = enter(pecan_flats.people[who]).get(f"/review/{lived.pk}/trail").content.decode()
        for words in EVERYTHING:
            assert words in page, (who, words)


def test_the_teacher_reads_roles_and_not_reviewers_names(
    pecan_flats: Cast, lived: Attempt, enter: Enter
) -> None:
    page = enter(pecan_flats.ortiz).get(f"/review/{lived.pk}/trail").content.decode()
    assert "A reviewer" in page
    assert "The program lead" in page
    assert "Issued in error" in page
    for name in ("Dana", "Whitfield", "Wells", "Okafor", "Priya"):
        assert name not in page
    assert "Back to the evidence" not in page


def test_the_lead_reads_who_reviewed(pecan_flats: Cast, lived: Attempt, enter: Enter) -> None:
    page = enter(pecan_flats.lead).get(f"/review/{lived.pk}/trail").content.decode()
    assert "Dana Whitfield" in page
    assert "Wells Okafor" in page


def test_a_colleague_who_had_it_and_put_it_back_may_read_it(
    pecan_flats: Cast, lived: Attempt, enter: Enter
) -> None:
    page = enter(pecan_flats.wells).get(f"/review/{lived.pk}/trail").content.decode()
    assert "Dana" not in page
    assert "Issued in error" not in page


@pytest.mark.parametrize("who", ["reyes", "principal", "hr", "rep"])
def test_nobody_else_reads_it(pecan_flats: Cast, lived: Attempt, enter: Enter, who: str) -> None:
    assert enter(pecan_flats.people[who]).get(f"/review/{lived.pk}/trail").status_code == 404


def test_another_district_never_reads_it(
    pecan_flats: Cast, caliche: Cast, lived: Attempt, enter: Enter
) -> None:
    for who in (caliche.lead, caliche.reviewer, caliche.teacher):
        assert enter(who).get(f"/review/{lived.pk}/trail").status_code == 404


def test_a_reviewer_who_never_had_it_does_not_read_it(pecan_flats: Cast, enter: Enter) -> None:
    attempt = handed_in(pecan_flats, pecan_flats.ortiz)
    review = started(attempt, pecan_flats.dana)
    score_all(review, "demonstrated", "demonstrated", "demonstrated")
    address = f"/review/{attempt.pk}/trail"
    for who, code in (("dana", 200), ("lead", 200), ("wells", 404)):
        client = enter(pecan_flats.people[who])
        assert client.get(address).status_code == code
        assert (address in client.get(f"/review/{attempt.pk}").content.decode()) is (code == 200)


def test_the_teacher_finds_it_from_the_work(pecan_flats: Cast, enter: Enter) -> None:
    attempt = handed_in(pecan_flats, pecan_flats.ortiz)
    client = enter(pecan_flats.ortiz)
    address = f"/review/{attempt.pk}/trail"
    assert address in client.get(f"/work/{attempt.submission_id}").content.decode()
    assert client.get(address).status_code == 200
