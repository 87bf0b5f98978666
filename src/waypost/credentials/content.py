"""What a badge says: from an award and its version to the values that are signed."""

import contextlib
import dataclasses
import datetime as dt
import uuid
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property

from django.utils import translation
from django.utils.translation import gettext as _

from waypost.catalog.models import Kind, Requirement, RequirementKind, Version
from waypost.credentials import art
from waypost.credentials.models import Award, AwardList, Document, Endorsement, IssuerKey
from waypost.openbadges import (
    Achievement,
    Alignment,
    Earner,
    Evidence,
    Image,
    Issuer,
    ResultRow,
    StatusRef,
    Unreadable,
    compose,
    load,
)
from waypost.openbadges import Document as Composed
from waypost.people.models import District, Person

TYPES = {
    Kind.BADGE: "Badge",
    Kind.MICRO_CREDENTIAL: "MicroCredential",
    Kind.DEGREE: "ext:DistrictDegree",
}
# What the addresses of CASE, by which frameworks are published, lead to.
CASE = {"/CFItems/": "CFItem", "/CFRubrics/": "CFRubric"}


@dataclass(frozen=True)
class Says:
    """What a correction can change in a document.

    `evidence` is what the earner asked to have in it; None is what the document says already.
    """

    name: str
    email: str
    earned_at: dt.datetime
    evidence: tuple[Evidence, ...] | None = None


@dataclass(frozen=True)
class Common:
    """The parts of a badge that say nothing of whoever earned it."""

    issuer: Issuer
    achievement: Achievement
    results: Sequence[ResultRow]
    narrative: str
    # Hours that it counts; those of a list were somebody else's to count.
    hours: Decimal | None

    @cached_property
    def lightened(self) -> "Common":
        """The least that can be composed in the same way, under the same ids."""
        achievement = self.achievement
        return Common(
            Issuer(did=self.issuer.did, name="-"),
            Achievement(
                id=achievement.id, type=achievement.type, name="-", description="-", criteria="-"
            ),
            [ResultRow(id=row.id, title="-") for row in self.results[:1]],
            self.narrative,
            self.hours,
        )


def common(award: Award, key: IssuerKey, at: dt.datetime) -> Common:
    district = award.district
    hours = (None if award.award_list_id else award.version.clock_hours) or None
    said, rows = _of_version(award)
    if not award.practice and (praise := _endorsements(award.version, at)):
        said = with_endorsements(said, praise)
    return Common(issuer(district, key), said, rows, narrative(award), hours)


def _endorsements(version: Version, at: dt.datetime) -> list[Composed]:
    """Those of today. One that was damaged on its disk keeps nobody from a badge."""
    found = []
    for body in Endorsement.objects.shown(version, at).values_list("body", flat=True):
        with contextlib.suppress(Unreadable):
            found.append(load(bytes(body)))
    return found


def unsigned(
    award: Award,
    says: Says,
    common: Common,
    *,
    status: Sequence[StatusRef],
    begins: dt.datetime,
    salt: str,
) -> Composed:
    """The badge before it is signed; `begins` dates this document of it."""
    return compose(
        id=award_id(award),
        issuer=common.issuer,
        achievement=common.achievement,
        earner=earner(award, says, salt, common.hours),
        valid_from=begins,
        valid_until=award.ends_at,
        awarded_at=says.earned_at,
        status=status,
        results=common.results,
        narrative=common.narrative,
        evidence=says.evidence or (),
        # Where the newest file is, for whoever holds one that was replaced.
        refresh_url="" if award.practice else f"{award_id(award)}.json",
        schema=True,
    )


def award_id(award: Award) -> str:
    """A practice badge has no address that could be taken for a real one."""
    return award.urn if award.practice else f"{award.district.address}/c/{award.public_id}"


def earner(award: Award, says: Says, salt: str, hours: Decimal | None) -> Earner:
    return Earner(
        id=earner_id(award.holder),
        email=says.email,
        salt=salt,
        name=says.name,
        credits_earned=hours,
    )


def earner_id(person: Person) -> str:
    """The same in every badge of one person here, and nothing that leads to them."""
    return uuid.uuid5(person.district_id, str(person.pk)).urn


def signed_evidence(document: Document) -> tuple[Evidence, ...]:
    """The pieces that a document names; none in bytes that were damaged on their disk."""
    try:
        said = load(bytes(document.body)).get("evidence", [])
    except Unreadable:
        return ()
    names = [field.name for field in fields(Evidence)]
    return tuple(Evidence(**{name: each.get(name, "") for name in names}) for each in said)


def issuer(district: District, key: IssuerKey) -> Issuer:
    return Issuer(
        did=key.did,
        name=district.name,
        url="" if key.practice else district.address,
        description=description(district),
    )


