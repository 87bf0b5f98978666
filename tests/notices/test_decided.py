"""One wording for a decision: before it is sent, afterwards, in the mail, on the teacher's page."""

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation

from tests.cast import DEGREE, NOW, Cast
from tests.credentials import lists
from tests.credentials.made import confirmed, show
from tests.credentials.test_degree import parts
from tests.review.work import LATER, decided, handed_in, photo, score_all, started
from waypost.evidence import actions as evidence
from waypost.evidence.models import Attempt, Submission
from waypost.journal.actions import deliver_all
from waypost.notices.models import Letter
from waypost.people.models import Person
from waypost.review import actions
from waypost.review.models import Decision, Review, RowScore

Read = Callable[[Person, str], str]
NOTE = "Three of four, María: the last one is one sentence away."
STEP = "Circle the spot where the second one differs."
PRAISE = "Nine in ten, and the sticky notes count."


@pytest.fixture
def read() -> Read:
    """The words of a page, as this person is shown them."""

    def words(person: Person, address: str) -> str:
        client = Client(HTTP_HOST=person.district.host)
        assert person.account
        client.force_login(person.account)
        answer = client.get(address)
        assert answer.status_code == 200, address
        return plain(answer.content.decode())

    return words


def plain(page: str) -> str:
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def scored(cast: Cast, caliche: Cast, *levels: str) -> Review:
    handed_in(caliche, caliche.teacher)
    review = started(handed_in(cast, cast.ortiz), cast.dana)
    score_all(review, *levels, comment=STEP)
    RowScore.objects.filter(review=review, level="demonstrated").update(comment=PRAISE)
    return review


def mailed(decision: Decision) -> Letter:
    deliver_all(at=LATER)
    return Letter.objects.get(to=decision.attempt.submission.person, written_at=LATER)


def four_places(review: Review, verdict: str, cast: Cast, read: Read, **more: object) -> list[str]:
    """The page before, the page after, the mail twice; the teacher's page is asked for itself."""
    bench = f"/review/{review.attempt_id}"
    before = read(cast.dana, f"{bench}/decide?verdict={verdict}")
    decision = actions.decide(
        review=review,
        verdict=verdict,
        note=NOTE,
        by=cast.dana,
        at=LATER,
        **more,  # type: ignore[arg-type]  # what to hide
    )
    letter = mailed(decision)
    mail = " ".join(f"{letter.subject} {letter.text}".split())
    return [f"{before} {NOTE}", read(cast.dana, bench), mail, plain(letter.html)]


def test_not_yet_is_said_once_for_all_places(pecan_flats: Cast, caliche: Cast, read: Read) -> None:
    review = scored(pecan_flats, caliche, "demonstrated", "demonstrated", "not_yet")
    said = (
        "2 rows are done and stay done. One row is not there yet, with the next step below.",
        STEP,
        NOTE,
        "There’s no limit on tries. This is feedback on the evidence, not on you.",
    )
    for place in four_places(review, "not_yet", pecan_flats, read):
        for words in (*said, "Check and change: one row to go", PRAISE):
            assert words in place
    own = read(pecan_flats.ortiz, f"/work/{review.attempt.submission_id}")
    for words in said:
        assert words in own


def test_an_award_is_said_once_for_all_places(pecan_flats: Cast, caliche: Cast, read: Read) -> None:
    review = scored(pecan_flats, caliche, *["demonstrated"] * 3)
    for place in four_places(review, "award", pecan_flats, read):
        for words in ("You earned it: Check and change", "Every row is Demonstrated.", NOTE):
            assert words in place
        assert place.count(PRAISE) == 3
    own = read(pecan_flats.ortiz, f"/work/{review.attempt.submission_id}")
    assert "Every row is Demonstrated." in own
    assert NOTE in own


