"""Every reason to send a file or link back, in words that say what to do next.

A refusal is a code and values, so that it crosses from the sealed process to the page and is put
into the reader's language only when it is shown.
"""

import errno
from collections.abc import Collection
from typing import Final

from waypost.evidence.intake.kinds import LIMITS, Kind


def _(message: str) -> str:
    """Marks a message for the catalogs; it is translated when it is shown."""
    return message


def _said(message: str) -> str:
    # The sealed process refuses without words, and Django would be most of its start.
    from django.utils.translation import gettext

    return gettext(message)


KIND_NAMES: Final[dict[Kind, str]] = {
    Kind.PHOTO: _("a photo (JPEG, PNG, HEIC, WebP or GIF)"),
    Kind.PDF: _("a PDF"),
    Kind.DOCUMENT: _("a Word, PowerPoint, Excel or OpenDocument file"),
    Kind.AUDIO: _("a sound recording (M4A, MP3, WAV, OGG or WebM)"),
    Kind.VIDEO: _("a video (MP4, MOV or WebM)"),
    Kind.LINK: _("a link"),
}

REFUSALS: Final[dict[str, str]] = {
    "empty": _(
        "This file is 0 bytes, so nothing arrived. Choose it again; if it's in iCloud or Drive,"
        " wait until it has downloaded."
    ),
    "not_here": _("This is %(found)s. This piece takes %(accepted)s."),
    "unknown": _("We can't tell what kind of file this is. This piece takes %(accepted)s."),
    "program": _(
        "This file is a program, whatever its name says, so we can't take it. This piece takes"
        " %(accepted)s."
    ),
    "web_page": _(
        "This is a web page or SVG drawing, which can carry hidden code. Take a screenshot, print"
        " it to PDF, or add its address as a link."
    ),
    "archive": _(
        "This is a compressed folder (zip or similar). Open it and add the files inside one by one."
    ),
    "text": _("This is a plain text file. Paste the text into your writing, or save it as a PDF."),
    "too_large_photo": _(
        "This photo is %(size)s MB and photos can be up to %(limit)s MB. Send it to yourself at"
        " “Large” size, or take a screenshot of it, and choose that."
    ),
    "too_large_pdf": _(
        "This PDF is %(size)s MB and PDFs can be up to %(limit)s MB. Export it again with smaller"
        " pictures, or add only the pages that matter."
    ),
    "too_large_document": _(
        "This document is %(size)s MB and documents can be up to %(limit)s MB. Compress its"
        " pictures, or add a video in it as evidence by itself."
    ),
    "too_large_audio": _(
        "This recording is %(size)s MB and sound can be up to %(limit)s MB. Save it as M4A or MP3,"
        " or cut it to the part that matters."
    ),
    "too_large_video": _(
        "This video is %(size)s MB and videos can be up to %(limit)s MB. Cut it to the part that"
        " matters. Record at 720p; three minutes is about 120 MB."
    ),
    "photo_broken": _(
        "This photo is damaged or only partly arrived. Choose it again; if it's in iCloud or"
        " Drive, wait until it has downloaded."
    ),
    "photo_pixels": _(
        "This picture has %(megapixels)s megapixels, more than we can open (%(limit)s). Take a"
        " screenshot of it, or export a smaller copy, and choose that."
    ),
    "photo_format": _(
        "This picture is in a format that not every reviewer can open. Save it as JPEG or PNG, or"
        " take a screenshot of it, and choose that."
    ),
    "pdf_password": _(
        "This PDF is protected with a password. Save it without a password (in most apps: Print,"
        " then Save as PDF) and choose the new one."
    ),
    "pdf_broken": _(
        "This PDF is damaged or only partly arrived. Open it on your device to see whether it is"
        " complete, save it again (Print, then Save as PDF), and choose the new one."
    ),
    "document_password": _(
        "This document is protected with a password. Remove the password, save it, and choose it"
        " again; or save it as a PDF."
    ),
    "document_legacy": _(
        "This is an older Office format (.doc, .ppt or .xls). Save as PDF or .docx (for slides"
        " .pptx, for sheets .xlsx) and choose the new one."
    ),
    "document_macros": _(
        "This document contains macros (small programs). Save it as a document without macros"
        " (.docx, .pptx or .xlsx), or as a PDF, and choose the new one."
    ),
    "document_format": _(
        "Reviewers may not have the app for this document. Export it as a PDF (File, then Export)"
        " and choose that."
    ),
    "document_bomb": _(
        "This document unpacks to far more than a document should hold, so we stopped. Save it as"
        " a PDF and choose that."
    ),
    "document_broken": _(
        "This document is damaged or only partly arrived. Open it on your device, save it again or"
        " save it as a PDF, and choose the new one."
    ),
    "cut_off": _(
        "The upload or the recording is cut off before its end. Play it on your device: if it plays"
        " to the end, choose it again. Record at 720p; three minutes is about 120 MB."
    ),
    "recording_broken": _(
        "We can't read this recording. Play it on your device; if it plays, export it again as MP4"
        " (video) or M4A (sound) and choose the new one."
    ),
    "recording_empty": _(
        "There is no picture and no sound in this recording. Play it on your device and record it"
        " again if it is empty."
    ),
    "recording_format": _(
        "Not every reviewer can play this format. Export it as MP4 (video) or M4A or MP3 (sound)"
        " and choose the new one."
    ),
    "recording_data": _(
        "This video has camera data, such as places, woven into it that we can't take out. Open it"
        " in a photo or video app, export a new copy as MP4, and choose that."
    ),
    "unreadable": _(
        "We can't read this file. Open it on your device; if it opens, save or export it again and"
        " choose the new one."
    ),
    "too_hard": _(
        "This file takes too much time or memory to open safely. Export a smaller copy or save it"
        " as a PDF, and choose that."
    ),
    "disk_full": _(
        "There is no room to keep this file right now. Nothing you wrote is lost. Tell your program"
        " lead, and add the file again later."
    ),
    "captions_format": _(
        "This is not a WebVTT caption file. Its first line must be WEBVTT; most caption tools can"
        " save or download “.vtt”."
    ),
    "captions_large": _("This caption file is larger than 1 MB. Check that it is the right one."),
    "captions_empty": _(
        "There are no captions in this file. Each needs a line such as 00:01.000 --> 00:04.000 and"
        " the words under it."
    ),
    "captions_time": _(
        "The times on line %(line)s don't read as captions. Write them as"
        " 00:01.000 --> 00:04.000."
    ),
    "link_empty": _("Paste the link's address here, such as https://docs.google.com/…"),
    "link_long": _("This address is longer than 2,000 characters. Use the Share link instead."),
    "link_long_encoded": _(
        "With its accents and emoji written out for the web, this address is longer than 2,000"
        " characters. Use the Share link instead."
    ),
    "link_spaces": _(
        "There is a space or hidden character inside the address. Copy it again from the Share"
        " button, and paste only the address."
    ),
    "link_scheme": _(
        "Only web addresses that start with https:// or http:// can be opened by a reviewer. For a"
        " file on your device, add the file itself."
    ),
    "link_credentials": _(
        "This address has a name or password in it. Use a Share link without them, so that yours"
        " stay private."
    ),
    "link_host": _("This address has no website in it. Copy it again from the Share button."),
}  # fmt: skip

