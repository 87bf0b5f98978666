"""What is on record from before, for those who keep the district's records."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waypost.credentials.earlier import actions
from waypost.credentials.models import EarlierRecord, OutsideBadge
from waypost.credentials.policies import may_keep_records
from waypost.pages.earlier_forms import ReasonForm
from waypost.pages.earlier_words import earned_words, source_words
from waypost.pages.outside_faces import outside_title
from waypost.people.characters import printable
from waypost.people.guards import signed_in
from waypost.people.policies import require
from waypost.people.requests import PersonRequest


@signed_in
@require_safe
def records(request: PersonRequest) -> HttpResponse:
    """What is on record from before, and what people added; found by name or title."""
    require(may_keep_records(request.viewer, request.district))
    words = printable(request.GET.get("q", "")).strip()[:200]
    elsewhere = request.GET.get("show") == "elsewhere"
    found = _outside(request, words) if elsewhere else _records(request, words)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    rows = [] if elsewhere else [_row(record) for record in page]
    titled = [(badge, outside_title(badge)) for badge in page] if elsewhere else []
    context = {"page": page, "rows": rows, "titled": titled, "q": words, "elsewhere": elsewhere}
    return render(request, "pages/earlier_records.html", context)


def _records(request: PersonRequest, words: str) -> Any:
    found = EarlierRecord.objects.visible_to(request.viewer).select_related(
        "person__joined_into", "brought", "achievement"
    )
    found = found.defer("brought__body").order_by("-earned_on", "pk")
    return found.filter(_called(words))


def _outside(request: PersonRequest, words: str) -> Any:
    found = OutsideBadge.objects.visible_to(request.viewer).without_bytes()
    found = found.select_related("person__joined_into").order_by("-added_at", "pk")
    return found.filter(_called(words))


def _called(words: str) -> Q:
    """By its title, or by the name of either entry where two are one person."""
    whose = Q(person__name__icontains=words) | Q(person__joined_into__name__icontains=words)
    return whose | Q(title__icontains=words)


def _row(record: EarlierRecord) -> dict[str, Any]:
    return {
        "record": record,
        "when": earned_words(record.earned_on, record.known),
        "source": source_words(record),
    }


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def take_back_one(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One record was a mistake."""
    require(may_keep_records(request.viewer, request.district))
    known = EarlierRecord.objects.visible_to(request.viewer)
    record = get_object_or_404(known.select_related("person__joined_into", "district"), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back_one(
                earlier=record, by=request.viewer, at=timezone.now(), **form.cleaned_data
            )
        except actions.NotAdded:
            messages.warning(request, _("It was taken back already. The first reason stands."))
        else:
            messages.success(request, _("Taken back."))
        return redirect("pages:earlier_records")
    when = earned_words(record.earned_on, record.known)
    context = {"form": form, "record": record, "when": when}
    return render(request, "pages/earlier_take_back.html", context)
