"""Is this badge real? Four checks, each proven, failed or waiting for something from the network.

Nothing is fetched here. A caller who has fetched the issuer's document or the status list passes
them in; without them the verdict says what is missing, and never calls a badge real whose
withdrawal it has not looked for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from waypost.openbadges.baking import unbake
from waypost.openbadges.contexts import PINNED, Contexts
from waypost.openbadges.documents import Document, Unreadable, examine, load
from waypost.openbadges.effort import one_effort
from waypost.openbadges.form import (
    Facts,
    Signed,
    is_record,
    parts_of,
    read_badge,
    read_record,
)
from waypost.openbadges.jwks import Key
from waypost.openbadges.paper import Paper, check_paper, read_paper, stated
from waypost.openbadges.signature import Answer, Trust, check_signature
from waypost.openbadges.standing import Standing, check_standing
from waypost.openbadges.tokens import Token, check_token, read_token, with_claims

CLOCK_LEEWAY = timedelta(minutes=5)


class Outcome(StrEnum):
    """The answer in one word."""

    REAL = "real"
    AUTHENTIC_STATUS_UNKNOWN = "authentic_status_unknown"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    CHANGED = "changed"
    PRACTICE = "practice"
    UNREADABLE = "unreadable"
    CANNOT_CHECK = "cannot_check"
    HOSTED = "hosted"


class State(StrEnum):
    """How far one check came."""

    PROVEN = "proven"
    NEEDS_NETWORK = "needs_network"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: how far it came, and a stable word for why."""

    state: State
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome, a stable word for its reason, the four checks, and what the badge says.

    `facts` are the badge's own words: with any outcome but real, authentic_status_unknown,
    withdrawn, expired, not_yet_valid and practice, nobody vouches for them. `needs` are the
    addresses whose documents would settle what is open.
    """

    outcome: Outcome
    reason: str
    signed_by_issuer: Check
    unchanged: Check
    still_valid: Check
    issuer_is_who_it_says: Check
    practice: bool = False
    facts: Facts | None = None
    needs: tuple[str, ...] = ()

    @property
    def checks(self) -> tuple[Check, Check, Check, Check]:
        return (
            self.signed_by_issuer,
            self.unchanged,
            self.still_valid,
            self.issuer_is_who_it_says,
        )


@one_effort()
def verify(
    source: bytes | bytearray | memoryview | Document,
    *,
    now: datetime,
    known_keys: Mapping[str, Collection[Key]] | None = None,
    did_documents: Mapping[str, object] | None = None,
    status_lists: Mapping[str, bytes | Document] | None = None,
    key_documents: Mapping[str, object] | None = None,
    withdrawn_keys: Collection[Key] = (),
    asked_for: str = "",
    contexts: Contexts = PINNED,
) -> Verdict:
    """Judge a badge given as JSON, as a signed token, as a picture that holds either, as the text
    of a certificate's code, or as a document.

    `asked_for` is the id under which it was found: another badge found there, however genuine,
    says nothing about that one. `known_keys` are issuers' keys that the caller vouches for,
    `did_documents` the documents the caller got from issuers' own addresses over TLS,
    `key_documents` JSON Web Keys by the address that they were got from likewise, `withdrawn_keys`
    those of did:key that the caller knows to be withdrawn, and `status_lists` the lists by address.
    One that is not signed (1EdTechRevocationList) is worth what its address is worth: pass only
    what came from there over TLS, without a redirect.
    Bad input of any kind ends in a verdict, never in an exception.
    """
    trust = Trust(
        keys=known_keys or {},
        documents=did_documents or {},
        contexts=contexts,
        now=now,
        key_documents=key_documents or {},
        withdrawn=withdrawn_keys,
    )
    try:
        token = None
        if isinstance(source, bytes | bytearray | memoryview):
            body = unbake(bytes(source))
            if paper := read_paper(body):
                return _paper(paper, trust, status_lists or {})
            token = read_token(body)
            document = token.document if token else load(body)
        else:
            document = examine(source)
        signed, facts = _read(document, token)
        answer = check_token(token, signed, trust) if token else check_signature(signed, trust)
        standing = check_standing(signed, trust, status_lists or {}) if answer.proven else None
    except Unreadable as problem:
        return _nothing(Outcome.UNREADABLE, problem.reason)
    if answer.proven and asked_for not in ("", facts.id):
        return _nothing(Outcome.CHANGED, "another_badge")
    verdict = replace(_judge(signed, facts, answer, standing, now), facts=facts)
    if not is_record(document):
        return verdict
    inside = []
    for part in parts_of(document):
        judged = verify(
            part,
            now=now,
            known_keys=known_keys,
            did_documents=did_documents,
            status_lists=status_lists,
            key_documents=key_documents,
            withdrawn_keys=withdrawn_keys,
            contexts=contexts,
        )
        inside.append(judged)
        # One that waits for its issuer's document is asked for with the others.
        if judged.outcome in _NOT_PROVEN and not judged.needs:
            break
    return _with_parts(verdict, inside)


def _paper(paper: Paper, trust: Trust, lists: Mapping[str, bytes | Document]) -> Verdict:
    """A certificate's code, judged by what it says alone."""
    signed, facts = stated(paper)
    answer = check_paper(paper, facts, trust)
    standing = check_standing(signed, trust, lists) if answer.proven else None
    return replace(_judge(signed, facts, answer, standing, trust.now), facts=facts)


def _read(document: Document, token: Token | None) -> tuple[Signed, Facts]:
    """A token that holds no badge of this standard is still the token that it is."""
    try:
        signed, facts = (read_record if is_record(document) else read_badge)(document)
    except Unreadable as other:
        if token is None:
            raise
        raise Unreadable("signed_token") from other
    return (with_claims(signed, token) if token else signed), facts


