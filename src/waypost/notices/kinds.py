"""Every kind of letter: what it is called, and whether one click in it turns it off."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waypost.people.models import Person, Role


@dataclass(frozen=True)
class Kind:
    """`one_click`: nobody asked for it by doing something, so each one says how to stop it."""

    name: str
    label: str | Promise
    about: str | Promise
    one_click: bool = False
    for_role: Role | None = None
    "Only who holds it is written to."
    stays: bool = False
    "It is for the address that it was written to, whatever its reader has by now."

    def is_for(self, person: Person) -> bool:
        return self.for_role is None or person.holds(self.for_role)


_ALL = (
    Kind("got_it", _("We got your work"), _("The moment you hand something in, with the day.")),
    Kind("decided", _("What was decided"), _("Not yet, with the next step, or something missing.")),
    Kind("earned", _("You earned it"), _("Your badge, what it counts for, and the files to keep.")),
    Kind("withdrawn", _("A badge was withdrawn"), _("When, and why.")),
    Kind(
        "suspended",
        _("A badge was suspended"),
        _("While something is cleared up: why, and what that means."),
    ),
    Kind("restored", _("A badge was restored"), _("It is suspended no more, and what that means.")),
    Kind("renewed", _("A badge was renewed"), _("Until when it is valid, and the new file.")),
    Kind(
        "ends",
        _("A badge ends soon"),
        _("60 and 14 days before its last day, with how to renew it."),
    ),
    Kind(
        "corrected",
        _("A badge was corrected"),
        _("What it says now, and the new file to keep."),
    ),
    Kind(
        "changed",
        _("Your entry was changed"),
        _("Your name, your e-mail address, or two entries that became one."),
    ),
    Kind(
        "commented",
        _("Comments on what you write"),
        _("What was said about it, at most once an hour."),
    ),
    Kind(
        "invitation",
        _("Invitations"),
        _("To a pilot group, or to something new that is open to you."),
        one_click=True,
    ),
    Kind(
        "message",
        _("Letters from the team"),
        _("What the team writes to several people who take part, or were asked to."),
        one_click=True,
    ),
    Kind(
        "evaluation",
        _("“How useful was it?”"),
        _("Three questions at the end of the letter about a badge, or after a pilot group."),
        one_click=True,
    ),
    Kind(
        "monday_lead",
        _("Monday’s letter to program leads"),
        _("What waits, what is due, who is stuck, what could not be mailed."),
        one_click=True,
        for_role=Role.PROGRAM_LEAD,
    ),
    Kind(
        "monday_rep",
        _("Monday’s letter to campus representatives"),
        _("Three names to say hello to."),
        one_click=True,
        for_role=Role.CAMPUS_REP,
    ),
)
# There is nothing to turn off: whoever gets them asked for them, or is who others count on.
_ALWAYS = (
    Kind("test", _("A test of the mail server"), ""),
    Kind("tried", _("An invitation, read before it is sent"), ""),
    Kind("asked", _("Somebody is stuck, and you are the help person"), ""),
    Kind("moved", _("To the address before: it was changed"), "", stays=True),
    Kind("own_address", _("Is this address yours?"), "", stays=True),
    Kind("take_along", _("What somebody earned, to take along"), "", stays=True),
)
KINDS = {kind.name: kind for kind in _ALL}
_KNOWN = KINDS | {kind.name: kind for kind in _ALWAYS}


def kind_of(name: str) -> Kind:
    """Raises KeyError: a letter that is not here could never be turned off."""
    return _KNOWN[name]


def kinds_for(person: Person) -> list[Kind]:
    return [kind for kind in _ALL if kind.is_for(person)]
