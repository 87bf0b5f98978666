"""Open Badges 2.0 of what is public and real, from the very bytes that were signed."""

import uuid
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from waypost.catalog.models import Audience, Version
from waypost.credentials.content import achievement, creator, description, signed_evidence
from waypost.credentials.models import Award, Document
from waypost.openbadges import Document as Composed
from waypost.openbadges import Unreadable, load, older, read_badge
from waypost.openbadges.older import Recipient
from waypost.people.models import District


@dataclass(frozen=True)
class Places:
    """Where the documents of a district are. All stand below its confirmed address."""

    district: District

    def issuer(self) -> str:
        return f"{self.district.address}/ob2/issuer.json"

    def badge(self, version: uuid.UUID, kind: str = "json") -> str:
        return f"{self.district.address}/ob2/badges/{version}.{kind}"

    def assertion(self, public_id: str, kind: str = "json") -> str:
        return f"{self.district.address}/ob2/assertions/{public_id}.{kind}"


def versions(district: District) -> QuerySet[Version]:
    """Those of which a stranger may know: offered to everyone, or in somebody's public badge."""
    shown = Award.objects.filter(version=OuterRef("pk"), practice=False).open_to_all()
    return Version.objects.filter(
        Q(achievement__audience=Audience.EVERYONE) | Q(Exists(shown)),
        district=district,
        published_at__isnull=False,
    )


def issuer_profile(district: District, *, email: str) -> Composed:
    """`email` is where answers to the district's letters go."""
    profile = replace(creator(district), description=description(district))
    return older.compose_issuer(id=Places(district).issuer(), issuer=profile, email=email)


def badge_class(version: Version) -> Composed:
    places = Places(version.district)
    return older.compose_badge_class(
        id=places.badge(version.pk),
        issuer=places.issuer(),
        achievement=achievement(version, practice=False),
        image=places.badge(version.pk, "png"),
    )


def assertion(award: Award, document: Document) -> Composed | None:
    """None where no e-mail address was signed: an older badge is told by nothing else."""
    places = Places(award.district)
    try:
        said = load(bytes(document.body))
        _, facts = read_badge(said)
    except Unreadable:  # bytes that were damaged on their disk say nothing any more
        return None
    recipient = _recipient(said)
    if recipient is None:
        return None
    return older.compose_assertion(
        id=places.assertion(award.public_id),
        badge=places.badge(award.version_id),
        recipient=recipient,
        issued_on=facts.earned_at,
        expires=facts.valid_until,
        image=places.assertion(award.public_id, "png"),
        narrative=str(said["credentialSubject"].get("narrative", "")),
        evidence=signed_evidence(document),
    )


def revoked(award: Award) -> Composed:
    """Of one that was withdrawn: that, and the class of reason. The older standard knows no
    suspension, so whoever asks meanwhile is told that it is not to be relied on."""
    reason = str(award.withdrawal.get_reason_display()) if is_withdrawn(award) else _("Suspended")
    return older.compose_revoked(
        id=Places(award.district).assertion(award.public_id), reason=reason
    )


def is_withdrawn(award: Award) -> bool:
    return hasattr(award, "withdrawal")


def is_over(award: Award) -> bool:
    return is_withdrawn(award) or award.suspended_at is not None


def _recipient(said: Composed) -> Recipient | None:
    for entry in said["credentialSubject"].get("identifier", []):
        if entry.get("identityType") == "emailAddress" and entry.get("hashed"):
            return Recipient(salt=entry["salt"], hashed=entry["identityHash"])
    return None