# What is said of a file that is what it should be, and still cannot be read.
BROKEN: Final[dict[Kind, str]] = {
    Kind.PHOTO: "photo_broken",
    Kind.PDF: "pdf_broken",
    Kind.DOCUMENT: "document_broken",
    Kind.AUDIO: "recording_broken",
    Kind.VIDEO: "recording_broken",
}


class Refused(Exception):
    """Nothing was kept. `message` says in the reader's language what to do."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    @property
    def message(self) -> str:
        said = _said(REFUSALS[self.code])
        return said % self.values if self.values else said


class WrongKind(Refused):
    """Names what is accepted in the words of `KIND_NAMES`, looked up only when it is shown."""

    def __init__(self, code: str, allowed: Collection[Kind], found: Kind | None = None) -> None:
        super().__init__(code)
        # The order of Kind, not of the caller, so that two pieces read alike.
        self.allowed = [kind for kind in Kind if kind in allowed]
        self.found = found

    @property
    def message(self) -> str:
        names = [_said(KIND_NAMES[kind]) for kind in self.allowed]
        accepted = names[0] if names else ""
        if len(names) > 1:
            accepted = _said(_("%(several)s or %(last)s")) % {
                "several": ", ".join(names[:-1]),
                "last": names[-1],
            }
        found = _said(KIND_NAMES[self.found]) if self.found else ""
        return _said(REFUSALS[self.code]) % {"found": found, "accepted": accepted}


def too_large(kind: Kind, size: int) -> Refused:
    """Rounds the size up, so that it never reads "25 MB and can be up to 25 MB"."""
    mb = 1024 * 1024
    return Refused(f"too_large_{kind}", size=-(-size // mb), limit=LIMITS[kind] // mb)


def is_full(error: BaseException) -> bool:
    """The disk's fault, never the file's."""
    return isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}


def is_fault(error: BaseException) -> bool:
    """Something that whoever runs the server has to mend: no file can bring it about."""
    return isinstance(error, OSError) and error.errno in {errno.EIO, errno.EACCES, errno.EROFS}
