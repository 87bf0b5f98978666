"""Where an invitation leads: what this is on one screen. It signs nobody in."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waypost.catalog.words import minutes
from waypost.people.guards import signed_in
from waypost.people.models import Group, Person
from waypost.people.requests import DistrictRequest, PersonRequest
from waypost.people.sign_in import expect
from waypost.people.viewers import Viewer
from waypost.program import actions
from waypost.program.forms import SureForm
from waypost.program.groups import is_in
from waypost.program.leaving import begun_in, last_in
from waypost.program.models import Answer, Invitation
from waypost.program.offers import to_begin_with
from waypost.program.views.groups import group_of
from waypost.surveys.asking import ask
from waypost.surveys.models import Occasion

# Beside the answers to an invitation: out of the group again.
LEAVE = "leave"


@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: DistrictRequest, token: str) -> HttpResponse:
    """Asking for it notes nothing: mail servers follow links too."""
    invitation = _invitation(request, token)
    group, person = invitation.group, invitation.person.holder
    is_over = group.closed_at is not None
    if not is_over and not is_in(group, person):
        return _no_longer(request, invitation, person)
    if request.method == "POST" and request.POST.get("answer") == LEAVE:
        return _left(request, invitation, person)
    if request.method == "POST":
        return _answered(request, invitation)
    return _page(request, group, person, invitation)


def _invitation(request: DistrictRequest, token: str) -> Invitation:
    found = Invitation.objects.filter(district=request.district).at_address(token)
    invitation = found.select_related("group", "person__joined_into", "district").first()
    if invitation is None or invitation.person.holder.left_at:
        raise Http404
    return invitation


def _page(
    request: DistrictRequest, group: Group, person: Person, invitation: Invitation | None
) -> HttpResponse:
    shown = to_begin_with(request.viewer)
    viewer: Viewer = request.viewer
    response = render(
        request,
        "program/welcome.html",
        {
            "group": group,
            "called": person.called,
            "invitation": invitation,
            "piloted": shown,
            "time": minutes(shown[0].beginner_minutes) if shown else "",
            "not_now": bool(invitation and invitation.answer == Answer.NOT_NOW),
            "is_here": invitation is not None and viewer == person,
        },
    )
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    # The address is the reader's own: it is kept nowhere, and travels no further than this server
    # (with "no-referrer", browsers would not say either where its form comes from).
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _no_longer(request: DistrictRequest, invitation: Invitation, person: Person) -> HttpResponse:
    """What is true now, to whoever comes by the letter; whose it is may say how it was."""
    if request.method == "POST":
        return redirect(reverse("program:welcome", args=[invitation.token]))
    is_here = request.viewer == person
    was = last_in(invitation.group, person) if is_here else None
    work = begun_in(was) if was else None
    context = {
        "group": invitation.group,
        "is_here": is_here,
        "ask_url": ask(request.district, Occasion.LEAVING, work.pk) if work else "",
    }
    return _private(render(request, "program/no_longer.html", context))


def _left(request: DistrictRequest, invitation: Invitation, person: Person) -> HttpResponse:
    """Only by whose it is, signed in, and asked once more: coming back takes whoever runs it."""
    here, viewer = reverse("program:welcome", args=[invitation.token]), request.viewer
    if not isinstance(viewer, Person) or viewer != person or invitation.group.closed_at:
        return redirect(here)
    if request.POST.get("sure"):
        actions.remove_person(group=invitation.group, person=person, by=viewer, at=timezone.now())
        return redirect(here)
    return _private(
        render(
            request,
            "ui/confirm.html",
            {
                "title": _("Leave “%(name)s”?") % {"name": invitation.group.name},
                "text": _(
                    "What you started stays yours to finish, and what you earned is yours. What is"
                    " for pilot groups only leaves your catalog. To come back, ask your program"
                    " lead."
                ),
                "action": here,
                "label": _("Leave the group"),
                "danger": True,
                "back_url": here,
                "fields": SureForm(initial={"answer": LEAVE, "sure": "yes"}),
            },
        )
    )


def _answered(request: DistrictRequest, invitation: Invitation) -> HttpResponse:
    start = request.POST.get("answer") == Answer.COMING
    here = reverse("program:welcome", args=[invitation.token])
    if not start and request.POST.get("answer") != Answer.NOT_NOW:
        return redirect(here)
    try:
        actions.answer(
            invitation=invitation,
            said=Answer.COMING if start else Answer.NOT_NOW,
            by=request.viewer,
            at=timezone.now(),
        )
    except (actions.Closed, actions.NotIn):
        return redirect(here)
    if not start:
        return redirect(here)
    home = reverse("pages:home")
    if isinstance(request.viewer, Person):
        return redirect(home)
    expect(request, invitation.person.holder.email)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': home})}")


@require_POST
def opened(request: DistrictRequest, token: str) -> HttpResponse:
    """Said by the page itself, once it has been before somebody's eyes."""
    invitation = _invitation(request, token)
    if invitation.group.closed_at is None and is_in(invitation.group, invitation.person.holder):
        actions.note_opened(invitation=invitation, by=request.viewer, at=timezone.now())
    return HttpResponse(status=204)


@signed_in
@require_safe
def preview(request: PersonRequest, pk: UUID) -> HttpResponse:
    """As its readers will see it, for whoever runs the program; nothing on it does anything."""
    return _page(request, group_of(request, pk), request.viewer, None)
