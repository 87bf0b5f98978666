"""Bringing people in: a list goes in, every line is judged, and only then something is saved."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from waypost.people.bringing import (
    ChangedMeanwhile,
    HasMistakes,
    Trial,
    bring_in,
    try_out,
)
from waypost.people.forms import AddPeopleForm
from waypost.people.guards import signed_in
from waypost.people.incoming import TooLong
from waypost.people.incoming.reading import MOST_LINES
from waypost.people.models import Role
from waypost.people.policies import may_run_program, require
from waypost.people.requests import PersonRequest
from waypost.people.table_problems import sentence
from waypost.people.tables import BadTable, decoded
from waypost.ui.files import let_go_fields


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """The text stays in the box, to be mended; a file becomes text in it."""
    require(may_run_program(request.viewer, request.district))
    if request.method != "POST":
        form = AddPeopleForm(district=request.district, let_go={})
        return render(request, "people/add.html", {"form": form})
    sent, problem = request.POST.copy(), None
    typed = str(sent.get("text", "")).strip()
    if file := request.FILES.get("file"):
        try:
            sent["text"] = decoded(file.read(), patient=True)
        except BadTable as unread:
            problem = unread
    form = AddPeopleForm(
        sent, request.FILES, district=request.district, let_go=let_go_fields(request)
    )
    if problem:
        form.add_error("file", sentence(problem, {}))
    elif typed and request.FILES.get("file"):
        form = AddPeopleForm(request.POST, district=request.district, let_go={})
        form.add_error("file", _("There is text in the box, too. Empty it, then choose the file."))
    if form.is_valid():
        return _judged(request, form)
    if "file" in form.errors:
        # What was typed stays; that the box is empty is not what is wrong.
        form.errors.pop("text", None)
    return render(request, "people/add.html", {"form": form})


def _judged(request: PersonRequest, form: AddPeopleForm) -> HttpResponse:
    told = {
        "district": request.district,
        "text": form.cleaned_data["text"],
        "roles": [Role(role) for role in form.cleaned_data["roles"]],
        "campus": form.cleaned_data["campus"],
        "by": request.viewer,
        "at": timezone.now(),
    }
    seen = request.POST.get("seen", "")
    note = ""
    try:
        if request.POST.get("then") == "save" and seen:
            leave_out = "leave_out" in request.POST
            trial = bring_in(**told, seen=seen, leave_out_mistakes=leave_out)
            return _saved(request, trial)
        trial = try_out(**told)
    except TooLong:
        form.add_error(
            "text",
            _("At most %(most)d lines are taken at a time. Cut the list in two.")
            % {"most": MOST_LINES},
        )
        return render(request, "people/add.html", {"form": form})
    except ChangedMeanwhile as changed:
        trial = changed.trial
        note = _("Something changed since this was shown. Look at it again; nothing is saved yet.")
    except HasMistakes as wrong:
        trial = wrong.trial
        note = _("Some lines have mistakes. Mend them above, or say that they are left out.")
    return render(request, "people/add.html", {"form": form, "trial": trial, "note": note})


def _saved(request: PersonRequest, trial: Trial) -> HttpResponse:
    count = len(trial.saved)
    messages.success(
        request,
        ngettext("%(n)d person is brought in.", "%(n)d people are brought in.", count)
        % {"n": count},
    )
    return redirect("people:directory")
