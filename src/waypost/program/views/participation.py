"""Participation: everyone's row, the numbers above, and both as files."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from waypost.people.guards import signed_in
from waypost.people.models import Campus, Group
from waypost.people.policies import may_run_program, require
from waypost.people.requests import PersonRequest
from waypost.program import actions, sheets
from waypost.program.forms import AimForm, LookForm
from waypost.program.participation import (
    Numbers,
    Row,
    Wanted,
    active_days,
    every_row,
    numbers,
    page_of,
)
from waypost.program.policies import FEWEST, campuses_seen, may_see_counts, may_see_people

A_PAGE = 50
GOAL = 50


@dataclass(frozen=True)
class Column:
    """A heading that sorts; `state` is what a screen reader says of it."""

    label: str
    query: str
    state: str


@signed_in
@require_safe
def listing(request: PersonRequest) -> HttpResponse:
    viewer, at = request.viewer, timezone.now()
    require(may_see_counts(viewer))
    days = active_days(viewer)
    if not may_see_people(viewer):
        return _counts_only(request, numbers(viewer, Wanted(), at=at, days=days), days)
    form = look(request)
    wanted = form.wanted()
    counted = numbers(viewer, wanted, at=at, days=days)
    page: Page[int] = Paginator(range(counted.found), A_PAGE).get_page(request.GET.get("page"))
    start = (page.number - 1) * A_PAGE
    return render(
        request,
        "program/participation.html",
        {
            "form": form,
            "wanted": wanted,
            "is_filtered": wanted != Wanted(sort=wanted.sort),
            "query": query_of(wanted),
            "numbers": counted,
            "days": days,
            "goal": GOAL,
            "page": page,
            "rows": page_of(viewer, wanted, start, start + A_PAGE, at=at),
            "columns": list(_columns(wanted)),
            "may_choose": may_run_program(viewer, viewer.district),
            "aim": AimForm(initial={"days": days}),
        },
    )


def look(request: PersonRequest) -> LookForm:
    viewer = request.viewer
    campuses = Campus.objects.filter(district=viewer.district).order_by("name")
    if (allowed := campuses_seen(viewer)) is not None:
        campuses = campuses.filter(pk__in=allowed)
    groups = Group.objects.visible_to(viewer).newest_first()
    sent = request.POST if request.method == "POST" else request.GET
    return LookForm(sent.dict(), groups, campuses)


def query_of(wanted: Wanted, sort: str = "") -> str:
    """What is looked at, as it stands in an address."""
    asked = {
        "q": wanted.q,
        "group": str(wanted.group or ""),
        "campus": str(wanted.campus or ""),
        "state": wanted.state,
        "sort": sort or (wanted.sort if wanted.sort != "name" else ""),
    }
    return urlencode({name: value for name, value in asked.items() if value})


def _columns(wanted: Wanted) -> Iterator[Column]:
    """People and places from A, dates and numbers from the newest and most."""
    key = wanted.sort.removeprefix("-")
    for name, label in zip(sheets.COLUMNS, sheets.headings(), strict=True):
        upward = name in {"name", "campus"}
        if name == key:
            sort = name if wanted.sort.startswith("-") else f"-{name}"
            state = "descending" if wanted.sort.startswith("-") else "ascending"
        else:
            sort, state = (name if upward else f"-{name}"), ""
        yield Column(label, query_of(wanted, sort), state)


def _counts_only(request: PersonRequest, counted: Numbers, days: int) -> HttpResponse:
    """For a principal: counts of people, never names; a few could be recognized."""
    kept = {
        name: value if value >= FEWEST else None
        for name in ("invited", "signed_in", "started", "submitted", "earned", "active")
        for value in [getattr(counted, name)]
    }
    allowed = campuses_seen(request.viewer)
    campuses = Campus.objects.filter(district=request.viewer.district, pk__in=allowed or [])
    return render(
        request,
        "program/counts.html",
        {
            "kept": kept,
            "numbers": counted,
            "days": days,
            "goal": GOAL,
            "campuses": campuses.order_by("name"),
        },
    )


@signed_in
@require_POST
def aim(request: PersonRequest) -> HttpResponse:
    require(may_run_program(request.viewer, request.viewer.district))
    form = AimForm(request.POST)
    if form.is_valid():
        actions.choose_active_days(
            district=request.viewer.district,
            days=form.cleaned_data["days"],
            by=request.viewer,
            at=timezone.now(),
        )
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Nothing was changed: choose from 7 to 365 days."))
    return redirect(f"{reverse('program:participation')}#active")


@signed_in
@require_safe
def as_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, sheets.as_csv(_rows(request), request.viewer.district), "csv", "text/csv")


@signed_in
@require_safe
def as_xlsx(request: PersonRequest) -> HttpResponse:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(request, sheets.as_xlsx(_rows(request), request.viewer.district), "xlsx", kind)


def _rows(request: PersonRequest) -> Iterator[Row]:
    require(may_see_people(request.viewer))
    return every_row(request.viewer, look(request).wanted(), at=timezone.now())


def _file(request: PersonRequest, body: bytes, ending: str, kind: str) -> HttpResponse:
    day: dt.date = request.viewer.today
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="participation-{day}.{ending}"'
    response["Cache-Control"] = "no-store"
    return response
