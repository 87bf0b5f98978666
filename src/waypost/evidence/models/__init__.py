"""The nouns of evidence."""

from waypost.evidence.models.artifacts import Artifact, Students, Upload
from waypost.evidence.models.attempts import Attempt, Outcome
from waypost.evidence.models.submissions import Status, Submission, Writing

__all__ = [
    "Artifact",
    "Attempt",
    "Outcome",
    "Status",
    "Students",
    "Submission",
    "Upload",
    "Writing",
]
