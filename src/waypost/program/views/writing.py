"""Write to those who were found, each in a letter of their own; and what was written so far."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from waypost.people.guards import signed_in
from waypost.people.policies import require
from waypost.people.requests import PersonRequest
from waypost.program import actions
from waypost.program.actions.write import AT_ONCE
from waypost.program.forms import MessageForm
from waypost.program.models import Message
from waypost.program.participation import State, left_out, matching, reachable
from waypost.program.policies import may_write_to
from waypost.program.texts import fill
from waypost.program.usual import usual_words
from waypost.program.views.participation import look, query_of

A_PAGE = 50


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PersonRequest) -> HttpResponse:
    """First a look at how it reads, then the button that sends it."""
    viewer, at = request.viewer, timezone.now()
    require(may_write_to(viewer))
    wanted = look(request).wanted()
    subject, text = usual_words(wanted.state)
    form = MessageForm(
        request.POST or None,
        initial={"subject": subject, "text": text, "key": MessageForm.blank_key()},
    )
    moved = 0
    if request.method == "POST" and form.is_valid() and request.POST.get("then") == "send":
        try:
            message = actions.write_message(
                wanted=wanted, expected=_number(request), by=viewer, at=at, **form.cleaned_data
            )
        except (actions.Moved, actions.TooMany) as other:
            moved = other.args[0]
        except actions.Empty:
            pass
        else:
            messages.success(request, _sent(message.addressees.count()))
            return redirect("program:message", pk=message.pk)
    found = reachable(viewer, wanted, at=at)
    first = found.first()
    context = {
        "form": form,
        "wanted": wanted,
        "query": query_of(wanted),
        "state": State(wanted.state).label if wanted.state in State.values else "",
        "count": found.count(),
        "most": AT_ONCE,
        "left_out": left_out(viewer, wanted, at=at),
        "unknown": matching(viewer, wanted, at=at).filter(email="").count(),
        "moved": moved,
    }
    if form.is_bound and form.is_valid() and first:
        places = {"name": first.called, "link": _("(the address of their own page)"), "stop": ""}
        context["preview"] = {
            "subject": fill(form.cleaned_data["subject"], **places),
            "text": fill(form.cleaned_data["text"], **places),
        }
    return render(request, "program/write.html", context)


def _number(request: PersonRequest) -> int:
    sent = request.POST.get("expected", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 8 else -1


def _sent(count: int) -> str:
    return ngettext("%(n)d letter is on its way.", "%(n)d letters are on their way.", count) % {
        "n": count
    }


@signed_in
@require_safe
def letters(request: PersonRequest) -> HttpResponse:
    require(may_write_to(request.viewer))
    found = Message.objects.visible_to(request.viewer).select_related("written_by")
    counted = found.annotate(count=Count("addressees")).order_by("-written_at", "pk")
    page = Paginator(counted, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "program/letters.html", {"page": page})


@signed_in
@require_safe
def message(request: PersonRequest, pk: UUID) -> HttpResponse:
    require(may_write_to(request.viewer))
    found = get_object_or_404(
        Message.objects.visible_to(request.viewer).select_related("written_by"), pk=pk
    )
    to = found.addressees.select_related("person").order_by("person__name", "pk")
    page = Paginator(to, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "program/message.html", {"message": found, "page": page})
