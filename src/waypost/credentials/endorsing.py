"""Bring what others signed in praise of a version, show it beside the version and inside badges of
it, and take it out again.

An endorsement says whom it is from and of which achievement. Both are checked before it is kept:
its own signature, by a key that its endorser publishes, and that badges with it still verify.
"""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Sequence

from django.db import IntegrityError, transaction

from waypost.catalog.models import Version
from waypost.credentials import content
from waypost.credentials.checking import known_lists, published
from waypost.credentials.events import EndorsementBrought, EndorsementShown, EndorsementTakenOut
from waypost.credentials.models import Endorsement
from waypost.credentials.outside.reading import Seen
from waypost.credentials.policies import may_keep_endorsements
from waypost.journal.actions import record
from waypost.openbadges import (
    ComposeError,
    Document,
    Earner,
    Issuer,
    Outcome,
    SigningKey,
    Unreadable,
    compose,
    did_web,
    dump,
    read_endorsement,
    sign,
    verify,
)
from waypost.openbadges import Endorsement as Said
from waypost.openbadges.contexts import UnknownContext
from waypost.openbadges.documents import NotCovered, NotSupported
from waypost.people.characters import printable
from waypost.people.models import District, Person
from waypost.people.policies import NotAllowed, require
from waypost.people.viewers import Viewer

# It goes into every badge, and a badge is to stay small.
MOST_BYTES = 16 * 1024
# Shown beside one version.
MOST = 5


class NotTaken(Exception):
    """Nothing that can be kept; `reason` says why, and `needs` what would settle it."""

    def __init__(self, reason: str, needs: tuple[str, ...] = (), issuer: str = "") -> None:
        super().__init__(reason)
        self.reason, self.needs, self.issuer = reason, needs, issuer


class AlreadyHere(Exception):
    """The same file was brought before and is not taken out."""


class TooMany(Exception):
    """More than MOST beside one version; one must go first."""


class NotBesideThose(Exception):
    """A badge with it and with those that are shown could not be checked."""


class Changed(Exception):
    """Somebody showed it or took it out meanwhile, or its last day has come."""


@dataclasses.dataclass(frozen=True)
class Offered:
    """A file that may be kept: of which version, and what it says."""

    version: Version
    said: Said
    document: Document


def read(source: bytes, district: District, *, at: dt.datetime, seen: Seen) -> Offered:
    """Check a file as far as can be told from what was `seen`. Raises NotTaken."""
    if len(source) > MOST_BYTES:
        raise NotTaken("too_large")
    try:
        document, said = read_endorsement(
            source,
            now=at,
            did_documents={**seen.documents, **published(district)},
            status_lists={**seen.bodies, **known_lists(district)},
            key_documents=seen.keys,
        )
    except Unreadable as unreadable:
        raise NotTaken(unreadable.reason) from unreadable
    version = _version(district, said.of)
    _require_true(said, district)
    if not _is_harmless([document], version, at):
        raise NotTaken("not_in_a_badge")
    return Offered(version=version, said=said, document=document)


def _version(district: District, named: str) -> Version:
    """The published version whose achievement has this id in badges."""
    for version in endorsable(district):
        if achievement_id(version) == named:
            return version
    raise NotTaken("of_something_else")


def endorsable(district: District) -> list[Version]:
    """What others may endorse: published, under an address that is confirmed."""
    if district.practice:
        return []
    found = Version.objects.filter(district=district).exclude(published_at=None)
    return list(found.select_related("achievement", "district").order_by("title", "number"))


def achievement_id(version: Version) -> str:
    """What a badge of it calls it, and an endorsement has to."""
    return content.achievement_id(version, practice=False)


def _require_true(said: Said, district: District) -> None:
    """By somebody else, signed, of today, and not taken back."""
    if said.issuer == did_web(district.address):
        raise NotTaken("ones_own")
    if said.answer.waiting:
        raise NotTaken(said.answer.reason, said.needs, said.issuer)
    if not said.answer.proven:
        raise NotTaken(said.answer.reason)
    if not said.answer.vouched:
        raise NotTaken("unknown_issuer")
    if said.against:
        raise NotTaken(said.against)
    if not said.current:
        raise NotTaken("not_of_today")
    if said.unknown:
        raise NotTaken(said.unknown, said.needs, said.issuer)
    if not said.comment.strip() or not said.issuer_name.strip():
        raise NotTaken("says_nothing")


