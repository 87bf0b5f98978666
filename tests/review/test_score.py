"""Keep what was seen in one row."""

import pytest

from tests.cast import Cast
from tests.review.work import LATER, decided, handed_in, score_all, started
from waypost.catalog.models import Row
from waypost.evidence import actions as evidence
from waypost.people.policies import NotAllowed
from waypost.review import actions
from waypost.review.models import Review, RowScore, SavedComment


@pytest.fixture
def review(pecan_flats: Cast) -> Review:
    return started(handed_in(pecan_flats, pecan_flats.ortiz), pecan_flats.dana)


def row(review: Review, position: int = 1) -> Row:
    return review.attempt.submission.requirement.rows.get(position=position)


def keep(review: Review, **values: object) -> RowScore:
    given = {"row": row(review), "level": "", "comment": "", "by": review.reviewer, **values}
    return actions.score(review=review, at=LATER, **given)  # type: ignore[arg-type]  # a mixed bag


def test_words_without_a_level_are_kept(review: Review) -> None:
    assert keep(review, comment="Half a thought").comment == "Half a thought"


def test_a_level_can_be_taken_away_again(review: Review) -> None:
    keep(review, level="demonstrated")
    assert keep(review, level="").level == ""


def test_every_language_survives_and_control_characters_do_not(review: Review) -> None:
    kept = keep(review, comment="Nhìn lại ảnh số 2 👩🏽‍🏫 انظر\x00\x1b\r\nnext\u2028")
    assert kept.comment == "Nhìn lại ảnh số 2 👩🏽‍🏫 انظر\nnext\u2028"


def test_a_second_tab_never_overwrites_the_first_one_silently(review: Review) -> None:
    first = keep(review, comment="From tab A", revision=0)
    with pytest.raises(actions.Overwritten) as told:
        keep(review, comment="From tab B", revision=0)
    assert told.value.current.comment == "From tab A"
    assert keep(review, comment="From tab B", revision=first.revision).revision == 2


def test_saving_the_same_words_from_two_tabs_is_no_conflict(review: Review) -> None:
    keep(review, comment="The same", revision=0)
    assert keep(review, comment="The same", revision=0).revision == 1


def test_a_pasted_book_is_refused(review: Review) -> None:
    with pytest.raises(actions.TooLong):
        keep(review, comment="x" * (actions.LONGEST + 1))


def test_only_the_reviewer_who_has_it_scores(pecan_flats: Cast, review: Review) -> None:
    for who in ("wells", "lead", "ortiz", "principal"):
        with pytest.raises(NotAllowed):
            keep(review, by=pecan_flats.people[who])


def test_a_row_of_another_rubric_is_refused(pecan_flats: Cast, review: Review) -> None:
    other = pecan_flats.versions["forms-quiz"].requirements.get().rows.first()
    with pytest.raises(actions.NotPossible):
        keep(review, row=other, level="demonstrated")


def test_after_putting_back_nothing_is_kept(review: Review) -> None:
    actions.put_back(review=review, by=review.reviewer, at=LATER)
    with pytest.raises(actions.NotPossible):
        keep(review, level="demonstrated")


def test_a_row_that_is_done_stays_done(pecan_flats: Cast) -> None:
    attempt = handed_in(pecan_flats, pecan_flats.ortiz)
    decided(attempt, pecan_flats.dana, "demonstrated", "demonstrated", "not_yet")
    attempt.submission.refresh_from_db()
    again = evidence.submit(submission=attempt.submission, by=pecan_flats.ortiz, at=LATER)
    review = started(again, pecan_flats.wells)
    with pytest.raises(actions.NotPossible):
        keep(review, level="not_yet", comment="Changed my mind")
    assert keep(review, row=row(review, 3), level="demonstrated").level == "demonstrated"


def test_a_phrase_is_kept_once_and_only_for_its_writer(pecan_flats: Cast, review: Review) -> None:
    for _again in range(2):
        actions.save_comment(row=row(review), text=" Circle it. ", by=pecan_flats.dana, at=LATER)
    kept = SavedComment.objects.get()
    assert (kept.text, kept.person) == ("Circle it.", pecan_flats.dana)
    actions.forget_comment(comment=kept.pk, by=pecan_flats.wells)
    assert SavedComment.objects.exists()
    actions.forget_comment(comment=kept.pk, by=pecan_flats.dana)
    assert not SavedComment.objects.exists()


def test_an_empty_phrase_is_not_kept(pecan_flats: Cast, review: Review) -> None:
    with pytest.raises(actions.NotPossible):
        actions.save_comment(row=row(review), text="  ", by=pecan_flats.dana, at=LATER)


def test_teachers_keep_no_phrases(pecan_flats: Cast, caliche: Cast, review: Review) -> None:
    for who in (pecan_flats.reyes, caliche.reviewer):
        with pytest.raises(NotAllowed):
            actions.save_comment(row=row(review), text="Mine", by=who, at=LATER)


def test_scores_of_one_review_are_one_a_row(review: Review) -> None:
    score_all(review, "demonstrated", "demonstrated", "demonstrated")
    score_all(review, "not_yet", "demonstrated", "demonstrated")
    assert review.scores.count() == 3
