"""All of one person's badges as one file: for themselves, for who keeps records, and by a link."""

import io
from uuid import UUID

from django import forms
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from waypost.credentials.policies import may_take_along
from waypost.credentials.taking_along import DAYS, along_of, count_of, person_of
from waypost.export.bundle import write_bundle
from waypost.notices import leaving
from waypost.people.guards import signed_in
from waypost.people.models import Person
from waypost.people.policies import NotAllowed
from waypost.people.requests import DistrictRequest, PersonRequest
from waypost.people.viewers import System, Viewer

# From one address of the web, in an hour.
MOST_ASKED = 20


@signed_in
@never_cache
@require_safe
def own(request: PersonRequest) -> HttpResponse:
    return _bundle(request.viewer, by=request.viewer)


@signed_in
@never_cache
@require_safe
def of_somebody(request: PersonRequest, pk: UUID) -> HttpResponse:
    """For whoever has left and has no mailbox any more: HR hands it over."""
    people = Person.objects.visible_to(request.viewer).select_related("district", "joined_into")
    person = get_object_or_404(people, pk=pk)
    if not may_take_along(request.viewer, person):
        raise NotAllowed
    return _bundle(person.holder, by=request.viewer)


class AskForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("One that you had at the district, or added yourself."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: DistrictRequest) -> HttpResponse:
    """What it answers is the same whether anybody has that address: nobody learns who is here."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _often(request):
            form.add_error("email", _("That was asked for often just now. Try again in an hour."))
        else:
            leaving.to_who_asks(
                district=request.district, email=form.cleaned_data["email"], at=timezone.now()
            )
            return redirect(f"{reverse('export:ask')}?asked")
    asked = "asked" in request.GET
    return render(request, "export/ask.html", {"form": form, "asked": asked})


def _often(request: DistrictRequest) -> bool:
    key = f"take-along:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, 3600)
    return int(cache.incr(key)) > MOST_ASKED


@never_cache
@require_safe
def by_link(request: DistrictRequest, token: str) -> HttpResponse:
    """A page first, so that a program that reads mail fetches no file."""
    person = person_of(token, request.district)
    if person is None:
        return render(request, "export/run_out.html", status=404)
    if "file" in request.GET:
        return _bundle(person, by=System(request.district, "take_along"))
    context = {"along": along_of(person), "days": DAYS}
    response = render(request, "export/by_link.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _bundle(person: Person, *, by: Viewer) -> HttpResponse:
    if not count_of(person):
        raise Http404
    out = io.BytesIO()
    write_bundle(person=person, out=out, by=by, at=timezone.now())
    response = HttpResponse(out.getvalue(), content_type="application/zip")
    name = slugify(person.name) or "mine"
    response["Content-Disposition"] = f'attachment; filename="badges-{name}.zip"'
    return response
