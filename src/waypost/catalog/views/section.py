"""One section of a manuscript: shown, and saved whole by a form."""

import uuid
from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from waypost.catalog.authoring import actions, posted, publishing
from waypost.catalog.authoring.body import Value, mark
from waypost.catalog.authoring.fields import sections
from waypost.catalog.authoring.frameworks import named
from waypost.catalog.authoring.held import held, hold, whose
from waypost.catalog.authoring.pages import (
    Field,
    Options,
    address,
    every_field,
    is_again,
    name_of,
    outline,
    pieces_as_options,
    shown,
    summary,
)
from waypost.catalog.authoring.problems import sentence
from waypost.catalog.authoring.specs import Section
from waypost.catalog.models import App, Comment, Manuscript, Version
from waypost.people.guards import signed_in
from waypost.people.models import Person
from waypost.people.requests import DistrictRequest, PersonRequest
from waypost.ui.patch import icon_names

WRONG = 422
MOST_ICONS = 48


def mine(request: PersonRequest, pk: uuid.UUID) -> Manuscript:
    """Of this district, for those who write; anybody else's answers like one that never was."""
    found = (
        Manuscript.objects.visible_to(request.viewer)
        .select_related("written_by", "touched_by", "published__achievement")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    found.district = request.district
    return found


def section_of(manuscript: Manuscript, slug: str) -> Section:
    found = sections(manuscript.kind, again=is_again(manuscript))
    section = next((one for one in found if one.slug == slug), None)
    if section is None:
        raise Http404
    return section


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: DistrictRequest, pk: uuid.UUID, section: str) -> HttpResponse:
    if request.method == "POST":
        if not isinstance(request.viewer, Person) and not request.user.is_authenticated:
            hold(request)
            return redirect_to_login(request.path)
        return _post(request, pk, section)
    return _show(request, pk, section)


@signed_in
def _show(request: PersonRequest, pk: uuid.UUID, section: str) -> HttpResponse:
    manuscript = mine(request, pk)
    part = section_of(manuscript, section)
    if not manuscript.is_open:
        return HttpResponseRedirect(address(manuscript))
    return draw(request, manuscript, part, typed=held(request, request.viewer))


def draw(
    request: PersonRequest,
    manuscript: Manuscript,
    part: Section,
    *,
    typed: dict[str, Value] | None = None,
    saved: actions.Saved | None = None,
) -> HttpResponse:
    """The page, with what was typed and could not be kept in its place."""
    found = publishing.read(manuscript, at=timezone.now())
    comments = list(
        Comment.objects.visible_to(request.viewer)
        .filter(manuscript=manuscript)
        .open()
        .select_related("author")
    )
    counted = Counter(comment.field for comment in comments)
    groups = shown(
        manuscript,
        part,
        found=found,
        options=_options(request, manuscript, part),
        comments=counted,
        check="check" in request.GET,
    )
    fields = {one.name: one for one in every_field(groups)}
    for name, value in (typed or {}).items():
        if name in fields and mark(value) != fields[name].revision:
            fields[name].typed = value
    errors = _tell(fields, saved) if saved else []
    return render(
        request,
        "catalog/section.html",
        {
            "manuscript": manuscript,
            "section": part,
            "stages": outline(manuscript, found, part.slug),
            "groups": groups,
            "summary": summary(found),
            "following": _following(manuscript, part),
            "errors": errors,
            "back": any(one.is_unsaved for one in fields.values()) and saved is None,
            "whose": whose(request.viewer),
            "about": request.GET.get("about", ""),
            "places": [(one.name, name_of(manuscript, one.name)) for one in fields.values()],
            "comments": _talk(manuscript, comments, set(fields)),
            "icon_words": request.GET.get("icon", ""),
            "apps": _apps(request, part),
        },
        status=WRONG if errors else 200,
    )


def _talk(
    manuscript: Manuscript, comments: list[Comment], here: set[str]
) -> list[tuple[Comment, str]]:
    """What is said of this section and of the whole, with what it is about in words."""
    return [
        (comment, name_of(manuscript, comment.field) if comment.field else "")
        for comment in comments
        if not comment.field or comment.field in here
    ]


def _tell(fields: dict[str, Field], saved: actions.Saved) -> list[dict[str, str]]:
    errors = []
    for conflict in saved.conflicts:
        one = fields.get(conflict.change.name)
        if one:
            one.typed, one.theirs = conflict.change.value, conflict.theirs
            text = _("Changed in two places: %(label)s. Choose which to keep.")
            errors.append({"href": f"#{one.name}", "text": text % {"label": one.label}})
    for change, problem in saved.problems:
        one = fields.get(change.name)
        if one is None:
            errors.append({"href": "", "text": sentence(problem)})
            continue
        one.typed, one.error = change.value, sentence(problem)
        errors.append({"href": f"#{one.name}", "text": one.error})
    return errors


