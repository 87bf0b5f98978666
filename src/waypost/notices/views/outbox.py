"""Letters to look at: the demo's outbox, and an invitation before it is sent."""

from uuid import UUID

from csp.decorators import csp
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from waypost.notices.letters import by_the_team, compose
from waypost.notices.models import Letter
from waypost.notices.policies import may_see_outbox
from waypost.people.guards import signed_in
from waypost.people.models import Group
from waypost.people.policies import may_run_program, require
from waypost.people.requests import DistrictRequest, PersonRequest, district_of
from waypost.program.actions.invite import text_of


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


@csp(MAIL_POLICY)
@xframe_options_sameorigin
@signed_in
@require_safe
def invitation(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The letter to a group as its reader's mail program will show it, filled in for who looks."""
    viewer = request.viewer
    require(may_run_program(viewer, viewer.district))
    group = get_object_or_404(Group.objects.visible_to(viewer), pk=pk)
    text = text_of(group)
    if text is None:
        raise Http404
    page = f"{viewer.district.address}{reverse('program:preview', args=[group.pk])}"
    told = by_the_team(viewer, subject=text.subject, body=text.body, link=page, stop=page)
    return HttpResponse(compose("invitation", to=viewer, facts=told)[2])


def _letters(request: HttpRequest) -> QuerySet[Letter]:
    district = district_of(request)
    if not may_see_outbox(district):
        raise Http404
    return Letter.objects.filter(district=district)
