"""Earned before: a district brings its records from a file, looks them over, adds them, and can
take them back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from waypost.credentials.earlier import actions
from waypost.credentials.earlier.plan import ITSELF, Offer, Plan, PlannedLine, State, plan_of
from waypost.credentials.models import EarlierImport
from waypost.credentials.policies import may_keep_records
from waypost.pages.earlier_forms import FileForm, ReasonForm
from waypost.pages.earlier_words import (
    COLUMNS,
    earned_words,
    problem_in_short,
    problem_words,
)
from waypost.people.guards import signed_in
from waypost.people.policies import require
from waypost.people.requests import PersonRequest
from waypost.people.table_problems import sentence
from waypost.people.tables import BadTable
from waypost.ui.files import let_go_fields

LINES_A_PAGE = 50
TITLES_A_PAGE = 25
# Each title brings the whole catalog as what it may count as.
OPTIONS_A_PAGE = 2500


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: PersonRequest) -> HttpResponse:
    """Bring a file; and every file that was brought."""
    require(may_keep_records(request.viewer, request.district))
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*posted, let_go=let_go_fields(request))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            brought = actions.bring(
                district=request.district,
                source=file.read(),
                file_name=file.name,
                by=request.viewer,
                at=timezone.now(),
            )
        except BadTable as problem:
            form.add_error("file", sentence(problem, {k: str(v) for k, v in COLUMNS.items()}))
        else:
            return redirect("pages:earlier_import", pk=brought.pk)
    files = EarlierImport.objects.visible_to(request.viewer).without_bytes()
    files = files.select_related("brought_by").order_by("-brought_at", "pk")
    page = Paginator(files, 25).get_page(request.GET.get("page"))
    return render(
        request, "pages/earlier.html", {"form": form, "page": page, "columns": COLUMNS.values()}
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A file: line by line before it is added, its report afterwards."""
    require(may_keep_records(request.viewer, request.district))
    brought = get_object_or_404(
        EarlierImport.objects.visible_to(request.viewer).select_related(
            "district", "brought_by", "added_by", "taken_back_by"
        ),
        pk=pk,
    )
    if request.method == "POST":
        return _step(request, brought)
    if brought.added_at is not None:
        return render(request, "pages/earlier_report.html", _report(brought))
    plan = plan_of(brought, at=timezone.now())
    show = request.GET.get("show", "")
    wanted = plan.of(State(show)) if show in set(State) else list(plan.lines)
    page = Paginator(wanted, LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "brought": brought,
        "plan": plan,
        "show": show,
        "tabs": _tabs(plan, show),
        "new": plan.counts[State.NEW],
        "wrong": plan.counts[State.WRONG],
        "page": page,
        "lines": [_shown(line, plan) for line in page],
    }
    return render(request, "pages/earlier_look.html", context)


def _step(request: PersonRequest, brought: EarlierImport) -> HttpResponse:
    """Add what was shown, or forget the file."""
    if request.POST.get("then") == "let_go":
        try:
            actions.let_go(brought=brought, by=request.viewer)
        except actions.AlreadyAdded:
            messages.warning(request, _("These records were added already."))
            return redirect("pages:earlier_import", pk=brought.pk)
        messages.success(request, _("The file is gone. Nothing was added."))
        return redirect("pages:earlier")
    try:
        count = actions.add(
            brought=brought,
            shown=request.POST.get("shown", ""),
            by=request.viewer,
            at=timezone.now(),
        )
    except actions.AlreadyAdded:
        messages.warning(request, _("These records were added already."))
    except actions.ChangedSince:
        messages.warning(
            request,
            _("Something has changed since this was shown. Look it over once more, then add it."),
        )
    except actions.TitlesUndecided:
        messages.warning(request, _("First say what every title counts as."))
        return redirect("pages:earlier_titles", pk=brought.pk)
    except actions.NothingNew:
        messages.warning(request, _("No line of this file is new."))
    else:
        said = ngettext("%(n)s record added.", "%(n)s records added.", count)
        messages.success(request, said % {"n": count})
    return redirect("pages:earlier_import", pk=brought.pk)


