"""What is done to a submission; each verb is one transaction."""

from waypost.evidence.actions.gather import (
    TooMany,
    WrongPiece,
    add_file,
    add_link,
    describe,
    hide,
    remove,
)
from waypost.evidence.actions.submit import Missing, NotReady, missing, submit, take_back
from waypost.evidence.actions.write import Overwritten, TooLong, start, write
from waypost.evidence.models.submissions import NotPossible

__all__ = [
    "Missing",
    "NotPossible",
    "NotReady",
    "Overwritten",
    "TooLong",
    "TooMany",
    "WrongPiece",
    "add_file",
    "add_link",
    "describe",
    "hide",
    "missing",
    "remove",
    "start",
    "submit",
    "take_back",
    "write",
]
