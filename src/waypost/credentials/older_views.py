"""Open Badges 2.0 at stable addresses: what old backpacks ask for, answered to anyone."""

import hashlib
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from waypost.catalog.models import Version
from waypost.credentials import art, older
from waypost.credentials.answers import once
from waypost.credentials.models import Award
from waypost.openbadges import bake_older, dump
from waypost.people.requests import DistrictRequest

JSON = "application/json"


def answer(
    request: DistrictRequest, body: bytes, kind: str = JSON, *, status: int = 200
) -> HttpResponseBase:
    """For any machine, to be kept for five minutes; one that is over is asked for each time."""
    response = HttpResponse(body, content_type=kind, status=status)
    response["Access-Control-Allow-Origin"] = "*"
    if status != 200:
        response["Cache-Control"] = "no-cache"
        return response
    response["Cache-Control"] = "public, max-age=300"
    return once(request, response, lambda: body, tag=hashlib.sha256(body).hexdigest())


def only_real(request: DistrictRequest) -> None:
    """Practice badges have no older form: nothing in one could say that it is for practice."""
    if request.district.practice:
        raise Http404


def _version(request: DistrictRequest, pk: UUID) -> Version:
    only_real(request)
    found = older.versions(request.district).select_related("district", "achievement")
    return get_object_or_404(found, pk=pk)


@require_safe
def badge_class(request: DistrictRequest, pk: UUID) -> HttpResponseBase:
    return answer(request, dump(older.badge_class(_version(request, pk))))


@require_safe
def badge_picture(request: DistrictRequest, pk: UUID) -> HttpResponseBase:
    """The picture of the badge itself, with nobody's badge in it."""
    return answer(request, art.png(_version(request, pk)), "image/png")


@require_safe
def assertion(request: DistrictRequest, public_id: str) -> HttpResponseBase:
    """Hosted: it is true because this address says so. Withdrawn ones answer 410 with the class of
    reason, private ones as what never existed."""
    award = _award(request, public_id)
    if older.is_over(award):
        return answer(request, dump(older.revoked(award)), status=410)
    return answer(request, _assertion(award))


@require_safe
def picture_png(request: DistrictRequest, public_id: str) -> HttpResponseBase:
    return _picture(request, public_id, "png")


@require_safe
def picture_svg(request: DistrictRequest, public_id: str) -> HttpResponseBase:
    return _picture(request, public_id, "svg")


def _picture(request: DistrictRequest, public_id: str, kind: str) -> HttpResponseBase:
    award = _award(request, public_id)
    if older.is_over(award):
        return answer(request, b"", status=410)
    place = older.Places(award.district).assertion(public_id)
    drawn = art.png(award.version) if kind == "png" else art.svg(award.version)
    baked = bake_older(drawn, _assertion(award), place)
    return answer(request, baked, "image/png" if kind == "png" else "image/svg+xml")


def _award(request: DistrictRequest, public_id: str) -> Award:
    only_real(request)
    public = Award.objects.filter(district=request.district, practice=False).open_to_all()
    return get_object_or_404(public.at_address(public_id).with_face())


def _assertion(award: Award) -> bytes:
    made = older.assertion(award, award.documents.current())
    if made is None:
        raise Http404
    return dump(made)
