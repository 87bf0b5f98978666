"""The nouns of evidence."""

from waypost.evidence.models.artifacts import Artifact, Students
from waypost.evidence.models.attempts import Attempt, Outcome
from waypost.evidence.models.submissions import Status, Submission, Writing
from waypost.evidence.models.uploads import Upload

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
