"""Write a version, publish it, retire it."""

import dataclasses
import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from waypost.catalog.blueprint import Blueprint, ChoicesText, EvidenceText
from waypost.catalog.canonical import canonical, digest
from waypost.catalog.events import AchievementOffered, VersionPublished, VersionRetired
from waypost.catalog.models import (
    Achievement,
    Alignment,
    Audience,
    Choice,
    Piece,
    Requirement,
    RequirementKind,
    Retirement,
    Row,
    Step,
    Version,
)
from waypost.catalog.policies import may_publish, may_write
from waypost.catalog.spelling import plain, texts_of
from waypost.journal.actions import record
from waypost.openbadges import is_address, is_language
from waypost.people.characters import printable
from waypost.people.models import Person
from waypost.people.policies import require
from waypost.people.viewers import Viewer


class UnknownAchievement(Exception):
    """A choice names a slug that this district does not have; `args[0]` is the slug."""


class DraftExists(Exception):
    """This achievement already has a draft: two would overwrite each other."""


class OtherKind(Exception):
    """The slug belongs to another kind of achievement; `args[0]` is which."""


class Unprintable(Exception):
    """A text holds an invisible control character; `args[0]` is the text without it."""


@transaction.atomic
def write(*, blueprint: Blueprint, by: Viewer, at: dt.datetime) -> Version:
    """A new draft version of the achievement named by the blueprint's slug (made if new).

    Raises DraftExists, OtherKind, UnknownAchievement, Unprintable, ValidationError.
    """
    district = by.district
    require(may_write(by, district))
    for text in texts_of(dataclasses.asdict(blueprint)):
        if (clean := printable(text)) != text:
            raise Unprintable(clean)
    achievement, _made = Achievement.objects.get_or_create(
        district=district,
        slug=blueprint.slug,
        defaults={"kind": blueprint.kind, "created_at": at},
    )
    if achievement.kind != blueprint.kind:
        raise OtherKind(achievement.kind)
    if achievement.versions.filter(published_at=None).exists():
        raise DraftExists
    version = Version(
        district=district,
        achievement=achievement,
        number=achievement.versions.count() + 1,
        written_by=by if isinstance(by, Person) else None,
        created_at=at,
        search=_searchable(blueprint),
        **blueprint.texts(),
    )
    version.full_clean(exclude=["published_at", "written_by", "valid_months"])
    version.save(force_insert=True)
    Step.objects.bulk_create(
        Step(district=district, version=version, position=n, title=s.title, text=s.text)
        for n, s in enumerate(blueprint.steps, 1)
    )
    Alignment.objects.bulk_create(
        Alignment(
            district=district,
            version=version,
            framework=a.framework,
            framework_version=a.framework_version,
            code=a.code,
            url=a.url,
        )
        for a in blueprint.alignments
    )
    for position, part in enumerate(blueprint.requirements, 1):
        _write_requirement(version, position, part)
    return version


def _write_requirement(version: Version, position: int, part: EvidenceText | ChoicesText) -> None:
    evidence = isinstance(part, EvidenceText)
    requirement = Requirement.objects.create(
        district=version.district,
        version=version,
        position=position,
        kind=RequirementKind.EVIDENCE if evidence else RequirementKind.ACHIEVEMENTS,
        title=part.title,
    )
    if isinstance(part, EvidenceText):
        _write_evidence(requirement, part)
    else:
        _write_choices(requirement, part)


def _write_evidence(requirement: Requirement, part: EvidenceText) -> None:
    pieces = Piece.objects.bulk_create(
        Piece(
            district=requirement.district,
            requirement=requirement,
            position=n,
            title=p.title,
            text=p.text,
            kinds=list(p.kinds),
            prompts=list(p.prompts),
            min_items=p.min_items,
            max_items=p.max_items,
            words_from=p.words_from,
            words_to=p.words_to,
        )
        for n, p in enumerate(part.pieces, 1)
    )
    for n, text in enumerate(part.rows, 1):
        row = Row.objects.create(
            district=requirement.district,
            requirement=requirement,
            position=n,
            title=text.title,
            not_yet=text.not_yet,
            demonstrated=text.demonstrated,
            saved_comment=text.saved_comment,
            privacy=text.privacy,
        )
        row.pieces.set([pieces[number - 1] for number in text.pieces])


