"""The reviewer's pages without a browser: who may, what they say, what they cost."""

import datetime as dt
import json
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cast import NOW, Cast, take_stock
from tests.review.work import LATER, begun, decided, handed_in, photo, score_all, started
from waypost.credentials.models import Award
from waypost.evidence import actions as evidence
from waypost.evidence.models import Artifact, Attempt, Status, Submission
from waypost.evidence.policies import may_hide
from waypost.people import actions as people
from waypost.people.models import Person, Role
from waypost.review import actions
from waypost.review.models import Decision, Review, RowScore, SavedComment
from waypost.review.queue import next_waiting

pytestmark = pytest.mark.any_database

Enter = Callable[[Person], Client]
MOST_QUERIES = 12


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


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_list_says_what_waits_since_when_and_until_when(
    pecan_flats: Cast, attempt: Attempt, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: attempt.due_at + dt.timedelta(days=3))
    page = enter(pecan_flats.dana).get("/review").content.decode()
    for words in ("Check and change", "María Ortiz", "Bluestem Elementary", "try 1"):
        assert words in page
    assert "3 days overdue" in page
    assert "Waiting since" in page


def test_what_is_promised_for_one_day_is_read_in_the_order_it_came(
    pecan_flats: Cast, enter: Enter
) -> None:
    came = [pecan_flats.people[name] for name in ("rep", "ortiz", "lead", "reyes", "hr")]
    for minutes, who in enumerate(came):
        at = NOW + dt.timedelta(minutes=minutes)
        evidence.submit(submission=begun(pecan_flats, who), by=who, at=at)
    client = enter(pecan_flats.dana)
    page = client.get("/review").content.decode()
    places = [page.index(who.name) for who in came]
    assert places == sorted(places)
    last = Attempt.objects.get(submission__person=came[-1])
    assert next_waiting(pecan_flats.dana, after=last.pk) == (
        Attempt.objects.get(submission__person=came[0]).pk
    )


def test_ones_own_work_is_not_on_ones_list(pecan_flats: Cast, enter: Enter) -> None:
    handed_in(pecan_flats, pecan_flats.wells)
    assert "Nothing is waiting" in enter(pecan_flats.wells).get("/review").content.decode()
    assert "Check and change" in enter(pecan_flats.dana).get("/review").content.decode()


def test_what_i_started_and_what_i_decided_are_listed(
    pecan_flats: Cast, attempt: Attempt, enter: Enter
) -> None:
    started(attempt, pecan_flats.dana)
    decided(
        handed_in(pecan_flats, pecan_flats.reyes),
        pecan_flats.dana,
        "demonstrated",
        "demonstrated",
        "not_yet",
    )
    page = enter(pecan_flats.dana).get("/review").content.decode()
    assert "With you now" in page
    assert "What you decided lately" in page
    assert page.count("Mateo Reyes · try 1") == 1, "two of one badge are told apart by whose it was"
    other = enter(pecan_flats.wells).get("/review").content.decode()
    assert "With you now" not in other
    assert "María" not in other
    assert "With a reviewer now" in enter(pecan_flats.lead).get("/review").content.decode()


def test_the_list_can_be_narrowed_to_one_badge(
    pecan_flats: Cast, attempt: Attempt, enter: Enter
) -> None:
    handed_in(pecan_flats, pecan_flats.reyes, "forms-quiz")
    client = enter(pecan_flats.dana)
    page = client.get("/review?badge=forms-quiz").content.decode()
    assert "Mateo Reyes" in page
    assert "María Ortiz" not in page
    assert "Nothing here" in client.get("/review?badge=none&page=7").content.decode()
    assert client.get("/review?page=-1").status_code == 200


@pytest.mark.parametrize("who", ["ortiz", "reyes", "principal", "hr", "rep"])
def test_the_list_is_for_reviewers_and_the_lead(pecan_flats: Cast, enter: Enter, who: str) -> None:
    assert enter(pecan_flats.people[who]).get("/review").status_code == 403


ADDRESSES = ("", "/decide", "/put-back", "/score", "/trail")


