"""Award many: a program lead brings a list or chooses people, and looks every line over."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waypost.credentials.many import actions
from waypost.credentials.many.choosing import matching
from waypost.credentials.many.standing import Standing, standing_of
from waypost.credentials.models import AwardLine, AwardList
from waypost.credentials.policies import may_award_many
from waypost.pages.award_many_forms import BringForm, ListForm, PeopleForm
from waypost.pages.award_many_words import COLUMNS, dated, trouble_words, who, why
from waypost.people.guards import signed_in
from waypost.people.policies import require
from waypost.people.requests import PersonRequest
from waypost.people.table_problems import sentence
from waypost.people.tables import BadTable
from waypost.ui.files import let_go_fields

LINES_A_PAGE = 50
# What was typed beside the choice of people, until the page that shows them is asked for.
TYPED = "award_many_typed"
State = AwardList.State


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: PersonRequest) -> HttpResponse:
    """Bring a list; and every list that was brought."""
    require(may_award_many(request.viewer, request.district))
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BringForm(*posted, district=request.district, let_go=let_go_fields(request))
    if form.is_valid() and (made := _brought(request, form)):
        return redirect("pages:award_list", pk=made.pk)
    lists = AwardList.objects.visible_to(request.viewer)
    lists = lists.select_related("brought_by", "version").order_by("-brought_at", "pk")
    page = Paginator(lists, 25).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "columns": COLUMNS.values()}
    return render(request, "pages/award_many.html", context)


def _brought(request: PersonRequest, form: BringForm) -> AwardList | None:
    """None where what was brought is no list; the form says why."""
    source, file_name = form.source()
    try:
        return actions.bring(
            version=form.cleaned_data["version"],
            source=source,
            file_name=file_name,
            ground=form.cleaned_data["ground"],
            note=form.cleaned_data["note"],
            by=request.viewer,
            at=timezone.now(),
        )
    except BadTable as problem:
        said = sentence(problem, {k: str(v) for k, v in COLUMNS.items()})
        form.add_error("file" if file_name else "pasted", said)
    except actions.NotFromAList:
        form.add_error("version", _("It is no longer offered. Choose again."))
    return None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: PersonRequest) -> HttpResponse:
    """Choose people of the district; whoever does not fit is left out at the look-over."""
    require(may_award_many(request.viewer, request.district))
    sent = request.POST if request.method == "POST" else None
    wish = PeopleForm(sent or request.GET, viewer=request.viewer)
    typed = request.GET.dict() | (request.session.pop(TYPED, {}) if sent is None else {})
    form = ListForm(sent, district=request.district, initial=typed)
    found, shown = None, ""
    if wish.is_valid():
        shown = urlencode(wish.asked)
        if sent and (sent.get("then") == "show" or sent.get("shown", "") != shown):
            return _first_shown(request, wish, form)
        found = matching(request.viewer, wish.wish(), at=timezone.now())
        if form.is_valid() and (made := _chosen(request, wish, form)):
            return redirect("pages:award_list", pk=made.pk)
    page = Paginator(found, LINES_A_PAGE).get_page(request.GET.get("page")) if found else None
    context = {"wish": wish, "form": form, "page": page, "shown": shown}
    context["chosen"] = wish.words if wish.is_valid() else ""
    return render(request, "pages/award_many_people.html", context)


def _first_shown(request: PersonRequest, wish: PeopleForm, form: ListForm) -> HttpResponse:
    """Nobody is put on a list who was not shown; what else was typed stays in the form."""
    if request.POST.get("then") != "show":
        messages.warning(
            request,
            _("You chose other people than were shown. Here they are: look, then go on below."),
        )
    # Not in the address: it would be too long for one, and stand in the logs of every proxy.
    request.session[TYPED] = {name: request.POST.get(name, "") for name in form.fields}
    return redirect(f"{request.path}?{urlencode(wish.asked)}")


def _chosen(request: PersonRequest, wish: PeopleForm, form: ListForm) -> AwardList | None:
    try:
        return actions.choose(
            version=form.cleaned_data["version"],
            wanted=wish.wish(),
            called=wish.words,
            ground=form.cleaned_data["ground"],
            note=form.cleaned_data["note"],
            by=request.viewer,
            at=timezone.now(),
        )
    except actions.Nobody:
        form.add_error(None, _("Nobody fits what is chosen above. Choose less."))
    except actions.TooMany:
        form.add_error(None, _("These are more people than one list takes. Choose by campus."))
    except actions.NotFromAList:
        form.add_error("version", _("It is no longer offered. Choose again."))
    return None


def found_list(request: PersonRequest, pk: UUID) -> AwardList:
    """The list at this address, for whom it is; else what never existed."""
    require(may_award_many(request.viewer, request.district))
    lists = AwardList.objects.visible_to(request.viewer).select_related(
        "district", "version__achievement", "brought_by", "begun_by", "withdrawn_by"
    )
    return get_object_or_404(lists, pk=pk)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A list: looked over before it is begun, then how far it is, then its report."""
    award_list = found_list(request, pk)
    if request.method == "POST":
        return _step(request, award_list)
    show = request.GET.get("show", "")
    stands = standing_of(award_list)
    lines = award_list.lines.select_related("person", "award").order_by("number")
    if show in set(AwardLine.State):
        lines = lines.filter(state=show)
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "list": award_list,
        "stands": stands,
        "looking": award_list.state == State.LOOKED_OVER,
        "trouble": trouble_words(stands.trouble) if stands.trouble else "",
        "before": _before(award_list) if award_list.state == State.LOOKED_OVER else None,
        "show": show,
        "tabs": _tabs(stands, show),
        "page": page,
        "lines": [_shown(line) for line in page],
    }
    return render(request, "pages/award_list.html", context)


