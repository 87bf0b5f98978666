"""The whole of a manuscript: what is left to do, what is said of it, and publishing."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waypost.catalog import actions as catalog
from waypost.catalog.authoring import actions, away, publishing, talk
from waypost.catalog.authoring.body import text
from waypost.catalog.authoring.fields import section_of, spec_of
from waypost.catalog.authoring.pages import address, is_again, name_of, outline, summary, told
from waypost.catalog.authoring.problems import sentence
from waypost.catalog.forms import PublishForm, RetireForm
from waypost.catalog.models import Audience, Comment, Manuscript, Version
from waypost.catalog.policies import may_publish, may_put_away, may_write
from waypost.catalog.views.section import mine
from waypost.people.guards import signed_in
from waypost.people.policies import require
from waypost.people.requests import PersonRequest

WRONG = 422


@never_cache
@signed_in
@require_safe
def manuscript(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    found = mine(request, pk)
    every = (
        Comment.objects.visible_to(request.viewer)
        .filter(manuscript=found)
        .select_related("author", "resolved_by")
    )
    comments = [(c, name_of(found, c.field) if c.field else "") for c in every]
    findings = publishing.read(found, at=timezone.now()) if found.is_open else []
    context = {
        "manuscript": found,
        "stages": outline(found, findings, "check"),
        "told": told(found, findings),
        "musts": sum(one.must for one in findings),
        "summary": summary(findings),
        "comments": [pair for pair in comments if not pair[0].resolved_at],
        "resolved": [pair for pair in comments if pair[0].resolved_at],
        "may_publish": may_publish(request.viewer, request.district),
        "may_put_away": may_put_away(request.viewer, found),
        "trail": found.put_away.select_related("by", "back_by"),
    }
    return render(request, "catalog/manuscript.html", context)


@require_POST
@signed_in
def put_away(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """No question before it: it comes back with one click."""
    found = mine(request, pk)
    try:
        away.put_away(manuscript=found, by=request.viewer, at=timezone.now())
    except actions.Published as problem:
        messages.error(request, sentence(problem))
    else:
        messages.success(request, _("Put away. It can be brought back from here at any time."))
    return HttpResponseRedirect(address(found))


@require_POST
@signed_in
def bring_back(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    found = mine(request, pk)
    try:
        away.bring_back(manuscript=found, by=request.viewer, at=timezone.now())
    except actions.AddressTaken:
        taken = _(
            "Something else is at its address now: %(slug)s. Put that away first, or go on there."
        )
        messages.error(request, taken % {"slug": found.slug})
    else:
        messages.success(request, _("It is back. Go on where it was left."))
    return HttpResponseRedirect(address(found))


@require_POST
@signed_in
def say(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    found = mine(request, pk)
    about = request.POST.get("about", "")
    try:
        talk.say(
            manuscript=found,
            field=about,
            text=request.POST.get("text", ""),
            by=request.viewer,
            at=timezone.now(),
        )
    except talk.Empty:
        messages.error(request, _("Write what you want to say, then send it."))
    return HttpResponseRedirect(_back(request, found, about))


@require_POST
@signed_in
def resolve(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    comment = get_object_or_404(
        Comment.objects.visible_to(request.viewer).select_related("manuscript__district"), pk=pk
    )
    talk.resolve(comment=comment, by=request.viewer, at=timezone.now())
    return HttpResponseRedirect(_back(request, comment.manuscript, comment.field))


def _back(request: PersonRequest, found: Manuscript, about: str) -> str:
    """To the section that it was said from, or to the whole."""
    known = found.is_open and spec_of(about) is not None and request.POST.get("from") == "section"
    section = section_of(about, found.kind) if known else ""
    if request.POST.get("from") == "section" and not section:
        section = request.POST.get("section", "")
        section = section if section.isalpha() else ""
    return address(found, section, "talk")


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """What would be frozen, who wrote it and to whom it is offered; then it is."""
    found = mine(request, pk)
    require(may_publish(request.viewer, request.district))
    if not found.is_open:
        return HttpResponseRedirect(address(found))
    form = PublishForm(
        request.POST or None,
        initial={"revision": found.revision, "audience": _audience(found)},
    )
    if request.method == "POST" and form.is_valid():
        done = _publish(request, found, form)
        if done is not None:
            return done
        found = mine(request, pk)
        form = PublishForm(initial=form.cleaned_data | {"revision": found.revision})
    findings = publishing.read(found, at=timezone.now())
    context = {
        "manuscript": found,
        "form": form,
        "told": told(found, findings),
        "musts": sum(one.must for one in findings),
        "changes": text(found.body, "changes") if is_again(found) else "",
        "again": is_again(found),
    }
    status = WRONG if request.method == "POST" else 200
    return render(request, "catalog/publish.html", context, status=status)


def _audience(found: Manuscript) -> str:
    """The pilot groups first; a new version goes on where the one before is."""
    return found.achievement.audience if found.achievement else Audience.PILOT.value


def _publish(request: PersonRequest, found: Manuscript, form: PublishForm) -> HttpResponse | None:
    try:
        version = publishing.publish(
            manuscript=found,
            revision=form.cleaned_data["revision"],
            audience=Audience(form.cleaned_data["audience"]),
            by=request.viewer,
            at=timezone.now(),
        )
    except publishing.NotReady:
        messages.error(request, _("It is not published: a few things have to be done first."))
    except publishing.MovedOn:
        messages.error(
            request,
            _("Somebody wrote on while you were reading. Look at it again, then publish."),
        )
    except actions.NotOpen as problem:
        messages.error(request, sentence(problem))
        return HttpResponseRedirect(address(found))
    else:
        messages.success(request, _("Published: %(title)s.") % {"title": version.title})
        return HttpResponseRedirect(reverse("pages:achievement", args=[version.achievement.slug]))
    return None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """No longer offered, with a reason; publishing a new version offers it again."""
    require(may_write(request.viewer, request.district))
    version = (
        Version.objects.visible_to(request.viewer)
        .exclude(published_at=None)
        .select_related("district", "achievement")
        .filter(pk=pk)
        .first()
    )
    if version is None:
        raise Http404
    require(may_publish(request.viewer, request.district))
    form = RetireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        catalog.retire(
            version=version,
            reason=form.cleaned_data["reason"],
            by=request.viewer,
            at=timezone.now(),
        )
        messages.success(request, _("Retired: %(title)s.") % {"title": version.title})
        return HttpResponseRedirect(reverse("catalog:writing"))
    context = {
        "title": _("Retire “%(title)s”?") % {"title": version.title},
        "text": _(
            "Nobody can start it from now on. Whoever started it can finish, and whoever earned it "
            "keeps it. To offer it again, publish a new version."
        ),
        "action": request.path,
        "label": _("Retire it"),
        "danger": True,
        "back_url": reverse("catalog:writing"),
        "fields": form,
    }
    return render(request, "ui/confirm.html", context, status=WRONG if form.errors else 200)
