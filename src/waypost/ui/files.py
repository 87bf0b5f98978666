"""Forms with files: a file that was not taken in is never passed over."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy


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
    """A form with files: why one was not taken in stands at its field, whatever else is missing."""

    def __init__(self, *args: Any, let_go: Mapping[str, str], **options: Any) -> None:
        """`let_go` is what `let_go_fields` says of the request."""
        super().__init__(*args, **options)
        self._let_go = {name: said for name, said in let_go.items() if name in self.fields}

    def full_clean(self) -> None:
        super().full_clean()
        for name, said in self._let_go.items():
            self.errors.pop(name, None)
            self.add_error(name, said)
