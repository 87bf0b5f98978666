"""An endorsement: somebody signs that another's badge, achievement or issuer is good.

It is a credential of its own. Inside a badge it is part of what the badge's issuer signed, which
says nothing about who signed the endorsement: that is looked at here, apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from waypost.openbadges.achievements import profile
from waypost.openbadges.contexts import CREDENTIALS_V2, OPEN_BADGES, PINNED, Contexts
from waypost.openbadges.documents import Document, Unreadable, load
from waypost.openbadges.effort import one_effort
from waypost.openbadges.form import many, read_signed, text
from waypost.openbadges.members import address, check_practice_ids, check_texts, required
from waypost.openbadges.signature import Answer, Trust, check_signature
from waypost.openbadges.standing import Lists, Standing, check_standing
from waypost.openbadges.times import instant
from waypost.openbadges.values import ComposeError, Issuer

ENDORSEMENT_TYPE = "EndorsementCredential"
MOST_ENDORSEMENTS = 20


def compose_endorsement(
    *,
    id: str,
    issuer: Issuer,
    of: str,
    comment: str,
    valid_from: datetime,
    valid_until: datetime | None = None,
) -> Document:
    """An unsigned EndorsementCredential; `of` is the id of a badge, an achievement or an issuer."""
    check_texts("issuer", issuer)
    check_texts("comment", comment)
    if issuer.practice:
        check_practice_ids(endorsement=id)
    begins, ends = instant(valid_from), instant(valid_until) if valid_until else ""
    if ends and ends <= begins:
        raise ComposeError("valid_until", "not after valid_from")
    document: Document = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES],
        "id": address("id", id),
        "type": ["VerifiableCredential", ENDORSEMENT_TYPE],
        "name": "Endorsement",
        "issuer": profile(issuer),
        "validFrom": begins,
        "credentialSubject": {
            "id": address("of", of),
            "type": ["EndorsementSubject"],
            "endorsementComment": required("comment", comment),
        },
    }
    if ends:
        document["validUntil"] = ends
    return document


@dataclass(frozen=True, slots=True)
class Endorsement:
    """What one says. `answer` is whether its issuer signed it, `current` by its dates, `against` a
    word that its issuer's status list says against it, `unknown` a word for why none could tell;
    `needs` what would settle what is open."""

    id: str
    issuer: str
    issuer_name: str
    of: str
    comment: str
    valid_from: datetime | None
    valid_until: datetime | None
    answer: Answer
    current: bool
    against: str = ""
    unknown: str = ""
    needs: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Signed, by a key that somebody vouches for, of today, and not known to be taken back."""
        return self.answer.proven and self.answer.vouched and self.current and not self.against


@one_effort()
def endorsements(badge: Document, trust: Trust) -> list[Endorsement]:
    """Those in a badge, each checked by itself; one of something else is left out.

    Raises Unreadable.
    """
    ids = _ids(badge)
    found = [_read(each, trust, {}) for each in _held(badge) if is_endorsement(each)]
    return [each for each in found if each.of in ids]


def is_endorsement(document: Document) -> bool:
    subject = document.get("credentialSubject")
    return ENDORSEMENT_TYPE in many(document.get("type")) and isinstance(subject, dict)


@one_effort()
def read_endorsement(
    source: bytes,
    *,
    now: datetime,
    did_documents: Mapping[str, object] | None = None,
    status_lists: Lists | None = None,
    key_documents: Mapping[str, object] | None = None,
    contexts: Contexts = PINNED,
) -> tuple[Document, Endorsement]:
    """One that is a file by itself, and what checking it found; what is passed is as for `verify`.

    Raises Unreadable.
    """
    document = load(source)
    if not is_endorsement(document):
        raise Unreadable("no_endorsement")
    trust = Trust(
        keys={},
        documents=did_documents or {},
        contexts=contexts,
        now=now,
        key_documents=key_documents or {},
    )
    return document, _read(document, trust, status_lists or {})


def _read(document: Document, trust: Trust, lists: Lists) -> Endorsement:
    signed, subject = read_signed(document), document["credentialSubject"]
    answer = check_signature(signed, trust)
    standing = check_standing(signed, trust, lists) if answer.proven else Standing()
    begun = signed.valid_from is not None and signed.valid_from <= trust.now
    over = signed.valid_until is not None and signed.valid_until <= trust.now
    return Endorsement(
        id=text(document.get("id")),
        issuer=signed.issuer,
        issuer_name=signed.issuer_name,
        of=text(subject.get("id")),
        comment=text(subject.get("endorsementComment")),
        valid_from=signed.valid_from,
        valid_until=signed.valid_until,
        answer=answer,
        current=begun and not over,
        against=standing.against,
        unknown=standing.unknown,
        needs=answer.needs or standing.needs,
    )


def _held(badge: Document) -> Iterator[Document]:
    """At the badge, at its achievement and at its issuer."""
    subject = badge.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    held = [
        each
        for part in (badge, achievement, badge.get("issuer"))
        if isinstance(part, dict)
        for each in many(part.get("endorsement"))
    ]
    if len(held) > MOST_ENDORSEMENTS:
        raise Unreadable("too_many_values")
    yield from (each for each in held if isinstance(each, dict))


def _ids(badge: Document) -> set[str]:
    subject, issuer = badge.get("credentialSubject"), badge.get("issuer")
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    issuer_id = issuer.get("id") if isinstance(issuer, dict) else issuer
    achievement_id = achievement.get("id") if isinstance(achievement, dict) else None
    return {each for each in (badge.get("id"), issuer_id, achievement_id) if isinstance(each, str)}
