"""Forms for badges from elsewhere: they turn input into values and never save."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.credentials.earlier.dates import Earned, NotADate, read_date
from waypost.evidence import intake
from waypost.people.characters import printable
from waypost.ui.files import ArrivingFile, ArrivingForm


class AddForm(ArrivingForm):
    """A file or a link; which of them is asked in `clean`."""

    badge = ArrivingFile(
        label=gettext_lazy("Badge file"),
        required=False,
        help_text=gettext_lazy("The .png, .svg, .json or .jwt file that you were given."),
    )
    link = forms.CharField(
        label=gettext_lazy("Or a link to it"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("The address of its page, such as https://badges.example.org/b/12."),
    )
    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Used where the badge itself can’t be read."),
    )

    def clean_link(self) -> str:
        link = str(self.cleaned_data["link"])
        if not link:
            return ""
        try:
            return intake.normalize_url(link)
        except intake.Refused as refused:
            raise forms.ValidationError(refused.message) from refused

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("badge") and not cleaned.get("link"):
            self.add_error("badge", _("Choose the badge file, or paste a link to it below."))
        return cleaned


class CountForm(forms.Form):
    achievement = forms.ChoiceField(
        label=gettext_lazy("It counts as"),
        error_messages={"required": gettext_lazy("Choose what it counts as.")},
    )
    earned = forms.CharField(
        label=gettext_lazy("When was it earned?"),
        max_length=40,
        help_text=gettext_lazy("2019-05-14, 5/14/2019, May 2019 or 2019."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        help_text=gettext_lazy("Its owner, the program leads and HR read this."),
        error_messages={"required": gettext_lazy("Say in a sentence why it counts.")},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], today: dt.date, **options: Any):
        super().__init__(*args, **options)
        self.today = today
        field = self.fields["achievement"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose")), *choices]

    def clean_earned(self) -> Earned:
        text = printable(str(self.cleaned_data["earned"]))
        try:
            earned = read_date(text)
        except NotADate as wrong:
            raise forms.ValidationError(
                _("This can’t be read as a date. Write 2019-05-14, 5/14/2019, May 2019 or 2019.")
            ) from wrong
        if earned.on > self.today:
            raise forms.ValidationError(_("This is in the future. Correct the date."))
        return earned
