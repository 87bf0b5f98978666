"""How an account proves itself: allauth's flows, with six digits and no public sign-up."""

import secrets
import time
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from waypost.people.models import Account, Person, Placement
from waypost.people.requests import district_of
from waypost.people.second_factor import is_strong, is_wanted, note_sign_in

# This device is used by several people: its browser keeps nobody signed in.
SHARED_COOKIE = "shared_device"
# A sign-in that a provider vouched for counts in the district that chose the provider.
ONLY_IN = "only_in_district"
FRESH_SECONDS = 300
EXPECTED = "expected_email"
# Says to whatever sends a mail whose it is; it is taken off before the mail leaves.
OF_DISTRICT = "X-Waypost-District"


def is_shared(request: HttpRequest) -> bool:
    return request.COOKIES.get(SHARED_COOKIE) == "yes"


def end_with_browser_if_shared(request: HttpRequest) -> None:
    if is_shared(request):
        request.session.set_expiry(0)


def expect(request: HttpRequest, email: str) -> None:
    """Whoever signs in from this browser next is probably this one: their address is filled in."""
    request.session[EXPECTED] = email


def expected(request: HttpRequest) -> str:
    return str(request.session.get(EXPECTED, ""))


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

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Nobody is asked again for what they showed a moment ago."""
        request = context.request
        shown = get_authentication_records(request, request.user)
        if any(time.time() - one.get("at", 0) < FRESH_SECONDS for one in shown):
            return False
        return bool(super().is_reauthentication_required(app=app, **options))

    def post_login(self, request: HttpRequest, user: Account, **options: Any) -> HttpResponse:
        """Whoever has power is led to a second factor first, and then where they were going."""
        answer: HttpResponse = super().post_login(request, user, **options)
        end_with_browser_if_shared(request)
        district = district_of(request)
        person = Person.objects.of_account(user, district)
        if person is None:
            return answer
        note_sign_in(person=person, at=timezone.now())
        if not is_wanted(person) or is_strong(request, district):
            return answer
        onward = urlencode({"next": answer.headers["Location"]})
        return HttpResponseRedirect(f"{reverse('people:second_factor')}?{onward}")
