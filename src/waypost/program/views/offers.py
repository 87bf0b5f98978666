"""Draft, pilot group only, or everyone: the switch of every badge and micro-credential."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from waypost.catalog import actions
from waypost.catalog.models import Audience, Version
from waypost.catalog.policies import may_publish
from waypost.people.guards import signed_in
from waypost.people.policies import require
from waypost.people.requests import PersonRequest
from waypost.program.offers import offer as as_offer
from waypost.program.offers import offers

A_PAGE = 30


@signed_in
@require_safe
def listing(request: PersonRequest) -> HttpResponse:
    require(may_publish(request.viewer, request.viewer.district))
    page = Paginator(offers(request.viewer), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "program/offers.html", {"page": page, "offers": [as_offer(v) for v in page]}
    )


@signed_in
@require_POST
def offer(request: PersonRequest, pk: UUID) -> HttpResponse:
    """`pk` is the version that was on the page; what is offered is its achievement."""
    require(may_publish(request.viewer, request.viewer.district))
    version = get_object_or_404(
        Version.objects.visible_to(request.viewer)
        .exclude(published_at=None)
        .select_related("achievement"),
        pk=pk,
    )
    audience = request.POST.get("audience", "")
    if audience in Audience.values:
        actions.offer(
            achievement=version.achievement,
            audience=Audience(audience),
            by=request.viewer,
            at=timezone.now(),
        )
        messages.success(request, _said(version, Audience(audience)))
    onward = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}):
        return redirect(onward)
    return redirect("program:offers")


def _said(version: Version, audience: Audience) -> str:
    if audience == Audience.EVERYONE:
        return _("“%(title)s” is offered to everyone.") % {"title": version.title}
    return _("“%(title)s” is offered to pilot groups only.") % {"title": version.title}
