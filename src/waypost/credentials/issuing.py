"""From an award to signed bytes, and the status lists that say which are over."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import uuid
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from waypost.catalog.models import Kind, Requirement, RequirementKind, Version
from waypost.credentials import art
from waypost.credentials.keys import key_for, key_of_list, signing_key
from waypost.credentials.models import Award, Document, IssuerKey, StatusList
from waypost.openbadges import (
    ENTRIES,
    Achievement,
    Alignment,
    Earner,
    Image,
    Issuer,
    ResultRow,
    StatusRef,
    compose,
    compose_status_list,
    dump,
    method_id,
    sign,
)
from waypost.openbadges import Document as Unsigned
from waypost.people.models import District

TYPES = {
    Kind.BADGE: "Badge",
    Kind.MICRO_CREDENTIAL: "MicroCredential",
    Kind.DEGREE: "ext:DistrictDegree",
}
# Half full, a random place is still found at the second look.
FULL = ENTRIES // 2
# How many rows one question or one INSERT is about.
TOGETHER = 500


@dataclass(frozen=True)
class Says:
    """What a correction can change in a document."""

    name: str
    email: str
    earned_at: dt.datetime


@dataclass(frozen=True)
class Place:
    """Where a document's withdrawal will show."""

    status_list: StatusList
    index: int


@dataclass(frozen=True)
class Common:
    """The parts of a badge that say nothing of whoever earned it."""

    issuer: Issuer
    achievement: Achievement
    results: Sequence[ResultRow]

    @cached_property
    def lightened(self) -> Common:
        """The least that can be composed in the same way, under the same ids."""
        achievement = self.achievement
        return Common(
            Issuer(did=self.issuer.did, name="-"),
            Achievement(
                id=achievement.id, type=achievement.type, name="-", description="-", criteria="-"
            ),
            [ResultRow(id=row.id, title="-") for row in self.results[:1]],
        )


class Superseded(Exception):
    """Another document took its place since it was looked at."""


def issue(award: Award, *, at: dt.datetime) -> Document:
    """Compose, allocate a status place, sign, keep; part of the award's own transaction."""
    return _keep(award, says_of(award), uuid.uuid4(), at)


def says_of(award: Award) -> Says:
    """What its first document says."""
    person = award.person
    return Says(name=person.name, email=person.email, earned_at=award.awarded_at)


def reissue(document: Document, says: Says, *, at: dt.datetime) -> Document:
    """Sign the award anew in place of `document`, whose own place in the status list is then set.

    Raises Superseded.
    """
    pk = uuid.uuid4()
    # The old one steps back before the new one stands: one document of an award is current.
    current = Document.objects.filter(pk=document.pk, superseded_by=None)
    if not current.update(superseded_by=pk):
        raise Superseded
    made = _keep(document.award, says, pk, at)
    refresh_lists(document.award, at=at)
    return made


def _keep(award: Award, says: Says, pk: uuid.UUID, at: dt.datetime) -> Document:
    key = key_for(award, at=at)
    [place] = allocate(award.district, key, 1, at)
    composer = Composer(award, key)
    made = composer.row(award, place, composer.signed(award, says, place, at), at)
    made.pk = pk
    made.save(force_insert=True)
    return made


class Composer:
    """What all badges of one version, kind and key have in common, read once; every document of an
    award is made here, be it one or ten thousand."""

    def __init__(self, award: Award, key: IssuerKey) -> None:
        key.district = award.district
        self.key = key
        self.secret = signing_key(key)
        self.method = method_id(key.did, self.secret.public)
        self._whole = Common(issuer(award.district, key), *_of_version(award))

    def unsigned(
        self, award: Award, says: Says, place: Place, salt: str, common: Common | None = None
    ) -> Unsigned:
        """With `common`, that in the place of what all have in common."""
        common = common or self._whole
        return compose(
            id=award_id(award),
            issuer=common.issuer,
            achievement=common.achievement,
            earner=Earner(
                id=uuid.uuid5(award.district_id, str(award.holder.pk)).urn,
                email=says.email,
                salt=salt,
                name=says.name,
            ),
            valid_from=says.earned_at,
            valid_until=award.expires_at,
            status=StatusRef(list_url=list_url(place.status_list), index=place.index),
            results=common.results,
        )

    def light(self, award: Award, says: Says, place: Place, salt: str) -> Unsigned:
        """All that is this award's own, beside very little of what all have in common."""
        return self.unsigned(award, says, place, salt, self._whole.lightened)

    def signed(self, award: Award, says: Says, place: Place, at: dt.datetime) -> bytes:
        unsigned = self.unsigned(award, says, place, new_salt())
        return dump(sign(unsigned, key=self.secret, did=self.key.did, at=at, method=self.method))

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


# A published version is frozen, so what it says in a badge is worked out once: by its id, by where
# the district lives, and by kind. Nothing that can change may go in here.
_kept: OrderedDict[tuple[uuid.UUID, str, bool], tuple[Achievement, list[ResultRow]]] = OrderedDict()
MOST_KEPT = 128


def _of_version(award: Award) -> tuple[Achievement, list[ResultRow]]:
    name = (award.version_id, award.district.address, award.practice)
    found = _kept.get(name)
    if found is None:
        found = achievement(award), results(award.version)
        _kept[name] = found
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def new_salt() -> str:
    return secrets.token_hex(16)


