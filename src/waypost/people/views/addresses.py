"""One's own e-mail addresses: a private one stays when the school's is gone."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from waypost.people import own_addresses
from waypost.people.guards import signed_in
from waypost.people.requests import PersonRequest
from waypost.people.views.own import own_account


class AddressForm(forms.Form):
    email = forms.CharField(
        label=gettext_lazy("Another address of yours"),
        help_text=gettext_lazy("A private one, which you keep when you change jobs."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


def _elsewhere() -> str:
    return _("Somebody else signs in with that address. Is it written right?")


@own_account
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def addresses(request: PersonRequest) -> HttpResponse:
    """Which there are, and one more: all that is mailed to it is whether it is theirs."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person, email = request.viewer, form.cleaned_data["email"]
        try:
            row = own_addresses.add(person=person, email=email, by=person, at=timezone.now())
        except ValidationError as wrong:
            form.add_error("email", wrong)
        except own_addresses.TooMany:
            form.add_error("email", _("Five addresses is the most. Remove one first."))
        else:
            if row.verified:
                messages.info(request, _("That one is yours already."))
            else:
                words = _("We wrote to %(email)s. Open the link in that letter within three days.")
                messages.success(request, words % {"email": row.email})
            return redirect("people:addresses")
    person = request.viewer
    context: dict[str, Any] = {
        "form": form,
        "rows": [
            {"row": row, "given": row.primary or row.email.casefold() == person.email.casefold()}
            for row in own_addresses.own_of(person)
        ],
    }
    return render(request, "account/addresses.html", context)


@own_account
@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: PersonRequest, token: str) -> HttpResponse:
    """A button, because programs that read mail open links too."""
    person = request.viewer
    try:
        row = own_addresses.asked_by(token, person)
        if request.method == "POST":
            own_addresses.confirm(person=person, token=token, by=person, at=timezone.now())
            said = _("Confirmed. You can sign in with %(email)s from now on.")
            messages.success(request, said % {"email": row.email})
            return redirect("people:addresses")
    except signing.BadSignature:
        messages.warning(request, _("That link has run out, or is somebody else’s. Add it again."))
        return redirect("people:addresses")
    except own_addresses.SomebodyElses:
        messages.warning(request, _elsewhere())
        return redirect("people:addresses")
    return render(request, "account/address_confirm.html", {"row": row})


@own_account
@signed_in
@require_POST
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    person = request.viewer
    try:
        own_addresses.remove(person=person, address=pk, by=person, at=timezone.now())
    except own_addresses.GivenByTheDistrict:
        messages.warning(request, _("Your district gave you that one: a program lead changes it."))
    else:
        messages.success(request, _("Removed."))
    return redirect("people:addresses")
