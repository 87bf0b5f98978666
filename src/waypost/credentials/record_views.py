"""Learner records: signed when they are asked for, by those whose they are."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from waypost.catalog.models import Kind
from waypost.credentials import records
from waypost.credentials.keys import KeyMissing
from waypost.credentials.models import Award
from waypost.credentials.policies import may_take_record
from waypost.people.guards import signed_in
from waypost.people.requests import DistrictRequest, PersonRequest


@require_safe
def degree(request: DistrictRequest, public_id: str) -> HttpResponse:
    """A degree with what it rests on; for strangers there is no such file, public or not."""
    here = Award.objects.filter(district=request.district).at_address(public_id)
    award = get_object_or_404(here.with_face())
    if award.version.kind != Kind.DEGREE or not may_take_record(request.viewer, award):
        raise Http404
    try:
        body = records.degree_record(award, name=award.version.title, at=timezone.now())
    except records.NothingToShow as nothing:
        raise Http404 from nothing
    except KeyMissing:
        return _no_key(request)
    return _file(body, f"{award.version.achievement.slug}-clr")


@signed_in
@require_safe
def whole(request: PersonRequest) -> HttpResponse:
    """All that one holds, in one file, or in several where it is much."""
    person = request.viewer
    number = request.GET.get("part", "1")
    of = records.pages_of(person)
    if not number.isascii() or not number.isdigit() or not 1 <= int(number[:6]) <= of:
        raise Http404
    name = records.name_of(person, int(number), of)
    try:
        body = records.whole_record(person, int(number), name=name, at=timezone.now())
    except records.NothingToShow as nothing:
        raise Http404 from nothing
    except KeyMissing:
        return _no_key(request)
    return _file(body, "record" if of == 1 else f"record-{number}")


def _file(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="application/vc+ld+json")
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    response["Cache-Control"] = "private, no-store"
    return response


def _no_key(request: DistrictRequest) -> HttpResponse:
    return render(request, "credentials/no_key.html", status=503)
