"""The earner puts evidence into the signed badge, or takes it out again."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from waypost.credentials.checking import signed_name
from waypost.credentials.content import Says, award_id, signed_evidence
from waypost.credentials.events import EvidenceSigned
from waypost.credentials.mending import NotStanding, sign_anew
from waypost.credentials.models import Award, Correction, Document
from waypost.credentials.policies import may_share
from waypost.journal.actions import record
from waypost.openbadges import MOST_EVIDENCE, Evidence
from waypost.people.models import Person
from waypost.people.policies import NotAllowed, require
from waypost.people.viewers import Viewer


class NotPublic(Exception):
    """While only its earner sees the badge, there is no page on which the evidence can be seen."""


class TooMany(Exception):
    """More than MOST_EVIDENCE pieces; a badge holds so many."""


class SaidAlready(Exception):
    """The signed badge names exactly this."""


@dataclass(frozen=True)
class Piece:
    """One that stands on the public page: its id there, and what is said of it."""

    id: uuid.UUID
    name: str
    kind: str
    caption: str = ""
    narrative: str = ""


@transaction.atomic
def sign_evidence(
    *, document: Document, pieces: Sequence[Piece], by: Viewer, at: dt.datetime
) -> Correction:
    """Sign the award of `document`, the current one, anew with these pieces named in it; none
    takes them out.

    A file that was handed on before keeps what it says, and shows everywhere that it was replaced.
    Raises Superseded (somebody was faster), NotStanding, NotPublic, TooMany, SaidAlready,
    KeyMissing.
    """
    locked = Award.objects.select_for_update(of=("self",), no_key=True)
    award = document.award = locked.with_face().get(pk=document.award_id)
    require(may_share(by, award))
    if not isinstance(by, Person):
        raise NotAllowed
    if not award.stands:
        raise NotStanding
    if pieces and not award.is_open_to_all:
        raise NotPublic
    if len(pieces) > MOST_EVIDENCE:
        raise TooMany
    evidence = tuple(_evidence(award, piece) for piece in pieces)
    if evidence == signed_evidence(award.documents.current()):
        raise SaidAlready
    says = Says(
        name=signed_name(award),
        email=award.holder.email,
        earned_at=award.earned_at,
        evidence=evidence,
    )
    what, why = Correction.What.EVIDENCE, Correction.Reason.REQUEST
    correction = sign_anew(document, says, what, why, "", by=by, at=at)
    record(
        EvidenceSigned(
            district=award.district_id,
            subject=award.pk,
            person=award.person_id,
            correction=correction.pk,
            pieces=len(evidence),
        ),
        by=by,
        at=at,
    )
    return correction


def evidence_id(award: Award, pk: uuid.UUID) -> str:
    """Its place on the public page, never the file's own; none for practice."""
    return "" if award.practice else f"{award_id(award)}#{anchor(pk)}"


def anchor(pk: uuid.UUID) -> str:
    return f"evidence-{pk}"


def _evidence(award: Award, piece: Piece) -> Evidence:
    return Evidence(
        id=evidence_id(award, piece.id),
        name=piece.name,
        narrative=piece.narrative,
        description=piece.caption,
        genre=piece.kind,
    )