def _is_harmless(documents: Sequence[Document], version: Version, at: dt.datetime) -> bool:
    """Words of its own vocabulary could change what a badge around it says, or several that look
    alike keep it from being signed or checked at all; so one is made as a trial, under a key that
    is thrown away."""
    district = version.district
    did, key = did_web(district.address), SigningKey.generate()
    try:
        trial = compose(
            id=f"{district.address}/c/trial",
            issuer=Issuer(did=did, name=district.name),
            achievement=content.with_endorsements(
                content.achievement(version, practice=False), documents
            ),
            earner=Earner(id="urn:uuid:00000000-0000-4000-8000-000000000000", name="Trial"),
            valid_from=at,
            status=None,
        )
        signed = sign(trial, key=key, did=did, at=at)
    except (ComposeError, NotCovered, NotSupported, UnknownContext):
        return False
    return verify(signed, now=at, known_keys={did: [key.public]}).outcome is Outcome.REAL


def bring(*, offered: Offered, by: Viewer, at: dt.datetime) -> Endorsement:
    """Keep it, unseen until it is shown. Raises AlreadyHere."""
    district, said = offered.version.district, offered.said
    require(may_keep_endorsements(by, district))
    if not isinstance(by, Person):
        raise NotAllowed
    made = Endorsement(
        district=district,
        version=offered.version,
        body=dump(offered.document),
        sha256=_same(offered.document),
        endorser=said.issuer[:2000],
        endorser_name=_line(said.issuer_name)[:200],
        comment=_line(said.comment),
        # What is of today has begun.
        valid_from=said.valid_from or at,
        valid_until=said.valid_until,
        brought_by=by,
        brought_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            _told(EndorsementBrought, made, by, at)
    except IntegrityError as error:
        raise AlreadyHere from error
    return made


@transaction.atomic
def show(*, endorsement: Endorsement, by: Viewer, at: dt.datetime) -> None:
    """From now on beside its version, and in badges that are signed. Raises Changed, TooMany,
    NotBesideThose."""
    require(may_keep_endorsements(by, endorsement.district))
    if endorsement.district.practice:
        # Nothing of practice has an address that others could speak of.
        raise Changed
    # One at a time for each version, or two leads would show a sixth.
    Version.objects.select_for_update(of=("self",), no_key=True).get(pk=endorsement.version_id)
    shown = list(Endorsement.objects.shown(endorsement.version, at))
    if len(shown) >= MOST:
        raise TooMany
    together = [each.document for each in (*shown, endorsement)]
    if not _is_harmless(together, endorsement.version, at):
        raise NotBesideThose
    waiting = Endorsement.objects.filter(pk=endorsement.pk, shown_at=None, taken_out_at=None)
    if endorsement.is_over(at) or not waiting.update(shown_at=at):
        raise Changed
    _told(EndorsementShown, endorsement, by, at)


@transaction.atomic
def take_out(*, endorsement: Endorsement, by: Viewer, at: dt.datetime) -> None:
    """No page shows it and no badge takes it in any more; those that have it keep it, because they
    are signed. Raises Changed."""
    require(may_keep_endorsements(by, endorsement.district))
    there = Endorsement.objects.filter(pk=endorsement.pk, taken_out_at=None)
    if not isinstance(by, Person):
        raise NotAllowed
    if not there.update(taken_out_at=at, taken_out_by=by):
        raise Changed
    _told(EndorsementTakenOut, endorsement, by, at)


def _told(
    event: type[EndorsementBrought | EndorsementShown | EndorsementTakenOut],
    about: Endorsement,
    by: Viewer,
    at: dt.datetime,
) -> None:
    fact = event(
        district=about.district_id,
        subject=about.pk,
        version=about.version_id,
    )
    record(fact, by=by, at=at)


def _same(document: Document) -> str:
    """One name for files that hold the same, in whatever order and with whatever spaces."""
    ordered = json.dumps(document, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(ordered.encode()).hexdigest()


def _line(text: str) -> str:
    return " ".join(printable(text).split())
