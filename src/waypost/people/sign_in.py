"""How an account proves itself: allauth's flows, with six digits and no public sign-up."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

# Says to whatever sends a mail whose it is; it is taken off before the mail leaves.
OF_DISTRICT = "X-Waypost-District"


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

    def render_mail(
        self,
        template_prefix: str,
        email: str,
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """A code goes by the mail server of the district whose page was asked for it."""
        district = getattr(context.get("request"), "district", None)
        named = {OF_DISTRICT: str(district.pk)} if district else {}
        message: EmailMessage = super().render_mail(
            template_prefix, email, context, {**(headers or {}), **named}
        )
        return message

    def generate_login_code(self) -> str:
        """Six digits, because they are typed from a phone's notification."""
        return f"{secrets.randbelow(10**6):06d}"
