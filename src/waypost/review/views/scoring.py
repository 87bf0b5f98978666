"""Keep levels and feedback: row by row from a script, or the whole form without one."""

import uuid

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waypost.people.guards import signed_in, wants_json
from waypost.people.requests import PersonRequest
from waypost.review import actions
from waypost.review.bench import Bench, RowView
from waypost.review.forms import Typed, Unreadable, identifier, typed_row, typed_rows
from waypost.review.models import RowScore
from waypost.review.views.opening import moved_on, opened_bench


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def score(request: PersonRequest, attempt: uuid.UUID) -> HttpResponse:
    if request.method != "POST":
        return redirect("review:bench", attempt)
    bench = opened_bench(request, attempt)
    if wants_json(request):
        return _one_row(request, bench)
    return _whole_form(request, bench)


def _one_row(request: PersonRequest, bench: Bench) -> JsonResponse:
    try:
        kept = _keep(request, bench, typed_row(request))
    except Unreadable:
        return _no("unreadable", _("That could not be read. Reload the page."), 400)
    except actions.TooLong:
        return _no("too_long", _too_long(), 400)
    except actions.Overwritten as error:
        current = error.current
        return JsonResponse(
            {
                "error": "overwritten",
                "message": _("Changed in another tab"),
                "level": current.level,
                "comment": current.comment,
                "revision": current.revision,
            },
            status=409,
        )
    except actions.NotPossible:
        return _no("over", _over(), 410)
    return JsonResponse({"revision": kept.revision})


def _no(code: str, words: str, status: int) -> JsonResponse:
    return JsonResponse({"error": code, "message": words}, status=status)


def _over() -> str:
    return _("This was decided or put back meanwhile.")


def _too_long() -> str:
    return _("Shorten this to %(n)s characters.") % {"n": f"{actions.LONGEST:,}"}


def _keep(request: PersonRequest, bench: Bench, typed: Typed) -> RowScore:
    view = _view(bench, typed.row)
    if view is None or not bench.review or not bench.is_mine:
        raise actions.NotPossible
    return actions.score(
        review=bench.review,
        row=view.row,
        level=typed.level,
        comment=typed.comment,
        revision=typed.revision,
        by=request.viewer,
        at=timezone.now(),
    )


def _whole_form(request: PersonRequest, bench: Bench) -> HttpResponse:
    """Save every row; what could not be saved comes back as it was typed, with the reason."""
    if not bench.is_mine:
        return moved_on(request, bench, _over())
    data = request.POST.copy()
    _insert_phrase(data, bench)
    for typed in typed_rows(data, [view.row.pk for view in bench.open_rows]):
        view = _view(bench, typed.row)
        if view is None or (typed.level, typed.comment) == (view.level, view.comment):
            continue
        try:
            _keep_typed(request, bench, view, typed)
        except actions.NotPossible:
            return moved_on(request, opened_bench(request, bench.attempt.pk), _over())
    if bench.errors:
        return render(request, "review/bench.html", {"bench": bench}, status=422)
    return _onwards(request, bench)


def _keep_typed(request: PersonRequest, bench: Bench, view: RowView, typed: Typed) -> None:
    """One row of the form; beside it why it could not be kept, with what was typed."""
    try:
        if typed.is_known:
            view.score = _keep(request, bench, typed)
        else:
            view.error = _("Choose Not yet or Demonstrated.")
    except actions.TooLong:
        view.error = _too_long()
    except actions.Overwritten as error:
        view.score = error.current
        view.error = _("Another tab saved this row first. Press Save again to keep these words.")
    if view.error:
        view.typed = RowScore(level=typed.level, comment=typed.comment)
        bench.errors.append({"href": f"#{view.anchor}", "text": f"{view.row.title}: {view.error}"})


def _onwards(request: PersonRequest, bench: Bench) -> HttpResponse:
    """Where the button that was pressed leads to."""
    then = request.POST.get("then", "")
    if then in {"decide", "put_back"}:
        return redirect(f"review:{then}", bench.attempt.pk)
    keep, forget = (identifier(request.POST.get(name, "")) for name in ("keep", "forget"))
    inserted = identifier(request.POST.get("insert", "").partition(":")[0])
    view = _view(bench, keep or inserted)
    if forget:
        actions.forget_comment(comment=forget, by=request.viewer)
        view = next((v for v in bench.rows if forget in {p.pk for p in v.phrases}), None)
    elif keep and view:
        _keep_phrase(request, view)
    elif not view:
        messages.success(request, _("Saved."))
    back = reverse("review:bench", args=[bench.attempt.pk])
    return redirect(f"{back}#{view.anchor}" if view else back)


def _view(bench: Bench, row: uuid.UUID | None) -> RowView | None:
    return next((view for view in bench.open_rows if view.row.pk == row), None)


def _insert_phrase(data: QueryDict, bench: Bench) -> None:
    """Without a script, a saved comment is put into its row by the same form."""
    place, _colon, chosen = data.get("insert", "").partition(":")
    view = _view(bench, identifier(place))
    if view is None:
        return
    phrases = {"row": view.row.saved_comment, **{str(p.pk): p.text for p in view.phrases}}
    before = data.get(f"comment-{place}", "").rstrip()
    text = phrases.get(chosen, "")
    data[f"comment-{place}"] = f"{before}\n{text}" if before else text


def _keep_phrase(request: PersonRequest, view: RowView) -> None:
    try:
        actions.save_comment(row=view.row, text=view.comment, by=request.viewer, at=timezone.now())
    except actions.NotPossible:
        messages.warning(request, _("Write the comment first, then save it for next time."))
    else:
        messages.success(request, _("Saved for next time."))
