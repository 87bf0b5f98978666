"""Large files in parts that may stop and go on: the server's side of tus 1.0 (tus.io).

Core, creation and termination. `GET` says in JSON what became of an upload, because a browser
whose connection broke during the last part never heard the answer.
"""

import base64
import contextlib
import uuid

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from waypost.evidence import intake
from waypost.evidence.actions import (
    Elsewhere,
    Full,
    Locked,
    NotPossible,
    TooMany,
    WrongPiece,
    begin,
    drop,
    finish,
    receive,
)
from waypost.evidence.models import Students, Submission, Upload
from waypost.evidence.views.words import answer, mine
from waypost.people.guards import signed_in
from waypost.people.requests import PersonRequest

VERSION = "1.0.0"
PART = "application/offset+octet-stream"


def _tus(response: HttpResponse) -> HttpResponse:
    response["Tus-Resumable"] = VERSION
    return response


def _state(upload: Upload) -> dict[str, object]:
    return {
        "state": upload.state,
        "offset": upload.offset,
        "size": upload.size,
        "message": upload.refused,
    }


@never_cache
@require_POST
@signed_in
def uploads(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    """Begins one; the page itself shows what is still on its way into this work."""
    return _tus(_begin(request, mine(request, pk)))


def _begin(request: PersonRequest, submission: Submission) -> HttpResponse:
    if request.headers.get("Tus-Resumable") != VERSION:
        return HttpResponse(status=412, headers={"Tus-Version": VERSION})
    try:
        told = _metadata(request)
    except ValueError as problem:
        return answer("unreadable", problem, 400)
    size = _number(request.headers.get("Upload-Length"))
    piece = submission.requirement.pieces.filter(position=_number(told.get("piece"))).first()
    if piece is None or size < 0:
        return answer("unreadable", ValueError(), 400)
    at = timezone.now()
    students = told.get("students", "")
    try:
        upload = begin(
            submission=submission,
            piece=piece,
            size=size,
            students=students if students in Students.values else "",
            by=request.viewer,
            at=at,
        )
    except intake.Refused as problem:
        return answer(problem.code, problem, 422)
    except TooMany as problem:
        return answer("too_many", problem, 422)
    except Full as problem:
        return answer("server_full", problem, 507)
    except (NotPossible, WrongPiece) as problem:
        return answer("moved_on", problem, 410)
    place = reverse("evidence:upload", args=[upload.pk])
    return HttpResponse(status=201, headers={"Location": place, "Upload-Offset": "0"})


@never_cache
@signed_in
def upload(request: PersonRequest, pk: uuid.UUID) -> HttpResponse:
    found = (
        Upload.objects.visible_to(request.viewer)
        .filter(pk=pk)
        .select_related("submission__district", "piece", "artifact")
        .first()
    )
    if found is None:
        raise Http404
    match request.method:
        case "HEAD":
            return _tus(_head(found))
        case "PATCH":
            return _tus(_patch(request, found))
        case "DELETE":
            return _tus(_delete(request, found))
        case "GET":
            return _tell(request, found)
        case "OPTIONS":
            return _tus(HttpResponse(status=204, headers={"Tus-Extension": "creation,termination"}))
    return HttpResponse(status=405)


def _head(found: Upload) -> HttpResponse:
    return HttpResponse(
        headers={
            "Upload-Offset": str(found.offset),
            "Upload-Length": str(found.size),
            "Cache-Control": "no-store",
        }
    )


def _patch(request: PersonRequest, found: Upload) -> HttpResponse:
    if request.headers.get("Tus-Resumable") != VERSION:
        return HttpResponse(status=412, headers={"Tus-Version": VERSION})
    if request.content_type != PART:
        return HttpResponse(status=415)
    try:
        receive(
            upload=found,
            offset=_number(request.headers.get("Upload-Offset")),
            source=request,
            by=request.viewer,
            at=timezone.now(),
        )
        if found.state == "checking":
            # Where another is at it or no place is free, the page asks again soon.
            with contextlib.suppress(Locked):
                finish(upload=found, by=request.viewer, at=timezone.now())
    except Elsewhere as problem:
        return answer("elsewhere", problem, 409, offset=problem.args[0])
    except Locked as problem:
        return answer("locked", problem, 423)
    except Full as problem:
        return answer("server_full", problem, 507)
    except NotPossible as problem:
        return answer("moved_on", problem, 410)
    except UnreadablePostError:
        # The connection broke: what arrived is counted, nobody is there to read an answer.
        return HttpResponse(status=400)
    return HttpResponse(status=204, headers={"Upload-Offset": str(found.offset)})


def _tell(request: PersonRequest, found: Upload) -> HttpResponse:
    """Where it is; a complete one that nobody is checking (a killed server) is checked now."""
    if found.state == "checking":
        with contextlib.suppress(Locked, NotPossible):
            finish(upload=found, by=request.viewer, at=timezone.now())
    return JsonResponse(_state(found))


def _delete(request: PersonRequest, found: Upload) -> HttpResponse:
    try:
        drop(upload=found, by=request.viewer)
    except NotPossible as problem:
        return answer("moved_on", problem, 410)
    return HttpResponse(status=204)


def _metadata(request: HttpRequest) -> dict[str, str]:
    """tus's header: pairs of a key and base64. The file's name is not even looked at.

    Raises ValueError.
    """
    told = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _space, value = pair.strip().partition(" ")
        if key in {"piece", "students"}:
            told[key] = base64.b64decode(value, validate=True).decode()
    return told


def _number(text: str | None) -> int:
    """A whole number as headers bring it, or -1."""
    fits = text and text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if fits and text else -1
