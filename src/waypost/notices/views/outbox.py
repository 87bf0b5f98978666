"""The demo's outbox: every mail that a real district would have sent."""

from uuid import UUID

from csp.decorators import csp
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from waypost.notices.models import Letter
from waypost.notices.policies import may_see_outbox
from waypost.people.requests import DistrictRequest, district_of


@require_safe
def outbox(request: DistrictRequest) -> HttpResponse:
    letters = _letters(request).select_related("to").order_by("-written_at", "-id")
    page = Paginator(letters, 25).get_page(request.GET.get("page"))
    return render(request, "notices/outbox.html", {"page": page})


@require_safe
def letter(request: DistrictRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(_letters(request).select_related("to"), pk=pk)
    return render(request, "notices/letter.html", {"letter": found})


# A mail carries its looks inside; nothing in it may run or reach out. Its links open beside it, and
# as nothing runs, the page around it may ask how tall it is.
MAIL_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox"],
}


@csp(MAIL_POLICY)  # type: ignore[arg-type]  # its types know no arguments from the URL
@xframe_options_sameorigin
@require_safe
def body(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(_letters(request), pk=pk)
    return HttpResponse(found.html)


def _letters(request: HttpRequest) -> QuerySet[Letter]:
    district = district_of(request)
    if not may_see_outbox(district):
        raise Http404
    return Letter.objects.filter(district=district)
