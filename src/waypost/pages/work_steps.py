"""One-tap steps on one's own work: start, take back, remove, try a link again."""

import uuid

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waypost.catalog.models import Requirement, RequirementKind, Version
from waypost.evidence.actions import (
    NotOffered,
    NotPossible,
    remove,
    set_aside,
    start,
    take_back,
    take_up,
    try_again,
)
from waypost.evidence.models import Artifact, Status, Submission
from waypost.evidence.problems import sentence
from waypost.pages import places
from waypost.pages.work import address, mine
from waypost.people.guards import signed_in
from waypost.people.requests import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def earn(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """The button of an achievement's page, by version or by requirement; a second tap goes on.

    Asked for by address (after signing in), it asks before it starts.
    """
    offered = Version.objects.visible_to(request.viewer).exclude(published_at=None)
    # Whoever began and has left its pilot goes on where they are.
    own = Submission.objects.filter(person__in=request.viewer.selves)
    begun = own.exclude(status=Status.DEMONSTRATED).values("requirement")
    wanted = (
        Requirement.objects.filter(Q(pk=pk) | Q(version=pk))
        .filter(Q(version__in=offered) | Q(pk__in=begun))
        .filter(kind=RequirementKind.EVIDENCE)
        .select_related("version__achievement", "version__district")
        .order_by("position")
        .first()
    )
    if wanted is None:
        raise Http404
    if request.method != "POST":
        context = {
            "title": _("Start “%(title)s”?") % {"title": wanted.version.title},
            "text": _("Nobody sees it until you submit it. You can stop at any time."),
            "action": request.path,
            "label": _("Start"),
            "back_url": places.achievement(wanted.version.achievement.slug),
        }
        return render(request, "ui/confirm.html", context)
    try:
        work = start(requirement=wanted, by=request.viewer, at=timezone.now())
    except NotOffered:
        messages.info(
            request, _("This changed while the page was open. Here is what is offered today.")
        )
        return HttpResponseRedirect(places.achievement(wanted.version.achievement.slug))
    return HttpResponseRedirect(address(work))


@require_POST
@signed_in
def take_it_back(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    submission = mine(request, pk)
    try:
        take_back(submission=submission, by=request.viewer, at=timezone.now())
    except NotPossible:
        # A second tap finds a draft, and a decision speaks for itself.
        submission.refresh_from_db(fields=["status"])
        if submission.status == Status.IN_REVIEW:
            messages.warning(
                request, _("Somebody has started to review it, so it can’t be taken back now.")
            )
    return HttpResponseRedirect(address(submission))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def stop(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Asks first, and says that nothing is lost."""
    submission = mine(request, pk)
    if request.method != "POST":
        context = {
            "title": _("Set “%(title)s” aside?") % {"title": submission.version.title},
            "text": _(
                "Nothing is deleted and nobody is told. It moves to the end of your list, and you "
                "can take it up again whenever you like."
            ),
            "action": request.path,
            "label": _("Set it aside"),
            "back_url": address(submission),
        }
        return render(request, "ui/confirm.html", context)
    try:
        set_aside(submission=submission, by=request.viewer, at=timezone.now())
    except NotPossible:
        messages.warning(
            request, _("This work is with a reviewer or done, so there is nothing to set aside.")
        )
    return HttpResponseRedirect(address(submission))


@require_POST
@signed_in
def go_on(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    submission = mine(request, pk)
    take_up(submission=submission, by=request.viewer, at=timezone.now())
    return HttpResponseRedirect(address(submission))


def _artifact(request: PersonRequest, pk: uuid.UUID, artifact: uuid.UUID) -> Artifact:
    submission = mine(request, pk)
    # A removed one is found as well: a second tap on Remove is no mistake.
    found = (
        submission.artifacts.filter(hidden_at=None)
        .filter(pk=artifact)
        .select_related("submission", "piece", "district")
        .first()
    )
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take_out(request: PersonRequest, pk: uuid.UUID, artifact: uuid.UUID) -> HttpResponse:
    """Asks first; what was handed in with an earlier try stays with that try."""
    found = _artifact(request, pk, artifact)
    place = f"piece-{found.piece.position}"
    if request.method != "POST":
        context = {
            "title": _("Remove %(name)s?") % {"name": found.name},
            "text": _("It will be gone from this work for good. Earlier tries keep what they had."),
            "action": request.path,
            "label": _("Remove"),
            "danger": True,
            "back_url": address(found.submission, place),
        }
        return render(request, "ui/confirm.html", context)
    try:
        remove(artifact=found, by=request.viewer, at=timezone.now())
    except NotPossible as problem:
        messages.warning(request, sentence(problem))
    return HttpResponseRedirect(address(found.submission, place))


@require_POST
@signed_in
def try_link(request: PersonRequest, pk: uuid.UUID, artifact: uuid.UUID) -> HttpResponse:
    found = _artifact(request, pk, artifact)
    try:
        try_again(artifact=found, by=request.viewer, at=timezone.now())
    except NotPossible as problem:
        messages.warning(request, sentence(problem))
    return HttpResponseRedirect(address(found.submission, f"item-{found.pk}"))
