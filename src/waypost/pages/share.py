"""Ways to share a badge: each is its earner's choice, and nothing is sent by itself."""

import hashlib
import json
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from csp.decorators import csp_replace
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from waypost.credentials import art, card, handover
from waypost.credentials.answers import once
from waypost.credentials.certificate import NoTypeface
from waypost.credentials.checking import signed_name, standing
from waypost.credentials.models import Award
from waypost.credentials.policies import may_share
from waypost.openbadges import load
from waypost.people.guards import signed_in
from waypost.people.requests import DistrictRequest, PersonRequest

LINKEDIN = "https://www.linkedin.com/profile/add"
# Wallets that follow a link of the web rather than a code take it through this one.
WALLET = "https://lcw.app/request.html"

# Its own types know no view that takes more than the request.
_in_any_page = cast(
    Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]],
    csp_replace({"frame-ancestors": ["*"]}),
)


@signed_in
@never_cache
@require_safe
def share(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Links, pictures and snippets to take along; only whose badge it is gets them."""
    award = get_object_or_404(Award.objects.visible_to(request.viewer).with_face(), pk=pk)
    if not may_share(request.viewer, award):
        raise Http404
    says = standing(award)
    context: dict[str, Any] = {"award": award, "standing": says, "sound": says == "valid"}
    if award.is_open_to_all:
        context |= _shown(award)
    if "wallet" in request.GET:
        context |= _wallet(award)
    return render(request, "pages/share.html", context)


def _shown(award: Award) -> dict[str, Any]:
    here = reverse("pages:proof", args=[award.public_id])
    place = f"{award.district.address}{here}"
    facts = {
        "title": award.version.title,
        "issuer": award.district.name,
        "place": place,
        "small": f"{place}/small.png",
    }
    return {
        "public_url": place,
        # Shown as they will look, whatever name of this site the reader came by.
        "place": here,
        "small": f"{here}/small.png",
        "linkedin": "" if award.practice else _linkedin(award, place),
        "signature": render_to_string("pages/parts/signature.html", facts).strip(),
        "frame": render_to_string("pages/parts/frame.html", facts).strip(),
    }


def _linkedin(award: Award, place: str) -> str:
    """Their own form with the fields filled in: nothing reaches them before it is opened."""
    day = award.earned_at.astimezone(award.district.zone)
    fields: dict[str, Any] = {
        "startTask": "CERTIFICATION_NAME",
        "name": award.version.title,
        "organizationName": award.district.name,
        "issueYear": day.year,
        "issueMonth": day.month,
        "certUrl": place,
        "certId": award.public_id,
    }
    if award.ends_at:
        until = award.ends_at.astimezone(award.district.zone)
        fields |= {"expirationYear": until.year, "expirationMonth": until.month}
    return f"{LINKEDIN}?{urlencode(fields)}"


def _wallet(award: Award) -> dict[str, Any]:
    token = handover.token(award)
    here = award.district.address + reverse("pages:handover", args=[token])
    exchange = award.district.address + reverse("pages:handover_exchange", args=[token])
    asked = {"issuer": award.district.domain, "auth_type": "bearer", "vc_request_url": exchange}
    return {
        "wallet_code": f"{here}?iuv=1",
        "wallet_link": f"{WALLET}?{urlencode(asked)}",
        "wallet_minutes": handover.MINUTES,
    }


def _public(request: DistrictRequest, public_id: str) -> Award:
    """Of a private badge there is no picture, no card and no frame."""
    found = Award.objects.filter(district=request.district).open_to_all()
    return get_object_or_404(found.at_address(public_id).with_face())


@require_safe
@cache_control(public=True, max_age=300)
def card_picture(request: DistrictRequest, public_id: str) -> HttpResponseBase:
    """What other sites show beside a link to the public page."""
    try:
        drawn = card.png(_public(request, public_id))
    except NoTypeface:
        raise Http404 from None
    return _picture(request, drawn)


@require_safe
@cache_control(public=True, max_age=3600)
def small_picture(request: DistrictRequest, public_id: str) -> HttpResponseBase:
    """The patch alone, as light as a letter's picture must be; no badge is inside."""
    award = _public(request, public_id)
    return _picture(request, art.png(award.version, width=160, practice=award.practice))


def _picture(request: DistrictRequest, drawn: bytes) -> HttpResponseBase:
    response = HttpResponse(content_type="image/png")
    return once(request, response, lambda: drawn, tag=hashlib.sha256(drawn).hexdigest())


@require_safe
@xframe_options_exempt
@_in_any_page
@cache_control(public=True, max_age=300)
def frame(request: DistrictRequest, public_id: str) -> HttpResponseBase:
    """A small card for somebody's own site; it says so once the badge no longer stands."""
    award = _public(request, public_id)
    name = signed_name(award)
    context = {
        "award": award,
        "name": name,
        "line": card.line(award, name=name, title=award.version.title),
        "standing": standing(award),
        "public_url": f"{award.district.address}/c/{award.public_id}",
    }
    page = render(request, "pages/frame.html", context).content
    tag = hashlib.sha256(page).hexdigest()
    return once(request, HttpResponse(content_type="text/html"), lambda: page, tag=tag)


@require_safe
@never_cache
def handing_over(request: DistrictRequest, token: str) -> HttpResponseBase:
    """What a wallet reads from the code: where to ask for the badge (VC API, interaction URL)."""
    award = handover.award_of(token, request.district)
    for_machine = request.get_preferred_type(["text/html", "application/json"])
    if for_machine != "application/json":
        status = 200 if award else 404
        return render(request, "pages/handover.html", {"award": award}, status=status)
    if award is None:
        return _gone()
    place = award.district.address + reverse("pages:handover_exchange", args=[token])
    return _open(JsonResponse({"protocols": {"vcapi": place}}))


@csrf_exempt
@never_cache
@require_http_methods(["POST", "OPTIONS"])
def exchange(request: DistrictRequest, token: str) -> HttpResponseBase:
    """The badge, for whoever holds the link. What a wallet says of itself is neither asked for,
    read nor kept: the link is the proof."""
    if request.method == "OPTIONS":
        return _open(HttpResponse(status=204))
    award = handover.award_of(token, request.district)
    if award is None:
        return _gone()
    badge = load(bytes(award.documents.current().body))
    body = {"verifiablePresentation": handover.presentation(badge)}
    text = json.dumps(body, ensure_ascii=False)
    return _open(HttpResponse(text, content_type="application/json"))


def _gone() -> HttpResponse:
    words = {
        "type": "about:blank",
        "title": "This link has run out.",
        "status": 404,
        "detail": "Make a new one on the badge's page.",
    }
    return _open(JsonResponse(words, status=404, content_type="application/problem+json"))


def _open(response: HttpResponse) -> HttpResponse:
    """Wallets that are pages of the web ask from their own."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Headers"] = "Content-Type"
    response["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
    return response
