"""The form that brings an endorsement: it turns input into bytes and never saves."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class BringForm(forms.Form):
    """A file, or the text of one; which of them is asked in `clean`."""

    file = forms.FileField(
        label=gettext_lazy("Their file"),
        required=False,
        help_text=gettext_lazy("The .json file that they signed and sent you."),
        error_messages={
            "empty": gettext_lazy("This file is empty, so nothing arrived. Choose it again.")
        },
    )
    text = forms.CharField(
        label=gettext_lazy("Or what is in it"),
        required=False,
        max_length=20_000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=gettext_lazy("Paste all of it, from the first { to the last }."),
    )

    def __init__(self, *args: Any, let_go: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.let_go = let_go

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "file" in self.let_go:
            self.add_error("file", self.let_go["file"])
        elif not self.errors and not cleaned.get("file") and not cleaned.get("text"):
            self.add_error("file", _("Choose their file, or paste what is in it below."))
        elif cleaned.get("file") and cleaned.get("text"):
            self.add_error("text", _("There is a file as well. Keep one of the two."))
        return cleaned

    def sent(self) -> tuple[str, bytes]:
        """The field that was used, and its bytes."""
        file = self.cleaned_data["file"]
        if file:
            return "file", file.read()
        return "text", str(self.cleaned_data["text"]).encode("utf-8", "replace")
