"""Arrivals: files that come with a form, bounded before they fill the disk."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.evidence.intake.refusals import is_full
from waypost.evidence.problems import Full, sentence

MB = 1024 * 1024
MOST_BY_FORM = 50 * MB
# Several files in one form, together.
MOST_TOGETHER = 120 * MB
# Anywhere else, where a stranger may post too: the form that takes a badge is the largest need.
MOST_ANYWHERE = 5 * MB


class BoundedFiles(TemporaryFileUploadHandler):
    """Lets go of a file that grows too large; the rest of the form arrives all the same."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.most, self.most_together = MOST_BY_FORM, MOST_TOGETHER
        self.together = 0
        self.too_large: set[str] = set()
        self.too_much: set[str] = set()
        self.no_room: set[str] = set()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.together += len(raw_data)
        alone = start + len(raw_data) > self.most
        if alone or self.together > self.most_together:
            (self.too_large if alone else self.too_much).add(str(self.field_name))
            self.file.close()
            raise SkipFile
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as error:
            if not is_full(error):
                raise
            self.no_room.add(str(self.field_name))
            raise SkipFile from error

    def sentence(self) -> str:
        """What to do about a file that was too large."""
        return _(
            "This file is larger than 50 MB, which is the most without JavaScript. Add it from a "
            "browser with JavaScript, where it may be up to 500 MB and can stop and go on, or make "
            "it smaller: record at 720p; three minutes is about 120 MB."
        )

    def sentence_together(self) -> str:
        """What to do about a file that came after too many others."""
        return _(
            "Together these files are larger than %(most)d MB, which is the most at one time. See "
            "which of them are here, and add the others next."
        ) % {"most": self.most_together // MB}


class SmallFiles(BoundedFiles):
    """For every address that does not say otherwise: the setting FILE_UPLOAD_HANDLERS."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.most = self.most_together = MOST_ANYWHERE

    def sentence(self) -> str:
        return _("This file is larger than 5 MB, which is the most that is taken here.")


def let_go_fields(request: HttpRequest) -> dict[str, str]:
    """The sentence for each file field whose file was let go."""
    full = sentence(Full())
    told: dict[str, str] = {}
    for handler in request.upload_handlers:
        if isinstance(handler, BoundedFiles):
            told |= dict.fromkeys(sorted(handler.too_much), handler.sentence_together())
            told |= dict.fromkeys(sorted(handler.too_large), handler.sentence())
            told |= dict.fromkeys(sorted(handler.no_room), full)
    return told


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
