"""Forms of the badge pages: they turn input into values and never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.credentials.models import Award, Withdrawal
from waypost.evidence.models import Artifact
from waypost.ui.files import ArrivingFile, ArrivingForm


class ShareForm(forms.Form):
    visibility = forms.ChoiceField(
        label=_("Who can see this badge?"),
        choices=Award.Visibility.choices,
        widget=forms.RadioSelect,
    )
    shown = forms.MultipleChoiceField(
        label=_("Show beside it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only pieces without students can be shown."),
    )

    def __init__(self, *args: Any, artifacts: list[Artifact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = self.fields["shown"]
        if isinstance(shown, forms.MultipleChoiceField):
            shown.choices = [
                (str(a.pk), f"{a.name}: {a.caption}" if a.caption else a.name) for a in artifacts
            ]
        if not artifacts:
            del self.fields["shown"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.setdefault("shown", [])
        return cleaned


class WithdrawForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=Withdrawal.Reason.choices,
        widget=forms.RadioSelect,
        help_text=_("Shown on the public page."),
    )
    note = forms.CharField(
        label=_("A few words to the earner"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Only the earner and your team read this."),
        error_messages={"required": _("Say in a sentence why, so that nobody has to guess.")},
    )


class CheckForm(ArrivingForm):
    badge = ArrivingFile(
        label=_("Badge file"),
        help_text=_("The .json, .jwt, .png or .svg file you were sent. We don’t keep it."),
        error_messages={
            "required": _("Choose the file that you were sent."),
        },
    )