def _before(award_list: AwardList) -> AwardList | None:
    """The same list, begun before."""
    same = AwardList.objects.filter(
        district=award_list.district_id,
        version=award_list.version_id,
        sha256=award_list.sha256,
        begun_at__isnull=False,
    )
    return same.select_related("begun_by").order_by("-begun_at").first()


def _tabs(stands: Standing, show: str) -> list[dict[str, Any]]:
    labels = [("", _("All"))] + [(str(state), str(state.label)) for state in AwardLine.State]
    return [
        {
            "show": state,
            "label": label,
            "count": stands.counts[state] if state else stands.lines,
            "current": state == show,
        }
        for state, label in labels
        if not state or stands.counts.get(state)
    ]


_KINDS = {
    AwardLine.State.READY: "info",
    AwardLine.State.AWARDED: "good",
    AwardLine.State.HELD: "",
    AwardLine.State.REFUSED: "bad",
    AwardLine.State.LEFT_OUT: "warn",
}


def _shown(line: AwardLine) -> dict[str, Any]:
    state = AwardLine.State(line.state)
    back = line.award is not None and not line.award.stands
    return {
        "line": line,
        "who": who(line),
        "when": dated(line),
        "why": why(line),
        "label": _("Withdrawn") if back else str(state.label),
        "kind": "bad" if back else _KINDS[state],
        "may_choose": state in (AwardLine.State.READY, AwardLine.State.LEFT_OUT),
    }


def _step(request: PersonRequest, award_list: AwardList) -> HttpResponse:
    steps = {
        "leave_out": _leave_out,
        "on": _on,
        "look_again": _look_again,
        "let_go": _let_go,
        "pause": _pause,
        "go_on": _go_on,
    }
    step = steps.get(request.POST.get("then", ""))
    try:
        if step and (gone := step(request, award_list)):
            return gone
    except actions.AlreadyBegun:
        messages.warning(request, _("It was begun already, so it can’t be changed any more."))
    except actions.NotNow:
        messages.warning(request, _("That was done already. This is how it stands."))
    except actions.NotFromAList:
        messages.warning(request, _("What it awards is no longer offered. Bring the list anew."))
    return redirect(_here(request, award_list))


def _here(request: PersonRequest, award_list: AwardList) -> str:
    """Back to the page of the list that was looked at."""
    kept = {key: request.POST.get(key, "") for key in ("show", "page")}
    asked = urlencode({key: value for key, value in kept.items() if value})
    path = reverse("pages:award_list", args=[award_list.pk])
    return f"{path}?{asked}" if asked else path


def _leave_out(request: PersonRequest, award_list: AwardList) -> None:
    left = _keep_ticks(request, award_list)
    messages.success(request, _("Saved. Left out now: %(n)s.") % {"n": left})


def _keep_ticks(request: PersonRequest, award_list: AwardList) -> int:
    """Of the page that was before their eyes, whichever of its buttons was pressed."""
    return actions.leave_out(
        award_list=award_list,
        shown=_ids(request.POST.getlist("shown")),
        kept=_ids(request.POST.getlist("kept")),
        by=request.viewer,
    )


def _on(request: PersonRequest, award_list: AwardList) -> HttpResponse:
    _keep_ticks(request, award_list)
    return redirect("pages:award_list_begin", pk=award_list.pk)


def _ids(said: list[str]) -> list[UUID]:
    found = []
    for each in said:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found


def _look_again(request: PersonRequest, award_list: AwardList) -> None:
    _keep_ticks(request, award_list)
    actions.look_again(award_list=award_list, by=request.viewer, at=timezone.now())
    messages.success(request, _("Every line was looked at once more."))


def _let_go(request: PersonRequest, award_list: AwardList) -> HttpResponse:
    actions.let_go(award_list=award_list, by=request.viewer)
    messages.success(request, _("The list is gone. Nobody was awarded anything."))
    return redirect("pages:award_many")


def _pause(request: PersonRequest, award_list: AwardList) -> None:
    actions.pause(award_list=award_list, by=request.viewer, at=timezone.now())
    messages.success(request, _("Stopped. What is awarded stays; the rest waits for you."))


def _go_on(request: PersonRequest, award_list: AwardList) -> None:
    actions.go_on(award_list=award_list, by=request.viewer, at=timezone.now())
    messages.success(request, _("It goes on."))
