"""Arrivals: files that come with a form, bounded before they fill the disk."""

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _

from waypost.evidence.intake.refusals import is_full
from waypost.evidence.problems import Full, sentence
from waypost.ui.files import LetsGo

MB = 1024 * 1024
MOST_BY_FORM = 50 * MB
# Several files in one form, together.
MOST_TOGETHER = 120 * MB
# Anywhere else, where a stranger may post too: the form that takes a badge is the largest need.
MOST_ANYWHERE = 5 * MB


class BoundedFiles(LetsGo, TemporaryFileUploadHandler):
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

    def let_go(self) -> dict[str, str]:
        return {
            **dict.fromkeys(sorted(self.too_much), self.sentence_together()),
            **dict.fromkeys(sorted(self.too_large), self.sentence()),
            **dict.fromkeys(sorted(self.no_room), sentence(Full())),
        }

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
