"""What a reviewer does; each verb is one transaction."""

from waypost.evidence.models.submissions import NotPossible
from waypost.review.actions.decide import Gap, NotDecided, decide, gaps_for
from waypost.review.actions.score import (
    LONGEST,
    Overwritten,
    TooLong,
    forget_comment,
    save_comment,
    score,
)
from waypost.review.actions.start import Taken, hand_over, put_back, start

__all__ = [
    "LONGEST",
    "Gap",
    "NotDecided",
    "NotPossible",
    "Overwritten",
    "Taken",
    "TooLong",
    "decide",
    "forget_comment",
    "gaps_for",
    "hand_over",
    "put_back",
    "save_comment",
    "score",
    "start",
]
