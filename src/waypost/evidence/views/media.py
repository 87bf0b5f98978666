"""The bytes of an artifact: every one passes a policy, and no header says whose they are."""

import re
import uuid
from collections.abc import Iterator
from typing import IO

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from waypost.catalog.models import EvidenceKind
from waypost.evidence.intake.kinds import EXTENSIONS
from waypost.evidence.models import Artifact, Attempt
from waypost.evidence.policies import may_edit
from waypost.evidence.thumbnails import small
from waypost.people.requests import DistrictRequest
from waypost.people.unnamed import campus_names, traces, without

BLOCK = 64 * 1024
# Whoever asks from somewhere to the end gets so much and asks again: a film that is paused leaves
# its bytes in the line, and must not leave a thread of the server with them.
STRETCH = 2 * 1024 * 1024
# Shown in the page; everything else is only ever saved to disk.
SAFE_INLINE = {
    "image/jpeg",
    "image/png",
    "application/pdf",
    "audio/mpeg",
    "audio/mp4",
    "audio/aac",
    "audio/ogg",
    "audio/webm",
    "audio/wav",
    "video/mp4",
    "video/quicktime",
    "video/webm",
}
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
SEALED = "sandbox; default-src 'none'; frame-ancestors 'self'"
# A browser's own PDF reader does not open inside a sandbox; cleaned PDFs hold no scripts.
PDF = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def _artifact(request: DistrictRequest, pk: uuid.UUID) -> Artifact:
    found = Artifact.objects.visible_to(request.viewer).openable().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_safe
def media(request: DistrictRequest, pk: uuid.UUID) -> HttpResponseBase:
    return serve(request, _artifact(request, pk))


def serve(request: HttpRequest, found: Artifact) -> HttpResponseBase:
    """All of it, or the one range that was asked for; whoever calls has asked a policy."""
    if not found.file:
        raise Http404
    if "small" in request.GET and found.kind == EvidenceKind.PHOTO:
        return _closed(HttpResponse(small(found), content_type="image/jpeg"), SEALED)
    tag = f'"{found.sha256[:32]}"'
    wanted = _wanted(request, tag, found.size)
    if wanted is None:
        refused = HttpResponse(status=416, headers={"Content-Range": f"bytes */{found.size}"})
        return _guarded(refused, found, tag)
    start, end, part = wanted
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(status=206 if part else 200)
    else:
        response = StreamingHttpResponse(
            _read(found.file.open("rb"), start, end - start + 1), status=206 if part else 200
        )
    response["Content-Length"] = str(end - start + 1)
    if part:
        response["Content-Range"] = f"bytes {start}-{end}/{found.size}"
    return _guarded(response, found, tag)


def _wanted(request: HttpRequest, tag: str, size: int) -> tuple[int, int, bool] | None:
    """First byte, last byte, and whether it is a part; None when no such part exists."""
    whole = (0, size - 1, False)
    match = RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if not match or not any(match.groups()):
        return whole  # several ranges are answered with everything, as the standard allows
    if request.headers.get("If-Range", tag) != tag:
        return whole
    first, last = match.groups()
    if not first:
        return None if int(last) == 0 else (max(0, size - int(last)), size - 1, True)
    start = int(first)
    end = min(int(last) if last else start + STRETCH - 1, size - 1)
    return None if start > end else (start, end, True)


def _read(file: IO[bytes], start: int, left: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while left > 0 and (block := file.read(min(BLOCK, left))):
            left -= len(block)
            yield block


def _guarded(response: HttpResponseBase, found: Artifact, tag: str) -> HttpResponseBase:
    kind = found.content_type
    inline = kind in SAFE_INLINE
    ending = EXTENSIONS.get(kind, "bin")
    response["Content-Type"] = kind if kind in EXTENSIONS else "application/octet-stream"
    way = "inline" if inline else "attachment"
    response["Content-Disposition"] = f'{way}; filename="{found.kind}.{ending}"'
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = tag
    return _closed(response, PDF if kind == "application/pdf" else SEALED)


def _closed(response: HttpResponseBase, policy: str) -> HttpResponseBase:
    """Nobody keeps a copy, nothing in it runs, no other site shows it."""
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = policy
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@require_safe
def captions(request: DistrictRequest, pk: uuid.UUID) -> HttpResponseBase:
    """As they stand now: for the teacher alone, because they may be a draft of the next try's."""
    found = _artifact(request, pk)
    if not may_edit(request.viewer, found.submission):
        raise Http404
    return _vtt(found.captions)


@require_safe
def captions_then(request: DistrictRequest, pk: uuid.UUID, attempt: uuid.UUID) -> HttpResponseBase:
    """As they were handed in with a try."""
    found = _artifact(request, pk)
    tried = Attempt.objects.visible_to(request.viewer).filter(pk=attempt, artifacts=found).first()
    if tried is None:
        raise Http404
    text, person = tried.as_handed_in(found).captions, found.submission.person
    if request.district.blind_review and not may_edit(request.viewer, found.submission):
        text = without(traces(person, campus_names(request.district)), text)
    return _vtt(text)


def _vtt(text: str) -> HttpResponseBase:
    if not text:
        raise Http404
    return _closed(HttpResponse(text, content_type="text/vtt; charset=utf-8"), SEALED)
