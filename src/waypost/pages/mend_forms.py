"""Forms that mend a badge or a person: they turn input into values and never save."""

from decimal import Decimal

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from waypost.credentials.models import Award, Correction, Renewal, Suspension
from waypost.people.characters import printable

Reason = Correction.Reason
What = Correction.What
SHOWN = Renewal.Reason.SHOWN
# Which reasons fit what is corrected.
REASONS = {
    What.NAME: (Reason.CHANGED, Reason.MISTAKE, Reason.REQUEST),
    What.DATE: (Reason.MISTAKE, Reason.REQUEST),
    What.REISSUE: (Reason.DAMAGED, Reason.KEY, Reason.REQUEST),
    What.ADDRESS: (Reason.CHANGED, Reason.MISTAKE, Reason.REQUEST),
}


def note_field() -> forms.CharField:
    return forms.CharField(
        label=_("A few words to the earner"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Only the earner and your team read this."),
        error_messages={"required": _("Say in a sentence why, so that nobody has to guess.")},
    )


class Tidy(forms.Form):
    """What is typed or pasted, without what cannot be kept or signed."""

    def clean_note(self) -> str:
        return printable(self.cleaned_data["note"])


def send_again(form: forms.Form, sent: QueryDict, award: Award, said: str) -> None:
    """Somebody was faster: all that was typed stays, and is meant for the file of now once it is
    sent again."""
    again = sent.copy()
    again["document"] = str(award.documents.current().pk)
    form.data = again
    form.add_error(None, said)


class CorrectForm(Tidy):
    """One thing to put right; `document` is the file that was looked at."""

    document = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name on the badge"),
        max_length=200,
        error_messages={"required": _("Write the name as the badge should say it.")},
    )
    day = forms.DateField(
        label=_("Earned on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose the day."), "invalid": _("Choose a day.")},
    )
    reason = forms.ChoiceField(
        label=_("Reason"), widget=forms.RadioSelect, help_text=_("Shown on the public page.")
    )
    note = note_field()

    def __init__(self, *args: object, what: str, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # handed on as they came
        for field, kind in (("name", What.NAME), ("day", What.DATE)):
            if what != kind:
                del self.fields[field]
        _offer(self, what)


def _offer(form: forms.Form, what: str) -> None:
    field = form.fields["reason"]
    if isinstance(field, forms.ChoiceField):
        field.choices = [(each.value, each.label) for each in REASONS[What(what)]]


class SuspendForm(Tidy):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=Suspension.Reason.choices,
        widget=forms.RadioSelect,
        help_text=_("Only the earner and your team read this."),
        error_messages={"required": _("Choose a reason.")},
    )
    note = note_field()


class RestoreForm(Tidy):
    note = note_field()


class RenewForm(Tidy):
    """`document` is the file that was looked at."""

    document = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[(each.value, each.label) for each in Renewal.Reason if each != SHOWN],
        widget=forms.RadioSelect,
        help_text=_("Only the earner and your team read this."),
        error_messages={"required": _("Choose a reason.")},
    )
    note = note_field()


class SignAnewForm(Tidy):
    """For all badges that say an earlier name or address."""

    reason = forms.ChoiceField(
        label=_("Reason"), widget=forms.RadioSelect, help_text=_("Shown on the public pages.")
    )
    note = note_field()

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # handed on as they came
        _offer(self, What.NAME)


class NameForm(Tidy):
    name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        help_text=_("As it stands on badges and in lists from now on."),
        error_messages={"required": _("Write the full name.")},
    )
    called = forms.CharField(
        label=_("What we call them"),
        max_length=80,
        help_text=_("In greetings and letters, such as María."),
        error_messages={"required": _("Write what letters should call them.")},
    )
    note = note_field()


class AddressForm(Tidy):
    email = forms.EmailField(
        label=_("New e-mail address"),
        max_length=254,
        error_messages={
            "required": _("Write the new address."),
            "invalid": _("Write an e-mail address, such as ada@example.org."),
        },
    )
    was_never_theirs = forms.BooleanField(
        label=_("The old address was never theirs"),
        required=False,
        help_text=_(
            "Then whoever has it gets in no more: sign-ins, the password and apps that were let in "
            "end at once."
        ),
    )
    note = note_field()


class FindForm(forms.Form):
    """The other entry of the same person."""

    email = forms.EmailField(
        label=_("E-mail address of the other entry"),
        max_length=254,
        error_messages={
            "required": _("Write the address of the other entry."),
            "invalid": _("Write an e-mail address, such as ada@example.org."),
        },
    )


class JoinForm(Tidy):
    other = forms.UUIDField(widget=forms.HiddenInput)
    note = note_field()


class OutsideForm(forms.Form):
    """How many of a badge's hours lay outside contract time."""

    hours = forms.DecimalField(
        label=_("Hours outside contract time"),
        min_value=Decimal(0),
        max_digits=6,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.25", "min": "0", "inputmode": "decimal"}),
        error_messages={
            "required": _("Write the number of hours; 0 is an answer too."),
            "invalid": _("Write a number of hours, such as 1.5."),
            "min_value": _("Write 0 or more."),
        },
    )
    note = forms.CharField(
        label=_("Why it changes"),
        max_length=500,
        help_text=_("The earner and your team read this."),
        error_messages={"required": _("Say in a sentence why, so that nobody has to guess.")},
    )

    def __init__(self, *args: object, most: Decimal, asks_why: bool, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # handed on as they came
        self.fields["hours"].help_text = _("In quarter hours, from 0 to %(most)s.") % {
            "most": f"{most.normalize():f}"
        }
        self.fields["hours"].widget.attrs["max"] = str(most)
        if not asks_why:
            del self.fields["note"]

    def clean_note(self) -> str:
        return printable(self.cleaned_data["note"]).strip()
