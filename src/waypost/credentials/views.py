"""Files that machines read: the signed credential and its pictures, status lists, the DID."""

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Protocol

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from waypost.catalog.models import Version
from waypost.credentials import art, certificate
from waypost.credentials.answers import OPEN, once
from waypost.credentials.checking import district_did
from waypost.credentials.models import Award, Document, StatusList
from waypost.credentials.policies import may_read, may_read_private
from waypost.credentials.state_rules import rule_for
from waypost.openbadges import bake
from waypost.people.requests import DistrictRequest


class Draw(Protocol):
    """What makes a picture of a version."""

    def __call__(self, version: Version, *, practice: bool) -> bytes: ...


def _award(request: DistrictRequest, public_id: str) -> Award:
    awards = Award.objects.filter(district=request.district).at_address(public_id)
    return get_object_or_404(awards.with_face())


def _answer(
    request: DistrictRequest,
    award: Award,
    make: Callable[[], bytes],
    kind: str,
    extension: str,
    *,
    tag: str,
    changed: dt.datetime | None = None,
    secret: bool = False,
) -> HttpResponseBase:
    """Public files may be cached for a while; a private one, or one with a key in it, is nobody's
    to keep. `tag` and `changed` are what a copy of it is known by."""
    response = HttpResponse(content_type=kind)
    response["Content-Disposition"] = (
        f'inline; filename="{award.version.achievement.slug}.{extension}"'
    )
    if secret or not award.is_open_to_all:
        response["Cache-Control"] = "private, no-store"
        response.content = make()
        return response
    response["Cache-Control"] = "public, max-age=300"
    response["Access-Control-Allow-Origin"] = "*"
    return once(request, response, make, tag=tag, changed=changed)


@require_safe
def credential(request: DistrictRequest, public_id: str) -> HttpResponseBase:
    """The signed bytes; for a private badge only who issued it and whether it stands."""
    award = _award(request, public_id)
    if may_read(request.viewer, award):
        document = _document(award)
        return _answer(
            request,
            award,
            lambda: bytes(document.body),
            "application/vc+ld+json",
            "json",
            tag=document.sha256,
            changed=document.issued_at,
        )
    facts = {
        "issuer": {"name": award.district.name, "url": award.district.address},
        "status": standing(award),
        "practice": award.practice,
        "private": True,
    }
    return JsonResponse(facts, headers={"Cache-Control": "no-store", **OPEN})


def standing(award: Award) -> str:
    """withdrawn, expired, dated_ahead or valid: all that a private badge ever says."""
    now = timezone.now()
    if hasattr(award, "withdrawal"):
        return "withdrawn"
    if award.is_expired(now):
        return "expired"
    return "dated_ahead" if award.is_dated_ahead(now) else "valid"


@require_safe
def picture_png(request: DistrictRequest, public_id: str) -> HttpResponseBase:
    return _picture(request, public_id, art.png, "image/png", "png")


@require_safe
def picture_svg(request: DistrictRequest, public_id: str) -> HttpResponseBase:
    return _picture(request, public_id, art.svg, "image/svg+xml", "svg")


def _picture(
    request: DistrictRequest, public_id: str, draw: Draw, kind: str, extension: str
) -> HttpResponseBase:
    """Known by its two halves, so that who has it already costs neither drawing nor baking."""
    award = _readable(request, public_id)
    document, version, practice = _document(award), award.version, award.practice
    return _answer(
        request,
        award,
        lambda: bake(draw(version, practice=practice), bytes(document.body)),
        kind,
        extension,
        tag=f"{document.sha256}-{art.digest(version, practice=practice)}",
    )


@require_safe
def printed(request: DistrictRequest, public_id: str) -> HttpResponseBase:
    """The certificate; its code holds the share key for those who may have that, and for others
    the address of a public badge alone."""
    award, key = _award(request, public_id), request.GET.get("k", "")
    if not may_read(request.viewer, award, key=key):
        raise Http404
    keyed = may_read_private(request.viewer, award, key=key)
    try:
        made = certificate.pdf(award, keyed=keyed)
    except certificate.Incomplete as blank:
        context = {"award": award, "lacking": blank.lacking, "rule": rule_for(award.district)}
        return render(request, "credentials/incomplete.html", context, status=409)
    except certificate.NoTypeface:
        return render(request, "credentials/no_typeface.html", {"award": award}, status=503)
    tag = hashlib.sha256(made).hexdigest()
    return _answer(request, award, lambda: made, "application/pdf", "pdf", tag=tag, secret=keyed)


def _readable(request: DistrictRequest, public_id: str) -> Award:
    """A private badge's pictures are as unfindable as those that never were."""
    award = _award(request, public_id)
    if not may_read(request.viewer, award):
        raise Http404
    return award


def _document(award: Award) -> Document:
    """The current one; its body is read when it is sent."""
    return award.documents.defer("body").current()


@require_safe
def status_list(request: DistrictRequest, number: int) -> HttpResponseBase:
    """Some verifiers' loaders only take plain JSON, so that is what the list is called."""
    lists = StatusList.objects.filter(district=request.district, practice=False).defer("body")
    found = get_object_or_404(lists, number=number)
    response = HttpResponse(content_type="application/json", headers=OPEN)
    response["Cache-Control"] = "public, max-age=60"
    made = found.made_at.timestamp() if found.made_at else 0
    return once(
        request,
        response,
        lambda: bytes(found.body),
        tag=f"{found.pk}-{made}",
        changed=found.made_at,
    )


@require_safe
def did(request: DistrictRequest) -> HttpResponseBase:
    """The district's keys, retired ones included; nothing before its address is confirmed."""
    if request.district.practice:
        raise Http404
    _, document = district_did(request.district)
    if not document:
        raise Http404
    response = JsonResponse(document, content_type="application/did+ld+json", headers=OPEN)
    response["Cache-Control"] = "public, max-age=3600" if settings.TLS else "no-cache"
    body = response.content
    return once(request, response, lambda: body, tag=hashlib.sha256(body).hexdigest())
