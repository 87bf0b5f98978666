"""How an account proves itself: allauth's flows, with six digits and no public sign-up."""

import secrets

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

EXPECTED = "expected_email"


def expect(request: HttpRequest, email: str) -> None:
    """Whoever signs in from this browser next is probably this one: their address is filled in."""
    request.session[EXPECTED] = email


def expected(request: HttpRequest) -> str:
    return str(request.session.get(EXPECTED, ""))


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This e-mail and password don’t belong together. Check both, or have a six-digit code "
            "sent to you instead."
        ),
        "incorrect_code": _(
            "These are not the digits of the newest mail. Look at it again, or send another."
        ),
        "too_many_login_attempts": _(
            "Those were too many tries. Ask for a new code, or wait five minutes."
        ),
        "rate_limited": _("That was asked for a moment ago. Wait a minute, then ask again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Districts bring their people in; nobody invents an account."""
        return False

    def generate_login_code(self) -> str:
        """Six digits, because they are typed from a phone's notification."""
        return f"{secrets.randbelow(10**6):06d}"
