"""Settings that a program lead opens whenever they like, one page for one thing."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from waypost.credentials import renewing
from waypost.evidence import intake
from waypost.founding import actions
from waypost.founding.forms import (
    CampusesForm,
    CampusForm,
    ChoicesForm,
    DaysForm,
    DistrictForm,
    HoursForm,
    LookForm,
    settled,
)
from waypost.founding.guards import lead_only
from waypost.founding.setup import WRONG
from waypost.people import settling
from waypost.people.days import written
from waypost.people.models import Campus, DayOff
from waypost.people.requests import PersonRequest
from waypost.ui import palette
from waypost.ui.files import let_go_fields

ON_A_PAGE = 50
TITLES: dict[str, str | Promise] = {
    "district": gettext_lazy("The district"),
    "hours": gettext_lazy("Clock-hours"),
    "choices": gettext_lazy("Choices"),
}


def _saved(request: PersonRequest) -> HttpResponse:
    """On to the list while the district is set up; later back to the page itself."""
    messages.success(request, _("Saved."))
    is_setting_up = request.district.set_up_at is None
    return HttpResponseRedirect(reverse("founding:setup") if is_setting_up else request.path)


def _page(
    request: PersonRequest, template: str, form: forms.Form, /, **more: object
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "title": TITLES.get(template, ""), **more}
    status = WRONG if form.errors else 200
    return render(request, f"founding/{template}.html", context, status=status)


@lead_only
@require_http_methods(["GET", "HEAD", "POST"])
def district(request: PersonRequest) -> HttpResponse:
    here = request.district
    kept = {name: getattr(here, name) for name in DistrictForm.base_fields}
    form = DistrictForm(request.POST if request.method == "POST" else None, initial=kept)
    by, at = request.viewer, timezone.now()
    if request.method == "POST" and settled(
        form, lambda **chosen: settling.describe(district=here, by=by, at=at, **chosen)
    ):
        return _saved(request)
    return _page(request, "district", form)


@lead_only
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: PersonRequest) -> HttpResponse:
    here = request.district
    kept = {name: getattr(here, name) for name in HoursForm.base_fields}
    form = HoursForm(request.POST if request.method == "POST" else None, initial=kept)
    by, at = request.viewer, timezone.now()
    if request.method == "POST" and settled(
        form, lambda **chosen: settling.keep_hours(district=here, by=by, at=at, **chosen)
    ):
        return _saved(request)
    return _page(request, "hours", form)


@lead_only
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: PersonRequest) -> HttpResponse:
    here = request.district
    kept = {name: getattr(here, name) for name in ("blind_review", "try_links")}
    kept |= {"renewal": renewing.asked_for(here)}
    form = ChoicesForm(request.POST if request.method == "POST" else None, initial=kept)
    by, at = request.viewer, timezone.now()
    if request.method == "POST" and settled(
        form, lambda **chosen: actions.choose(district=here, by=by, at=at, **chosen)
    ):
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(request.path)
    return _page(request, "choices", form)


@lead_only
@require_http_methods(["GET", "HEAD", "POST"])
def days_off(request: PersonRequest) -> HttpResponse:
    here = request.district
    posted = request.POST if request.method == "POST" else None
    kept = "" if posted else written(DayOff.objects.filter(district=here))
    form = DaysForm(posted, initial={"days": kept})
    by, at = request.viewer, timezone.now()
    if posted is not None and settled(
        form, lambda days: settling.keep_days_off(district=here, text=days, by=by, at=at)
    ):
        return _saved(request)
    return _page(request, "days_off", form)


@lead_only
@require_http_methods(["GET", "HEAD", "POST"])
def campuses(request: PersonRequest) -> HttpResponse:
    here = request.district
    form = CampusesForm(request.POST if request.method == "POST" else None)
    added: list[int] = []

    def add(lines: str) -> None:
        by, at = request.viewer, timezone.now()
        added.append(settling.add_campuses(district=here, lines=lines, by=by, at=at))

    if request.method == "POST" and settled(form, add):
        said = ngettext("%(n)d campus added.", "%(n)d campuses added.", added[0])
        messages.success(request, said % {"n": added[0]})
        return HttpResponseRedirect(request.path)
    there = Campus.objects.filter(district=here).order_by("name")
    page = Paginator(there, ON_A_PAGE).get_page(request.GET.get("page"))
    return _page(request, "campuses", form, page=page)


@lead_only
@require_http_methods(["GET", "HEAD", "POST"])
def campus(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Campus.objects.filter(district=request.district), pk=pk)
    name, by, at = found.name, request.viewer, timezone.now()
    form = CampusForm(request.POST if "name" in request.POST else None, initial={"name": name})
    back = HttpResponseRedirect(reverse("founding:campuses"))
    if "remove" in request.POST:
        try:
            settling.remove_campus(campus=found, by=by, at=at)
        except settling.InUse:
            used = _("Somebody works at this campus, or did, so it stays. You can rename it.")
            messages.warning(request, used)
            return HttpResponseRedirect(request.path)
        messages.success(request, _("Removed: %(name)s") % {"name": name})
        return back
    if request.method == "POST" and settled(
        form, lambda name: settling.rename_campus(campus=found, name=name, by=by, at=at)
    ):
        messages.success(request, _("Saved."))
        return back
    return _page(request, "campus", form, name=name)


@lead_only
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: PersonRequest) -> HttpResponse:
    here = request.district
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    kept = {"brand": here.brand, "accent": here.accent}
    form = LookForm(*posted, initial=kept, let_go=let_go_fields(request))
    if request.method == "POST" and _look_kept(request, form):
        return _saved(request)
    turns_brown = not here.accent and palette.turns_brown(here.brand)
    return _page(request, "look", form, turns_brown=turns_brown)


def _look_kept(request: PersonRequest, form: LookForm) -> bool:
    def keep(*, logo: Any, **chosen: Any) -> None:
        actions.keep_look(
            district=request.district,
            logo=Path(logo.temporary_file_path()) if logo else None,
            by=request.viewer,
            at=timezone.now(),
            **chosen,
        )

    try:
        return settled(form, keep)
    except intake.Refused as refused:
        form.add_error("logo", _about_logo(refused))
    except intake.Busy:
        form.add_error("logo", _("The server is busy with other files. Save again in a minute."))
    return False


def _about_logo(refused: intake.Refused) -> str:
    """What is right for a piece of evidence is not for a logo."""
    if refused.code == "web_page":
        return _(
            "An SVG drawing can carry hidden code, so it isn’t taken. Open it in a browser or a"
            " drawing program, export it as PNG about 500 pixels high, and choose that."
        )
    if refused.code in {"not_here", "unknown", "program", "archive", "text"}:
        return _("This is no picture that can be shown here. Choose a PNG, JPEG or WebP file.")
    return refused.message


@never_cache
@lead_only
@require_safe
def colors(request: PersonRequest) -> HttpResponse:
    """How the page would look in these colors, before they are saved."""
    brand, accent = (request.GET.get(name, "") for name in ("brand", "accent"))
    try:
        css = palette.stylesheet(palette.clean(brand), palette.clean(accent) if accent else "")
    except palette.NotAColorError:
        css = ""
    return HttpResponse(css, content_type="text/css; charset=utf-8")
