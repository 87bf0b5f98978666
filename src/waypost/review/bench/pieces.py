"""The pieces of one try, with what is new or changed since the one before."""

import uuid

from waypost.catalog.models import Piece
from waypost.evidence.models import Attempt
from waypost.review.bench.nouns import PieceView, Shown, Words
from waypost.review.blind import Face

Texts = dict[tuple[str, int], str]


def piece_views(
    pieces: list[Piece], attempt: Attempt, previous: Attempt | None, who: Face
) -> list[PieceView]:
    texts, texts_before = _texts(attempt), _texts(previous)
    before = {a.pk for a in previous.artifacts.all()} if previous else None
    return [
        PieceView(
            piece=piece,
            words=_words(piece, texts, texts_before if previous else None, who),
            shown=_shown(piece, attempt, before, who),
            gone=_gone(piece, attempt, previous),
        )
        for piece in pieces
    ]


def _texts(attempt: Attempt | None) -> Texts:
    words = attempt.words if attempt else []
    return {(entry["piece"], entry["prompt"]): entry["text"] for entry in words}


def _words(piece: Piece, texts: Texts, before: Texts | None, who: Face) -> list[Words]:
    found = []
    for number, prompt in enumerate(piece.prompts or [""]):
        place = (str(piece.pk), number)
        text = texts.get(place, "")
        if not text and not piece.prompts:
            continue
        mark = "" if before is None else _mark(text, before.get(place, ""))
        found.append(Words(prompt=prompt, text=who.clean(text), mark=mark))
    return found


def _mark(text: str, before: str) -> str:
    if text == before:
        return ""
    return "changed" if before else "new"


def _shown(piece: Piece, attempt: Attempt, before: set[uuid.UUID] | None, who: Face) -> list[Shown]:
    return [
        Shown(
            attempt=attempt,
            artifact=artifact,
            caption=who.clean(artifact.caption),
            url="" if who.gives_away(artifact.url) else artifact.url,
            mark="new" if before is not None and artifact.pk not in before else "",
        )
        for artifact in map(attempt.as_handed_in, attempt.artifacts.all())
        if artifact.piece_id == piece.pk
    ]


def _gone(piece: Piece, attempt: Attempt, previous: Attempt | None) -> int:
    if previous is None:
        return 0
    now = {a.pk for a in attempt.artifacts.all()}
    return sum(a.piece_id == piece.pk and a.pk not in now for a in previous.artifacts.all())
