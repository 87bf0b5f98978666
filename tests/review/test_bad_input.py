"""What nobody meant to send gets a clear answer, and what somebody wrote comes back."""

import json
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.cast import Cast
from tests.review.work import LATER, handed_in, score_all, started
from waypost.credentials.models import Award
from waypost.evidence import actions as evidence
from waypost.evidence.models import Attempt
from waypost.people.models import Person
from waypost.review import actions
from waypost.review.models import Decision, Review, RowScore
from waypost.review.views import deciding, scoring

Enter = Callable[[Person], Client]
GONE = "This is not with you any more"


@pytest.fixture
def enter() -> Enter:
    def signed_in(person: Person) -> Client:
        client = Client(HTTP_HOST=person.district.host)
        assert person.account
        client.force_login(person.account)
        return client

    return signed_in


@pytest.fixture
def attempt(pecan_flats: Cast) -> Attempt:
    return handed_in(pecan_flats, pecan_flats.ortiz)


@pytest.fixture
def review(pecan_flats: Cast, attempt: Attempt) -> Review:
    return started(attempt, pecan_flats.dana)


def form(review: Review, *comments: str) -> dict[str, str]:
    rows = review.attempt.submission.requirement.rows.all()
    return {f"comment-{row.pk}": text for row, text in zip(rows, comments, strict=True)}


@pytest.mark.parametrize("sent", [{}, {"verdict": "nonsense"}, {"verdict": ""}])
def test_a_decision_that_cannot_be_read_is_asked_for_again_and_never_guessed(
    pecan_flats: Cast, review: Review, enter: Enter, sent: dict[str, str]
) -> None:
    score_all(review, *["demonstrated"] * 3)
    client = enter(pecan_flats.dana)
    answer = client.post(f"/review/{review.attempt_id}/decide", {**sent, "note": "Well done"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose how to decide: nothing was sent." in page
    assert "Well done" in page
    assert not Decision.objects.exists()
    assert not Award.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        '{"row": 5, "level": "", "comment": "", "revision": 0}',
        '{"row": "ROW", "level": "", "comment": "", "revision": 1e999}',
        '{"row": "ROW", "level": "", "comment": "", "revision": -1}',
        '{"row": "ROW", "level": "", "comment": "", "revision": 99999999999999999999}',
        '{"row": "ROW", "level": "", "comment": null, "revision": 0}',
        '{"row": "ROW", "level": "nonsense", "comment": "", "revision": 0}',
        '{"row": "ROW", "level": ["demonstrated"], "comment": "", "revision": 0}',
        "[" * 100_000,
        "[]",
        "null",
        "\x00",
        "",
    ],
    ids=lambda text: text[:60],
)
def test_a_row_that_cannot_be_read_is_refused_and_nothing_is_stored(
    pecan_flats: Cast, review: Review, enter: Enter, wrong: str
) -> None:
    row = review.attempt.submission.requirement.rows.first()
    assert row
    answer = enter(pecan_flats.dana).post(
        f"/review/{review.attempt_id}/score",
        wrong.replace("ROW", str(row.pk)),
        content_type="application/json",
        headers={"accept": "application/json"},
    )
    assert (answer.status_code, json.loads(answer.content)["error"]) == (400, "unreadable")
    assert not RowScore.objects.exists()


def test_a_level_that_nobody_offers_is_not_taken_for_none(
    pecan_flats: Cast, review: Review, enter: Enter
) -> None:
    score_all(review, "demonstrated", "", "")
    row = review.attempt.submission.requirement.rows.first()
    assert row
    sent = {**form(review, "Kept", "", ""), f"level-{row.pk}": "exceeds", f"revision-{row.pk}": "1"}
    answer = enter(pecan_flats.dana).post(f"/review/{review.attempt_id}/score", sent)
    assert answer.status_code == 422
    assert f"{row.title}: Choose Not yet or Demonstrated." in answer.content.decode()
    assert RowScore.objects.get().level == "demonstrated"