@pytest.mark.parametrize("who", ["reyes", "principal", "hr", "rep"])
def test_one_try_is_not_there_for_those_who_do_not_review(
    pecan_flats: Cast, attempt: Attempt, enter: Enter, who: str
) -> None:
    client = enter(pecan_flats.people[who])
    for address in ADDRESSES:
        answer = client.get(f"/review/{attempt.pk}{address}", follow=True)
        assert answer.status_code == 404, address
    assert client.post(f"/review/{attempt.pk}/start").status_code == 404


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.PROGRAM_LEAD])
def test_a_principal_sees_no_try_whatever_else_they_do(
    pecan_flats: Cast, attempt: Attempt, enter: Enter, role: Role
) -> None:
    """One rule for pages, files and rows, so that no address is forgotten."""
    decided(attempt, pecan_flats.wells, "demonstrated", "demonstrated", "not_yet")
    film = attempt.artifacts.first()
    assert film
    Artifact.objects.filter(pk=film.pk).update(captions="WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n")
    principal = pecan_flats.principal
    people.place(person=principal, role=role, since=NOW.date(), by=pecan_flats.system)
    principal = Person.objects.get(pk=principal.pk)
    client = enter(principal)
    assert client.get("/review").status_code == 403
    addresses = [f"/review/{attempt.pk}{address}" for address in ADDRESSES]
    addresses += [f"/evidence/{film.pk}", f"/evidence/{film.pk}/captions.vtt"]
    for address in addresses:
        assert client.get(address, follow=True).status_code == 404, address
    for model in (Submission, Attempt, Artifact, Review, Decision):
        assert not model.objects.visible_to(principal).exists(), model.__name__
        assert model.objects.visible_to(pecan_flats.wells).exists(), model.__name__
    assert not may_hide(principal, attempt.submission)
    assert enter(pecan_flats.wells).get(f"/evidence/{film.pk}").status_code == 200


def test_another_district_s_try_answers_like_one_that_never_was(
    pecan_flats: Cast, caliche: Cast, attempt: Attempt, enter: Enter
) -> None:
    for who in (caliche.reviewer, caliche.lead):
        client = enter(who)
        for address in ADDRESSES:
            real = client.get(f"/review/{attempt.pk}{address}", follow=True)
            never = client.get(f"/review/{uuid.uuid4()}{address}", follow=True)
            assert (real.status_code, never.status_code) == (404, 404)


def test_ones_own_try_cannot_be_reviewed(pecan_flats: Cast, enter: Enter) -> None:
    own = handed_in(pecan_flats, pecan_flats.wells)
    client = enter(pecan_flats.wells)
    assert client.get(f"/review/{own.pk}").status_code == 403
    assert client.post(f"/review/{own.pk}/start").status_code == 403


def test_a_draft_cannot_be_looked_at(pecan_flats: Cast, enter: Enter) -> None:
    attempt = handed_in(pecan_flats, pecan_flats.ortiz)
    evidence.take_back(submission=attempt.submission, by=pecan_flats.ortiz, at=NOW)
    assert enter(pecan_flats.dana).get(f"/review/{attempt.pk}").status_code == 404


def test_strangers_are_asked_to_sign_in(pecan_flats: Cast, attempt: Attempt) -> None:
    client = Client(HTTP_HOST=pecan_flats.district.host)
    for address in ("/review", f"/review/{attempt.pk}"):
        assert client.get(address)["Location"].startswith("/account/login")


def test_evidence_can_be_looked_at_before_starting(
    pecan_flats: Cast, attempt: Attempt, enter: Enter
) -> None:
    page = enter(pecan_flats.dana).get(f"/review/{attempt.pk}").content.decode()
    assert "Start reviewing" in page
    assert "Answer 1 to Your question." in page
    assert "data-score" not in page


def test_taken_by_somebody_else_is_said_kindly(
    pecan_flats: Cast, attempt: Attempt, enter: Enter
) -> None:
    started(attempt, pecan_flats.wells)
    client = enter(pecan_flats.dana)
    page = client.get(f"/review/{attempt.pk}").content.decode()
    assert "A colleague is reviewing this" in page
    assert "Start reviewing" not in page
    answer = client.post(f"/review/{attempt.pk}/start", follow=True).content.decode()
    assert "a moment faster" in answer


