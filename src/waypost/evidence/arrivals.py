"""Arrivals: files that come with a form, bounded before they fill the disk."""

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _

MB = 1024 * 1024
MOST_BY_FORM = 50 * MB
# Several files in one form, together.
MOST_TOGETHER = 120 * MB


class BoundedFiles(TemporaryFileUploadHandler):
    """Lets go of a file that grows too large; the rest of the form arrives all the same."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.together = 0
        self.too_large: set[str] = set()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.together += len(raw_data)
        if start + len(raw_data) > MOST_BY_FORM or self.together > MOST_TOGETHER:
            self.too_large.add(str(self.field_name))
            self.file.close()
            raise SkipFile
        super().receive_data_chunk(raw_data, start)


def too_large_fields(request: HttpRequest) -> dict[str, str]:
    """The sentence for each file field whose file was let go."""
    text = _(
        "This file is larger than 50 MB, which is the most without JavaScript. Add it from a "
        "browser with JavaScript, where it may be up to 500 MB and can stop and go on, or make "
        "it smaller: record at 720p; three minutes is about 120 MB."
    )
    handlers = (h for h in request.upload_handlers if isinstance(h, BoundedFiles))
    return {name: text for handler in handlers for name in sorted(handler.too_large)}
