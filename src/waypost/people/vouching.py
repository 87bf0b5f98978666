"""Signing in with Google, Microsoft or another OIDC provider: whose word counts, and for whom.

Nobody is created here, and nothing that a provider tells is kept: each sign-in finds a person of
this district by the address that the provider vouches for, or says what to do instead.
"""

from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import EmailAddress, Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from waypost.people.kept import secret_of
from waypost.people.models import District, Person, Provider, Role
from waypost.people.policies import may_run_program
from waypost.people.requests import district_of
from waypost.people.sign_in import ONLY_IN

# "Try it" on the settings page: all of it, but nobody is signed in.
TRYING = "try"


class Refused(Exception):
    """The provider answered, and its word is not enough; `code` says why."""

    def __init__(self, code: str, address: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.address = address


def vouched_address(provider: Provider, claims: dict[str, Any]) -> str:
    """The address that the provider stands behind, in lower case. Raises Refused.

    Google says of each address whether it is proven, and of an account whose it is (`hd`).
    Microsoft's `email` may be anything somebody typed, so only the name they sign in with counts,
    and only of the district's own organization.
    """
    is_microsoft = provider.kind == Provider.Kind.MICROSOFT
    claimed = claims.get("preferred_username" if is_microsoft else "email")
    address = claimed.strip().lower() if isinstance(claimed, str) else ""
    if "@" not in address:
        raise Refused("no_address")
    domain = address.rpartition("@")[2]
    if is_microsoft:
        tenant = claims.get("tid")
        if "." not in provider.tenant and tenant != provider.tenant.lower():
            raise Refused("other_organization", address)
    elif claims.get("email_verified") is not True:
        raise Refused("unproven", address)
    if domain not in provider.accepted:
        raise Refused("other_domain", address)
    if provider.kind == Provider.Kind.GOOGLE and claims.get("hd") not in provider.accepted:
        raise Refused("other_organization", address)
    return address


def person_at(district: District, address: str) -> Person:
    """Raises Refused for an address of nobody here, and of somebody who left."""
    theirs = EmailAddress.objects.filter(email__iexact=address, verified=True).values("user")
    person = (
        Person.objects.with_roles()
        .filter(district=district, account__in=theirs, account__is_active=True)
        .first()
    )
    if person is None:
        raise Refused("unknown", address)
    if person.left_at is not None:
        raise Refused("left", address)
    return person


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """The providers of the request's district, out of its rows and its files."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Those that are on; a program lead can try one before."""
        district = district_of(request)
        rows = Provider.objects.filter(district=district).select_related("district")
        if not may_run_program(request.viewer, district):  # type: ignore[attr-defined]  # set by the middleware
            rows = rows.filter(is_on=True)
        return [
            _app(row)
            for row in rows
            if row.client_id
            and provider in {None, row.kind, "openid_connect"}
            and client_id in {None, row.client_id}
        ]

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: str | None = None, **options: Any
    ) -> None:
        """Whatever went wrong, there is one plain page."""
        state = (options.get("extra_context") or {}).get("state")
        if error == "cancelled":
            code = "cancelled"
        elif options.get("exception") is None and not state:
            code = "expired"
        else:
            code = "failed"
        raise ImmediateHttpResponse(refusal(request, code, provider.name))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Ends here in every case: signed in, or told why not."""
        raise ImmediateHttpResponse(_answer(request, sociallogin))


def _app(row: Provider) -> SocialApp:
    settings = {
        "server_url": row.server,
        "oauth_pkce_enabled": True,
        # Two of them say it all in what they sign.
        "fetch_userinfo": row.kind == Provider.Kind.OTHER,
    }
    return SocialApp(
        provider="openid_connect",
        provider_id=row.kind,
        name=row.label,
        client_id=row.client_id,
        secret=secret_of(row),
        settings=settings,
    )


def _answer(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    district = district_of(request)
    row = Provider.objects.get(district=district, kind=sociallogin.account.provider)
    told = sociallogin.account.extra_data
    claims = (told.get("userinfo") or {}) | (told.get("id_token") or {})
    trying = sociallogin.state.get("process") == TRYING
    try:
        person = person_at(district, vouched_address(row, claims))
    except Refused as refused:
        return refusal(request, refused.code, row.label, refused.address, trying=trying)
    if trying:
        messages.success(
            request,
            _("It works: %(provider)s says you are %(name)s.")
            % {"provider": row.label, "name": person.name},
        )
        return HttpResponseRedirect(reverse("people:providers"))
    account = person.account
    assert account  # noqa: S101  # found by it
    if request.user.is_authenticated and request.user.pk != account.pk:
        logout(request)
    record_authentication(request, account, "socialaccount", provider=row.kind)
    request.session[ONLY_IN] = str(district.pk)
    login = Login(user=account, redirect_url=sociallogin.get_redirect_url(request))
    answer: HttpResponse = perform_login(request, login)
    return answer


@dataclass(frozen=True)
class Words:
    """What happened, and what to do."""

    title: str
    text: str


def refusal(
    request: HttpRequest, code: str, provider: str, address: str = "", *, trying: bool = False
) -> HttpResponse:
    """One page for all that can go wrong, with the way back."""
    district = district_of(request)
    told = {"provider": provider, "address": address, "district": district.name}
    words = _words(code, told)
    leads: list[Person] = []
    if code in {"unknown", "left"}:
        # They proved that they belong to the district, so they may know whom to ask.
        today = timezone.localdate(timezone=district.zone)
        found = Person.objects.filter(district=district, left_at=None)
        leads = list(found.holding(Role.PROGRAM_LEAD, today).order_by("name")[:2])
    context = {"words": words, "leads": leads, "trying": trying, "code": code}
    return render(request, "account/provider_refused.html", context, status=_STATUS.get(code, 403))


_STATUS = {"failed": 503, "cancelled": 200, "expired": 400}


def _words(code: str, told: dict[str, str]) -> Words:
    match code:
        case "cancelled":
            return Words(
                _("You stopped at %(provider)s") % told,
                _("Nothing happened. Try again, or sign in another way."),
            )
        case "expired":
            return Words(
                _("That took too long"),
                _("A sign-in with %(provider)s lasts ten minutes, in one browser. Begin again.")
                % told,
            )
        case "failed":
            return Words(
                _("%(provider)s didn’t answer as it should") % told,
                _("Try again in a few minutes, or sign in another way meanwhile."),
            )
        case "unknown":
            return Words(
                _("There is nobody here with %(address)s") % told,
                _(
                    "%(provider)s knows you, and %(district)s has not brought this address in yet. "
                    "Ask for it, and name the address."
                )
                % told,
            )
        case "left":
            return Words(
                _("%(address)s belongs to somebody who left") % told,
                _("What was earned stays valid. If this is a mistake, ask."),
            )
        case "unproven":
            return Words(
                _("%(provider)s has not confirmed your address") % told,
                _("Confirm %(address)s there, or have a code sent to it instead.") % told,
            )
        case "no_address":
            return Words(
                _("%(provider)s told no address") % told,
                _("Choose your school account there, or have a code sent to your school e-mail."),
            )
        case _other:
            return Words(
                _("That is not a school account of %(district)s") % told,
                _("You came as %(address)s. Choose your school account at %(provider)s instead.")
                % told,
            )