def test_the_lead_looks_and_puts_back_without_reviewing(
    pecan_flats: Cast, attempt: Attempt, enter: Enter
) -> None:
    started(attempt, pecan_flats.wells)
    client = enter(pecan_flats.lead)
    assert "Put back for another reviewer" in client.get(f"/review/{attempt.pk}").content.decode()
    client.post(f"/review/{attempt.pk}/put-back")
    attempt.submission.refresh_from_db()
    assert attempt.submission.status == Status.WAITING
    assert client.post(f"/review/{attempt.pk}/start").status_code == 403


def test_putting_back_says_for_whom_the_words_are_kept(
    pecan_flats: Cast, attempt: Attempt, enter: Enter
) -> None:
    review = started(attempt, pecan_flats.dana)
    address = f"/review/{attempt.pk}/put-back"
    assert "kept for your return" in enter(pecan_flats.dana).get(address).content.decode()
    assert "kept for whoever wrote it" in enter(pecan_flats.lead).get(address).content.decode()
    for who in (pecan_flats.wells, pecan_flats.dana):
        if who == pecan_flats.dana:
            actions.put_back(review=review, by=who, at=LATER)
        for ask in (enter(who).get, enter(who).post):
            told = ask(address, follow=True).content.decode()
            assert "Nothing has changed" in told
            assert "Put this back?" not in told


@pytest.fixture
def review(pecan_flats: Cast, attempt: Attempt) -> Review:
    return started(attempt, pecan_flats.dana)


def one_row(client: Client, review: Review, **values: object) -> tuple[int, dict[str, object]]:
    row = review.attempt.submission.requirement.rows.first()
    assert row
    body = {"row": str(row.pk), "level": "", "comment": "", "revision": 0, **values}
    answer = client.post(
        f"/review/{review.attempt_id}/score",
        json.dumps(body),
        content_type="application/json",
        headers={"accept": "application/json"},
    )
    return answer.status_code, json.loads(answer.content)


def test_a_script_saves_row_by_row(pecan_flats: Cast, review: Review, enter: Enter) -> None:
    client = enter(pecan_flats.dana)
    assert one_row(client, review, level="not_yet", comment="So close") == (200, {"revision": 1})
    assert RowScore.objects.get().comment == "So close"
    code, told = one_row(client, review, comment="Other tab")
    assert (code, told["error"], told["comment"]) == (409, "overwritten", "So close")


def test_a_script_is_told_why_nothing_was_saved(
    pecan_flats: Cast, review: Review, enter: Enter
) -> None:
    client = enter(pecan_flats.dana)
    assert one_row(client, review, row="nonsense")[0] == 400
    assert one_row(client, review, row=[])[0] == 400
    assert one_row(client, review, row=float("inf"), revision=float("inf"))[0] == 400
    assert one_row(client, review, comment="x" * 20_000)[1]["error"] == "too_long"
    actions.put_back(review=review, by=pecan_flats.dana, at=LATER)
    assert one_row(client, review, comment="Too late")[0] == 410
    assert one_row(Client(HTTP_HOST=pecan_flats.district.host), review)[0] == 401


def form(review: Review, *rows: tuple[str, str], **more: str) -> dict[str, str]:
    data = dict(more)
    for row, (level, comment) in zip(
        review.attempt.submission.requirement.rows.all(), rows, strict=True
    ):
        stored = review.scores.filter(row=row).first()
        data[f"level-{row.pk}"] = level
        data[f"comment-{row.pk}"] = comment
        data[f"revision-{row.pk}"] = str(stored.revision if stored else 0)
    return data


def test_the_whole_form_is_saved_without_a_script(
    pecan_flats: Cast, review: Review, enter: Enter
) -> None:
    client = enter(pecan_flats.dana)
    data = form(review, ("demonstrated", ""), ("demonstrated", ""), ("not_yet", "Circle it."))
    answer = client.post(f"/review/{review.attempt_id}/score", {**data, "then": "decide"})
    assert answer["Location"] == f"/review/{review.attempt_id}/decide"
    page = client.get(answer["Location"]).content.decode()
    assert "Circle it." in page
    assert "2 rows are done and stay done. One row is not there yet" in page