def _tabs(plan: Plan, show: str) -> list[dict[str, Any]]:
    labels = {
        "": _("All"),
        State.NEW: _("New"),
        State.UNDECIDED: _("Title to decide"),
        State.WRONG: _("To correct"),
        State.HERE: _("Already here"),
    }
    return [
        {
            "show": str(state),
            "label": label,
            "count": plan.counts[State(state)] if state else len(plan.lines),
            "current": state == show,
        }
        for state, label in labels.items()
        if not state or plan.counts[State(state)]
    ]


def _shown(line: PlannedLine, plan: Plan) -> dict[str, Any]:
    counts_as = plan.offers.get(line.achievement) if line.achievement else None
    return {
        "line": line,
        "who": line.person.name if line.person else line.email or line.name,
        "when": earned_words(line.earned.on, line.earned.known) if line.earned else line.date,
        "problem": problem_words(line, plan.nearest(line)),
        "counts_as": counts_as.title if counts_as else "",
    }


def _report(brought: EarlierImport) -> dict[str, Any]:
    report = brought.report
    return {
        "brought": brought,
        "report": report,
        "lines": [
            {"number": number, "text": problem_in_short(code)} for number, code in report["lines"]
        ],
        "more": report["wrong"] - len(report["lines"]),
    }


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def titles(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say once for each title as what it counts."""
    require(may_keep_records(request.viewer, request.district))
    files = EarlierImport.objects.visible_to(request.viewer).select_related("district")
    brought = get_object_or_404(files, pk=pk)
    now = timezone.now()
    if brought.added_at is not None:
        return redirect("pages:earlier_import", pk=brought.pk)
    if request.method == "POST":
        return _decide(request, brought)
    plan = plan_of(brought, at=now)
    fit = max(1, min(TITLES_A_PAGE, OPTIONS_A_PAGE // max(1, len(plan.offers))))
    page = Paginator(plan.titles, fit).get_page(request.GET.get("page"))
    context = {
        "brought": brought,
        "page": page,
        "left": len(plan.undecided),
        "choices": _choices(plan.offers),
        "itself": ITSELF,
    }
    return render(request, "pages/earlier_titles.html", context)


def _choices(offers: Mapping[UUID, Offer]) -> list[tuple[str, str]]:
    return [(str(offer.pk), f"{offer.title} ({offer.kind})") for offer in offers.values()]


def _decide(request: PersonRequest, brought: EarlierImport) -> HttpResponse:
    """`key-N` names a title, `as-N` what it counts as; "?" is not decided yet."""
    said = {
        str(request.POST.get(f"key-{name.removeprefix('as-')}", "")): str(value)
        for name, value in request.POST.items()
        if name.startswith("as-") and value != "?"
    }
    try:
        actions.decide_titles(
            brought=brought,
            choices={key: "" if value == "itself" else value for key, value in said.items() if key},
            by=request.viewer,
            at=timezone.now(),
        )
        if request.POST.get("then") == "rest":
            actions.leave_the_rest(brought=brought, by=request.viewer, at=timezone.now())
    except actions.AlreadyAdded:
        messages.warning(request, _("These records were added already."))
        return redirect("pages:earlier_import", pk=brought.pk)
    if plan_of(brought, at=timezone.now()).undecided:
        messages.success(request, _("Saved. Some titles are left."))
        return redirect("pages:earlier_titles", pk=brought.pk)
    messages.success(request, _("Saved. Look the lines over, then add them."))
    return redirect("pages:earlier_import", pk=brought.pk)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Undo a whole file, with a reason."""
    require(may_keep_records(request.viewer, request.district))
    files = EarlierImport.objects.visible_to(request.viewer).without_bytes()
    brought = get_object_or_404(files.exclude(added_at=None), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = actions.take_back(
                brought=brought, by=request.viewer, at=timezone.now(), **form.cleaned_data
            )
        except actions.NotAdded:
            messages.warning(request, _("They were taken back already. The first reason stands."))
        else:
            said = ngettext("%(n)s record taken back.", "%(n)s records taken back.", count)
            messages.success(request, said % {"n": count})
        return redirect("pages:earlier_import", pk=brought.pk)
    return render(request, "pages/earlier_take_back.html", {"form": form, "brought": brought})
