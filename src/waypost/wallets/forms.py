"""The form of settings: it turns input into values and never saves."""

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

_WHOLE = URLValidator(
    schemes=["https"],
    message=_("Write the whole address, such as https://www.district.org/privacy."),
)


class SettingsForm(forms.Form):
    is_on = forms.BooleanField(
        label=_("Teachers may connect wallets"),
        required=False,
        help_text=_("Turned off, every connection ends at once. Badges stay as they are."),
    )
    privacy_url = forms.CharField(
        label=_("Your district’s privacy policy"),
        required=False,
        max_length=500,
        validators=[_WHOLE],
        help_text=_("Wallets show it. Left empty, they show a page here that says what is read."),
        widget=forms.URLInput,
    )
    terms_url = forms.CharField(
        label=_("Your district’s terms of use"),
        required=False,
        max_length=500,
        validators=[_WHOLE],
        help_text=_("Left empty, the same page."),
        widget=forms.URLInput,
    )
