"""One's own sign-in: passkeys, a second factor, and where else one is signed in."""

import datetime as dt
import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from waypost.people.guards import signed_in, to_sign_in
from waypost.people.models import Account
from waypost.people.requests import PersonRequest, district_of
from waypost.people.second_factor import is_overdue, is_strong, is_wanted
from waypost.people.sign_in import ONLY_IN

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def own_account(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keeps one district's provider from changing how an account signs in at another district."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        account = request.user
        if not account.is_authenticated:
            return to_sign_in(request)
        elsewhere = ONLY_IN in request.session and (
            account.persons.exclude(district=district_of(request)).exists()
        )
        if elsewhere and request.resolver_match and request.resolver_match.url_name != "mfa_index":
            messages.warning(
                request,
                _(
                    "Your account belongs to another district too. To change how you sign in, sign "
                    "out, then sign in with a code."
                ),
            )
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return guarded


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everything about one's own sign-in on one page."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101  # signed in
    keys = list(Authenticator.objects.filter(user_id=account.pk).order_by("created_at"))
    sessions = UserSession.objects.filter(user_id=account.pk).order_by("-created_at")
    codes = next((key for key in keys if key.type == Authenticator.Type.RECOVERY_CODES), None)
    context = {
        "has_password": account.has_usable_password(),
        "passkeys": [key.wrap() for key in keys if key.type == Authenticator.Type.WEBAUTHN],
        "totp": next((key for key in keys if key.type == Authenticator.Type.TOTP), None),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "devices": [
            {
                "words": device_words(one.user_agent),
                "since": one.created_at,
                "here": one.session_key == request.session.session_key,
            }
            for one in sessions[:20]
            if one.exists()
        ],
    }
    return render(request, "account/own.html", context)


def device_words(agent: str) -> str:
    """Chrome on ChromeOS: enough to know one's own devices by."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS if re.search(rf"\b{mark}", agent)), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser")


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Everywhere but here."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    end_other_sessions(request, request.user)
    messages.success(request, _("Every other device is signed out."))
    return redirect("mfa_index")


@signed_in
@require_safe
def second_factor(request: PersonRequest) -> HttpResponse:
    """Why, how, and until when it can wait; with the way to where one was going."""
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}):
        onward = resolve_url(settings.LOGIN_REDIRECT_URL)
    person = request.viewer
    if is_strong(request, request.district):
        return HttpResponseRedirect(onward)
    has_one = Authenticator.objects.filter(
        user_id=person.account_id,
        type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN],
    ).exists()
    now = timezone.now()
    context = {
        "onward": onward,
        "has_one": has_one,
        "is_wanted": is_wanted(person) or person.is_held_back,
        "is_overdue": is_overdue(person, now),
        "until": person.second_factor_by and person.second_factor_by - dt.timedelta(minutes=1),
    }
    return render(request, "account/second_factor.html", context)


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]  # the library ships no types
    """Always one that signs in by itself: it lies on the device and asks for a finger or a PIN."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, True)
        return context | {"options": json.dumps(options)}

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _note_shown(self.request, Authenticator.Type.WEBAUTHN)
        return answer


class SecondStep(AuthenticateView):  # type: ignore[misc]  # likewise
    """Digits or a passkey, after a password or a mailed code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"second_step_options": _options(context, self.stage.login.user)}


class ShowPasskeyAgain(ReauthenticateWebAuthnView):  # type: ignore[misc]  # likewise
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"second_step_options": _options(context, self.request.user)}


def _options(context: dict[str, Any], account: Any) -> str:
    """What passkeys.js asks the browser; nothing for somebody who has none."""
    kind = Authenticator.Type.WEBAUTHN
    has_one = Authenticator.objects.filter(user_id=account.pk, type=kind).exists()
    return json.dumps(context["js_data"]["request_options"]) if has_one else ""


class ActivateApp(ActivateTOTPView):  # type: ignore[misc]  # likewise
    """Digits of an app: whoever can type them has it."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        _note_shown(self.request, Authenticator.Type.TOTP)
        return answer


def _note_shown(request: HttpRequest, kind: str) -> None:
    """What was just set up was shown, too: nobody is asked for it in the same breath."""
    record_authentication(request, request.user, "mfa", type=kind)