def test_incomplete_tells_the_trouble_and_what_is_hidden_but_no_level(
    pecan_flats: Cast, caliche: Cast, read: Read
) -> None:
    review = scored(pecan_flats, caliche, "demonstrated", "not_yet", "")
    piece = review.attempt.artifacts.get(name="Photo 1")
    before, *places = four_places(review, "incomplete", pecan_flats, read, hidden=[piece])
    own = read(pecan_flats.ortiz, f"/work/{review.attempt.submission_id}")
    for place in (before, *places, own):
        assert "Your work can’t be reviewed yet. This doesn’t count as a try." in place
        assert "Complete it whenever it suits you, and hand it in again." in place
        assert NOTE in place
        assert STEP in place
    for place in (*places, own):
        assert "because something private could be seen: Photo 1" in place
    for place in (*places[1:], own):
        assert PRAISE not in place, "praise reads as one more thing to mend"
    assert not re.search("Demonstrated|Not yet", own.partition("Your tries")[2])


def test_the_mail_counts_what_was_done_on_earlier_tries(
    pecan_flats: Cast, caliche: Cast, read: Read
) -> None:
    first = scored(pecan_flats, caliche, "demonstrated", "demonstrated", "not_yet")
    actions.decide(review=first, verdict="not_yet", by=pecan_flats.dana, at=NOW)
    submission = Submission.objects.get(pk=first.attempt.submission_id)
    photo(submission, 2)
    again = evidence.submit(submission=submission, by=pecan_flats.ortiz, at=NOW)
    deliver_all(at=NOW)
    review = started(Attempt.objects.get(pk=again.pk), pecan_flats.wells)
    row = submission.requirement.rows.last()
    assert row
    actions.score(
        review=review, row=row, level="not_yet", comment=STEP, by=pecan_flats.wells, at=LATER
    )
    decision = actions.decide(review=review, verdict="not_yet", by=pecan_flats.wells, at=LATER)
    assert "2 rows are done and stay done. One row is not there yet" in mailed(decision).text
    own = read(pecan_flats.ortiz, f"/work/{submission.pk}")
    assert "2 rows are done and stay done. One row is not there yet" in own


def test_praise_alone_is_no_reason_to_send_back(pecan_flats: Cast, caliche: Cast) -> None:
    review = scored(pecan_flats, caliche, "demonstrated", "", "")
    with pytest.raises(actions.NotDecided):
        actions.decide(review=review, verdict="incomplete", by=pecan_flats.dana, at=LATER)


def test_a_letter_is_written_in_its_reader_s_language(
    pecan_flats: Cast, caliche: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever decides, and whatever language the loop that delivers it speaks."""
    translation.gettext("looked up once")
    marked = lambda message: f"{message}@{translation.get_language()}"  # noqa: E731  said once below
    monkeypatch.setattr(vars(translation)["_trans"], "gettext", marked)
    Person.objects.filter(pk=pecan_flats.ortiz.pk).update(language="es")
    review = scored(pecan_flats, caliche, *["demonstrated"] * 3)
    letter = mailed(actions.decide(review=review, verdict="award", by=pecan_flats.dana, at=LATER))
    assert "Every row is Demonstrated.@es" in letter.text


def test_a_decision_that_made_no_award_is_told_though_one_for_practice_stands(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    parts(cast, cast.ortiz)
    assert show(cast, DEGREE.slug, to=cast.ortiz)
    deliver_all(at=LATER)
    Letter.objects.all().delete()
    confirmed(cast)
    decided(handed_in(cast, cast.ortiz, DEGREE.slug), cast.dana, "demonstrated", verdict="award")
    assert kinds_after_all(cast) == ["decided"]


def test_a_decision_on_what_a_list_had_awarded_is_told_once(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    attempt = handed_in(cast, cast.ortiz)
    lists.awarded(cast, f"{cast.ortiz.email}\n", "check-and-change")
    decided(attempt, cast.dana, *["demonstrated"] * 3, verdict="award")
    assert kinds_after_all(cast) == ["earned", "earned"]


def kinds_after_all(cast: Cast) -> list[str]:
    deliver_all(at=LATER)
    told = Letter.objects.filter(to=cast.ortiz, kind__in=("decided", "earned", "renewed"))
    return list(told.order_by("written_at").values_list("kind", flat=True))