@pytest.mark.parametrize(
    "badge",
    ["%00", "forms-quiz%00", "%F0%9F%8E%89", "x" * 3000, "%ED%A0%80"],
    ids=lambda text: text[:20],
)
def test_a_badge_that_no_list_can_be_narrowed_to_shows_an_empty_list(
    pecan_flats: Cast, attempt: Attempt, enter: Enter, badge: str
) -> None:
    answer = enter(pecan_flats.dana).get(f"/review?badge={badge}")
    assert answer.status_code == 200
    assert "Nothing here" in answer.content.decode()


def test_feedback_comes_back_when_the_lead_put_the_review_back_meanwhile(
    pecan_flats: Cast, review: Review, enter: Enter
) -> None:
    client = enter(pecan_flats.dana)
    actions.put_back(review=review, by=pecan_flats.lead, at=LATER)
    address = f"/review/{review.attempt_id}"
    for place, sent, words in (
        ("score", form(review, "An hour of thought", "", "And a second one"), "hour of thought"),
        ("decide", {"verdict": "not_yet", "note": "Written with care"}, "Written with care"),
    ):
        answer = client.post(f"{address}/{place}", sent)
        page = answer.content.decode()
        assert answer.status_code == 410
        assert GONE in page
        assert words in page
        assert f'href="{address}"' in page
    assert client.post(f"{address}/score", form(review, "", "", ""))["Location"] == address


Ended = Callable[[Review, Cast], None]


def put_back(review: Review, cast: Cast) -> None:
    actions.put_back(review=Review.objects.get(pk=review.pk), by=cast.lead, at=LATER)


def decided_in_another_tab(review: Review, cast: Cast) -> None:
    review = Review.objects.get(pk=review.pk)
    actions.decide(review=review, verdict="incomplete", note="Closed.", by=cast.dana, at=LATER)


@pytest.mark.parametrize("end", [put_back, decided_in_another_tab])
@pytest.mark.parametrize(
    ("place", "module", "reads"),
    [("score", scoring, "opened_bench"), ("decide", deciding, "in_hand")],
)
def test_what_ends_between_reading_the_page_and_saving_gives_the_words_back(
    pecan_flats: Cast,
    review: Review,
    enter: Enter,
    monkeypatch: pytest.MonkeyPatch,
    end: Ended,
    place: str,
    module: object,
    reads: str,
) -> None:
    """The review is read first and saved to a moment later: here it ends in that moment."""
    read = getattr(module, reads)

    def then_ended(*given: object) -> object:
        found = read(*given)
        monkeypatch.undo()
        end(review, pecan_flats)
        return found

    monkeypatch.setattr(module, reads, then_ended)
    words = form(review, "Half an hour of thought", "", "")
    words |= {"verdict": "incomplete", "note": "Half an hour of thought"}
    answer = enter(pecan_flats.dana).post(f"/review/{review.attempt_id}/{place}", words)
    assert answer.status_code == 410
    assert "Half an hour of thought" in answer.content.decode()
    assert GONE in answer.content.decode()


def test_a_second_tap_on_send_is_no_reason_to_give_anything_back(
    pecan_flats: Cast, review: Review, enter: Enter
) -> None:
    score_all(review, *["demonstrated"] * 3)
    client = enter(pecan_flats.dana)
    address = f"/review/{review.attempt_id}"
    sent = {"verdict": "award", "note": "Read it aloud\r\nto your team. "}
    assert client.post(f"{address}/decide", sent)["Location"] == "/review"
    assert client.post(f"{address}/decide", sent)["Location"] == address
    other = client.post(f"{address}/decide", {**sent, "note": "Another thought"})
    assert other.status_code == 410
    assert "You have decided this already" in other.content.decode()
    assert "Another thought" in other.content.decode()


def start(client: Client, attempt: Attempt) -> HttpResponse:
    return client.post(f"/review/{attempt.pk}/start", follow=True)  # type: ignore[return-value]  # a test's own response


def test_starting_what_the_teacher_took_back_says_so(
    pecan_flats: Cast, attempt: Attempt, enter: Enter
) -> None:
    client = enter(pecan_flats.dana)
    evidence.take_back(submission=attempt.submission, by=pecan_flats.ortiz, at=LATER)
    answer = start(client, attempt)
    assert answer.status_code == 200
    assert "or it was taken back" in answer.content.decode()
