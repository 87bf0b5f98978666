"""The catalog: everything on offer, found by words and filters, marked with where one stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waypost.catalog.filters import counts_by_kind, facets, offered_to
from waypost.catalog.forms import CatalogForm
from waypost.catalog.models import Kind, Version
from waypost.catalog.words import minutes
from waypost.pages.standing import NOTHING, Standing, standings
from waypost.people.requests import DistrictRequest
from waypost.people.viewers import Viewer

A_PAGE = 24
KIND_ICONS = {
    Kind.BADGE: "award",
    Kind.MICRO_CREDENTIAL: "layers",
    Kind.DEGREE: "graduation-cap",
}


@dataclass(frozen=True)
class Card:
    version: Version
    standing: Standing

    @property
    def time(self) -> str:
        return minutes(self.version.beginner_minutes)

    @property
    def icon(self) -> str:
        return KIND_ICONS[Kind(self.version.kind)]


@require_safe
def catalog(request: DistrictRequest) -> HttpResponse:
    offered = offered_to(request.viewer)
    form = CatalogForm(request.GET.dict(), facets(offered))
    wanted = form.wanted()
    found = wanted.matching(offered)
    counts = counts_by_kind(found)
    if wanted.kind:
        found = found.filter(achievement__kind=wanted.kind)
    pages = Paginator(wanted.in_order(found), A_PAGE)
    # Counted by kind already: a second COUNT would say the same.
    pages.__dict__["count"] = counts.get(wanted.kind, 0) if wanted.kind else sum(counts.values())
    page = pages.get_page(request.GET.get("page"))
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    return render(
        request,
        "pages/catalog.html",
        {
            "form": form,
            "cards": cards(page, request.viewer),
            "page": page,
            "total": page.paginator.count,
            "everywhere": sum(counts.values()),
            "kinds": _kinds(counts, wanted.kind, asked),
            "asked": asked,
        },
    )


def cards(versions: Iterable[Version], viewer: Viewer) -> list[Card]:
    shown = list(versions)
    known = standings(viewer, [version.achievement_id for version in shown])
    return [Card(version, known.get(version.achievement_id, NOTHING)) for version in shown]


def _kinds(counts: dict[str, int], chosen: str, asked: dict[str, str]) -> list[dict[str, object]]:
    rest = {name: value for name, value in asked.items() if name != "kind"}
    return [
        {
            "label": kind_plural(kind),
            "count": counts.get(kind, 0) if kind else sum(counts.values()),
            "url": _link(rest | ({"kind": kind} if kind else {})),
            "current": kind == chosen,
        }
        for kind in ("", *Kind.values)
    ]


def kind_plural(kind: str) -> str:
    words = {
        "": _("Everything"),
        Kind.BADGE: _("Badges"),
        Kind.MICRO_CREDENTIAL: _("Micro-credentials"),
        Kind.DEGREE: _("Degrees"),
    }
    return words[kind]


def _link(asked: dict[str, str]) -> str:
    query = urlencode(asked)
    return f"/catalog?{query}" if query else "/catalog"
