"""The teacher's own work: the list, and the page on which it is done."""

import uuid

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from waypost.evidence.actions import NotPossible, NotReady, Problem, keep, submit
from waypost.evidence.arrivals import BoundedFiles
from waypost.evidence.models import Submission
from waypost.pages import work_form, work_later, work_list
from waypost.pages.work_late import tell_held, tell_late
from waypost.pages.work_page import Work, compose, find, pieces_of
from waypost.pages.work_problems import put_back, tell_missing, tell_problems
from waypost.people.guards import signed_in
from waypost.people.models import Person
from waypost.people.requests import DistrictRequest, PersonRequest
from waypost.support.card import stuck
from waypost.surveys.asking import ask
from waypost.surveys.models import Occasion
from waypost.ui.files import let_go_fields

WRONG = 422
# In the address of the page when it was to be submitted and something is missing.
CHECKED = "check"


def address(submission: Submission, place: str = "") -> str:
    return reverse("pages:work", args=[submission.pk]) + (f"#{place}" if place else "")


def mine(request: PersonRequest, pk: uuid.UUID) -> Submission:
    found = find(request.viewer, pk)
    if found is None:
        raise Http404
    return found


@require_safe
@signed_in
def works(request: PersonRequest) -> HttpResponse:
    """Every piece of work with its state, its next step and its promised day."""
    return render(request, "pages/work_list.html", {"entries": work_list.entries(request.viewer)})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: DistrictRequest, pk: uuid.UUID) -> HttpResponse:
    """Files are bounded before anything reads them, the check for forged posts included."""
    if request.method == "POST":
        request.upload_handlers = [BoundedFiles(request)]
    return _work(request, pk)


@csrf_protect
def _work(request: DistrictRequest, pk: uuid.UUID) -> HttpResponse:
    if request.method == "POST":
        if not isinstance(request.viewer, Person) and not request.user.is_authenticated:
            work_later.hold(request, str(pk))
            return redirect_to_login(request.path)
        return _post(request, pk)
    return _show(request, pk)


@signed_in
def _show(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    page = compose(mine(request, pk))
    held = work_later.held(request, request.viewer, str(pk))
    if not page.open:
        tell_held(page, held)
        return _render(request, page)
    put_back(page, held)
    if CHECKED in request.GET:
        tell_missing(page)
    return _render(request, page, back=bool(held))


def _render(
    request: PersonRequest, page: Work, status: int = 200, back: bool = False
) -> HttpResponse:
    context = {
        "work": page,
        "submission": page.submission,
        "version": page.submission.version,
        "whose": work_later.whose(request.viewer),
        "back": back,
        "stuck": stuck(request.viewer, page.submission.version, page.submission)
        if page.open or page.waiting
        else None,
        "ask_url": _ask(page.submission),
    }
    return render(request, "pages/work.html", context, status=status)


def _ask(submission: Submission) -> str:
    """Why they stopped, of whoever did."""
    if not submission.is_set_aside:
        return ""
    return ask(submission.district, Occasion.LEAVING, submission.pk)


@signed_in
def _post(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    submission = mine(request, pk)
    pieces = pieces_of(submission)
    present = list(submission.artifacts.present())
    kept = keep(
        submission=submission,
        changes=work_form.read(request, submission, pieces, present),
        by=request.viewer,
        at=timezone.now(),
    )
    work_later.let_go(request, str(pk))
    let_go = let_go_fields(request)
    then = request.POST.get("then", "save")
    if kept.problems or let_go:
        return _not_kept(request, submission, kept.problems, let_go)
    if then == "submit":
        return _submit(request, submission)
    place = then.removeprefix("add-")
    if place != then:
        return HttpResponseRedirect(address(submission, f"piece-{place}"))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(address(submission))


def _not_kept(
    request: PersonRequest, submission: Submission, problems: list[Problem], let_go: dict[str, str]
) -> HttpResponse:
    page = compose(mine(request, submission.pk))
    if page.open:
        tell_problems(page, problems, let_go)
        return _render(request, page, status=WRONG)
    tell_late(page, [problem.change for problem in problems], request.FILES)
    page.errors = [{"href": "", "text": text} for text in dict.fromkeys(let_go.values())]
    if not (page.late or page.late_files or page.errors):
        return HttpResponseRedirect(address(submission))
    return _render(request, page, status=WRONG)


def _submit(request: PersonRequest, submission: Submission) -> HttpResponse:
    try:
        submit(submission=submission, by=request.viewer, at=timezone.now())
    except NotReady:
        # Everything is kept, so the check has an address of its own: it can be loaded again, and
        # the back button never asks whether to send a form twice.
        return HttpResponseRedirect(f"{address(submission)}?{CHECKED}")
    except NotPossible:
        pass  # a second tap: the first one handed it in, and the page says so
    return HttpResponseRedirect(address(submission))
