"""The program lead corrects one badge: its name, its date, or the same once more."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waypost.credentials import mending
from waypost.credentials.checking import signed_name
from waypost.credentials.issuing import Superseded
from waypost.credentials.keys import KeyMissing
from waypost.credentials.mending import BadDate, NotStanding, What
from waypost.credentials.models import Award
from waypost.credentials.policies import may_correct
from waypost.pages.mend import among_awards, no_key
from waypost.pages.mend_forms import REASONS, CorrectForm, send_again
from waypost.people.guards import signed_in
from waypost.people.policies import NotAllowed
from waypost.people.requests import PersonRequest


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: PersonRequest, pk: UUID, what: str) -> HttpResponse:
    """One badge: its name, its date, or the same once more."""
    award = get_object_or_404(Award.objects.visible_to(request.viewer).with_face(), pk=pk)
    if not may_correct(request.viewer, award):
        raise NotAllowed
    if not award.stands:
        messages.warning(request, _("It was withdrawn, so there is nothing to correct."))
        return redirect("pages:badge", pk=award.pk)
    current = award.documents.current()
    says = {"document": current.pk, "name": signed_name(award), "reason": REASONS[What(what)][0]}
    says["day"] = award.district.day_of(award.earned_at)
    form = CorrectForm(request.POST or None, what=what, initial=says)
    if request.method == "POST" and form.is_valid() and _corrected(request, award, what, form):
        return redirect("pages:badge", pk=award.pk)
    context = {"award": award, "form": form, "what": what, "name": says["name"]}
    return render(request, "pages/mend/correct.html", context | among_awards(request.viewer))


def _corrected(request: PersonRequest, award: Award, what: str, form: CorrectForm) -> bool:
    """False when the form has more to say; True also when somebody was faster."""
    sent = dict(form.cleaned_data)
    document = award.documents.filter(pk=sent.pop("document")).first()
    try:
        if document is None:
            raise Superseded
        mending.correct(document=document, what=what, by=request.viewer, at=timezone.now(), **sent)
    except Superseded:
        if _says_so(award, what, sent):
            messages.warning(
                request, _("It was corrected a moment ago. Look at it before you correct it again.")
            )
        else:
            send_again(
                form,
                request.POST,
                award,
                _("It was corrected a moment ago. Look at what it says now; to correct it again,"
                  " send what you typed once more."),
            )  # fmt: skip
    except NotStanding:
        messages.warning(request, _("It was withdrawn, so there is nothing to correct."))
    except KeyMissing:
        form.add_error(None, no_key())
    except ValidationError as wrong:
        form.add_error(None if "name" not in form.fields else "name", wrong.messages)
    except BadDate as wrong:
        form.add_error("day", _wrong_day(wrong.why, award))
    else:
        messages.success(
            request, _("Corrected. The public page says so, and the earner gets an e-mail.")
        )
    return form.is_valid()


def _says_so(award: Award, what: str, asked: dict[str, Any]) -> bool:
    """Nothing is left to correct: the same was sent twice."""
    match what:
        case What.NAME:
            return bool(signed_name(award) == asked["name"])
        case What.DATE:
            return bool(award.district.day_of(award.earned_at) == asked["day"])
        case _:
            return True


def _wrong_day(why: str, award: Award) -> str:
    said = {
        "ahead": _("This day has not come yet. Choose today or an earlier day."),
        "unfounded": _("The district’s program did not exist yet. Choose a later day."),
        "unpublished": _("It was not published yet, so nobody could earn it. Choose a later day."),
        "expired": _("The badge was no longer valid on this day. Choose an earlier one."),
    }
    return said[why]
