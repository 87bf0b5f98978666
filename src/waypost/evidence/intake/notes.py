"""What a holder, and where it matters a reviewer, should know of a file that was taken."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What was changed besides the metadata, for whoever handed it in.
NOTES: Final[dict[str, Promise]] = {
    "heic": _("Your iPhone photo (HEIC) was saved as a JPEG so that every reviewer can open it."),
    "webp": _("Your WebP picture was saved in a format that every reviewer can open."),
    "gif": _("This was a GIF. Its first picture was kept."),
    "inner_captions": _(
        "Captions inside the video were left out. Add them as a caption file (.vtt) so that they"
        " show for everyone."
    ),
    "attachments": _(
        "Files, sound and video inside the PDF were left out. Add them as evidence by themselves."
    ),
    "embedded": _(
        "Files embedded in the document were left out. Add them as evidence by themselves."
    ),
}

# What is missing, for whoever would otherwise ask for it. The other codes take nothing away.
LEFT_OUT: Final[dict[str, Promise]] = {
    "inner_captions": _("Captions inside the video were left out when it was added."),
    "attachments": _("Files, sound and video inside the PDF were left out when it was added."),
    "embedded": _("Files embedded in the document were left out when it was added."),
}
