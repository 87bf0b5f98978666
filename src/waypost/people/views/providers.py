"""To a provider and back, and the page where a district decides whose word counts."""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views as library
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from waypost.people.forms import ProviderForm
from waypost.people.guards import signed_in
from waypost.people.kept import secret_of
from waypost.people.models import Provider
from waypost.people.policies import may_run_program, require
from waypost.people.providers import choose_provider
from waypost.people.requests import PersonRequest, district_of
from waypost.people.vouching import refusal

log = logging.getLogger(__name__)
# What a stranger's server can make of an answer: not there, no JSON, other JSON than was agreed.
STRANGE = (RequestException, OAuth2Error, ValueError, LookupError, TypeError, AttributeError)


@never_cache
def go(request: HttpRequest, provider_id: str) -> HttpResponse:
    """A page that leads on by itself: a form may not send anybody to another site here."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("account_login"))
    answer = _asked(library.login, request, provider_id)
    if answer.status_code != 302:
        return answer
    context = {"onward": answer.headers["Location"], "provider": _name(request, provider_id)}
    return render(request, "account/onward.html", context)


@never_cache
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _asked(library.callback, request, provider_id)


def _asked(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """Whatever the other side answers, here it is a page."""
    name = _name(request, provider_id)
    try:
        answer: HttpResponse = view(request, provider_id)
    except ImmediateHttpResponse as instead:
        return instead.response  # type: ignore[no-any-return]  # the library ships no types
    except STRANGE as error:
        log.warning("a sign-in provider failed (%s)", type(error).__name__)
        return refusal(request, "failed", name)
    return answer


def _name(request: HttpRequest, kind: str) -> str:
    row = Provider.objects.filter(district=district_of(request), kind=kind).first()
    if row is None:
        raise Http404
    return row.label


@signed_in
@require_safe
def providers(request: PersonRequest) -> HttpResponse:
    require(may_run_program(request.viewer, request.district))
    return _page(request, {})


@signed_in
@require_POST
def choose(request: PersonRequest, kind: str) -> HttpResponse:
    require(may_run_program(request.viewer, request.district))
    if kind not in Provider.Kind.values:
        raise Http404
    chosen = Provider.Kind(kind)
    form = ProviderForm(request.POST, kind=chosen, prefix=kind)
    if form.is_valid():
        try:
            row = choose_provider(
                district=request.district,
                kind=chosen,
                by=request.viewer,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            told = _("%(provider)s is on. Try it now.") if row.is_on else _("%(provider)s is off.")
            messages.success(request, told % {"provider": row.label})
            return redirect("people:providers")
    return _page(request, {kind: form})


def _page(request: PersonRequest, sent: dict[str, ProviderForm]) -> HttpResponse:
    rows = {
        row.kind: row
        for row in Provider.objects.filter(district=request.district).select_related("district")
    }
    cards = []
    for kind in Provider.Kind:
        row = rows.get(kind) or Provider(district=request.district, kind=kind)
        cards.append(
            {
                "kind": kind,
                "row": row,
                "is_open": row.is_on or kind in sent,
                "form": sent.get(kind) or ProviderForm.of(row),
                "has_secret": bool(secret_of(row)),
                "address": request.build_absolute_uri(
                    reverse("openid_connect_callback", args=[kind])
                ),
            }
        )
    context = {"cards": cards, "wrong": next(iter(sent.values()), None)}
    return render(request, "people/providers.html", context)
