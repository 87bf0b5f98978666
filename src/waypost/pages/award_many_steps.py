"""The steps of a list that ask twice: begin it, withdraw it; and its report as a file."""

import csv
import io
from collections.abc import Iterator
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from waypost.credentials.content import on_what_ground
from waypost.credentials.many import actions
from waypost.credentials.many.standing import standing_of
from waypost.credentials.models import AwardLine, AwardList
from waypost.pages.award_many import found_list
from waypost.pages.award_many_forms import BeginForm, WithdrawListForm
from waypost.pages.award_many_words import who, why
from waypost.pages.hours import BOM, harmless
from waypost.people.guards import signed_in
from waypost.people.requests import PersonRequest

AT_A_TIME = 500


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The second look: what will stand on how many badges, and their number typed."""
    award_list = found_list(request, pk)
    ready = award_list.lines.ready().count()
    if award_list.state != AwardList.State.LOOKED_OVER or not ready:
        return redirect("pages:award_list", pk=award_list.pk)
    form = BeginForm(request.POST or None, initial={"letters": True})
    if request.method == "POST" and form.is_valid():
        try:
            actions.begin(
                award_list=award_list,
                typed=form.cleaned_data["typed"],
                letters=form.cleaned_data["letters"],
                by=request.viewer,
                at=timezone.now(),
            )
        except actions.AnotherNumber as wrong:
            ready = wrong.now
            _say_number(form, ready)
        except (actions.AlreadyBegun, actions.Nobody):
            return redirect("pages:award_list", pk=award_list.pk)
        except actions.NotFromAList:
            gone = _("What it awards is no longer offered. Bring the list anew.")
            messages.warning(request, gone)
            return redirect("pages:award_list", pk=award_list.pk)
        else:
            return redirect("pages:award_list", pk=award_list.pk)
    context = {
        "list": award_list,
        "form": form,
        "ready": ready,
        "ground": on_what_ground(award_list),
        "mailed": _mailed(award_list),
    }
    return render(request, "pages/award_list_begin.html", context)


def _say_number(form: forms.Form, now: int) -> None:
    said = ngettext(
        "It is %(n)s person now. Look the list over, then type that number.",
        "It is %(n)s people now. Look the list over, then type that number.",
        now,
    )
    form.add_error("typed", said % {"n": now})


def _mailed(award_list: AwardList) -> int:
    """How many of them have an address to write to."""
    return award_list.lines.ready().exclude(person__email="").count()


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PersonRequest, pk: UUID) -> HttpResponse:
    """It was a mistake as a whole: say how many badges that is, and why."""
    award_list = found_list(request, pk)
    if not award_list.may_be_withdrawn:
        return redirect("pages:award_list", pk=award_list.pk)
    form = WithdrawListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(
                award_list=award_list, by=request.viewer, at=timezone.now(), **form.cleaned_data
            )
        except actions.AnotherNumber as wrong:
            said = ngettext(
                "It is %(n)s badge now. Type that number.",
                "It is %(n)s badges now. Type that number.",
                wrong.now,
            )
            form.add_error("typed", said % {"n": wrong.now})
        except actions.NotNow:
            messages.warning(request, _("That was done already. This is how it stands."))
            return redirect("pages:award_list", pk=award_list.pk)
        else:
            return redirect("pages:award_list", pk=award_list.pk)
    context = {"list": award_list, "form": form, "stands": standing_of(award_list)}
    return render(request, "pages/award_list_withdraw.html", context)


@signed_in
@require_safe
def report(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Every line with its outcome, for any spreadsheet."""
    award_list = found_list(request, pk)
    rows = "".join(_rows(award_list))
    response = HttpResponse(rows, content_type="text/csv; charset=utf-8")
    name = f"{award_list.version.achievement.slug}-{award_list.brought_at:%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _rows(award_list: AwardList) -> Iterator[str]:
    yield BOM + _row([*HEADINGS])
    lines = award_list.lines.select_related("person", "award").order_by("number")
    for line in lines.iterator(chunk_size=AT_A_TIME):
        yield _row(_cells(line, award_list))


HEADINGS = (
    "line",
    "email",
    "name",
    "date",
    "note",
    "outcome",
    "why",
    "withdrawn",
    "public_address",
)


def _cells(line: AwardLine, award_list: AwardList) -> list[str]:
    person, award = line.person, line.award
    email = person.email if person else line.said.get("email", "")
    return [
        str(line.number),
        harmless(email),
        harmless(who(line)),
        line.earned_on.isoformat() if line.earned_on else harmless(line.said.get("date", "")),
        harmless(line.note),
        line.state,
        harmless(why(line)),
        "yes" if award and not award.stands else "",
        f"{award_list.district.address}/c/{award.public_id}" if award else "",
    ]


def _row(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
