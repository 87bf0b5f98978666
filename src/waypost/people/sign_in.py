"""How an account proves itself: allauth's flows, with six digits and no public sign-up."""

import secrets

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Districts bring their people in; nobody invents an account."""
        return False

    def generate_login_code(self) -> str:
        """Six digits, because they are typed from a phone's notification."""
        return f"{secrets.randbelow(10**6):06d}"
