"""What is done with pilot groups, invitations and letters; each verb is one transaction."""

from waypost.program.actions.groups import (
    Closed,
    EndsFirst,
    NameTaken,
    Unprintable,
    add_people,
    begin_group,
    close_group,
    remove_person,
)
from waypost.program.actions.invite import (
    NoAddress,
    NoText,
    NotIn,
    Overwritten,
    Unfit,
    answer,
    invite,
    note_opened,
    renew_links,
    try_text,
    write_text,
)
from waypost.program.actions.measure import OutOfRange, choose_active_days
from waypost.program.actions.write import Empty, Moved, TooMany, write_message

__all__ = [
    "Closed",
    "Empty",
    "EndsFirst",
    "Moved",
    "NameTaken",
    "NoAddress",
    "NoText",
    "NotIn",
    "OutOfRange",
    "Overwritten",
    "TooMany",
    "Unfit",
    "Unprintable",
    "add_people",
    "answer",
    "begin_group",
    "choose_active_days",
    "close_group",
    "invite",
    "note_opened",
    "remove_person",
    "renew_links",
    "try_text",
    "write_message",
    "write_text",
]