def test_an_old_tab_gets_its_words_back_beside_the_other_ones(
    pecan_flats: Cast, review: Review, enter: Enter
) -> None:
    old = form(review, ("not_yet", "Typed in the old tab"), ("", ""), ("", ""))
    client = enter(pecan_flats.dana)
    one_row(client, review, level="demonstrated", comment="Saved in the new tab")
    answer = client.post(f"/review/{review.attempt_id}/score", old)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Typed in the old tab" in page
    assert "Saved in the new tab" in page
    assert RowScore.objects.get().comment == "Saved in the new tab"


def test_saved_comments_go_in_without_a_script(
    pecan_flats: Cast, review: Review, enter: Enter
) -> None:
    client = enter(pecan_flats.dana)
    row = review.attempt.submission.requirement.rows.first()
    assert row
    address = f"/review/{review.attempt_id}/score"
    client.post(address, {**form(review, ("", "Mine."), ("", ""), ("", "")), "keep": str(row.pk)})
    phrase = SavedComment.objects.get()
    inserted = {"insert": f"{row.pk}:row"}
    client.post(address, {**form(review, ("not_yet", "Mine."), ("", ""), ("", "")), **inserted})
    assert RowScore.objects.get().comment == f"Mine.\n{row.saved_comment}"
    client.post(address, {**form(review, ("", ""), ("", ""), ("", "")), "forget": str(phrase.pk)})
    assert not SavedComment.objects.exists()


def test_a_form_sent_after_signing_out_gives_the_words_back(
    pecan_flats: Cast, review: Review
) -> None:
    host, bench = pecan_flats.district.host, f"/review/{review.attempt_id}"
    client = Client(headers={"host": host, "referer": f"http://{host}{bench}"})
    data = form(review, ("", "An hour of thought"), ("", ""), ("", ""))
    answer = client.post(f"{bench}/score", data)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "An hour of thought" in page
    assert f"?next={bench}" in page
    answer = client.post(f"{bench}/decide", {"note": "And a note"})
    assert "And a note" in answer.content.decode()


def test_deciding_shows_what_the_teacher_will_read_and_sends_it(
    pecan_flats: Cast, review: Review, enter: Enter
) -> None:
    score_all(review, "demonstrated", "demonstrated", "demonstrated")
    client = enter(pecan_flats.dana)
    address = f"/review/{review.attempt_id}/decide"
    assert "You earned it: Check and change" in client.get(address).content.decode()
    sent = client.post(address, {"verdict": "award", "note": "Read it aloud to your team."})
    assert sent["Location"] == "/review"
    page = client.get(f"/review/{review.attempt_id}").content.decode()
    assert "What the teacher reads" in page
    assert "Read it aloud to your team." in page
    twice = client.post(address, {"verdict": "award"}, follow=True).content.decode()
    assert "You have decided this already" in twice
    assert Decision.objects.count() == 1


def test_a_decision_with_its_award_asks_the_database_little(
    pecan_flats: Cast, caliche: Cast, enter: Enter
) -> None:
    """Every award passes here, and each question is about a fiftieth of the answer's time; of the
    bench nothing is read that only its page shows."""
    client = enter(pecan_flats.dana)
    for who in (pecan_flats.ortiz, pecan_flats.reyes):  # the first one also makes the status list
        review = started(handed_in(pecan_flats, who, "forms-quiz"), pecan_flats.dana)
        score_all(review, "demonstrated", "demonstrated")
        with CaptureQueriesContext(connection) as asked:
            client.post(f"/review/{review.attempt_id}/decide", {"verdict": "award"})
    assert Award.objects.count() == 2
    assert len(asked) <= 35


