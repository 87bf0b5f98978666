"""The list of all that is written, and how a new one begins."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Subquery
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waypost.catalog.authoring import actions
from waypost.catalog.authoring.body import SeveralParts
from waypost.catalog.authoring.pages import address
from waypost.catalog.authoring.problems import sentence
from waypost.catalog.forms import BeginForm
from waypost.catalog.models import Achievement, Audience, Manuscript, Requirement, Version
from waypost.catalog.policies import may_publish, may_write
from waypost.people.guards import signed_in
from waypost.people.policies import require
from waypost.people.requests import PersonRequest

A_PAGE = 20
WRONG = 422


@dataclass(frozen=True)
class Entry:
    """A published achievement, by its newest version."""

    version: Version
    next_pk: uuid.UUID | None
    # Whether the pages of writing hold all of it.
    is_writable: bool

    @property
    def is_retired(self) -> bool:
        return hasattr(self.version, "retirement")

    @property
    def state(self) -> str:
        if self.is_retired:
            return _("Retired")
        return str(Audience(self.version.achievement.audience).label)

    @property
    def tone(self) -> str:
        if self.is_retired:
            return ""
        pilot = self.version.achievement.audience == Audience.PILOT
        return "info" if pilot else "good"


@signed_in
@require_safe
def writing(request: PersonRequest) -> HttpResponse:
    """What is being written, then what is published, with its state."""
    require(may_write(request.viewer, request.district))
    every = (
        Manuscript.objects.visible_to(request.viewer)
        .select_related("written_by", "touched_by")
        .order_by("-touched_at", "pk")
    )
    open_next = Manuscript.objects.open().filter(achievement=OuterRef("achievement"))
    versions = (
        Version.objects.visible_to(request.viewer)
        .filter(pk=_newest())
        .select_related("achievement", "retirement", "written_by")
        .annotate(next_pk=Subquery(open_next.values("pk")[:1]), apart=_in_several_parts())
        .defer("canonical", "search")
        .order_by("title", "pk")
    )
    page = Paginator(versions, A_PAGE).get_page(request.GET.get("page"))
    drafts = Paginator(every.open(), A_PAGE).get_page(request.GET.get("drafts"))
    put_away = Paginator(every.away().order_by("-put_away_at", "pk"), A_PAGE)
    return render(
        request,
        "catalog/writing.html",
        {
            "manuscripts": drafts,
            "entries": [_entry(version) for version in page],
            "page": page,
            "put_away": put_away.get_page(request.GET.get("away")),
            "may_publish": may_publish(request.viewer, request.district),
        },
    )


def _entry(version: Version) -> Entry:
    return Entry(
        version, getattr(version, "next_pk", None), is_writable=not getattr(version, "apart", False)
    )


def _in_several_parts() -> Exists:
    """Written elsewhere: it asks for two requirements of one kind."""
    parts = Requirement.objects.filter(version=OuterRef("pk")).order_by().values("kind")
    return Exists(parts.annotate(many=Count("pk")).filter(many__gt=1))


def _newest() -> Subquery:
    newest = Version.objects.filter(achievement=OuterRef("achievement")).exclude(published_at=None)
    return Subquery(newest.order_by("-number").values("pk")[:1])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PersonRequest) -> HttpResponse:
    """`?from=` starts from a copy; a post with `next` from the newest version of something."""
    require(may_write(request.viewer, request.district))
    if request.method == "POST" and request.POST.get("next"):
        return _next(request)
    source = _source(request)
    if request.method != "POST":
        form = BeginForm(initial=_initial(request, source))
        return render(request, "catalog/begin.html", {"form": form, "source": source})
    form = BeginForm(request.POST)
    if source is not None:
        form.fields["kind"].required = False
    if form.is_valid():
        try:
            made = actions.begin(
                kind=source.kind if source else form.cleaned_data["kind"],
                title=form.cleaned_data["title"],
                slug=form.cleaned_data["slug"],
                source=source,
                by=request.viewer,
                at=timezone.now(),
            )
        except actions.AddressTaken:
            form.add_error("slug", _("This address is taken. Choose another one."))
        except SeveralParts as problem:
            form.add_error(None, sentence(problem))
        else:
            return HttpResponseRedirect(address(made, "questions"))
    return render(request, "catalog/begin.html", {"form": form, "source": source}, status=WRONG)


def _initial(request: PersonRequest, source: Version | None) -> dict[str, str]:
    if source is None:
        return {"kind": request.GET.get("kind", "badge")}
    return {"title": _("%(title)s (copy)") % {"title": source.title}, "kind": source.kind}


def _source(request: PersonRequest) -> Version | None:
    asked = request.POST.get("from") or request.GET.get("from")
    if not asked:
        return None
    versions = Version.objects.visible_to(request.viewer).exclude(published_at=None)
    found = versions.select_related("achievement").filter(pk=as_uuid(asked)).first()
    if found is None:
        raise Http404
    return found


def as_uuid(text: str) -> uuid.UUID:
    """What is no id answers like one that was never given."""
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None


def _next(request: PersonRequest) -> HttpResponse:
    achievement = Achievement.objects.filter(
        Exists(Version.objects.filter(achievement=OuterRef("pk")).exclude(published_at=None)),
        district=request.district,
        pk=as_uuid(request.POST["next"]),
    ).first()
    if achievement is None:
        raise Http404
    try:
        made = actions.begin_next(achievement=achievement, by=request.viewer, at=timezone.now())
    except actions.AlreadyOpen as there:
        made = there.manuscript
    except SeveralParts as problem:
        messages.error(request, sentence(problem))
        return HttpResponseRedirect(reverse("catalog:writing"))
    return HttpResponseRedirect(address(made, "words"))
