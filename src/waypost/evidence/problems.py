"""What went wrong, in the words that a teacher reads beside the field."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.evidence import intake
from waypost.evidence.models.submissions import NotPossible


class TooMany(Exception):
    """The piece is full; `args[0]` is how many it takes."""


class WrongPiece(Exception):
    """The piece belongs to other work, or does not take links."""


class AlreadyThere(Exception):
    """The same file or link is in this work already; `args[0]` is its neutral name."""


class Full(Exception):
    """The server's disk has no room for this file."""


class TooLong(Exception):
    """More characters than are kept; `args` are how many came and how many fit."""


def sentence(problem: Exception) -> str:
    """What happened and what to do now."""
    match problem:
        case intake.Refused():
            return problem.message
        case intake.Busy():
            return _(
                "Many files are being checked right now. Please add this one again in a minute."
            )
        case TooMany():
            return ngettext(
                "This piece takes %(most)d item. Remove it to add another.",
                "This piece takes %(most)d items. Remove one to add another.",
                problem.args[0],
            ) % {"most": problem.args[0]}
        case AlreadyThere():
            return _("This is already here, as %(name)s.") % {"name": problem.args[0]}
        case Full():
            return intake.Refused("disk_full").message
        case TooLong():
            return _(
                "This is %(count)s characters long and %(most)s fit. Shorten it, or add it as a "
                "document."
            ) % {"count": f"{problem.args[0]:,}", "most": f"{problem.args[1]:,}"}
        case NotPossible():
            return _("This work has been handed in meanwhile. Reload the page to see it.")
        case _:
            return _("This did not work. Please try again.")
