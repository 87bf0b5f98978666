"""The catalog's search and filters as a form that a link can hold."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.catalog.filters import LONGEST_SEARCH, Facets, Wanted
from waypost.catalog.models import Audience, Hue, Kind
from waypost.catalog.words import grade
from waypost.people.characters import printable

Choices = list[tuple[str, str]]


class CatalogForm(forms.Form):
    """Offers only what is in the catalog; a choice that is gone is left out, never an error page"""

    q = forms.CharField(
        label=gettext_lazy("Search the catalog"),
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.SearchInput(
            attrs={
                "autocomplete": "off",
                "enterkeyhint": "search",
                "placeholder": gettext_lazy("An app, a skill, a word"),
            }
        ),
    )
    kind = forms.ChoiceField(choices=Kind, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, str], facets: Facets) -> None:
        words = printable(data.get("q", "")).strip()[:LONGEST_SEARCH]
        super().__init__({**data, "q": words})
        # True when the link asked for a filter that is no longer offered.
        self.left_out = False
        self._filters: list[str] = []
        self._offer("about", _("App or skill"), _("Any app or skill"), _apps_and_skills(facets))
        self._offer(
            "time", _("Time"), _("Any length"), [(time.value, time.label) for time in facets.times]
        )
        self._offer(
            "grade", _("Grade"), _("Any grade"), [(str(n), grade(n)) for n in facets.grades]
        )
        self._offer("subject", _("Subject"), _("Any subject"), [(s, s) for s in facets.subjects])
        self._offer("counts", _("Counts toward"), _("Anything"), _goals(facets))
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    def _offer(self, name: str, label: str, whatever: str, choices: Sequence[Any]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, required=False, choices=[("", whatever), *choices]
        )
        if choices:
            self._filters.append(name)

    def visible_filters(self) -> list[forms.BoundField]:
        """Without those that have nothing to offer here."""
        return [self[name] for name in self._filters]

    def wanted(self) -> Wanted:
        """What was asked for, without what this catalog cannot answer."""
        if not self.is_valid():
            self.left_out = True
            self.data = {name: v for name, v in self.data.items() if name not in self.errors}
            self.full_clean()
        asked = {name: str(value) for name, value in self.cleaned_data.items() if value}
        return Wanted(**asked)

    @property
    def is_filtered(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields if name not in ("q", "kind"))


def _apps_and_skills(facets: Facets) -> list[tuple[str, Choices]]:
    apps = [(f"app:{name}", name) for name in facets.apps]
    skills = [(f"skill:{hue}", str(Hue(hue).label)) for hue in facets.hues]
    return [(title, found) for title, found in ((_("Apps"), apps), (_("Skills"), skills)) if found]


def _goals(facets: Facets) -> Choices:
    hours = [("hours", _("Clock-hours"))] if facets.hours else []
    return [*((d.slug, d.title) for d in facets.degrees), *hours]


class BeginForm(forms.Form):
    """A new thing to write."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=Kind, widget=forms.RadioSelect
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    slug = forms.CharField(
        label=gettext_lazy("Its address in the catalog"),
        required=False,
        max_length=80,
        help_text=gettext_lazy(
            "Left empty, it is made from the title. It stays the same for every later version."
        ),
    )

    def clean_title(self) -> str:
        return printable(str(self.cleaned_data["title"])).strip()


class PublishForm(forms.Form):
    """`revision` is what was read."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Who is it offered to?"), choices=Audience, widget=forms.RadioSelect
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class RetireForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=500,
        help_text=gettext_lazy("For those who run the program; teachers do not see it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_reason(self) -> str:
        return printable(str(self.cleaned_data["reason"])).strip()


class AppForm(forms.Form):
    """A line of the list of apps."""

    name = forms.CharField(label=gettext_lazy("Name of the app"), max_length=80)
    approved = forms.BooleanField(
        label=gettext_lazy("Approved for use with students"), required=False, initial=True
    )
    checked_on = forms.DateField(
        label=gettext_lazy("Checked on"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=160)
    address = forms.URLField(
        label=gettext_lazy("Where its agreement is, as a web address"),
        required=False,
        max_length=200,
        assume_scheme="https",
    )

    def clean_name(self) -> str:
        return printable(str(self.cleaned_data["name"])).strip()

    def clean_note(self) -> str:
        return printable(str(self.cleaned_data["note"])).strip()
