"""Learner records (CLR 2.0): a degree with what it rests on, or all that one person holds."""

import datetime as dt
import secrets
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models.functions import Length
from django.utils.translation import gettext as _

from waypost.catalog.models import Kind
from waypost.credentials.content import earner_id, issuer
from waypost.credentials.keys import current_key, key_for, signing_key
from waypost.credentials.models import Award, Document, IssuerKey
from waypost.credentials.rules import grounds_of
from waypost.openbadges import (
    MOST_BADGES,
    Association,
    Earner,
    Unreadable,
    compose_record,
    dump,
    load,
    sign,
)
from waypost.openbadges import Document as Composed
from waypost.people.models import Person

# Of the badges in one record, together: with what stands around them it stays below the megabyte
# that another district keeps of what somebody brings.
MOST_BYTES = 800_000


class NothingToShow(Exception):
    """No badge stands that could be in it."""


@dataclass(frozen=True)
class Holding:
    """An award that stands, and its current badge as it was signed."""

    award: Award
    badge: Composed

    @property
    def achievement(self) -> str:
        return str(self.badge["credentialSubject"]["achievement"]["id"])


def degree_record(award: Award, *, name: str, at: dt.datetime) -> bytes:
    """The degree's badge and those that its rule was met by, as far as they stand.

    Raises NothingToShow, also while it counts for nothing itself, and KeyMissing.
    """
    if not award.counts:
        raise NothingToShow
    parts, _ = grounds_of(award)
    held = _holdings(award.holder, [award.pk, *map(uuid.UUID, parts)], practice=award.practice)
    return _signed(award.holder, held, key_for(award, at=at), name, at)


def pages_of(person: Person) -> int:
    """How many records it takes to hold all of it."""
    return len(_parts(person))


def _parts(person: Person) -> list[list[uuid.UUID]]:
    """The awards of each record, oldest first: as many badges as one holds, and no more bytes than
    those who are given it take."""
    held = Document.objects.unreplaced().filter(award__in=Award.objects.held_by(person))
    sizes = held.order_by("award__awarded_at", "award__pk").values_list("award", Length("body"))
    parts: list[list[uuid.UUID]] = []
    left = 0
    for pk, size in sizes:
        if not parts or len(parts[-1]) == MOST_BADGES or size > left:
            parts.append([])
            left = MOST_BYTES
        parts[-1].append(pk)
        left -= size
    return parts


def name_of(person: Person, number: int, of: int) -> str:
    """What the record of this number is called."""
    name = _("Record of %(name)s") % {"name": person.name}
    return name if of == 1 else f"{name} " + _("(%(n)s of %(of)s)") % {"n": number, "of": of}


def whole_record(person: Person, number: int, *, name: str, at: dt.datetime) -> bytes:
    """Everything of today's kind that stands, oldest first: the record of this number, from 1.

    Raises NothingToShow, KeyMissing.
    """
    some, district = _parts(person)[number - 1], person.district
    held = _holdings(person, some, practice=district.practice)
    return _signed(person, held, current_key(district, at=at), name, at)


def _holdings(person: Person, awards: Iterable[uuid.UUID], *, practice: bool) -> list[Holding]:
    """What was withdrawn since, or is suspended, is no part of a record, nor is a damaged file."""
    standing = Document.objects.unreplaced().filter(
        award__in=list(awards),
        award__person__in=person.selves,
        award__stands=True,
        award__suspended_at=None,
        award__practice=practice,
        form=Document.Form.OPEN_BADGE_3,
    )
    rows = standing.select_related(
        "award__district", "award__person__joined_into", "award__version__achievement"
    )
    found = []
    for document in rows.order_by("award__awarded_at", "award__pk"):
        try:
            found.append(Holding(document.award, load(bytes(document.body))))
        except Unreadable:
            continue
    return found


def _signed(
    person: Person, held: list[Holding], key: IssuerKey, name: str, at: dt.datetime
) -> bytes:
    held = [each for each in held if _is_for(each.badge, person, key)]
    if not held:
        raise NothingToShow
    record = compose_record(
        id=uuid.uuid4().urn,
        issuer=issuer(person.district, key),
        earner=Earner(
            id=earner_id(person), email=person.email, salt=secrets.token_hex(16), name=person.name
        ),
        name=name,
        badges=[each.badge for each in held],
        valid_from=at,
        associations=_associations(held),
    )
    return dump(sign(record, key=signing_key(key), did=key.did, at=at))


def _is_for(badge: Composed, person: Person, key: IssuerKey) -> bool:
    """Whether a record may hold it: a practice badge that an earlier did:key signed for an entry
    which was joined since says of nobody that these two are one."""
    earner = badge["credentialSubject"].get("id")
    return bool(earner == earner_id(person) or badge["issuer"]["id"] == key.did)


def _associations(held: list[Holding]) -> list[Association]:
    """Each degree is the parent of what it rests on, where both are in the record."""
    here: Mapping[str, Holding] = {str(each.award.pk): each for each in held}
    degrees = [each for each in held if each.award.version.kind == Kind.DEGREE]
    return [
        Association(source=degree.achievement, kind="isParentOf", target=here[pk].achievement)
        for degree in degrees
        for pk in sorted(grounds_of(degree.award)[0])
        if pk in here
    ]
