"""What a letter to those who stand somewhere says until it is written anew: warm and plain."""

from django.utils.translation import gettext as _

from waypost.program.participation import State


def usual_words(state: str) -> tuple[str, str]:
    """Subject and text; empty where nobody can guess why they are written to."""
    match state:
        case State.INVITED:
            return _("It is not too late"), _(
                "Hi {name},\n"
                "\n"
                "A while ago we invited you to try something with us. One page says what it is, and"
                " the first badge takes about 45 minutes.\n"
                "\n"
                "{link}\n"
                "\n"
                "If it is nothing for you now, say “not this time” there, and that is that."
            )
        case State.SIGNED_IN:
            return _("The easiest way in"), _(
                "Hi {name},\n"
                "\n"
                "You have had a look around, thank you. The easiest way in is something that you do"
                " with your class anyway: choose one, press Start, and add a photo or two sentences"
                " whenever you have five minutes. Everything is kept.\n"
                "\n"
                "{link}\n"
                "\n"
                "Is something in the way? Answer this mail and tell us."
            )
        case State.STARTED:
            return _("Everything you began is still there"), _(
                "Hi {name},\n"
                "\n"
                "You began something, and all of it was kept. Often one piece is missing. It does"
                " not have to be perfect: nothing is ever failed, only “not yet”, and then you redo"
                " that part alone.\n"
                "\n"
                "{link}\n"
                "\n"
                "Is something in the way? Answer this mail and tell us."
            )
        case State.WAITING:
            return _("Your work is with a reviewer"), _(
                "Hi {name},\n"
                "\n"
                "Thank you for handing in your work. A colleague reads it row by row; by when you"
                " will hear stands on its page.\n"
                "\n"
                "{link}"
            )
        case State.EARNED:
            return _("Would you tell a colleague?"), _(
                "Hi {name},\n"
                "\n"
                "You have earned something, and colleagues believe you more than they believe us."
                " Would you show one of them how you did it?\n"
                "\n"
                "{link}"
            )
    return "", _("Hi {name},\n\n\n\n{link}")
