"""Forms of the set-up and of settings: they turn input into values and never save."""

import zoneinfo
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from waypost.credentials.models import RenewalRule
from waypost.ui.files import ArrivingFile, ArrivingForm

# As the people who live there call them.
AMERICAN = {
    "America/New_York": _("Eastern (New York)"),
    "America/Chicago": _("Central (Chicago)"),
    "America/Denver": _("Mountain (Denver)"),
    "America/Phoenix": _("Arizona (Phoenix)"),
    "America/Los_Angeles": _("Pacific (Los Angeles)"),
    "America/Anchorage": _("Alaska (Anchorage)"),
    "Pacific/Honolulu": _("Hawaii (Honolulu)"),
    "America/Puerto_Rico": _("Puerto Rico"),
}


def zones() -> list[tuple[Any, Any]]:
    others = sorted(zoneinfo.available_timezones() - set(AMERICAN))
    named = [(name, name.replace("_", " ")) for name in others if "/" in name]
    return [(_("United States"), list(AMERICAN.items())), (_("Everywhere else"), named)]


def settled(form: forms.Form, act: Callable[..., object]) -> bool:
    """Did the action take what the form holds? What it refused is said beside its field."""
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except ValidationError as wrong:
        for name, said in wrong.message_dict.items():
            form.add_error(name if name in form.fields else None, said)
        return False
    return True


class DistrictForm(forms.Form):
    name = forms.CharField(label=_("District"), max_length=120, help_text=_("It leads every page."))
    program = forms.CharField(
        label=_("What the program calls itself"),
        max_length=80,
        initial=_("Professional Learning"),
        help_text=_("Stands after the district’s name: “Pecan Flats ISD Professional Learning”."),
    )
    team = forms.CharField(
        label=_("Your team"),
        max_length=80,
        initial=_("Instructional Media"),
        help_text=_("Signs the letters that teachers get."),
    )
    state = forms.CharField(label=_("State"), max_length=40, required=False)
    timezone = forms.ChoiceField(label=_("Time zone"), choices=zones, initial="America/Chicago")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Names of places, which no program that translates pages should touch.
        self.fields["timezone"].widget.attrs |= {"class": "short", "translate": "no"}
        self.fields["state"].widget.attrs |= {"class": "short", "autocomplete": "address-level1"}


class BeginForm(DistrictForm):
    lead = forms.CharField(
        label=_("Your full name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your school e-mail"),
        max_length=254,
        help_text=_("You sign in with it. Nothing is sent to it now."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("A password for you"),
        strip=False,
        max_length=256,
        help_text=_("At least 10 characters. A few words that only you put together are best."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class CampusesForm(forms.Form):
    lines = forms.CharField(
        label=_("Add campuses"),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One name a line. Names that are there already are left alone."),
    )


class CampusForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)


class DaysForm(forms.Form):
    days = forms.CharField(
        label=_("Days off"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "translate": "no"}),
        help_text=_(
            "One break a line, the date first: 2026-12-21 to 2027-01-01 Winter break."
            " 11/25/2026 works too. Weekends need no line."
        ),
    )


class HoursForm(forms.Form):
    provider_name = forms.CharField(
        label=_("Provider name"),
        max_length=160,
        required=False,
        help_text=_("As your state knows you, such as Pecan Flats ISD."),
    )
    provider_number = forms.CharField(
        label=_("Provider number"),
        max_length=40,
        required=False,
        help_text=_("In Texas the CPE provider number. Leave it empty if you have none."),
        widget=forms.TextInput(attrs={"class": "short"}),
    )


class ChoicesForm(forms.Form):
    blind_review = forms.BooleanField(
        label=_("Hide from reviewers whose work it is"),
        required=False,
        help_text=_("Good in large districts. Under 30 staff everyone would guess anyway."),
    )
    try_links = forms.BooleanField(
        label=_("Try the links that teachers add"),
        required=False,
        help_text=_(
            "The server opens each link once, as a stranger would, and tells the teacher when it"
            " can’t be opened. This leaves the machine."
        ),
    )
    renewal = forms.ChoiceField(
        label=_("To renew a badge that ends"),
        choices=RenewalRule.Asks.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "For badges that are valid for some months only. Earners hear before they end."
        ),
        error_messages={"required": _("Choose one of them.")},
    )


class LookForm(ArrivingForm):
    brand = forms.CharField(
        label=_("Brand color"),
        max_length=7,
        help_text=_("Everything else is worked out from it so that it can be read."),
        widget=forms.TextInput(attrs={"type": "color", "class": "color"}),
    )
    accent = forms.CharField(
        label=_("A second color"),
        max_length=7,
        required=False,
        help_text=_(
            "Only where buttons and bands should have another one, such as navy beside gold:"
            " write it as #1b3a6b, or leave it empty."
        ),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    logo = ArrivingFile(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG or WebP, up to 5 MB. It is shown small, on a light ground."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    no_logo = forms.BooleanField(label=_("Take the logo away"), required=False)


class AddressForm(forms.Form):
    address = forms.CharField(
        label=_("Public address"),
        max_length=253,
        help_text=_("As it will stand in every badge, such as https://learn.district.org."),
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class ConfirmForm(forms.Form):
    for_good = forms.BooleanField(label=_("I know that this address can’t be changed later"))
