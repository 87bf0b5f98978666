"""What a teacher's page sends back, as changes; and how each field of it is called."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpRequest, QueryDict

from waypost.catalog.models import Piece
from waypost.evidence.actions import Captions, Change, Description, NewFile, NewLink, Words
from waypost.evidence.models import Artifact, Students, Submission
from waypost.evidence.models.submissions import LONGEST_CAPTION

MOST_CAPTIONS = 1024 * 1024


def words_field(piece: Piece, prompt: int) -> str:
    return f"words-{piece.position}-{prompt}"


def mark(text: str) -> str:
    """Tells whether a field was touched at all, without sending its words twice."""
    plain = text.replace("\r\n", "\n")
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read(
    request: HttpRequest,
    submission: Submission,
    pieces: Sequence[Piece],
    artifacts: Sequence[Artifact],
) -> list[Change]:
    """Only what was touched; words first, because they are the dearest."""
    post = request.POST
    changes: list[Change] = []
    for piece in pieces:
        changes += _words(post, piece)
    for artifact in artifacts:
        changes += _description(post, artifact)
    for artifact in artifacts:
        changes += _captions(request, artifact)
    for piece in pieces:
        changes += _new(request, piece)
    return changes


def _words(post: QueryDict, piece: Piece) -> Iterator[Words]:
    for prompt in range(max(1, len(piece.prompts))):
        field = words_field(piece, prompt)
        if field not in post:
            continue
        text, revision = _text(post, field), _number(_text(post, f"revision-{field}"))
        choice = _text(post, f"choice-{field}")
        if choice == "theirs":
            continue
        if choice in {"mine", "both"}:
            revision = _number(_text(post, f"theirs-revision-{field}"))
            if choice == "both":
                text = f"{text.rstrip()}\n\n{_text(post, f'theirs-{field}')}".strip()
        elif _text(post, f"was-{field}") == mark(text):
            continue
        yield Words(field, piece, prompt, text, revision)


def _description(post: QueryDict, artifact: Artifact) -> Iterator[Description]:
    field = f"students-{artifact.pk}"
    if f"caption-{artifact.pk}" not in post:
        return
    students = _text(post, field)
    if students not in Students.values:
        students = artifact.students
    caption = _text(post, f"caption-{artifact.pk}").strip()[:LONGEST_CAPTION]
    if (students, caption) != (artifact.students, artifact.caption):
        yield Description(field, artifact, students, caption)


def _captions(request: HttpRequest, artifact: Artifact) -> Iterator[Captions]:
    field = f"captions-{artifact.pk}"
    for sent in request.FILES.getlist(field):
        text = sent.read(MOST_CAPTIONS + 1).decode("utf-8-sig", "replace")
        yield Captions(field, artifact, text)


def _new(request: HttpRequest, piece: Piece) -> Iterator[NewFile | NewLink]:
    field = f"file-{piece.position}"
    for sent in request.FILES.getlist(field):
        if isinstance(sent, TemporaryUploadedFile):
            yield NewFile(field, piece, Path(sent.temporary_file_path()))
    url = _text(request.POST, f"link-{piece.position}").strip()
    if url and piece.takes_links:
        yield NewLink(f"link-{piece.position}", piece, url)


def _text(post: QueryDict, name: str) -> str:
    return str(post.get(name, ""))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
