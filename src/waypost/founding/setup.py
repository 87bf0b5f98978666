"""The first page of a server, and the list of what makes a district ready."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from waypost.founding import door
from waypost.founding.actions import AlreadyBegun, begin_first
from waypost.founding.forms import BeginForm, settled
from waypost.founding.guards import lead_only
from waypost.founding.steps import steps_of
from waypost.people import settling
from waypost.people.models import District, Person
from waypost.people.requests import PersonRequest

LIST = "/setup"
WRONG = 422


@never_cache
def nothing_yet(request: HttpRequest) -> HttpResponse:
    """An answer and no error: what stands in front of a server must not take it for broken."""
    if District.objects.exists():
        raise Http404
    return render(request, "founding/nothing_yet.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: HttpRequest) -> HttpResponse:
    """Makes the first district and signs its lead in, for whoever holds the key."""
    key = request.POST.get("key") or request.GET.get("key", "")
    if District.objects.exists() or not door.fits(key):
        return nothing_yet(request)
    form = BeginForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            if settled(form, lambda **chosen: _begin(request, key, chosen)):
                return HttpResponseRedirect(LIST)
        except AlreadyBegun:
            return HttpResponseRedirect(LIST)
    context = {"form": form, "key": key}
    return render(request, "founding/first.html", context, status=WRONG if form.errors else 200)


def _begin(request: HttpRequest, key: str, chosen: dict[str, Any]) -> None:
    host, address = _here(request)
    district = begin_first(key=key, host=host, address=address, at=timezone.now(), **chosen)
    lead = Person.objects.select_related("account").get(district=district)
    login(request, lead.account, "waypost.people.sign_in.Backend")


def _here(request: HttpRequest) -> tuple[str, str]:
    """Host and address as the browser used them; this machine is always called localhost."""
    parts = urlsplit(f"//{request.get_host()}")
    name = parts.hostname or "localhost"
    port = f":{parts.port}" if parts.port else ""
    if _is_loopback(name):
        name = "localhost"
    elif ":" in name:
        name = f"[{name}]"
    return name, f"{request.scheme}://{name}{port}"


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@lead_only
@require_http_methods(["GET", "HEAD", "POST"])
def checklist(request: PersonRequest) -> HttpResponse:
    """What is done, what is next, and about how long each takes."""
    steps = steps_of(request.district)
    left = [step for step in steps if not step.done]
    if request.method == "POST":
        if "put_away" in request.POST and not left:
            settling.put_list_away(district=request.district, by=request.viewer, at=timezone.now())
            return HttpResponseRedirect(reverse("pages:hub"))
        return HttpResponseRedirect(LIST)
    context = {
        "steps": steps,
        "next": left[0] if left else None,
        "done": len(steps) - len(left),
        "minutes": sum(step.minutes for step in left),
    }
    return render(request, "founding/checklist.html", context)
