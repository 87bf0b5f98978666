"""Sign-in forms in our words; the library's own rules stay as they are."""

from typing import Any

from allauth.account import forms as library
from django.contrib.auth.password_validation import password_validators_help_texts
from django.forms import Form
from django.utils.translation import gettext_lazy as _

from waypost.people.sign_in import expected


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