def test_what_is_missing_is_named_with_a_link_to_its_row(
    pecan_flats: Cast, review: Review, enter: Enter
) -> None:
    score_all(review, "demonstrated", "", "not_yet", comment="")
    client = enter(pecan_flats.dana)
    address = f"/review/{review.attempt_id}/decide"
    rows = {row.title: row.pk for row in review.attempt.submission.requirement.rows.all()}
    for answer in (
        client.get(f"{address}?verdict=not_yet"),
        client.post(address, {"verdict": "not_yet", "note": "Kept"}),
    ):
        page = answer.content.decode()
        link = f'<a href="/review/{review.attempt_id}#row-{rows["Acting on it"]}">Acting on it'
        assert f"{link}: choose Not yet or Demonstrated.</a>" in page
        assert "What changed: write the one next step for the teacher." in page
        assert "What the teacher will read" not in page, "there is nothing to read yet"
    assert "Kept" in page
    assert answer.status_code == 422


def test_a_failed_privacy_row_offers_to_send_back_to_complete(
    pecan_flats: Cast, enter: Enter
) -> None:
    review = started(handed_in(pecan_flats, pecan_flats.ortiz, "forms-quiz"), pecan_flats.dana)
    score_all(review, "not_yet", "demonstrated", comment="A name shows in photo 1.")
    client = enter(pecan_flats.dana)
    address = f"/review/{review.attempt_id}/decide"
    page = client.get(address).content.decode()
    assert 'name="verdict" value="incomplete"' in page
    assert "A name shows in photo 1." in page
    answer = client.post(address, {"verdict": "incomplete"})
    assert "choose what shows it" in answer.content.decode()
    piece = review.attempt.artifacts.get()
    client.post(address, {"verdict": "incomplete", "hide": str(piece.pk)})
    piece.refresh_from_db()
    assert piece.hidden_at
    assert Decision.objects.get().verdict == "incomplete"


def test_a_piece_can_be_hidden_the_moment_it_is_seen(
    pecan_flats: Cast, review: Review, enter: Enter
) -> None:
    piece = review.attempt.artifacts.get(name="Photo 1")
    client = enter(pecan_flats.dana)
    address = f"/review/{review.attempt_id}/hide/{piece.pk}"
    assert "Hide Photo 1 from everyone?" in client.get(address).content.decode()
    page = client.post(address, follow=True).content.decode()
    assert "Hidden from everyone" in page
    assert f'src="/evidence/{piece.pk}"' not in page
    other = handed_in(pecan_flats, pecan_flats.reyes).artifacts.first()
    assert other
    assert client.post(f"/review/{review.attempt_id}/hide/{other.pk}").status_code == 404


def test_whoever_sees_something_private_hides_it_and_is_told_only_what_is_theirs_to_do(
    pecan_flats: Cast, review: Review, enter: Enter
) -> None:
    """A colleague who looks, and the lead, while it is reviewed and after the award."""
    photos = list(review.attempt.artifacts.order_by("name"))
    score_all(review, *["demonstrated"] * 3)
    for who, piece in zip(("wells", "lead"), photos, strict=True):
        client = enter(pecan_flats.people[who])
        address = f"/review/{review.attempt_id}/hide/{piece.pk}"
        assert address in client.get(f"/review/{review.attempt_id}").content.decode()
        page = client.post(address, follow=True).content.decode()
        assert f"{piece.name} is hidden from everyone." in page
        assert "Now send the work back" not in page
        if who == "wells":
            actions.decide(review=review, verdict="award", by=pecan_flats.dana, at=LATER)


def test_a_decision_that_came_back_names_what_it_would_hide(
    pecan_flats: Cast, enter: Enter
) -> None:
    review = started(handed_in(pecan_flats, pecan_flats.ortiz, "forms-quiz"), pecan_flats.dana)
    piece = review.attempt.artifacts.get()
    sent = {"verdict": "incomplete", "note": "", "hide": str(piece.pk)}
    answer = enter(pecan_flats.dana).post(f"/review/{review.attempt_id}/decide", sent)
    assert answer.status_code == 422
    letter = answer.content.decode().partition("What the teacher will read")[2]
    assert f"<span>{piece.name}</span>" in letter
    assert "data-hidden>" in letter, "it is not out of sight"


def test_saved_comments_are_looked_for_only_where_they_are_offered(
    pecan_flats: Cast, attempt: Attempt, enter: Enter
) -> None:
    def asked(who: Person) -> bool:
        client = enter(who)
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/review/{attempt.pk}")
        return any("review_savedcomment" in query["sql"] for query in seen)

    assert not asked(pecan_flats.dana)
    started(attempt, pecan_flats.dana)
    assert asked(pecan_flats.dana)
    assert not asked(pecan_flats.wells)


