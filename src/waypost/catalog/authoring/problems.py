"""What went wrong, in the words that an author reads beside the field."""

from django.utils.translation import gettext as _

from waypost.catalog.authoring import actions
from waypost.catalog.authoring.body import SeveralParts


def sentence(problem: Exception) -> str:
    """What happened and what to do now."""
    match problem:
        case actions.TooLong():
            return _("This is %(count)s characters long and %(most)s fit. Shorten it.") % {
                "count": f"{problem.args[0]:,}",
                "most": f"{problem.args[1]:,}",
            }
        case actions.TooManyItems():
            return _("There are %(most)s already. Take one out to add another.") % {
                "most": problem.args[0]
            }
        case SeveralParts():
            return _(
                "This one asks for evidence in several parts, and these pages hold one part. Begin"
                " a new one and write in it what you need."
            )
        case actions.IsAway():
            return _("This was put away meanwhile. Bring it back to go on with it.")
        case actions.Published():
            return _("This was published meanwhile. Start a new version to change it.")
        case _:
            return _("This was taken out meanwhile. Reload the page to see what is there.")
