"""OAuth 2.0 for wallets: register, ask, fetch tokens, give them back."""

import json
from typing import Any

from allauth.core import ratelimit
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from oauthlib.common import add_params_to_uri
from oauthlib.oauth2 import AccessDeniedError, FatalClientError, OAuth2Error

from waypost.people.guards import signed_in
from waypost.people.policies import require
from waypost.people.requests import DistrictRequest, PersonRequest
from waypost.people.sign_in import is_shared
from waypost.people.viewers import Stranger
from waypost.wallets import actions, registration, scopes
from waypost.wallets.addresses import whole
from waypost.wallets.answers import Problem, answers
from waypost.wallets.guards import while_on
from waypost.wallets.models import Connection, Token, Wallet
from waypost.wallets.policies import may_allow
from waypost.wallets.protocol import Server

MOST_METADATA = 32 * 1024
MOST_FORM = 16 * 1024
_AN_HOUR = {"Retry-After": "3600"}


@answers("POST")
def register(request: DistrictRequest) -> HttpResponse:
    """RFC 7591, without a token to begin with: anyone's app may, so not too often."""
    if not ratelimit.consume(request, action="wallet_register"):
        raise Problem(429, "Too many from one place. Try again in an hour.", headers=_AN_HOUR)
    by, at = Stranger(request.district), timezone.now()
    try:
        made = actions.register(sent=_metadata(request), by=by, at=at)
    except registration.Refused as wrong:
        return JsonResponse({"error": wrong.error, "error_description": wrong.said}, status=400)
    except actions.TooMany as error:
        said = "Too many wallets have registered today."
        raise Problem(429, said, headers=_AN_HOUR) from error
    told: dict[str, Any] = {
        "client_id": made.wallet.client_id,
        "client_id_issued_at": int(made.wallet.registered_at.timestamp()),
    }
    if made.secret:
        # It holds for as long as the wallet is known.
        told |= {"client_secret": made.secret, "client_secret_expires_at": 0}
    return JsonResponse(told | made.wallet.said, status=201)


def _metadata(request: DistrictRequest) -> dict[str, Any]:
    wrong = registration.Refused("invalid_client_metadata", "Send one JSON object.")
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_METADATA:
        raise wrong
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise wrong from error
    if not isinstance(sent, dict):
        raise wrong
    return sent


@answers("POST")
def token(request: DistrictRequest) -> HttpResponse:
    return _answered(request, actions.give_tokens)


@answers("POST")
def revoke(request: DistrictRequest) -> HttpResponse:
    return _answered(request, actions.revoke)


def _answered(request: DistrictRequest, act: Any) -> HttpResponse:
    told = act(
        body=_form(request),
        headers={"Authorization": request.headers.get("Authorization", "")},
        by=Stranger(request.district),
        at=timezone.now(),
    )
    response = HttpResponse(told.body, status=told.status, content_type="application/json")
    response["Cache-Control"] = "no-store"
    response["Pragma"] = "no-cache"
    if told.status == 401:
        # RFC 6749, 5.2: in the scheme by which clients show who they are.
        response["WWW-Authenticate"] = 'Basic realm="Open Badges"'
    return response


def _form(request: DistrictRequest) -> str:
    """What was sent, written anew: whatever it was, it can be read now."""
    if request.content_type != "application/x-www-form-urlencoded":
        return ""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_FORM or request.GET:
        return ""
    return request.POST.urlencode()


@never_cache
@while_on
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def authorize(request: PersonRequest) -> HttpResponse:
    """Which wallet it is, what it may do then, and the two answers. Looking decides nothing."""
    require(may_allow(request.viewer, request.district))
    # The question is in the address alone: what a form sends is the answer.
    asked = f"{whole(request.district, 'authorize')}?{request.GET.urlencode()}"
    at = timezone.now()
    server = Server(request.district, at=at)
    try:
        wanted, about = server.validate_authorization_request(asked)
    except FatalClientError:
        return render(request, "wallets/unknown.html", status=400)
    except OAuth2Error as error:
        return _refused(request, error)
    wallet: Wallet = about["request"].client
    if request.method != "POST" or not {"allow", "not_now"} & set(request.POST):
        return _consent(request, wallet, wanted, about["redirect_uri"])
    if "allow" in request.POST:
        onward = actions.allow(asked=asked, district=request.district, by=request.viewer, at=at)
    else:
        denied = AccessDeniedError(state=about["state"])
        onward = _with_issuer(request, denied.in_uri(about["redirect_uri"]))
    # A form may not lead to another site here, so a page of ours leads on.
    return render(request, "account/onward.html", {"onward": onward, "provider": wallet.name})


def _consent(
    request: PersonRequest, wallet: Wallet, wanted: list[str], redirect: str
) -> HttpResponse:
    there = Connection.objects.visible_to(request.viewer).standing().filter(wallet=wallet)
    context = {
        "wallet": wallet,
        "may": [scopes.WORDS[one] for one in dict.fromkeys(wanted) if one in scopes.WORDS],
        "again": there.exists(),
        "shared": is_shared(request),
        "app": not redirect.startswith("https://"),
        "days": Token.REFRESH_LIVES.days,
    }
    return render(request, "wallets/consent.html", context)


def _refused(request: PersonRequest, error: OAuth2Error) -> HttpResponse:
    """Said here, with a way back that carries it: an address that anybody registered is led to by
    nobody's click but the reader's own (RFC 9700, 4.11.2)."""
    wallet = Wallet.objects.filter(
        district=request.district, client_id=request.GET.get("client_id", "")
    ).first()
    error.state = request.GET.get("state", "")
    back = _with_issuer(request, error.in_uri(error.redirect_uri))
    context = {"wallet": wallet, "back": back}
    return render(request, "wallets/refused.html", context, status=400)


def _with_issuer(request: PersonRequest, address: str) -> str:
    return str(add_params_to_uri(address, [("iss", request.district.address)]))