def _options(request: PersonRequest, manuscript: Manuscript, part: Section) -> dict[str, Options]:
    """What this section offers that the district or the manuscript itself decides."""
    match part.slug:
        case "rows":
            return {"rows.pieces": pieces_as_options(manuscript.body)}
        case "counts":
            offered = Version.objects.filter(district=request.district).current()
            pairs = offered.exclude(achievement__slug=manuscript.slug).order_by("title")
            return {"choices.slugs": list(pairs.values_list("achievement__slug", "title"))}
        case "look":
            icons = icon_names(request.GET.get("icon", ""))[:MOST_ICONS]
            chosen = str(manuscript.body.get("icon", ""))
            names = [chosen, *(name for name in icons if name != chosen)] if chosen else icons
            return {"icon": [(name, name.replace("-", " ")) for name in names]}
    return {}


def _apps(request: PersonRequest, part: Section) -> list[str]:
    if part.slug != "facts":
        return []
    approved = App.objects.visible_to(request.viewer).filter(approved=True)
    return list(approved.values_list("name", flat=True))


def _following(manuscript: Manuscript, part: Section) -> Section | None:
    every = list(sections(manuscript.kind, again=is_again(manuscript)))
    slugs = [one.slug for one in every]
    return next(iter(every[slugs.index(part.slug) + 1 :]), None)


@signed_in
def _post(request: PersonRequest, pk: uuid.UUID, section: str) -> HttpResponse:
    manuscript = mine(request, pk)
    part = section_of(manuscript, section)
    then = request.POST.get("then", "save")
    try:
        saved = actions.save(
            manuscript=manuscript,
            changes=posted.changes(request.POST),
            by=request.viewer,
            at=timezone.now(),
        )
        if saved.conflicts or saved.problems:
            return draw(request, mine(request, pk), part, saved=saved)
        return _then(request, mine(request, pk), part, then)
    except (actions.NotOpen, actions.TooManyItems) as problem:
        if isinstance(problem, actions.IsAway):
            # What was typed stands on the page again once it is brought back.
            hold(request)
        messages.error(request, sentence(problem))
        return HttpResponseRedirect(address(manuscript, part.slug))


def _then(request: PersonRequest, manuscript: Manuscript, part: Section, then: str) -> HttpResponse:
    verb, *rest = then.split(":")
    if verb == "next":
        following = _following(manuscript, part)
        return HttpResponseRedirect(address(manuscript, following.slug if following else ""))
    if verb == "preview":
        publishing.draft(manuscript=manuscript, by=request.viewer, at=timezone.now())
        return HttpResponseRedirect(reverse("pages:preview", args=[manuscript.pk]))
    if verb == "find":
        words = request.POST.get("icon-words", "")[:40]
        return HttpResponseRedirect(
            address(manuscript, part.slug, "icon", posted.query(icon=words))
        )
    if verb in {"add", "up", "down", "remove"} and rest:
        return _arrange(request, manuscript, part, verb, rest)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(address(manuscript, part.slug))


def _arrange(
    request: PersonRequest, manuscript: Manuscript, part: Section, verb: str, rest: list[str]
) -> HttpResponse:
    listed, key = rest[0], rest[1] if len(rest) > 1 else ""
    values: dict[str, Any] = {}
    if verb == "add" and (framework := named(key)):
        values = {
            "framework": framework.name,
            "framework_version": framework.version,
            "url": framework.url,
        }
    if verb == "remove" and not request.POST.get("sure"):
        written = posted.written(manuscript.body, listed, key)
        if written:
            return _ask(request, manuscript, part, f"remove:{listed}:{key}", written)
    made = actions.arrange(
        manuscript=manuscript,
        step=actions.Step(verb, listed, key, values),
        by=request.viewer,
        at=timezone.now(),
    )
    place = listed if verb == "remove" or not made else f"{listed}.{made}"
    if verb in {"up", "down"}:
        place = f"{verb}.{place}"
    return HttpResponseRedirect(address(manuscript, part.slug, place))


def _ask(
    request: PersonRequest, manuscript: Manuscript, part: Section, then: str, written: str
) -> HttpResponse:
    """Words would go with it."""
    return render(
        request,
        "ui/confirm.html",
        {
            "title": _("Take this out?"),
            "text": _("“%(words)s” and all that is written in it goes. Everything else is saved.")
            % {"words": written},
            "action": address(manuscript, part.slug),
            "label": _("Take it out"),
            "danger": True,
            "back_url": address(manuscript, part.slug),
            "fields": posted.SureForm(initial={"then": then, "sure": "yes"}),
        },
    )
