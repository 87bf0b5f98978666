"""Signs many badges that have their heavy parts in common, and writes each as text.

A badge is composed twice: once whole, and then for each earner light, with a short achievement and
issuer in the place of the real ones. What the light form says is the earner's; the parts in which
the first whole one differs from the first light one are everybody's. So whatever a composer puts
into one earner's badge is seen here for each of them, and can never be somebody else's.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from waypost.openbadges.contexts import PINNED, Contexts
from waypost.openbadges.documents import Document, dump, quoted
from waypost.openbadges.keys import SigningKey, base58_encode
from waypost.openbadges.proof import proof_options, sign
from waypost.openbadges.template import Lines, Template
from waypost.openbadges.template_cache import TEMPLATES, TemplateDiffers, Templates
from waypost.openbadges.template_slots import MARK, cut

# Only these may be taken from the first badge for all others: none of them is an earner's own.
COMMON = frozenset({"@context", "type", "name", "description", "image", "issuer"})
COMMON_OF_SUBJECT = frozenset({"type", "achievement", "result"})


@dataclass(frozen=True, slots=True)
class Shape:
    """Badges with the same optional parts: their statements, and their JSON up to the proof."""

    template: Template
    text: Lines


class Press:
    """For one achievement, key and moment."""

    def __init__(
        self,
        *,
        whole: Document,
        light: Document,
        key: SigningKey,
        did: str,
        method: str,
        at: datetime,
        templates: Templates = TEMPLATES,
        contexts: Contexts = PINNED,
    ) -> None:
        self._common = _differences(whole, light)
        if list(_merged(light, self._common).items()) != list(whole.items()):
            raise TemplateDiffers
        self._sign_whole = partial(sign, key=key, did=did, at=at, contexts=contexts, method=method)
        self._signer = key.signer()
        self._options = proof_options(method, at)
        configuration = {"@context": whole["@context"], **self._options}
        quads = templates.canonical(configuration, contexts)
        self._configured = hashlib.sha256(quads.encode("utf-8")).digest()
        self._templates, self._contexts = templates, contexts
        self._shapes: dict[bytes, Shape | None] = {}

    def sign(self, light: Document) -> bytes:
        """The bytes of the whole badge, signed. Raises TemplateDiffers."""
        piece = cut(light)
        key = piece.key()
        if key not in self._shapes:
            self._shapes[key] = self._shape(light)
        shape = self._shapes[key]
        quads = shape.template.fill(piece.values) if shape else None
        if shape is None or quads is None:
            return dump(self._sign_whole(_merged(light, self._common)))
        message = self._configured + hashlib.sha256(quads.encode("utf-8")).digest()
        proof = {**self._options, "proofValue": "z" + base58_encode(self._signer(message))}
        return shape.text.write([quoted(each) for each in piece.values]).encode("utf-8") + (
            b',"proof":' + dump(proof) + b"}"
        )

    def _shape(self, light: Document) -> Shape | None:
        """None where each of these has to go the long way."""
        whole = _merged(light, self._common)
        piece = cut(whole)
        template = self._templates.prepare(whole, self._contexts)
        if template is None or piece.values != cut(light).values:
            return None
        text = _text(dump(piece.marked).decode("utf-8").removesuffix("}"))
        written = text.write([quoted(each) for each in piece.values])
        if written.encode("utf-8") + b"}" != dump(whole):
            raise TemplateDiffers
        return Shape(template, text)


def _differences(whole: Document, light: Document) -> Document:
    """What the whole badge says otherwise. Raises TemplateDiffers where that is an earner's own."""
    subject, lighter = whole["credentialSubject"], light["credentialSubject"]
    found = {name: each for name, each in whole.items() if light.get(name) != each}
    found.pop("credentialSubject", None)
    of_subject = {name: each for name, each in subject.items() if lighter.get(name) != each}
    if not (COMMON.issuperset(found) and COMMON_OF_SUBJECT.issuperset(of_subject)):
        raise TemplateDiffers
    return {**found, "credentialSubject": of_subject}


def _merged(light: Document, common: Document) -> Document:
    subject = {**light["credentialSubject"], **common["credentialSubject"]}
    return {**light, **common, "credentialSubject": subject}


def _text(text: str) -> Lines:
    parts: list[str | int] = []
    position = 0
    for hole in MARK.finditer(text):
        parts += [text[position : hole.start()], int(hole[1])]
        position = hole.end()
    return Lines.of([(*parts, text[position:])])