def test_the_second_try_says_what_is_done_what_was_said_and_what_is_new(
    pecan_flats: Cast, attempt: Attempt, enter: Enter
) -> None:
    decided(attempt, pecan_flats.wells, "demonstrated", "demonstrated", "not_yet")
    submission = Submission.objects.get(pk=attempt.submission_id)
    old = submission.artifacts.filter(piece__position=2).get()
    evidence.remove(artifact=old, by=pecan_flats.ortiz, at=LATER)
    photo(submission, 2)
    again = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=LATER)
    started(again, pecan_flats.dana)
    page = enter(pecan_flats.dana).get(f"/review/{again.pk}").content.decode()
    assert page.count("It’s done and stays done.") == 2
    assert "Circle the spot." in page
    assert "New since the last try" in page
    assert "One file of the last try was taken out." in page
    assert "0 of 1 scored" in page


def many(cast: Cast, count: int) -> None:
    """`count` tries that wait, of as many teachers."""
    one = handed_in(cast, cast.ortiz)
    people = Person.objects.bulk_create(
        Person(district=cast.district, name=f"Teacher {n}", called="T") for n in range(count - 1)
    )
    submissions = Submission.objects.bulk_create(
        Submission(
            district=cast.district,
            person=person,
            requirement=one.submission.requirement,
            version=one.submission.version,
            status=Status.WAITING,
            tries=1,
            started_at=NOW,
            touched_at=NOW,
        )
        for person in people
    )
    Attempt.objects.bulk_create(
        Attempt(
            district=cast.district,
            submission=submission,
            number=1,
            try_number=1,
            submitted_at=NOW,
            due_at=one.due_at,
        )
        for submission in submissions
    )
    take_stock()


@pytest.mark.parametrize("who", ["dana", "lead"])
def test_the_list_costs_the_same_for_ten_and_for_a_thousand(
    pecan_flats: Cast, enter: Enter, who: str
) -> None:
    client = enter(pecan_flats.people[who])
    handed_in(pecan_flats, pecan_flats.reyes)
    few = queries(client, "/review")
    many(pecan_flats, 1000)
    assert queries(client, "/review") == few <= MOST_QUERIES
    page = client.get("/review").content.decode()
    assert page.count("Waiting since") == 25
    assert "Due later" in page
    assert client.get("/review?page=41").content.decode().count("Waiting since") == 1


@pytest.mark.parametrize("blind", [False, True])
def test_the_bench_costs_the_same_for_every_try(
    pecan_flats: Cast, attempt: Attempt, enter: Enter, blind: bool
) -> None:
    pecan_flats.district.blind_review = blind
    pecan_flats.district.save()
    first = started(attempt, pecan_flats.dana)
    client = enter(pecan_flats.dana)
    once = queries(client, f"/review/{attempt.pk}")
    score_all(first, "demonstrated", "not_yet", "not_yet")
    row = attempt.submission.requirement.rows.first()
    assert row
    for text in ("One", "Two", "Three"):
        actions.save_comment(row=row, text=text, by=pecan_flats.dana, at=LATER)
    actions.decide(review=first, verdict="not_yet", by=pecan_flats.dana, at=LATER)
    submission = Submission.objects.get(pk=attempt.submission_id)
    for _more in range(4):
        photo(submission, 2)
    again = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=LATER)
    started(again, pecan_flats.dana)
    assert queries(client, f"/review/{again.pk}") == once <= MOST_QUERIES
    assert queries(client, f"/review/{again.pk}/decide") <= MOST_QUERIES
    assert queries(client, f"/review/{attempt.pk}") <= MOST_QUERIES
    assert queries(client, f"/review/{again.pk}/trail") <= MOST_QUERIES


def test_a_first_draft_of_another_piece_stays_away(pecan_flats: Cast, enter: Enter) -> None:
    begun(pecan_flats, pecan_flats.ortiz)
    assert "María" not in enter(pecan_flats.dana).get("/review").content.decode()
