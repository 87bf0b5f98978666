"""Forms with files: a file that was not taken in is never passed over."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

AGAIN = gettext_lazy("Choose this file again: browsers don’t keep it when a form comes back.")


class LetsGo(ABC):
    """An upload handler that takes the rest of a form without a file that it cannot keep."""

    @abstractmethod
    def let_go(self) -> dict[str, str]:
        """The sentence for each file field whose file was let go."""


def let_go_fields(request: HttpRequest) -> dict[str, str]:
    """The sentence for each file field whose file was let go, by whichever handler."""
    handlers = [each for each in request.upload_handlers if isinstance(each, LetsGo)]
    return {name: said for each in handlers for name, said in each.let_go().items()}


class ArrivingFile(forms.FileField):
    """A file field that says what to do about one that is empty."""

    default_error_messages = {
        "empty": gettext_lazy("This file is empty, so nothing arrived. Choose it again.")
    }


class ArrivingForm(forms.Form):
    """A form with files: why one was not taken in stands at its field, whatever else is missing;
    and so does that one is to be chosen again, because no browser keeps it when a form comes back.
    """

    # False where what is in the file stands in the form by now.
    lets_files_go = True

    def __init__(self, *args: Any, let_go: Mapping[str, str], **options: Any) -> None:
        """`let_go` is what `let_go_fields` says of the request."""
        super().__init__(*args, **options)
        self._let_go = {name: said for name, said in let_go.items() if name in self.fields}
        self._cleaned = False

    def full_clean(self) -> None:
        self._cleaned = False
        super().full_clean()
        for name, said in self._let_go.items():
            self.errors.pop(name, None)
            self.add_error(name, said)
        self._cleaned = True
        self._ask_again()

    def add_error(self, field: str | None, error: Any) -> None:
        """A view may find what is wrong once the fields are clean."""
        super().add_error(field, error)
        if self._cleaned:
            self._ask_again()

    def _ask_again(self) -> None:
        if not self.errors or not self.lets_files_go:
            return
        for name, field in self.fields.items():
            arrived = isinstance(field, forms.FileField) and self.add_prefix(name) in self.files
            if arrived and name not in self.errors:
                super().add_error(name, AGAIN)
