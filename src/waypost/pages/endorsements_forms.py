"""The form that brings an endorsement: it turns input into bytes and never saves."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.ui.files import ArrivingFile, ArrivingForm


class BringForm(ArrivingForm):
    """A file, or the text of one; which of them is asked in `clean`."""

    file = ArrivingFile(
        label=gettext_lazy("Their file"),
        required=False,
        help_text=gettext_lazy("The .json file that they signed and sent you."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or what is in it"),
        required=False,
        max_length=20_000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=gettext_lazy("Paste all of it, from the first { to the last }."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned.get("text"):
            self.add_error("file", _("Choose their file, or paste what is in it below."))
        elif cleaned.get("file") and cleaned.get("text"):
            self.add_error(
                "file",
                _(
                    "The file was let go, because there is pasted text as well. Send that alone; "
                    "or empty the box, and choose the file again."
                ),
            )
        return cleaned

    def sent(self) -> tuple[str, bytes]:
        """The field that was used, and its bytes."""
        file = self.cleaned_data["file"]
        if file:
            return "file", file.read()
        return "text", str(self.cleaned_data["text"]).encode("utf-8", "replace")
