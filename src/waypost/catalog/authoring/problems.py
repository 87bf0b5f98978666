"""What went wrong, in the words that an author reads beside the field."""

from django.utils.translation import gettext as _

from waypost.catalog.authoring import actions


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
        case actions.Published():
            return _("This was published meanwhile. Start a new version to change it.")
        case _:
            return _("This was taken out meanwhile. Reload the page to see what is there.")
