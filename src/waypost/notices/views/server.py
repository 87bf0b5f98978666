"""The district's mail server, and "Send me a test"."""

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from waypost.notices.actions import (
    FixedServer,
    OnlyDemo,
    PasswordAgain,
    Tested,
    choose_server,
    send_test,
)
from waypost.notices.forms import ServerForm
from waypost.notices.models import MailServer, Security
from waypost.notices.policies import may_choose_server
from waypost.notices.servers import has_password, is_fixed, way_of
from waypost.notices.troubles import happened, to_do
from waypost.people.guards import signed_in
from waypost.people.models import District
from waypost.people.policies import require
from waypost.people.requests import PersonRequest

WRONG = 422
# What the last test found, until the page has said it.
FOUND = "mail_test"


@sensitive_post_parameters("password")
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def server(request: PersonRequest) -> HttpResponse:
    district = request.district
    require(may_choose_server(request.viewer, district))
    if request.method != "POST":
        return _show(request, _form(district))
    if is_fixed() or district.demo:
        return _tested(request)
    form = ServerForm(request.POST, kept=has_password(district))
    if not form.is_valid():
        return _show(request, form, status=WRONG)
    try:
        choose_server(district=district, **form.cleaned_data, by=request.viewer, at=timezone.now())
    except PasswordAgain:
        form.add_error(
            "password",
            _("Type the password again: with these changes it goes somewhere else than before."),
        )
        return _show(request, form, status=WRONG)
    except (FixedServer, OnlyDemo):
        return HttpResponseRedirect(reverse("notices:server"))
    if request.POST.get("then") == "test":
        return _tested(request)
    request.session[FOUND] = {"to": "", "saved": True}
    return HttpResponseRedirect(reverse("notices:server"))


def _tested(request: PersonRequest) -> HttpResponse:
    """In the session until the page is there, so that loading it again sends nothing."""
    found = send_test(to=request.viewer, by=request.viewer, at=timezone.now())
    request.session[FOUND] = asdict(found)
    return HttpResponseRedirect(reverse("notices:server"))


def _form(district: District) -> ServerForm:
    kept = MailServer.objects.filter(district=district).first()
    initial = (
        {name: getattr(kept, name) for name in ("host", "port", "security", "user", "sender")}
        if kept
        else {"port": 587, "security": Security.STARTTLS.value}
    )
    return ServerForm(initial=initial, kept=has_password(district))


def _show(request: PersonRequest, form: ServerForm, status: int = 200) -> HttpResponse:
    way = way_of(request.district)
    context: dict[str, Any] = {
        "form": form,
        "way": way,
        "security": Security(way.security).label if way else "",
        "is_open": bool(way and way.security == Security.NONE),
        "fixed": is_fixed(),
        "me": request.viewer.email,
        **_found(request.session.pop(FOUND, None)),
    }
    return render(request, "notices/server.html", context, status=status)


def _found(found: dict[str, Any] | None) -> dict[str, Any]:
    """What the page says about the last test, in words."""
    if found is None:
        return {}
    if found.get("saved"):
        return {"saved": True}
    tested = Tested(**found)
    if not tested.trouble:
        return {"sent_to": tested.to}
    if tested.trouble == "no_server":
        return {
            "trouble": _("There is no mail server yet."),
            "advice": _("Fill in the form and save it first."),
        }
    return {"trouble": happened(tested.trouble, tested.host), "advice": to_do(tested.trouble)}
