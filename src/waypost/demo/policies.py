"""May a visitor become somebody with one click?"""

from django.conf import settings


def may_sign_in_as() -> bool:
    """Only in the demo, where nobody is real."""
    return bool(settings.DEMO)
