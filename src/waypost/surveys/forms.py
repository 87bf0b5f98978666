"""Forms of surveys: they turn input into values and never save."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from waypost.surveys.models import LONGEST, Tell
from waypost.surveys.questions import Questions


class AnswerForm(forms.Form):
    useful = forms.TypedChoiceField(
        choices=[
            (5, _("5, very")),
            (4, "4"),
            (3, "3"),
            (2, "2"),
            (1, _("1, not at all")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    tell = forms.ChoiceField(choices=Tell.choices, widget=forms.RadioSelect)
    change = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No names, please: yours, a student’s or a colleague’s."),
        error_messages={
            "max_length": _(
                "This is %(show_value)d characters long and %(limit_value)d fit. Shorten it."
            )
        },
    )

    def __init__(self, *args: Any, questions: Questions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("useful", "tell", "change"):
            self.fields[name].label = getattr(questions, name)


class OwnFormForm(forms.Form):
    url = forms.CharField(
        label=_("Address of your own form"),
        required=False,
        max_length=500,
        validators=[
            URLValidator(
                schemes=["https"],
                message=_("Write the whole address, such as https://forms.example.org/abc."),
            )
        ],
        help_text=_("Leave it empty to ask three short questions here."),
        widget=forms.URLInput,
    )