def award_id(award: Award) -> str:
    """A practice badge has no address that could be taken for a real one."""
    return award.urn if award.practice else f"{award.district.address}/c/{award.public_id}"


def list_url(status_list: StatusList) -> str:
    if status_list.practice:
        return status_list.pk.urn
    return f"{status_list.district.address}/status/{status_list.number}"


def issuer(district: District, key: IssuerKey) -> Issuer:
    return Issuer(
        did=key.did,
        name=district.name,
        url="" if key.practice else district.address,
        description=f"{district.title}. Teachers earn badges by showing classroom evidence.",
    )


def achievement(award: Award) -> Achievement:
    version = award.version
    slug = version.achievement.slug
    return Achievement(
        id=(
            version.pk.urn
            if award.practice
            else f"{award.district.address}/catalog/{slug}#v{version.number}"
        ),
        type=TYPES[Kind(version.achievement.kind)],
        name=version.title,
        description=version.public_sentence,
        criteria=_criteria(version),
        criteria_url="" if award.practice else f"{award.district.address}/catalog/{slug}",
        image=Image(url=art.data_url(version, practice=award.practice), caption=version.title),
        version=str(version.number),
        language=version.language,
        field_of_study=version.content_area,
        alignments=[
            Alignment(framework=a.framework, version=a.framework_version, code=a.code, url=a.url)
            for a in version.alignments.all()
            # The standard wants an address; versions were once published without one.
            if a.url
        ],
        credits_available=version.clock_hours or None,
    )


def _criteria(version: Version) -> str:
    """What had to be shown, in the words that the earner and the reviewer read."""
    parts = [version.public_sentence]
    for requirement in version.requirements.all():
        parts += [f"**{row.title}.** {row.demonstrated}" for row in requirement.rows.all()]
        parts += [f"**{choice.label}.**" for choice in requirement.choices.all()]
    return "\n\n".join(parts)


def results(version: Version) -> list[ResultRow]:
    rows = [row for requirement in _evidence(version) for row in requirement.rows.all()]
    return [
        ResultRow(id=r.pk, title=r.title, demonstrated=r.demonstrated, not_yet=r.not_yet)
        for r in rows
    ]


def _evidence(version: Version) -> list[Requirement]:
    return [r for r in version.requirements.all() if r.kind == RequirementKind.EVIDENCE]


def allocate(district: District, key: IssuerKey, count: int, at: dt.datetime) -> list[Place]:
    """Random free places: neighbours in the list say nothing about who earned when. Where one list
    fills up, the next one goes on."""
    places: list[Place] = []
    while len(places) < count:
        status_list = _list_with_room(district, key)
        if status_list is None:
            # Two first awards at once make one list: the second looks again behind this lock.
            District.objects.select_for_update(no_key=True).get(pk=district.pk)
            status_list = _list_with_room(district, key) or _new_list(district, key, at)
        status_list.district = district
        some = min(count - len(places), FULL - status_list.used)
        places += [Place(status_list, index) for index in _free(status_list, some)]
        status_list.used += some
        StatusList.objects.filter(pk=status_list.pk).update(used=status_list.used)
    return places


def _free(status_list: StatusList, count: int) -> list[int]:
    """Each as likely as any other that is free, in the order in which they were drawn."""
    found: dict[int, None] = {}
    while len(found) < count:
        drawn = {secrets.randbelow(status_list.size): None for _ in range(count - len(found))}
        fresh = [index for index in drawn if index not in found]
        for start in range(0, len(fresh), TOGETHER):
            some = fresh[start : start + TOGETHER]
            documents = Document.objects.filter(status_list=status_list, status_index__in=some)
            taken = set(documents.values_list("status_index", flat=True))
            found |= dict.fromkeys(index for index in some if index not in taken)
    return list(found)


def _list_with_room(district: District, key: IssuerKey) -> StatusList | None:
    return (
        StatusList.objects.select_for_update()
        .filter(district=district, practice=key.practice, used__lt=FULL)
        .order_by("-number")
        .first()
    )


def _new_list(district: District, key: IssuerKey, at: dt.datetime) -> StatusList:
    made = StatusList.objects.create(
        district=district,
        number=StatusList.objects.filter(district=district).count() + 1,
        practice=key.practice,
        size=ENTRIES,
        created_at=at,
    )
    _sign_list(made, key, at)
    return made


def refresh_lists(award: Award, *, at: dt.datetime) -> None:
    """Make and sign again every status list in which this award has a place."""
    places = Document.objects.filter(award=award).values("status_list")
    lists = StatusList.objects.select_for_update(of=("self",)).filter(pk__in=places)
    for status_list in lists.order_by("number"):
        _sign_list(status_list, key_of_list(status_list), at)


def _sign_list(status_list: StatusList, key: IssuerKey, at: dt.datetime) -> None:
    # The list speaks of documents: one that was replaced is over, though its award stands.
    over = Q(award__withdrawal__isnull=False) | Q(superseded_by__isnull=False)
    withdrawn = Document.objects.filter(over, status_list=status_list).values_list(
        "status_index", flat=True
    )
    document = compose_status_list(
        url=list_url(status_list),
        issuer_did=key.did,
        withdrawn=withdrawn,
        at=at,
        entries=status_list.size,
    )
    status_list.body = dump(sign(document, key=signing_key(key), did=key.did, at=at))
    status_list.made_at = at
    status_list.save(update_fields=["body", "made_at"])