def _write_choices(requirement: Requirement, part: ChoicesText) -> None:
    known = {a.slug: a for a in Achievement.objects.filter(district=requirement.district)}
    for n, text in enumerate(part.choices, 1):
        choice = Choice.objects.create(
            district=requirement.district,
            requirement=requirement,
            position=n,
            label=text.label,
            count=text.count,
            counts_earlier=text.counts_earlier,
        )
        for slug in text.slugs:
            if slug not in known:
                raise UnknownAchievement(slug)
        choice.achievements.set([known[slug] for slug in text.slugs])


def _searchable(blueprint: Blueprint) -> str:
    """Lower-case and without accents, so that "reflexion" finds "Reflexión"."""
    words = " ".join(
        [
            blueprint.title,
            blueprint.tagline,
            blueprint.sentence,
            blueprint.app,
            blueprint.subject,
            blueprint.content_area,
            *(f"{a.framework} {a.code}" for a in blueprint.alignments),
        ]
    )
    return plain(words)


class AlreadyPublished(Exception):
    """A published version does not change; write the next one."""


class Incomplete(Exception):
    """The version lacks what a teacher or reviewer needs; `args[0]` is a list of sentences."""


@transaction.atomic
def publish(*, version: Version, by: Viewer, at: dt.datetime) -> Version:
    """Freeze the version. Raises AlreadyPublished, Incomplete."""
    require(may_publish(by, version.district))
    version = Version.objects.with_shape().get(pk=version.pk)
    if missing := gaps(version):
        raise Incomplete(missing)
    text = canonical(version)
    moved = Version.objects.filter(pk=version.pk, published_at=None).update(
        published_at=at, canonical=text, digest=digest(text)
    )
    if not moved:
        raise AlreadyPublished
    version.refresh_from_db()
    record(
        VersionPublished(
            district=version.district_id,
            subject=version.achievement_id,
            version=version.pk,
            number=version.number,
            digest=version.digest,
        ),
        by=by,
        at=at,
    )
    return version


def gaps(version: Version) -> list[str]:
    """What keeps a version from being published: a row nobody can look for, a piece no row uses,
    what could not stand in a badge."""
    found = _unsignable(version)
    requirements = list(version.requirements.all())
    if not requirements:
        found.append(_("Nothing has to be shown yet."))
    for requirement in requirements:
        if requirement.kind == RequirementKind.ACHIEVEMENTS:
            found += [
                _("“%(label)s” asks for %(count)s of %(offered)s.")
                % {"label": c.label, "count": c.count, "offered": len(c.achievements.all())}
                for c in requirement.choices.all()
                if c.count > len(c.achievements.all())
            ]
            continue
        rows = list(requirement.rows.all())
        used = {piece.pk for row in rows for piece in row.pieces.all()}
        found += [
            _("Row “%(title)s” has no piece.") % {"title": r.title}
            for r in rows
            if not r.pieces.all()
        ]
        found += [
            _("Piece “%(title)s” is in no row.") % {"title": p.title}
            for p in requirement.pieces.all()
            if p.pk not in used
        ]
        if not rows:
            found.append(_("The rubric has no rows."))
    return found


def _unsignable(version: Version) -> list[str]:
    """What a badge has to name, and could not: its author hears it now, not its first earner."""
    found = []
    if not is_language(version.language):
        found.append(
            _("“%(code)s” is no code of a language, such as en-US.") % {"code": version.language}
        )
    return found + [
        _("“%(framework)s %(code)s” needs the web address of its framework.")
        % {"framework": each.framework, "code": each.code}
        for each in version.alignments.all()
        if not is_address(each.url)
    ]


@transaction.atomic
def offer(*, achievement: Achievement, audience: Audience, by: Viewer, at: dt.datetime) -> None:
    """To the pilot groups or to everyone; whoever started may finish, whatever is chosen later."""
    require(may_publish(by, achievement.district))
    moved = (
        Achievement.objects.filter(pk=achievement.pk)
        .exclude(audience=audience)
        .update(audience=audience)
    )
    achievement.audience = audience
    if moved:
        record(
            AchievementOffered(
                district=achievement.district_id, subject=achievement.pk, audience=audience.value
            ),
            by=by,
            at=at,
        )


@transaction.atomic
def retire(*, version: Version, reason: str, by: Viewer, at: dt.datetime) -> None:
    """Take it out of the catalog; those who started may finish."""
    require(may_publish(by, version.district))
    _retirement, made = Retirement.objects.get_or_create(
        version=version,
        defaults={"district": version.district, "reason": reason, "retired_at": at},
    )
    if made:
        record(
            VersionRetired(
                district=version.district_id, subject=version.achievement_id, version=version.pk
            ),
            by=by,
            at=at,
        )
