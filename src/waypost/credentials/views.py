"""Files that machines read: the signed credential and its pictures, status lists, the DID."""

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Protocol

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waypost.catalog.models import Version
from waypost.credentials import art, certificate, status_lists
from waypost.credentials.answers import OPEN, once
from waypost.credentials.checking import district_did, district_key_set, standing
from waypost.credentials.files import told_of
from waypost.credentials.keys import KeyMissing
from waypost.credentials.models import Algorithm, Award, Document, StatusList
from waypost.credentials.policies import may_read, may_read_private
from waypost.credentials.state_rules import rule_for
from waypost.credentials.tokens import NoToken, token_of
from waypost.openbadges import REVOCATION, bake, dump
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


@require_safe
def token(request: DistrictRequest, public_id: str, algorithm: str) -> HttpResponseBase:
    """The same as a signed token, for readers that take no proof inside of JSON."""
    award = _readable(request, public_id)
    try:
        made = token_of(award, Algorithm(algorithm), at=timezone.now())
    except NoToken as never:
        raise Http404 from never
    except KeyMissing:
        said = _("This can’t be signed now: the district’s key is not where it should be.")
        return HttpResponse(said, status=503, content_type="text/plain; charset=utf-8")
    # The standard's own word for a token by itself.
    return _answer(
        request,
        award,
        lambda: bytes(made.body),
        "text/plain",
        "jwt",
        tag=made.sha256,
        changed=made.made_at,
    )


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
def status_list(
    request: DistrictRequest, number: int, purpose: str = REVOCATION
) -> HttpResponseBase:
    """Some verifiers' loaders only take plain JSON, so that is what the list is called. Body and
    validator come from one row that was read once."""
    found = _list(request, number)
    body = status_lists.body_of(found, purpose)
    if not body:
        raise Http404
    return _open_file(request, body, changed=found.made_at)


@require_safe
def revocations(request: DistrictRequest, number: int) -> HttpResponseBase:
    """1EdTechRevocationList: the ids of what was withdrawn. A reason stands beside those that
    anyone may see; of the others it says no more than their own address does."""
    found = _list(request, number)
    # One answer for everyone, whatever language they read.
    with translation.override(settings.LANGUAGE_CODE):
        body = dump(status_lists.revocation_list(found))
    return _open_file(request, body)


def _list(request: DistrictRequest, number: int) -> StatusList:
    lists = StatusList.objects.filter(practice=False).select_related("district")
    return get_object_or_404(lists, district=request.district, number=number)


def _open_file(
    request: DistrictRequest, body: bytes, *, changed: dt.datetime | None = None
) -> HttpResponseBase:
    """Known by its bytes: two lists may be signed in one moment."""
    response = HttpResponse(content_type="application/json", headers=OPEN)
    response["Cache-Control"] = "public, max-age=60"
    tag = hashlib.sha256(body).hexdigest()
    return once(request, response, lambda: body, tag=tag, changed=changed)


@require_safe
def told(request: DistrictRequest, public_id: str) -> HttpResponseBase:
    award = _award(request, public_id)
    if not award.is_open_to_all:
        raise Http404
    return JsonResponse(told_of(award), headers={"Cache-Control": "no-store", **OPEN})


@require_safe
def did(request: DistrictRequest) -> HttpResponseBase:
    """The district's keys, retired and withdrawn ones included; nothing before its address is
    confirmed."""
    document = {} if request.district.practice else district_did(request.district)[1]
    return _keys(request, document, "application/did+ld+json")


@require_safe
def key_set(request: DistrictRequest) -> HttpResponseBase:
    """The same keys for libraries that read tokens."""
    keys = {} if request.district.practice else district_key_set(request.district)
    return _keys(request, keys, "application/json")


def _keys(request: DistrictRequest, document: dict[str, object], kind: str) -> HttpResponseBase:
    if not document:
        raise Http404
    response = JsonResponse(document, content_type=kind, headers=OPEN)
    response["Cache-Control"] = "public, max-age=3600" if settings.TLS else "no-cache"
    body = response.content
    return once(request, response, lambda: body, tag=hashlib.sha256(body).hexdigest())
