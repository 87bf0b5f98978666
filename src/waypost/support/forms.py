"""Forms of support: they turn input into values and never save."""

from django import forms
from django.utils.translation import gettext_lazy as _

from waypost.support.models import LONGEST_LINE
from waypost.ui.files import ArrivingFile, ArrivingForm


class AskForm(forms.Form):
    text = forms.CharField(
        label=_("What are you stuck on?"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A sentence helps, and nothing is fine too."),
    )


class DeskForm(ArrivingForm):
    email = forms.EmailField(
        label=_("Their school e-mail"),
        max_length=254,
        help_text=_("Somebody who is in the district already."),
        error_messages={"invalid": _("Write an e-mail address, such as ada@example.org.")},
    )
    line = forms.CharField(
        label=_("When and where"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=_("One line, such as: Office hours Tuesdays 3:45, library or Meet."),
    )
    photo = ArrivingFile(
        label=_("Their photo"),
        required=False,
        help_text=_("JPEG, PNG, HEIC or WebP, up to 5 MB. Ask them first."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    no_photo = forms.BooleanField(label=_("Take the photo away"), required=False)
