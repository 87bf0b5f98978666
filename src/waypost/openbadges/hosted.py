"""Open Badges 2.0, hosted: what an issuer's own addresses say of a badge today.

Nothing is signed there. That the assertion, its badge class and its issuer answer over TLS, name
each other and stand at one origin shows who says so and that they say so now, and no more: whoever
runs that host can change it, and once it is gone nothing can be checked. So it is never "real".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from waypost.openbadges.achievements import is_identity
from waypost.openbadges.documents import Document, Unreadable, load
from waypost.openbadges.form import LAST_YEAR, Facts, many, text
from waypost.openbadges.lookup import PLAIN, origin_of
from waypost.openbadges.times import NotAnInstant, instant_of, read_instant
from waypost.openbadges.verify import CLOCK_LEEWAY, Check, Outcome, State, Verdict

OPEN_BADGES_2 = "https://w3id.org/openbadges/v2"
HOSTED = ("HostedBadge", "hosted")
ISSUERS = ("Issuer", "Profile")
LONGEST = 2000
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
OFFSET = re.compile(r"([+-][0-9]{2})([0-9]{2})\Z")
UNSIGNED = Check(State.FAILED, "hosted_and_not_signed")


class _Unseen(Exception):
    """An address has not been asked."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class _Otherwise(Exception):
    """What stands at the addresses is not this badge."""


class _Elsewhere(Exception):
    """It does not stand where its issuer says that its badges stand."""


def check_hosted(source: bytes, *, now: datetime, fetched: Mapping[str, bytes]) -> Verdict:
    """Judge an assertion, or the address of one, by what was fetched from its addresses over TLS.

    Facts are what the addresses say; nothing is believed of `source` but where to ask.
    """
    try:
        address = _asked_at(source)
        assertion = _there(address, fetched, ())
        if _is_revoked(assertion):
            return _withdrawn(assertion, fetched)
        facts = _said(_of_kind(assertion, ("Assertion",)), fetched)
    except _Unseen as unseen:
        failed = Check(State.FAILED, "open_badges_2")
        return _verdict(Outcome.UNREADABLE, "open_badges_2", failed, needs=(unseen.address,))
    except Unreadable as problem:
        return _verdict(Outcome.UNREADABLE, problem.reason, Check(State.FAILED, problem.reason))
    except _Otherwise:
        return _verdict(Outcome.CANNOT_CHECK, "not_as_hosted", Check(State.FAILED, "not_as_hosted"))
    except _Elsewhere:
        failed = Check(State.FAILED, "hosted_elsewhere")
        return _verdict(Outcome.CANNOT_CHECK, "hosted_elsewhere", failed)
    return _judged(facts, now)


def _said(assertion: Document, fetched: Mapping[str, bytes]) -> Facts:
    """What it says together with its badge class and its issuer.

    Raises _Unseen, _Otherwise, _Elsewhere.
    """
    badge = _there(_place(assertion.get("badge")), fetched, ("BadgeClass",))
    issuer = _there(_place(badge.get("issuer")), fetched, ISSUERS)
    facts = _facts(assertion, badge, issuer)
    if not all(_may_host(issuer, str(each["id"])) for each in (assertion, badge)):
        raise _Elsewhere
    return facts


def is_hosted_for(assertion: Document, email: str) -> bool:
    """Whether a 2.0 assertion was made for this e-mail address."""
    recipient = _one(assertion.get("recipient"))
    if not isinstance(recipient, dict) or "email" not in many(recipient.get("type")):
        return False
    return is_identity(
        recipient.get("identity"),
        email,
        salt=text(recipient.get("salt")),
        hashed=bool(recipient.get("hashed")),
    )


def _asked_at(source: bytes) -> str:
    """Where the assertion is hosted. Raises Unreadable for what is none, or is signed instead."""
    words = source[:LONGEST].decode("utf-8", "replace").strip()
    if re.fullmatch(r"https?://\S+", words):
        return _https(words)
    document = load(source)
    if OPEN_BADGES_2 not in many(document.get("@context")):
        raise Unreadable("not_a_badge")
    verification = document.get("verification", document.get("verify"))
    kinds = many(verification.get("type")) if isinstance(verification, dict) else []
    # What is left of one that was withdrawn does not say how it is verified.
    is_hosted = set(HOSTED) & {*map(str, kinds)} or (_is_revoked(document) and not kinds)
    if "Assertion" not in many(document.get("type")) or not is_hosted:
        raise Unreadable("open_badges_2")
    return _https(text(document.get("id")))


def _https(address: str) -> str:
    if not PLAIN.fullmatch(address.partition("?")[0]) or len(address) > LONGEST:
        raise Unreadable("open_badges_2")
    return address


def _one(value: object) -> object:
    """The value, or the only one of a list; None for none and for several."""
    every = many(value)
    return every[0] if len(every) == 1 else None


