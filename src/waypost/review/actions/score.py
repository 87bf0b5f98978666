"""Keep what was seen in one row; keep a phrase for next time."""

import datetime as dt
import uuid

from django.db import transaction

from waypost.catalog.models import Row
from waypost.evidence.models.submissions import NotPossible
from waypost.people.characters import tidy
from waypost.people.models import Person
from waypost.people.policies import require
from waypost.people.viewers import Viewer
from waypost.review.models import Level, Review, RowScore, SavedComment
from waypost.review.policies import may_decide, may_save_comment

# Feedback is a few sentences; this only keeps a pasted book out.
LONGEST = 10_000


class Overwritten(Exception):
    """Another tab saved this row first; `.current` is what it saved. Nothing was lost."""

    def __init__(self, current: RowScore) -> None:
        super().__init__()
        self.current = current


class TooLong(Exception):
    """More than LONGEST characters; `args[0]` is how many came."""


@transaction.atomic
def score(
    *,
    review: Review,
    row: Row,
    level: str,
    comment: str,
    revision: int | None = None,
    by: Viewer,
    at: dt.datetime,
) -> RowScore:
    """Keep one row's level and comment if the stored revision is still `revision` (0: none yet).

    Without a revision the newest words win. Raises Overwritten, TooLong, and NotPossible: the
    review ended, or the row is done or of other work.
    """
    require(may_decide(by, review))
    level = Level(level).value if level else ""
    comment = tidy(comment)
    if len(comment) > LONGEST:
        raise TooLong(len(comment))
    current = Review.objects.select_for_update(of=("self",)).select_related("attempt__submission")
    open_review = current.get(pk=review.pk)
    if not open_review.is_open or not _is_open(row, open_review):
        raise NotPossible
    stored = RowScore.objects.filter(review=review, row=row).first()
    if stored is None:
        # The review is locked, so no other tab comes first.
        return RowScore.objects.create(
            district=review.district,
            review=review,
            row=row,
            level=level,
            comment=comment,
            scored_at=at,
        )
    if revision is not None and revision != stored.revision:
        if (stored.level, stored.comment) == (level, comment):
            return stored
        raise Overwritten(stored)
    stored.level, stored.comment, stored.scored_at = level, comment, at
    stored.revision += 1
    stored.save(update_fields=["level", "comment", "scored_at", "revision"])
    return stored


def _is_open(row: Row, review: Review) -> bool:
    submission = review.attempt.submission
    return row.requirement_id == submission.requirement_id and (
        str(row.pk) not in submission.rows_done
    )


@transaction.atomic
def save_comment(*, row: Row, text: str, by: Person, at: dt.datetime) -> SavedComment:
    """Keep a phrase for next time; the same words are kept once. Raises TooLong, NotPossible."""
    require(may_save_comment(by, row))
    text = tidy(text).strip()
    if not text:
        raise NotPossible
    if len(text) > LONGEST:
        raise TooLong(len(text))
    kept = SavedComment.objects.filter(person__in=by.selves, row=row, text=text).first()
    return kept or SavedComment.objects.create(
        district=by.district, person=by, row=row, text=text, saved_at=at
    )


@transaction.atomic
def forget_comment(*, comment: uuid.UUID, by: Person) -> None:
    """Take one's own phrase off the list; what was sent with it stays."""
    SavedComment.objects.filter(pk=comment, person__in=by.selves).delete()
