"""Forms about letters: they turn input into values and never save."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from waypost.notices.kinds import Kind
from waypost.notices.models import Security
from waypost.people.characters import printable
from waypost.people.models.districts import HOST


def visible(text: str) -> None:
    """Raises ValidationError for what could not be sent to a server as it is shown."""
    if printable(text) != text or "\n" in text or "\t" in text:
        raise ValidationError(_("There is a hidden character in it. Type it again."))


def ascii_mailbox(address: str) -> None:
    validate_email(address)
    if not address.isascii():
        raise ValidationError(_("Use an address without accents: many mail servers take no other."))


class ServerForm(forms.Form):
    host = forms.CharField(
        label=_("Mail server"),
        max_length=253,
        validators=[HOST],
        help_text=_("Its name only, such as smtp.district.org."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    port = forms.IntegerField(
        label=_("Port"),
        min_value=1,
        max_value=65535,
        error_messages={
            name: _("Write a number from 1 to 65535: 587 and 465 are usual.")
            for name in ("invalid", "min_value", "max_value")
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    security = forms.ChoiceField(
        label=_("Security"), choices=Security.choices, widget=forms.RadioSelect
    )
    user = forms.CharField(
        label=_("User"),
        required=False,
        max_length=200,
        validators=[visible],
        help_text=_("Leave it empty where the server asks nobody to sign in."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        max_length=1000,
        validators=[visible],
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    sender = forms.CharField(
        label=_("Sender address"),
        max_length=254,
        validators=[ascii_mailbox],
        help_text=_("Letters come from here, such as no-reply@district.org."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, kept: bool = False, **kwargs: Any) -> None:
        """`kept`: a password is there already."""
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = (
            _("One is kept and never shown. Leave this empty to go on with it.")
            if kept
            else _("Kept in a file on the server, never in the database, and never shown again.")
        )


class KindsForm(forms.Form):
    wanted = forms.MultipleChoiceField(
        label=_("Write to me about"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, kinds: list[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = self.fields["wanted"]
        if isinstance(wanted, forms.MultipleChoiceField):
            wanted.choices = [(kind.name, kind.label) for kind in kinds]