def _place(part: object) -> str:
    """The address of a part that is named, or written out with its id."""
    value = _one(part)
    address = value.get("id") if isinstance(value, dict) else value
    if not isinstance(address, str) or not origin_of(address) or len(address) > LONGEST:
        raise _Otherwise
    return address


def _there(address: str, fetched: Mapping[str, bytes], kinds: tuple[str, ...]) -> Document:
    """What an address answers with, when it says that it stands there; of these kinds, if any."""
    if address not in fetched:
        raise _Unseen(address)
    try:
        document = load(fetched[address])
    except Unreadable as problem:
        raise _Otherwise from problem
    if document.get("id") != address:
        raise _Otherwise
    return _of_kind(document, kinds) if kinds else document


def _of_kind(document: Document, kinds: tuple[str, ...]) -> Document:
    if not {*kinds} & {*map(str, many(document.get("type")))}:
        raise _Otherwise
    return document


def _is_revoked(assertion: Document) -> bool:
    return assertion.get("revoked") not in (None, False)


def _may_host(issuer: Document, address: str) -> bool:
    """At the issuer's own origin, or where its profile says that it hosts (2.0, verification)."""
    if origin_of(address) == origin_of(str(issuer["id"])):
        return True
    rules = issuer.get("verification")
    if not isinstance(rules, dict):
        return False
    host = urlsplit(address).hostname
    starts = [each for each in many(rules.get("startsWith")) if isinstance(each, str)]
    # One that ends inside of a host's name would fit other hosts as well.
    whole = [each for each in starts if origin_of(each) == origin_of(address)]
    return host in many(rules.get("allowedOrigins")) or any(map(address.startswith, whole))


def _facts(assertion: Document, badge: Document, issuer: Document) -> Facts:
    recipient = _one(assertion.get("recipient"))
    begins = _moment(assertion, "issuedOn")
    name = text(badge.get("name"))
    if begins is None or begins.year > LAST_YEAR or not name:
        raise _Otherwise
    return Facts(
        id=str(assertion["id"]),
        name=name,
        description=text(badge.get("description")),
        issuer=str(issuer["id"]),
        issuer_name=text(issuer.get("name")),
        earner=text(recipient.get("identity")) if isinstance(recipient, dict) else "",
        earner_name="",
        valid_from=begins,
        valid_until=_moment(assertion, "expires"),
        practice=False,
    )


def _moment(document: Document, name: str) -> datetime | None:
    """As 2.0 writes it, or as badges of before are still hosted: a day, an offset without its
    colon, seconds since 1970."""
    said = document.get(name)
    if said is None:
        return None
    try:
        if type(said) is int:
            return instant_of(said)
        if isinstance(said, str):
            said = f"{said}T00:00:00Z" if DAY.fullmatch(said) else OFFSET.sub(r"\1:\2", said)
        return read_instant(said)
    except NotAnInstant as error:
        raise _Otherwise from error


def _withdrawn(assertion: Document, fetched: Mapping[str, bytes]) -> Verdict:
    """Its id and `revoked` are all that need be left of one (2.0, revoked hosted assertions); what
    else it was is said only where the addresses still say so."""
    facts: Facts | None = None
    needs: tuple[str, ...] = ()
    try:
        facts = _said(_of_kind(assertion, ("Assertion",)), fetched)
    except _Unseen as unseen:
        needs = (unseen.address,)
    except (_Otherwise, _Elsewhere):
        pass
    valid = Check(State.FAILED, "withdrawn")
    host = Check(State.PROVEN, "hosted_by_its_issuer") if facts else UNSIGNED
    return Verdict(
        Outcome.WITHDRAWN, valid.reason, UNSIGNED, UNSIGNED, valid, host, facts=facts, needs=needs
    )


def _judged(facts: Facts, now: datetime) -> Verdict:
    hosted = Check(State.PROVEN, "hosted_by_its_issuer")
    if facts.valid_until is not None and facts.valid_until <= now:
        valid, outcome = Check(State.FAILED, "expired"), Outcome.EXPIRED
    elif facts.valid_from > now + CLOCK_LEEWAY:
        valid, outcome = Check(State.FAILED, "not_yet_valid"), Outcome.NOT_YET_VALID
    else:
        valid, outcome = Check(State.PROVEN, "still_hosted"), Outcome.HOSTED
    reason = "hosted_by_its_issuer" if outcome is Outcome.HOSTED else valid.reason
    return Verdict(outcome, reason, UNSIGNED, UNSIGNED, valid, hosted, facts=facts)


def _verdict(
    outcome: Outcome, reason: str, check: Check, *, needs: tuple[str, ...] = ()
) -> Verdict:
    return Verdict(outcome, reason, check, check, check, check, needs=needs)
