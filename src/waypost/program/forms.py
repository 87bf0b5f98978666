"""Forms of the program's pages: they turn input into values and never save."""

import re
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.people.characters import printable
from waypost.people.models import Campus, Group
from waypost.program.models import LONGEST_AIM, SHORTEST_AIM
from waypost.program.participation import State, Wanted
from waypost.program.sheets import COLUMNS
from waypost.program.texts import LONGEST_BODY, LONGEST_SUBJECT

MOST_ADDRESSES = 1000


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "short"})


class SureForm(forms.Form):
    """An answer once more, by whoever was asked whether they are sure."""

    answer = forms.CharField(widget=forms.HiddenInput)
    sure = forms.CharField(widget=forms.HiddenInput)


class GroupForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("As people read it in their invitation, such as “September pilot”."),
    )
    starts_on = forms.DateField(
        label=_("Starts"),
        widget=DayInput,
        error_messages={"invalid": _("Write a date, such as 2026-09-01.")},
    )
    ends_on = forms.DateField(
        label=_("Ends"),
        widget=DayInput,
        required=False,
        help_text=_("Nothing happens by itself on that day; it only says how long this is meant."),
        error_messages={"invalid": _("Write a date, such as 2026-09-01.")},
    )


class TextForm(forms.Form):
    subject = forms.CharField(
        label=_("Subject"), max_length=LONGEST_SUBJECT, help_text=_("It may hold {name}.")
    )
    body = forms.CharField(
        label=_("Letter"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "{name} is how the reader is called, {link} their own page, {stop} the place where they"
            " can say “not this time”. The team’s name is put under it."
        ),
    )
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_body(self) -> str:
        return str(self.cleaned_data["body"]).replace("\r\n", "\n")

    def complain(self, faults: dict[str, list[str]]) -> None:
        for field, sentences in faults.items():
            for sentence in sentences:
                self.add_error(field, sentence)


class AddressesForm(forms.Form):
    addresses = forms.CharField(
        label=_("E-mail addresses"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=100_000,
        help_text=_("Of people who are here already; paste them as they come."),
    )

    def clean_addresses(self) -> list[str]:
        found = re.findall(r"[^\s,;<>()\"']+@[^\s,;<>()\"']+", self.cleaned_data["addresses"])
        if not found:
            raise forms.ValidationError(_("There is no e-mail address in it."))
        chosen = list(dict.fromkeys(printable(one).strip(".").lower() for one in found))
        if len(chosen) > MOST_ADDRESSES:
            raise forms.ValidationError(
                _("These are more than %(most)d. Paste the first %(most)d, then the others.")
                % {"most": MOST_ADDRESSES}
            )
        return chosen


class LookForm(forms.Form):
    """The filters of the participation page; whatever it does not know does not matter."""

    q = forms.CharField(
        label=_("Name or e-mail"), required=False, widget=forms.TextInput({"type": "search"})
    )
    group = forms.ChoiceField(label=_("Group"), required=False)
    campus = forms.ChoiceField(label=_("Campus"), required=False)
    state = forms.ChoiceField(label=_("Where they are"), required=False)

    def __init__(
        self, data: dict[str, str], groups: Iterable[Group], campuses: Iterable[Campus]
    ) -> None:
        super().__init__({name: printable(value) for name, value in data.items()})
        self._offer("group", _("Everyone"), [(str(g.pk), g.name) for g in groups])
        self._offer("campus", _("Every campus"), [(str(c.pk), c.name) for c in campuses])
        self._offer("state", _("Anywhere"), State.choices)
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    def _offer(self, name: str, nothing: Any, choices: Iterable[tuple[str, Any]]) -> None:
        field, offered = self.fields[name], list(choices)
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", nothing), *offered]
        if not offered:
            del self.fields[name]

    def wanted(self) -> Wanted:
        self.is_valid()
        chosen = self.cleaned_data
        sort = str(self.data.get("sort", ""))
        return Wanted(
            q=chosen.get("q", "")[:100],
            group=_uuid(chosen.get("group")),
            campus=_uuid(chosen.get("campus")),
            state=chosen.get("state", ""),
            sort=sort if sort.removeprefix("-") in COLUMNS else "name",
        )


def _uuid(text: str | None) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None


class AimForm(forms.Form):
    days = forms.IntegerField(
        label=_("Days"),
        min_value=SHORTEST_AIM,
        max_value=LONGEST_AIM,
        widget=forms.NumberInput(attrs={"class": "days"}),
    )


class MessageForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT)
    text = forms.CharField(
        label=_("Letter"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "{name} is how the reader is called, {link} the page where they go on. The team’s name"
            " is put under it."
        ),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def clean_subject(self) -> str:
        return self._visible("subject")

    def clean_text(self) -> str:
        return self._visible("text")

    def _visible(self, name: str) -> str:
        text = str(self.cleaned_data[name]).replace("\r\n", "\n")
        if printable(text) != text:
            raise forms.ValidationError(
                _("There is a hidden character in it. Type that part again.")
            )
        return text

    @staticmethod
    def blank_key() -> str:
        return str(uuid.uuid4())
