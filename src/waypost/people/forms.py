"""Sign-in forms in our words; the library's own rules stay as they are."""

from typing import TYPE_CHECKING, Any

from allauth.account import forms as library
from allauth.mfa.base import forms as second
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from waypost.people.models import Campus, District, Provider, Role
from waypost.people.sign_in import end_with_browser_if_shared, expected
from waypost.ui.files import ArrivingFile, ArrivingForm


class LoginForm(library.LoginForm):  # type: ignore[misc]  # the library ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("School e-mail")
        # The page has its own link; a placeholder repeats the label and then hides.
        self.fields["password"].help_text = ""
        if self.request is not None:
            self.fields["login"].initial = expected(self.request)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """The library says last how long the session lasts."""
        answer: HttpResponse = super().login(request, redirect_url)
        end_with_browser_if_shared(request)
        return answer


class RequestLoginCodeForm(library.RequestLoginCodeForm):  # type: ignore[misc]  # likewise
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("School e-mail")
        self.fields["email"].widget.attrs.pop("placeholder", None)


class ConfirmLoginCodeForm(library.ConfirmLoginCodeForm):  # type: ignore[misc]  # likewise
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Six digits")
        self.fields["code"].widget.attrs.update(
            {"inputmode": "numeric", "autocomplete": "one-time-code", "placeholder": ""}
        )


class ResetPasswordForm(library.ResetPasswordForm):  # type: ignore[misc]  # likewise
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("School e-mail")
        self.fields["email"].widget.attrs.pop("placeholder", None)


class ChangePasswordForm(library.ChangePasswordForm):  # type: ignore[misc]  # likewise
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("The password you have now")
        _speak_plainly(self)


class SetPasswordForm(library.SetPasswordForm):  # type: ignore[misc]  # likewise
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _speak_plainly(self)


class ResetPasswordKeyForm(library.ResetPasswordKeyForm):  # type: ignore[misc]  # likewise
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _speak_plainly(self)


class ReauthenticateForm(library.ReauthenticateForm):  # type: ignore[misc]  # likewise
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        _speak_plainly(self)


class SecondStepForm(second.AuthenticateForm):  # type: ignore[misc]  # likewise
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_digits(self)


class SecondStepAgainForm(second.ReauthenticateForm):  # type: ignore[misc]  # likewise
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_digits(self)


class ActivateAppForm(ActivateTOTPForm):  # type: ignore[misc]  # likewise
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_digits(self)
        self.fields["code"].label = _("The six digits that the app shows")


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # likewise
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        self.fields["name"].label = _("A name for it")
        self.fields["name"].max_length = 60


def _ask_for_digits(form: Form) -> None:
    """Of the app, or one of the codes that were kept for the day on which it is lost."""
    form.fields["code"].label = _("Six digits of your app, or a recovery code")
    attributes = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "20"}
    form.fields["code"].widget.attrs = attributes


def _speak_plainly(form: Form) -> None:
    """No placeholders that repeat the label; the rules as sentences, where hints stand."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""
        if name == "password1":
            field.label = _("New password")
            field.help_text = " ".join(password_validators_help_texts())
        elif name == "password2":
            field.label = _("New password, once more")


if TYPE_CHECKING:
    _CampusChoice = forms.ModelChoiceField[Campus]
else:
    _CampusChoice = forms.ModelChoiceField


class ProviderForm(forms.Form):
    """One provider of the settings page; the secret is typed and never shown."""

    is_on = forms.BooleanField(label=_("Show its button on the sign-in page"), required=False)
    name = forms.CharField(label=_("What its button says"), max_length=60, required=False)
    issuer = forms.CharField(
        label=_("Its address"),
        max_length=300,
        required=False,
        help_text=_("As the provider names itself: https://login.example.org"),
    )
    tenant = forms.CharField(
        label=_("Your tenant"),
        max_length=120,
        required=False,
        help_text=_("The directory (tenant) ID of your own organization. No other gets in."),
    )
    client_id = forms.CharField(label=_("Client ID"), max_length=300, required=False)
    secret = forms.CharField(
        label=_("Client secret"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    domains = forms.CharField(
        label=_("Mail domains that count"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What stands behind the @ of your people’s addresses, one a line."),
    )
    is_second_factor = forms.BooleanField(
        label=_("It asks for a second factor itself"),
        required=False,
        help_text=_(
            "Check this only where the provider is set to ask for two steps. Then nobody is asked "
            "for another one here."
        ),
    )

    def __init__(self, *args: Any, kind: Provider.Kind, **options: Any) -> None:
        super().__init__(*args, **options)
        if kind != Provider.Kind.OTHER:
            del self.fields["name"], self.fields["issuer"]
        if kind != Provider.Kind.MICROSOFT:
            del self.fields["tenant"]
        if kind == Provider.Kind.MICROSOFT:
            self.fields["client_id"].label = _("Application (client) ID")

    @classmethod
    def of(cls, row: Provider) -> "ProviderForm":
        names = ("is_on", "name", "issuer", "tenant", "client_id", "domains", "is_second_factor")
        initial = {name: getattr(row, name) for name in names}
        return cls(initial=initial, kind=Provider.Kind(row.kind), prefix=row.kind)


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    called = forms.CharField(
        label=_("How we greet them"), max_length=80, help_text=_("“Good morning, Ana.”")
    )
    email = forms.CharField(
        label=_("School e-mail"), max_length=254, help_text=_("They sign in with it.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, on_record: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if on_record:
            del self.fields["name"], self.fields["email"]


class CampusField(_CampusChoice):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    campus = CampusField(
        label=_("Campus"),
        queryset=Campus.objects.none(),
        required=False,
        empty_label=_("Whole district"),
    )

    def __init__(self, *args: Any, district: District, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_campuses(self, district)


class AddPeopleForm(ArrivingForm):
    """A list, and what holds for the lines that do not say it themselves."""

    # A file alone will do: its text is put into the box.
    use_required_attribute = False
    lets_files_go = False

    text = forms.CharField(
        label=_("Addresses, one a line"),
        error_messages={
            "required": _("Nothing arrived. Paste addresses, or choose a file of at most 4 MB.")
        },
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Ana Sosa <ana@example.org>, or only the address. Whole tables work too."),
    )
    file = ArrivingFile(
        label=_("Or a CSV file"),
        required=False,
        help_text=_("The first line names the columns: Name, E-mail, Campus, Role."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Role, where a line names none"),
        choices=Role.choices,
        required=False,
        initial=[Role.TEACHER],
        widget=forms.CheckboxSelectMultiple,
    )
    campus = CampusField(
        label=_("Campus, where a line names none"),
        queryset=Campus.objects.none(),
        required=False,
        empty_label=_("No campus"),
    )

    def __init__(self, *args: Any, district: District, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_campuses(self, district)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        return text


def _offer_campuses(form: Form, district: District) -> None:
    field = form.fields["campus"]
    if isinstance(field, CampusField):
        field.queryset = Campus.objects.filter(district=district).order_by("name")
