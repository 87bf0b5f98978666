"""The public address: typed, tried from here and from outside, and then confirmed for good."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from waypost.founding import actions, reach
from waypost.founding.forms import AddressForm, ConfirmForm, settled
from waypost.founding.guards import lead_only
from waypost.founding.setup import WRONG
from waypost.founding.words import FOUND
from waypost.people import actions as people
from waypost.people import reaching
from waypost.people.middleware import district_for
from waypost.people.models import AddressCheck, District
from waypost.people.requests import PersonRequest


@never_cache
@lead_only
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: PersonRequest) -> HttpResponse:
    here = request.district
    check = AddressCheck.objects.filter(district=here).order_by("-asked_at").first()
    form = AddressForm(initial={"address": check.address if check else ""})
    confirm = ConfirmForm()
    if request.method == "POST" and here.practice and not here.demo:
        if request.POST.get("then") == "confirm":
            confirm = ConfirmForm(request.POST)
            if check and confirm.is_valid():
                return _confirm(request, check)
        else:
            form = AddressForm(request.POST)
            if settled(form, lambda address: _check(request, address)):
                return HttpResponseRedirect(f"{request.path}#found")
    context: dict[str, Any] = {"form": form, "confirm": confirm, "check": check}
    if check and here.practice:
        passed = AddressCheck.objects.filter(pk=check.pk).passed(timezone.now()).exists()
        context |= {"said": _said(check), "link": _link(check), "passed": passed}
    wrong = form.errors or confirm.errors
    return render(request, "founding/address.html", context, status=WRONG if wrong else 200)


def _check(request: PersonRequest, address: str) -> None:
    actions.check_address(
        district=request.district, address=address, by=request.viewer, at=timezone.now()
    )


def _confirm(request: PersonRequest, check: AddressCheck) -> HttpResponse:
    here = request.district
    try:
        people.confirm_address(
            district=here, address=check.address, by=request.viewer, at=timezone.now()
        )
    except people.NotChecked:
        messages.warning(request, _("Both checks have to hold, and not be older than a day."))
    except people.AddressLocked:
        messages.warning(request, _("An address was confirmed already. It stays."))
    else:
        messages.success(request, _("Confirmed. From now on badges are real."))
    # Where several districts share a machine, one that moved is no longer found at its old name.
    moved = district_for(request.get_host()) != here
    return HttpResponseRedirect(f"{here.address if moved else ''}{request.path}")


def _said(check: AddressCheck) -> dict[str, str]:
    title, text = FOUND.get(check.found, FOUND[reach.Found.SLOW])
    kind = "good" if check.is_reached else "bad"
    return {"kind": kind, "title": str(title), "text": str(text)}


def _link(check: AddressCheck) -> str:
    return check.address + reverse("founding:seen", args=[check.token])


def _district(request: HttpRequest) -> District | None:
    return getattr(request, "district", None)


@never_cache
@require_safe
def answer(request: HttpRequest, nonce: str) -> HttpResponse:
    """What only this server can say; whoever asks knows the nonce, which is asked for once."""
    asked = f"https://{request.get_host().lower()}"
    check = reaching.check_at(asked, district=_district(request), nonce=nonce)
    if check is None:
        raise Http404
    return HttpResponse(check.answer, content_type="text/plain; charset=us-ascii")


@never_cache
@require_safe
def seen(request: HttpRequest, token: str) -> HttpResponse:
    """The link that a lead opens on a phone that is off the school's network."""
    check = AddressCheck.objects.filter(token=token).select_related("district").first()
    here = _district(request)
    if check is None or (here and here != check.district) or not check.district.practice:
        raise Http404
    used = f"{request.scheme}://{request.get_host().lower()}"
    outcome = "seen"
    if used == check.address.replace("https://", "http://"):
        outcome = "plain"
    elif used != check.address:
        outcome = "other"
    elif _is_inside(request):
        outcome = "inside"
    elif request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        reaching.note_seen(check=check, at=timezone.now())
    return render(request, "founding/seen.html", {"outcome": outcome, "check": check})


def _is_inside(request: HttpRequest) -> bool:
    """As the proxy says who asks; where it does not, nobody can tell."""
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2]
    return bool(told) and reach.is_inside(told)
