"""Asking, the list of what was asked, and who helps."""

import mimetypes
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waypost.catalog.models import Version
from waypost.evidence import intake
from waypost.evidence.models import Submission
from waypost.people.guards import signed_in
from waypost.people.models import Person
from waypost.people.policies import may_run_program, require
from waypost.people.requests import PersonRequest
from waypost.support import actions
from waypost.support.card import stuck
from waypost.support.forms import AskForm, DeskForm
from waypost.support.models import HelpDesk, HelpRequest
from waypost.support.policies import may_ask, may_see_asked
from waypost.ui.files import let_go_fields

WRONG = 422
ON_A_PAGE = 25


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PersonRequest, version: UUID) -> HttpResponse:
    """The card's form comes here, and comes back here when something is in its way."""
    require(may_ask(request.viewer))
    about = get_object_or_404(_askable(request).select_related("achievement"), pk=version)
    submission = _own_work(request, about)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _asked(request, form, about, submission):
        back = f"/work/{submission.pk}" if submission else f"/catalog/{about.achievement.slug}"
        return HttpResponseRedirect(back)
    card = stuck(request.viewer, about, submission)
    if card is None or card.desk is None:
        raise Http404
    context = {"stuck": card, "form": form, "version": about, "submission": submission}
    return render(request, "support/ask.html", context, status=WRONG if form.errors else 200)


def _askable(request: PersonRequest) -> QuerySet[Version]:
    """What they may see, and what they have begun: whoever left its pilot may still be stuck."""
    seen = Version.objects.visible_to(request.viewer).values("pk")
    begun = Submission.objects.filter(person__in=request.viewer.selves).values("version")
    here = Version.objects.filter(district=request.district)
    return here.filter(Q(pk__in=seen) | Q(pk__in=begun))


def _own_work(request: PersonRequest, about: Version) -> Submission | None:
    """The work that the form was on; whatever else is named there is nobody's."""
    own = Submission.objects.filter(person__in=request.viewer.selves, version=about)
    try:
        return own.filter(pk=UUID(request.POST.get("work") or request.GET.get("work", ""))).first()
    except ValueError:
        return None


def _asked(
    request: PersonRequest, form: AskForm, about: Version, submission: Submission | None
) -> bool:
    try:
        actions.ask(
            version=about,
            submission=submission,
            text=form.cleaned_data["text"],
            by=request.viewer,
            at=timezone.now(),
        )
    except ValidationError as wrong:
        form.add_error("text", wrong.message_dict["text"])
    except actions.JustAsked:
        again = _("You asked a moment ago, and that was sent. Wait a minute to send this as well.")
        form.add_error("text", again)
    except actions.NobodyHelps:
        return False
    else:
        messages.success(request, _("Asked."))
        return True
    return False


@signed_in
@require_safe
def photo(request: PersonRequest, name: str) -> HttpResponse:
    """For people of the district; at a new address with each new photo."""
    desk = HelpDesk.objects.filter(district=request.district).first()
    if desk is None or not name or desk.photo_name != name:
        raise Http404
    try:
        with desk.photo.open("rb") as file:
            content = file.read()
    except OSError as error:
        raise Http404 from error
    headers = {
        "Cache-Control": "private, max-age=86400",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return HttpResponse(
        content, content_type=mimetypes.guess_type(desk.photo.name)[0], headers=headers
    )


@signed_in
@require_safe
def asked(request: PersonRequest) -> HttpResponse:
    """What waits for an answer, the longest first; `?answered` shows what had one."""
    require(may_see_asked(request.viewer))
    found = HelpRequest.objects.visible_to(request.viewer).select_related(
        "person", "version__achievement", "answered_by"
    )
    is_answered = "answered" in request.GET
    if is_answered:
        found = found.exclude(answered_at=None).order_by("-answered_at", "pk")
    else:
        found = found.open().order_by("asked_at", "pk")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "support/asked.html", {"page": page, "is_answered": is_answered})


@signed_in
@require_POST
def answered(request: PersonRequest, pk: UUID) -> HttpResponse:
    require(may_see_asked(request.viewer))
    found = get_object_or_404(HelpRequest.objects.visible_to(request.viewer), pk=pk)
    if actions.mark_answered(request=found, by=request.viewer, at=timezone.now()):
        messages.success(request, _("Marked as answered."))
    else:
        messages.info(request, _("A colleague marked it before you."))
    return HttpResponseRedirect(reverse("support:asked"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: PersonRequest) -> HttpResponse:
    require(may_run_program(request.viewer, request.district))
    desk = HelpDesk.objects.filter(district=request.district).select_related("person").first()
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    kept = {"email": desk.person.email, "line": desk.line} if desk else {}
    form = DeskForm(*posted, initial=kept, let_go=let_go_fields(request))
    if request.method == "POST" and form.is_valid() and _desk_kept(request, form):
        messages.success(request, _("Saved."))
        is_setting_up = request.district.set_up_at is None
        return HttpResponseRedirect("/setup" if is_setting_up else request.path)
    context = {"form": form, "desk": desk}
    return render(request, "support/settings.html", context, status=WRONG if form.errors else 200)


def _desk_kept(request: PersonRequest, form: DeskForm) -> bool:
    chosen: dict[str, Any] = dict(form.cleaned_data)
    picture, email = chosen.pop("photo"), chosen.pop("email")
    people = Person.objects.visible_to(request.viewer).with_roles()
    person = people.filter(email__iexact=email, left_at=None).first()
    if person is None:
        form.add_error("email", _("Nobody here has this address. Bring them in first."))
        return False
    try:
        actions.keep_desk(
            person=person,
            photo=Path(picture.temporary_file_path()) if picture else None,
            by=request.viewer,
            at=timezone.now(),
            **chosen,
        )
    except ValidationError as wrong:
        for name, said in wrong.message_dict.items():
            form.add_error("email" if name == "person" else name, said)
    except intake.Refused as refused:
        form.add_error("photo", _about_photo(refused))
    except intake.Busy:
        form.add_error("photo", _("The server is busy with other files. Save again in a minute."))
    else:
        return True
    return False


def _about_photo(refused: intake.Refused) -> str:
    if refused.code in {"web_page", "not_here", "unknown", "program", "archive", "text"}:
        return _("This is no photo that can be shown here. Choose a JPEG, PNG, HEIC or WebP file.")
    return refused.message
