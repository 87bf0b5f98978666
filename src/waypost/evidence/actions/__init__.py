"""What is done to a submission; each verb is one transaction."""

from waypost.evidence.actions.add import add_file, add_link, try_again
from waypost.evidence.actions.gather import add_captions, describe, hide, remove
from waypost.evidence.actions.keep import (
    Captions,
    Change,
    Description,
    Kept,
    NewFile,
    NewLink,
    Problem,
    Words,
    keep,
)
from waypost.evidence.actions.stop import set_aside, take_up
from waypost.evidence.actions.submit import (
    Missing,
    NotReady,
    missing,
    missing_in,
    submit,
    take_back,
)
from waypost.evidence.actions.upload import (
    Elsewhere,
    Locked,
    begin,
    drop,
    finish,
    receive,
    sweep,
)
from waypost.evidence.actions.write import LONGEST, NotOffered, Overwritten, start, write
from waypost.evidence.models.submissions import NotPossible
from waypost.evidence.problems import AlreadyThere, Full, TooLong, TooMany, WrongPiece

__all__ = [
    "LONGEST",
    "AlreadyThere",
    "Captions",
    "Change",
    "Description",
    "Elsewhere",
    "Full",
    "Kept",
    "Locked",
    "Missing",
    "NewFile",
    "NewLink",
    "NotOffered",
    "NotPossible",
    "NotReady",
    "Overwritten",
    "Problem",
    "TooLong",
    "TooMany",
    "Words",
    "WrongPiece",
    "add_captions",
    "add_file",
    "add_link",
    "begin",
    "describe",
    "drop",
    "finish",
    "hide",
    "keep",
    "missing",
    "missing_in",
    "receive",
    "remove",
    "set_aside",
    "start",
    "submit",
    "sweep",
    "take_back",
    "take_up",
    "try_again",
    "write",
]
