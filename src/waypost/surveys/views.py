"""The short form, what was said in it, and where people are asked."""

import csv
import uuid
from contextlib import suppress

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from waypost.catalog.models import Version
from waypost.people.guards import signed_in
from waypost.people.policies import require
from waypost.people.requests import PersonRequest, district_of
from waypost.surveys.actions import AlreadyAnswered, answer, choose_form
from waypost.surveys.asking import is_used, question_of
from waypost.surveys.forms import AnswerForm, OwnFormForm
from waypost.surveys.models import Evaluation, OwnForm
from waypost.surveys.policies import may_choose_form, may_read_evaluations
from waypost.surveys.questions import questions
from waypost.surveys.results import FEWEST, rows, summaries, words

WRONG = 422
PAGE = 25


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request: HttpRequest, token: str) -> HttpResponse:
    """Without a sign-in, so that nobody is asked who they are."""
    district = district_of(request)
    question = question_of(district, token)
    if question is None:
        raise Http404
    context = {"version": question.version, "occasion": question.occasion}
    if is_used(district, token):
        return render(request, "surveys/thanks.html", context)
    asked = questions(district.day_of(timezone.now()))
    form = AnswerForm(request.POST or None, questions=asked)
    if request.method == "POST" and form.is_valid():
        with suppress(AlreadyAnswered):  # a second tap: the page says that it is here
            answer(district=district, token=token, **form.cleaned_data, at=timezone.now())
        return HttpResponseRedirect(request.path)
    status = WRONG if request.method == "POST" else 200
    return render(request, "surveys/evaluate.html", {**context, "form": form}, status=status)


@signed_in
@require_safe
def evaluations(request: PersonRequest) -> HttpResponse:
    require(may_read_evaluations(request.viewer))
    said = Evaluation.objects.visible_to(request.viewer)
    asked = Version.objects.filter(district=request.district, pk__in=said.values("version"))
    asked = asked.select_related("achievement")
    page = Paginator(asked.order_by("title", "-number", "pk"), PAGE).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "summaries": summaries(said, page), "fewest": FEWEST}
    return render(request, "surveys/evaluations.html", context)


@signed_in
@require_safe
def about(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """One version: the counts, and what should change."""
    said = Evaluation.objects.visible_to(request.viewer)
    asked = Version.objects.filter(district=request.district, pk__in=said.values("version"))
    version = get_object_or_404(asked, pk=pk)
    parts = [(summary, words(said, summary)) for summary in summaries(said, [version])]
    context = {"version": version, "parts": parts, "fewest": FEWEST}
    return render(request, "surveys/about.html", context)


@signed_in
@require_safe
def as_csv(request: PersonRequest) -> HttpResponse:
    """Answers of which there are enough; in no order, with no day."""
    require(may_read_evaluations(request.viewer))
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="evaluations.csv"'},
    )
    response.write("\ufeff")  # or Excel takes it for another alphabet
    out = csv.writer(response)
    titles = [_("Title"), _("Version"), _("Occasion"), _("Questions of")]
    out.writerow([*titles, _("Useful (1 to 5)"), _("Would tell a colleague"), _("Change")])
    for one in rows(Evaluation.objects.visible_to(request.viewer)):
        out.writerow(
            [
                harmless(one.version.title),
                one.version.number,
                one.get_occasion_display(),
                one.asked.isoformat(),
                one.useful,
                one.get_tell_display(),
                harmless(one.change),
            ]
        )
    return response


def harmless(text: str) -> str:
    """A spreadsheet takes a cell that begins like this for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: PersonRequest) -> HttpResponse:
    district = request.district
    require(may_choose_form(request.viewer, district))
    kept = OwnForm.objects.filter(district=district).first()
    form = OwnFormForm(
        request.POST if request.method == "POST" else None,
        initial={"url": kept.url if kept else ""},
    )
    if request.method == "POST" and form.is_valid():
        choose_form(
            district=district, url=form.cleaned_data["url"], by=request.viewer, at=timezone.now()
        )
        messages.success(request, _("Saved."))
        return redirect("surveys:settings")
    status = WRONG if request.method == "POST" else 200
    context = {"form": form, "own": bool(kept and kept.url)}
    return render(request, "surveys/settings.html", context, status=status)
