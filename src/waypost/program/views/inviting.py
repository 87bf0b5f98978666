"""The letter to a group: write it, read it first, send it once to each."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from waypost.people.guards import signed_in
from waypost.people.models import Group
from waypost.people.requests import PersonRequest
from waypost.program import actions
from waypost.program.actions.invite import AT_ONCE, text_of
from waypost.program.forms import TextForm
from waypost.program.groups import tally
from waypost.program.models import InvitationText
from waypost.program.texts import fill, usual_body, usual_subject
from waypost.program.views.groups import group_of


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: PersonRequest, pk: UUID) -> HttpResponse:
    group = group_of(request, pk)
    text = text_of(group)
    form = TextForm(request.POST or None, initial=_begun(text))
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_text(
                group=group,
                subject=form.cleaned_data["subject"],
                body=form.cleaned_data["body"],
                after=form.cleaned_data["after"] or 0,
                by=request.viewer,
                at=timezone.now(),
            )
        except actions.Unfit as unfit:
            form.complain(unfit.faults)
        except actions.Overwritten as meanwhile:
            theirs = meanwhile.current
            form = TextForm(form.cleaned_data | {"after": theirs.number})
        except actions.Closed:
            messages.error(request, _said_closed())
        else:
            messages.success(request, _("Saved. Below is how it reads."))
            return redirect("program:letter", pk=group.pk)
    counted = tally(group)
    return render(
        request,
        "program/letter.html",
        {
            "group": group,
            "letter": text,
            "subject": fill(text.subject, name=request.viewer.called, link="", stop="")
            if text
            else "",
            "form": form,
            "theirs": theirs,
            "tally": counted,
            "now_invited": min(counted.uninvited, AT_ONCE),
        },
        status=409 if theirs else 200,
    )


def _begun(text: InvitationText | None) -> dict[str, object]:
    if text is None:
        return {"subject": usual_subject(), "body": usual_body(), "after": 0}
    return {"subject": text.subject, "body": text.body, "after": text.number}


def _said_closed() -> str:
    return _("This group is closed: nobody is invited to it any more.")


@signed_in
@require_POST
def try_it(request: PersonRequest, pk: UUID) -> HttpResponse:
    group = group_of(request, pk)
    try:
        actions.try_text(group=group, by=request.viewer, at=timezone.now())
    except actions.NoText:
        messages.error(request, _("Save the letter first."))
    except actions.NoAddress:
        messages.error(request, _("Nobody knows your e-mail address here, so it can’t be sent."))
    else:
        messages.success(request, _("On its way to %(email)s.") % {"email": request.viewer.email})
    return redirect("program:letter", pk=group.pk)


@signed_in
@require_POST
def invite(request: PersonRequest, pk: UUID) -> HttpResponse:
    group = group_of(request, pk)
    try:
        count = actions.invite(group=group, by=request.viewer, at=timezone.now())
    except actions.NoText:
        messages.error(request, _("Write and save the letter first."))
        return redirect("program:letter", pk=group.pk)
    except actions.Closed:
        messages.error(request, _said_closed())
    else:
        messages.success(request, _sent(group, count))
    return redirect("program:group", pk=group.pk)


def _sent(group: Group, count: int) -> str:
    if not count:
        return _("Everybody in “%(name)s” has been invited already.") % {"name": group.name}
    return ngettext(
        "%(n)d invitation is on its way.", "%(n)d invitations are on their way.", count
    ) % {"n": count}
