"""From an award to signed bytes."""

import dataclasses
import datetime as dt
import hashlib
import secrets
import uuid

from waypost.credentials.content import Common, Says, common, signed_evidence, unsigned
from waypost.credentials.keys import key_for, signing_key
from waypost.credentials.models import Award, Document, IssuerKey
from waypost.credentials.status_lists import Place, allocate, refresh_lists
from waypost.openbadges import Document as Unsigned
from waypost.openbadges import Unreadable, dump, load, method_id, sign
from waypost.openbadges.times import NotAnInstant, instant, read_instant

# The finest that a badge's dates are.
MOMENT = dt.timedelta(seconds=1)


class Superseded(Exception):
    """Another document took its place since it was looked at."""


def issue(award: Award, *, at: dt.datetime) -> Document:
    """Compose, allocate a status place, sign, keep; part of the award's own transaction."""
    says = says_of(award)
    return _keep(award, says, uuid.uuid4(), says.earned_at, at)


def says_of(award: Award) -> Says:
    """What its first document says."""
    person = award.person
    return Says(name=person.name, email=person.email, earned_at=award.earned_at, evidence=())


def reissue(document: Document, says: Says, *, at: dt.datetime) -> Document:
    """Sign the award anew in place of `document`, whose own place in the status list is then set.

    Raises Superseded.
    """
    made = replace(document, says, at=at)
    refresh_lists([document.award], at=at)
    return made


def replace(document: Document, says: Says, *, at: dt.datetime) -> Document:
    """The same where many are replaced, and their lists signed at the end. Raises Superseded."""
    pk = uuid.uuid4()
    # The old one steps back before the new one stands: one document of an award is current.
    current = Document.objects.unreplaced().filter(pk=document.pk)
    if not current.update(superseded_by=pk):
        raise Superseded
    if says.evidence is None:
        says = dataclasses.replace(says, evidence=signed_evidence(document))
    ends = document.award.ends_at
    # Of two files with one id, readers take the one that is dated later; nothing begins at its end
    # or after it, as either is written, not even what has run out.
    begins = at
    if ends is not None and instant(at) >= instant(ends):
        begins = min(_later(document, says), ends - MOMENT)
    return _keep(document.award, says, pk, begins, at)


def _later(document: Document, says: Says) -> dt.datetime:
    """The first moment that is later than the one from which `document` is valid."""
    try:
        begun = read_instant(load(bytes(document.body)).get("validFrom"))
    except (Unreadable, NotAnInstant):  # bytes that were damaged on their disk
        return says.earned_at
    return max(begun + MOMENT, says.earned_at)


def _keep(
    award: Award, says: Says, pk: uuid.UUID, begins: dt.datetime, at: dt.datetime
) -> Document:
    key = key_for(award, at=at)
    [place] = allocate(award.district, key, 1, at)
    composer = Composer(award, key, at)
    made = composer.row(award, place, composer.signed(award, says, place, begins, at), at)
    made.pk = pk
    made.save(force_insert=True)
    return made


class Composer:
    """What all badges of one version, list, kind and key have in common, read once; every document
    of an award is made here, be it one or ten thousand."""

    def __init__(self, award: Award, key: IssuerKey, at: dt.datetime) -> None:
        key.district = award.district
        self.key = key
        self.secret = signing_key(key)
        self.method = method_id(key.did, self.secret.public)
        self._whole = common(award, key, at)

    def first(
        self, award: Award, says: Says, place: Place, salt: str, common: Common | None = None
    ) -> Unsigned:
        """An award's first document, dated as it was earned; with `common`, that in the place of
        what all have in common."""
        return unsigned(
            award,
            says,
            common or self._whole,
            status=place.named(suspended=False),
            begins=says.earned_at,
            salt=salt,
        )

    def light(self, award: Award, says: Says, place: Place, salt: str) -> Unsigned:
        """All that is this award's own, beside very little of what all have in common."""
        return self.first(award, says, place, salt, self._whole.lightened)

    def signed(
        self, award: Award, says: Says, place: Place, begins: dt.datetime, at: dt.datetime
    ) -> bytes:
        named = place.named(suspended=award.suspended_at is not None)
        said = unsigned(award, says, self._whole, status=named, begins=begins, salt=new_salt())
        return dump(sign(said, key=self.secret, did=self.key.did, at=at, method=self.method))

    def row(self, award: Award, place: Place, body: bytes, at: dt.datetime) -> Document:
        """Not yet saved."""
        return Document(
            district_id=award.district_id,
            award=award,
            body=body,
            sha256=hashlib.sha256(body).hexdigest(),
            key=self.key,
            status_list=place.status_list,
            status_index=place.index,
            issued_at=at,
        )


def new_salt() -> str:
    return secrets.token_hex(16)
