"""Sign-in forms in our words; the library's own rules stay as they are."""

from typing import Any

from allauth.account import forms as library
from django.utils.translation import gettext_lazy as _


class LoginForm(library.LoginForm):  # type: ignore[misc]  # the library ships no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("School e-mail")
        # The page has its own link; a placeholder repeats the label and then hides.
        self.fields["password"].help_text = ""
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
