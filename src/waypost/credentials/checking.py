"""Is this award still true? The same check that a stranger's verifier makes, over stored bytes."""

import base64
import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from waypost.credentials.content import Says, award_id
from waypost.credentials.models import Award, Document, IssuerKey, StatusList, Use
from waypost.credentials.status_lists import body_of, list_url
from waypost.openbadges import (
    REVOCATION,
    SUSPENSION,
    Check,
    Key,
    Outcome,
    State,
    Unreadable,
    Verdict,
    did_document,
    is_for,
    jwks,
    load,
    read_badge,
    verify,
)
from waypost.people.models import District


def check(document: Document, *, at: dt.datetime) -> Verdict:
    """Verify that the document is its award's, by the district's published keys and status list."""
    status_list = document.status_list
    verdict = verify(
        bytes(document.body),
        now=at,
        did_documents=published(document.district),
        status_lists=lists_of(status_list),
        asked_for=award_id(document.award),
    )
    return _on_record(verdict, document.award)


def _on_record(verdict: Verdict, award: Award) -> Verdict:
    """A practice list says nothing new once its key is lost; what became of the badge is known here
    all the same."""
    against = "suspended" if award.suspended_at else "" if award.stands else "withdrawn"
    if not against or verdict.outcome is not Outcome.PRACTICE:
        return verdict
    failed = Check(State.FAILED, against)
    return replace(verdict, outcome=Outcome.WITHDRAWN, reason=against, still_valid=failed)


def standing(award: Award) -> str:
    """withdrawn, suspended, expired, dated_ahead or valid: all that a private badge ever says."""
    now = timezone.now()
    if hasattr(award, "withdrawal"):
        return "withdrawn"
    if award.suspended_at:
        return "suspended"
    if award.is_expired(now):
        return "expired"
    return "dated_ahead" if award.is_dated_ahead(now) else "valid"


def signed_name(award: Award) -> str:
    """Whose it is, as was signed: people change their names, signed bytes don't."""
    return name_on(award.documents.current(), award)


def name_on(document: Document, award: Award) -> str:
    try:
        _, facts = read_badge(load(bytes(document.body)))
    except Unreadable:  # bytes that were damaged on their disk say nothing any more
        return name_kept(award)
    return facts.earner_name


def name_kept(award: Award) -> str:
    """Whose it is without the bytes: as it was last corrected, else as its holder is called."""
    said = award.corrections.exclude(name="").order_by("-corrected_at", "-pk")
    return said.values_list("name", flat=True).first() or award.holder.name


def says_today(award: Award) -> Says:
    """What a file that is signed anew says again."""
    return Says(name=signed_name(award), email=award.holder.email, earned_at=award.earned_at)


def is_signed_for(document: Document, email: str) -> bool:
    """Whether the document names this address, as a hash."""
    try:
        return is_for(load(bytes(document.body)), email)
    except Unreadable:
        return False


def standing_award(verdict: Verdict, district: District) -> Award | None:
    """The award of a file that is over while the award stands: a corrected document took its place.

    The list that said so is this district's, so the file is its own.
    """
    if verdict.outcome is not Outcome.WITHDRAWN or verdict.facts is None:
        return None
    found = Award.objects.filter(district=district).standing().with_face()
    return found.at_address(public_id_of(verdict.facts.id, district)).first()


def public_id_of(document_id: str, district: District) -> str:
    """The other way round of `award_id`; empty for what is no badge's id here."""
    place = f"{district.address}/c/"
    if document_id.startswith(place):
        return document_id.removeprefix(place)
    if not document_id.startswith("urn:uuid:"):
        return ""
    try:
        token = uuid.UUID(document_id).bytes
    except ValueError:
        return ""
    return base64.urlsafe_b64encode(token).decode().rstrip("=")


def check_file(
    source: bytes,
    district: District,
    *,
    at: dt.datetime,
    did_documents: Mapping[str, object] | None = None,
    status_lists: Mapping[str, bytes] | None = None,
    key_documents: Mapping[str, object] | None = None,
) -> Verdict:
    """Verify what a stranger hands over; this district's own keys and lists are known here, and
    those of others as far as they were fetched."""
    return verify(
        source,
        now=at,
        did_documents={**(did_documents or {}), **published(district)},
        status_lists={**(status_lists or {})} | known_lists(district),
        key_documents=key_documents,
        withdrawn_keys=withdrawn_names(district),
    )


def known_lists(district: District) -> dict[str, bytes]:
    """The status lists of this district's badges, by the addresses that its badges name."""
    lists = StatusList.objects.filter(district=district).select_related("district")
    return {url: body for each in lists for url, body in lists_of(each).items()}


def lists_of(status_list: StatusList) -> dict[str, bytes]:
    """The signed lists at its places, by address: what is over, and what is suspended."""
    return {
        list_url(status_list, purpose): body
        for purpose in (REVOCATION, SUSPENSION)
        if (body := body_of(status_list, purpose))
    }


def published(district: District) -> dict[str, object]:
    """The documents that this district answers with at its own address."""
    if district.practice:
        return {}
    did, document = district_did(district)
    return {did: document} if did else {}


def withdrawn_names(district: District) -> list[Key]:
    """The keys that were an issuer's whole name (did:key) and are withdrawn: no published document
    says so."""
    rows = IssuerKey.objects.filter(district=district).exclude(use=Use.BADGES)
    return [key.public for key in rows.withdrawn()]


def district_did(district: District) -> tuple[str, dict[str, object]]:
    """The did:web and its document; ("", {}) before the first key."""
    found = PublishedKeys.of(district)
    if not found.did:
        return "", {}
    return found.did, did_document(
        found.did, found.trusted, retired=found.retired, revoked=found.revoked
    )


def district_key_set(district: District) -> dict[str, object]:
    """The same keys as JSON Web Keys, but for those that were withdrawn; {} before the first."""
    found = PublishedKeys.of(district)
    return jwks(found.did, found.trusted, found.retired) if found.did else {}


@dataclass(frozen=True)
class PublishedKeys:
    """All that a district ever signed with, and will sign with next."""

    did: str
    trusted: list[Key]
    retired: list[Key]
    revoked: dict[Key, dt.datetime]

    @classmethod
    def of(cls, district: District) -> "PublishedKeys":
        rows = IssuerKey.objects.filter(district=district, use=Use.BADGES)
        # What signs first, then what will, then the newest of what did.
        keys = list(rows.order_by("retired_at", "signs_from", "-created_at"))
        keys.sort(key=lambda key: (key.retired_at is not None, key.signs_from is None))
        return cls(
            did=keys[0].did if keys else "",
            trusted=[key.public for key in keys if key.retired_at is None],
            retired=[key.public for key in keys if key.retired_at and not key.revoked_at],
            revoked={key.public: key.revoked_at for key in keys if key.revoked_at},
        )
