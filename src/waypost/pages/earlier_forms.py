"""Forms for what was earned before."""

from django import forms
from django.utils.translation import gettext_lazy

from waypost.people.characters import printable
from waypost.ui.files import ArrivingFile, ArrivingForm


class FileForm(ArrivingForm):
    file = ArrivingFile(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("Up to 5,000 lines. Nothing is added before you have seen it."),
        error_messages={
            "required": gettext_lazy("Choose the file with the records."),
        },
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why are they taken back?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=gettext_lazy("The program lead and HR read this."),
        error_messages={"required": gettext_lazy("Say in a sentence why.")},
    )

    def clean_reason(self) -> str:
        return printable(str(self.cleaned_data["reason"]))
