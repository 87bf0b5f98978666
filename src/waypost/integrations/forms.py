"""The form of a token: it turns input into values and never saves."""

from django import forms
from django.utils.translation import gettext_lazy as _

MAY = (
    ("issue", _("Sign its own credentials. None of them is a badge of yours.")),
    ("verify", _("Check credentials and presentations that somebody shows it.")),
    ("status", _("Revoke or suspend what was signed for other systems here.")),
)
LASTS = (("90", _("90 days")), ("180", _("Half a year")), ("366", _("A year")))


class EndForm(forms.Form):
    revoke = forms.BooleanField(
        label=_("Also revoke all that it signed"),
        required=False,
        help_text=_(
            "For when somebody else may have had the token. Everyone who checks one of them hears "
            "that it is over. That is for good."
        ),
    )


class RevokeForm(EndForm):
    """The same answer, given by the button of a page that asks nothing else."""

    revoke = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Which system"),
        max_length=80,
        help_text=_("As your colleagues call it, such as: The state’s wallet."),
        error_messages={"required": _("Write which system this is for.")},
    )
    may = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=MAY,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that it may do.")},
    )
    days = forms.ChoiceField(
        label=_("How long"),
        choices=LASTS,
        help_text=_("Then it ends by itself, and you make another one."),
    )
