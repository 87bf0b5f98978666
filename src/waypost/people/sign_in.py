"""How an account proves itself: allauth's flows, with six digits and no public sign-up."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from waypost.people.models import Account, Placement


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    def get_user(self, user_id: Any) -> Account | None:
        """Of whoever is signed in also what they are, in the same query: every page asks both."""
        placements = Placement.objects.of(user_id)
        account = placements[0].person.account if placements else None
        if account is None:
            found: Account | None = super().get_user(user_id)
            return found
        account.held = placements
        return account if self.user_can_authenticate(account) else None


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