def description(district: District) -> str:
    """Who issues, in a sentence."""
    return f"{district.title}. Teachers earn badges by showing classroom evidence."


def achievement(version: Version, *, practice: bool) -> Achievement:
    address = version.district.address
    slug = version.achievement.slug
    return Achievement(
        id=achievement_id(version, practice=practice),
        type=TYPES[Kind(version.achievement.kind)],
        name=version.title,
        description=version.public_sentence,
        criteria=_criteria(version),
        criteria_url="" if practice else f"{address}/catalog/{slug}/v{version.number}",
        image=Image(url=art.data_url(version, practice=practice), caption=version.title),
        version=str(version.number),
        language=version.language,
        field_of_study=version.content_area,
        alignments=[
            Alignment(
                framework=a.framework,
                version=a.framework_version,
                code=a.code,
                url=a.url,
                target_type=target_type(a.url),
            )
            for a in version.alignments.all()
            # The standard wants an address; versions were once published without one.
            if a.url
        ],
        credits_available=version.clock_hours or None,
        creator=None if practice else creator(version.district),
    )


def achievement_id(version: Version, *, practice: bool) -> str:
    """A practice badge's is no address that could be taken for a real one."""
    slug, number = version.achievement.slug, version.number
    return version.pk.urn if practice else f"{version.district.address}/catalog/{slug}#v{number}"


def with_endorsements(achievement: Achievement, signed: Sequence[Composed]) -> Achievement:
    return dataclasses.replace(achievement, endorsements=tuple(signed))


def creator(district: District) -> Issuer:
    """Who wrote it: the district under its published profile. Under the id of the issuer, one
    would be signed as the other, and words could move between them unnoticed."""
    return Issuer(
        did=f"{district.address}/ob2/issuer.json", name=district.name, url=district.address
    )


# A published version is frozen, so what it says in a badge is worked out once: by its id, and by
# all that does not stand in it. Nothing else that can change may go in here.
_kept: OrderedDict[tuple[object, ...], tuple[Achievement, list[ResultRow]]] = OrderedDict()
MOST_KEPT = 128


def _of_version(award: Award) -> tuple[Achievement, list[ResultRow]]:
    district, listed = award.district, award.award_list_id is not None
    # One and the same: what is kept by today's address says today's address.
    award.version.district = district
    name = (award.version_id, district.address, district.name, award.practice, listed)
    found = _kept.get(name)
    if found is None:
        found = achievement(award.version, practice=award.practice), results(award)
        _kept[name] = found
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def target_type(url: str) -> str:
    """The kind of thing an alignment points at, where its address says so."""
    return next((kind for part, kind in CASE.items() if part in url), "")


def _criteria(version: Version) -> str:
    """What had to be shown, in the words that the earner and the reviewer read."""
    parts = [version.public_sentence]
    for requirement in version.requirements.all():
        parts += [f"**{row.title}.** {row.demonstrated}" for row in requirement.rows.all()]
        parts += [f"**{choice.label}.**" for choice in requirement.choices.all()]
    return "\n\n".join(parts)


def results(award: Award) -> list[ResultRow]:
    """The rows of the rubric as a reviewer found them; none where the district awarded it from a
    list, because nobody looked."""
    if award.award_list_id:
        return []
    rows = [row for each in _evidence(award.version) for row in each.rows.all()]
    return [
        ResultRow(id=r.pk, title=r.title, demonstrated=r.demonstrated, not_yet=r.not_yet)
        for r in rows
    ]


def narrative(award: Award) -> str:
    """How it was decided, where that was not by a review."""
    if award.award_list is None:
        return ""
    with translation.override(award.version.language):
        return on_what_ground(award.award_list)


def on_what_ground(award_list: AwardList) -> str:
    """For whoever reads the badge or its page: a truthful sentence, and nothing of whose it is."""
    how = {
        AwardList.Ground.SESSION: _(
            "Awarded by the district from a list of those who attended a session before this site"
            " was used."
        ),
        AwardList.Ground.OFFICE: _(
            "Awarded by the district from the list of a county office or service center."
        ),
        AwardList.Ground.PAPER: _(
            "Awarded by the district from a list, in place of a paper certificate."
        ),
        AwardList.Ground.RECORD: _(
            "Awarded by the district from a list, on another record that it has."
        ),
    }
    said = how[AwardList.Ground(award_list.ground)]
    return said + " " + _("Nobody reviewed evidence for it here.")


def _evidence(version: Version) -> list[Requirement]:
    return [r for r in version.requirements.all() if r.kind == RequirementKind.EVIDENCE]