# What a badge inside a record can come to that its record must not hide, the worst first. One that
# has run out is what its record says it is.
_WORST = {
    Outcome.CHANGED: (Outcome.CANNOT_CHECK, "part_not_proven"),
    Outcome.UNREADABLE: (Outcome.CANNOT_CHECK, "part_not_proven"),
    Outcome.CANNOT_CHECK: (Outcome.CANNOT_CHECK, "part_not_proven"),
    Outcome.WITHDRAWN: (Outcome.WITHDRAWN, "part_withdrawn"),
    Outcome.NOT_YET_VALID: (Outcome.NOT_YET_VALID, "not_yet_valid"),
    Outcome.AUTHENTIC_STATUS_UNKNOWN: (Outcome.AUTHENTIC_STATUS_UNKNOWN, "status_list_unseen"),
}


# Nothing that the others come to would make up for it.
_NOT_PROVEN = {each for each, (_, reason) in _WORST.items() if reason == "part_not_proven"}
_BETTER_THAN_ITS_PARTS = {
    Outcome.REAL,
    Outcome.PRACTICE,
    Outcome.AUTHENTIC_STATUS_UNKNOWN,
}


def _with_parts(record: Verdict, inside: list[Verdict]) -> Verdict:
    """A learner record is no better than the worst badge in it."""
    if record.outcome not in _BETTER_THAN_ITS_PARTS:
        return record
    needs = tuple(dict.fromkeys(url for each in (record, *inside) for url in each.needs))
    found = {each.outcome for each in inside}
    worst = next((_WORST[outcome] for outcome in _WORST if outcome in found), None)
    if worst is None:
        return replace(record, needs=needs)
    outcome, reason = worst
    over = {each.reason for each in inside if each.outcome is Outcome.WITHDRAWN}
    if reason == "part_withdrawn" and over <= {"suspended", "part_suspended"}:
        reason = "part_suspended"
    if record.practice and outcome is Outcome.AUTHENTIC_STATUS_UNKNOWN:
        outcome = Outcome.PRACTICE
    state = State.FAILED if outcome is not Outcome.AUTHENTIC_STATUS_UNKNOWN else State.NEEDS_NETWORK
    check = Check(state, reason)
    return replace(record, outcome=outcome, reason=reason, still_valid=check, needs=needs)


def _judge(
    signed: Signed, facts: Facts, answer: Answer, standing: Standing | None, now: datetime
) -> Verdict:
    if standing is None:
        return _unproven(answer)
    practice = facts.practice
    proven = Check(State.PROVEN, answer.reason)
    verdict = Verdict(
        outcome=Outcome.REAL,
        reason="all_proven",
        signed_by_issuer=proven,
        unchanged=proven,
        still_valid=_still_valid(signed, standing, now),
        issuer_is_who_it_says=_identity(answer, practice=practice),
        practice=practice,
        needs=standing.needs,
    )
    outcome, reason = _outcome(verdict)
    return replace(verdict, outcome=outcome, reason=reason)


def _outcome(verdict: Verdict) -> tuple[Outcome, str]:
    """The order matters: what a reader must not miss comes first."""
    identity, valid = verdict.issuer_is_who_it_says, verdict.still_valid
    if identity.state is State.FAILED and not verdict.practice:
        return Outcome.CANNOT_CHECK, identity.reason
    if valid.state is State.FAILED:
        return _INVALID[valid.reason], valid.reason
    if verdict.practice:
        return Outcome.PRACTICE, identity.reason
    if valid.state is State.NEEDS_NETWORK:
        return Outcome.AUTHENTIC_STATUS_UNKNOWN, valid.reason
    return Outcome.REAL, verdict.reason


_INVALID = {
    "withdrawn": Outcome.WITHDRAWN,
    "suspended": Outcome.WITHDRAWN,
    "expired": Outcome.EXPIRED,
    "not_yet_valid": Outcome.NOT_YET_VALID,
}


def _still_valid(signed: Signed, standing: Standing, now: datetime) -> Check:
    if standing.against:
        return Check(State.FAILED, standing.against)
    if signed.valid_until is not None and signed.valid_until <= now:
        return Check(State.FAILED, "expired")
    if signed.valid_from is not None and signed.valid_from > now + CLOCK_LEEWAY:
        return Check(State.FAILED, "not_yet_valid")
    if standing.unknown:
        return Check(State.NEEDS_NETWORK, standing.unknown)
    return Check(State.PROVEN, "not_withdrawn" if standing.seen else "cannot_be_withdrawn")


def _identity(answer: Answer, *, practice: bool) -> Check:
    if practice:
        return Check(State.FAILED, "practice")
    if answer.vouched:
        return Check(State.PROVEN, answer.reason)
    return Check(State.FAILED, "unknown_issuer")


def _unproven(answer: Answer) -> Verdict:
    if answer.failed:
        return _nothing(Outcome.CHANGED, answer.reason)
    if answer.waiting:
        if not answer.needs:
            return _nothing(Outcome.CANNOT_CHECK, "unknown_issuer")
        verdict = _nothing(Outcome.CANNOT_CHECK, answer.reason, State.NEEDS_NETWORK)
        return replace(verdict, needs=answer.needs)
    return _nothing(Outcome.CANNOT_CHECK, answer.reason)


def _nothing(outcome: Outcome, reason: str, state: State = State.FAILED) -> Verdict:
    """A verdict in which no check could be proven."""
    check = Check(state, reason)
    return Verdict(outcome, reason, check, check, check, check)
