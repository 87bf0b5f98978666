"""One try beside its rubric, as one viewer may see it, in a fixed number of queries."""

from waypost.review.bench.nouns import Before, Bench, Earlier, PieceView, RowView, Shown, Words
from waypost.review.bench.read import bench, tries_of

__all__ = [
    "Before",
    "Bench",
    "Earlier",
    "PieceView",
    "RowView",
    "Shown",
    "Words",
    "bench",
    "tries_of",
]
