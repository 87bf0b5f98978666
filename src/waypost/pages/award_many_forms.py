"""Forms for awarding many: they turn input into values and never save."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from waypost.catalog.models import Version
from waypost.credentials.many.actions import offered_of
from waypost.credentials.many.choosing import Wanted
from waypost.credentials.many.reading import MOST_LINES
from waypost.credentials.models import AwardList
from waypost.people.characters import printable
from waypost.people.models import Campus, District, Group, Person, Role
from waypost.ui.files import ArrivingFile, ArrivingForm


class ListForm(forms.Form):
    """What everybody on the list is awarded, and why the district stands behind it."""

    version = forms.ChoiceField(
        label=_("What is awarded"),
        error_messages={
            "required": _("Choose what is awarded."),
            "invalid_choice": _("It is no longer offered. Choose again."),
        },
    )
    ground = forms.ChoiceField(
        label=_("What does it rest on?"),
        choices=AwardList.Ground.choices,
        widget=forms.RadioSelect,
        help_text=_("Each badge says so, and that nobody reviewed evidence for it here."),
        error_messages={"required": _("Choose what it rests on.")},
    )
    note = forms.CharField(
        label=_("Where is the list from?"),
        max_length=500,
        help_text=_("A sentence for those who are on it, and for your team."),
        error_messages={"required": _("Say in a sentence where the list is from.")},
    )

    def __init__(self, *args: Any, district: District, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = {str(version.pk): version for version in offered_of(district)}
        titles = [
            (pk, f"{version.title} ({version.achievement.get_kind_display()})")
            for pk, version in self.offered.items()
        ]
        choices = [("", _("Choose")), *titles]
        self.fields["version"].choices = choices  # type: ignore[attr-defined]  # a choice

    def clean_version(self) -> Version:
        return self.offered[str(self.cleaned_data["version"])]

    def clean_note(self) -> str:
        return printable(str(self.cleaned_data["note"]))


class BringForm(ArrivingForm, ListForm):
    file = ArrivingFile(
        label=_("CSV file"),
        required=False,
        help_text=format_lazy(
            _("Up to {most} lines. Nothing is awarded before you have seen each line."),
            most=f"{MOST_LINES:,}",
        ),
    )
    pasted = forms.CharField(
        label=_("Or paste the addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("One a line; behind each, after a comma, the day it was earned."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "file" not in self.errors:
            both = bool(cleaned.get("file")), bool(str(cleaned.get("pasted", "")).strip())
            if both == (False, False):
                self.add_error("file", _("Choose the file with the list, or paste it below."))
            elif both == (True, True):
                self.add_error(
                    "file",
                    _(
                        "The file was let go, because there are pasted lines as well. Send those "
                        "alone; or empty the box, and choose the file again."
                    ),
                )
        return cleaned

    def source(self) -> tuple[bytes, str]:
        """What was brought and what its file is called; no name for pasted lines."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), file.name or "list.csv"
        return str(self.cleaned_data["pasted"]).encode("utf-8", "replace"), ""


class PeopleForm(forms.Form):
    """Who is looked for; what was not chosen does not matter."""

    campus = forms.ChoiceField(label=_("Campus"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    group = forms.ChoiceField(label=_("Pilot group"), required=False)
    holding = forms.ChoiceField(label=_("Who hold"), required=False)

    def __init__(self, *args: Any, viewer: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        district = viewer.district
        campuses = Campus.objects.filter(district=district).order_by("name")
        groups = Group.objects.visible_to(viewer).newest_first()
        offers: dict[str, list[tuple[str, Any]]] = {
            "campus": [(str(pk), name) for pk, name in campuses.values_list("pk", "name")],
            "role": list(Role.choices),
            "group": [(str(pk), name) for pk, name in groups.values_list("pk", "name")],
            "holding": _titles(district),
        }
        for name, choices in offers.items():
            self.fields[name].choices = [("", _("Any")), *choices]  # type: ignore[attr-defined]  # each is a choice

    @property
    def asked(self) -> dict[str, str]:
        """What matters, as it stands in the page's address."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def words(self) -> str:
        """Whom that means; it stays with the list."""
        said = [
            str(self._label(name)) for name in ("role", "campus", "group") if name in self.asked
        ]
        if "holding" in self.asked:
            said.append(gettext("who hold “%(title)s”") % {"title": self._label("holding")})
        return ", ".join(said) or gettext("everyone")

    def _label(self, name: str) -> Any:
        offered = self.fields[name].choices  # type: ignore[attr-defined]  # each is a choice
        return dict(offered)[self.asked[name]]

    def wish(self) -> Wanted:
        said = self.cleaned_data
        return Wanted(
            campus=UUID(said["campus"]) if said["campus"] else None,
            role=said["role"],
            group=UUID(said["group"]) if said["group"] else None,
            holding=UUID(said["holding"]) if said["holding"] else None,
        )


def _titles(district: District) -> list[tuple[str, Any]]:
    """What was ever published, under its newest title."""
    versions = Version.objects.filter(district=district).exclude(published_at=None)
    found = dict(versions.order_by("number").values_list("achievement", "title"))
    return sorted(((str(pk), title) for pk, title in found.items()), key=lambda pair: pair[1])


class NumberAbove(forms.IntegerField):
    """How many it will be: it stands above, and whoever means it types it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            min_value=0,
            max_value=MOST_LINES,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={
                "required": _("Type the number that stands above."),
                "invalid": _("Type the number that stands above, in digits."),
            },
            **options,
        )


class BeginForm(forms.Form):
    """The second look: whoever begins types how many people it will be."""

    typed = NumberAbove(label=_("How many people will have it?"))
    letters = forms.BooleanField(label=_("Write to each of them that they have it"), required=False)


class WithdrawListForm(forms.Form):
    typed = NumberAbove(label=_("How many badges are withdrawn?"))
    note = forms.CharField(
        label=_("A few words to the earners"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Only they and your team read this."),
        error_messages={"required": _("Say in a sentence why, so that nobody has to guess.")},
    )

    def clean_note(self) -> str:
        return printable(str(self.cleaned_data["note"]))
