"""Sign a credential of any kind; say of one, or of a presentation, whether it holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from waypost.openbadges.contexts import Contexts, UnknownContext
from waypost.openbadges.documents import (
    Document,
    NotCovered,
    NotSupported,
    Unreadable,
    examine,
)
from waypost.openbadges.effort import one_effort
from waypost.openbadges.form import Signed, is_record, many, parts_of, statuses
from waypost.openbadges.jwks import Key
from waypost.openbadges.keys import PublicKey, SigningKey
from waypost.openbadges.proof import sign
from waypost.openbadges.signature import Trust
from waypost.openbadges.standing import check_standing
from waypost.openbadges.times import read_instant
from waypost.openbadges.tokens import Token, with_claims
from waypost.openbadges.vcdm.envelopes import check_wrapped, unwrap
from waypost.openbadges.vcdm.form import (
    check_credential,
    check_presentation,
    check_unsigned,
    envelope,
    validity,
)
from waypost.openbadges.vcdm.meaning import fit_for_proof
from waypost.openbadges.vcdm.policy import GENERIC
from waypost.openbadges.vcdm.problems import Kind, Problem, Refused
from waypost.openbadges.vcdm.proofs import (
    ASSERTION,
    AUTHENTICATION,
    Checked,
    Expected,
    check_proofs,
    unsignable,
)
from waypost.openbadges.verify import CLOCK_LEEWAY

Lists = Mapping[str, bytes | Document]
# Where a learner record has its badges.
PARTS = "/credentialSubject/verifiableCredential"


@dataclass(frozen=True, slots=True)
class Result:
    """`checks` are the single answers in the shape of the VC API; `needs` are addresses that would
    settle what is open."""

    document: Document
    problems: tuple[Problem, ...]
    checks: dict[str, Any] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    presented: tuple[Result, ...] = ()

    @property
    def verified(self) -> bool:
        own = all(each.is_warning for each in self.problems)
        return own and all(each.verified for each in self.presented)


def trust(
    *,
    now: datetime,
    keys: Mapping[str, list[PublicKey]] | None = None,
    documents: Mapping[str, object] | None = None,
    withdrawn: Collection[Key] = (),
    contexts: Contexts = GENERIC,
) -> Trust:
    """What is known beforehand, for credentials of any kind."""
    return Trust(
        keys=keys or {},
        documents=documents or {},
        contexts=contexts,
        now=now,
        withdrawn=withdrawn,
    )


def sign_credential(credential: Document, *, key: SigningKey, did: str, at: datetime) -> Document:
    """A copy with a proof by `did`, which has to be its issuer. Raises Refused."""
    credential = fit_for_proof(credential)
    problems = [each for each in check_unsigned(credential) if not each.is_warning]
    if "proof" in credential:
        problems.append(Problem(Kind.MALFORMED_VALUE_ERROR, "is signed already", "/proof"))
    if not problems and _id_of(credential["issuer"]) != did:
        problems = [Problem(Kind.MALFORMED_VALUE_ERROR, f"must be {did}", "/issuer")]
    if problems:
        raise Refused(problems)
    try:
        return sign(credential, key=key, did=did, at=at, contexts=GENERIC)
    except (NotCovered, NotSupported, UnknownContext) as why:
        raise Refused([unsignable(why)]) from why


@one_effort()
def verify_credential(document: object, *, trust: Trust, lists: Lists | None = None) -> Result:
    """Whatever is handed in ends in a result."""
    try:
        whole = examine(document)
        if envelope(whole) == "credential":
            return _unwrapped(whole, trust, lists or {})
        problems = check_credential(whole)
        if not _is_sound(problems):
            return Result(whole, tuple(problems))
        expected = Expected(_id_of(whole["issuer"]), (ASSERTION,))
        checked = check_proofs(whole, expected, trust)
        signed = _signed(whole)
    except Unreadable as why:
        return _unread(why)
    problems += [problem for each in checked for problem in each.problems]
    result = Result(whole, tuple(problems), {"proof": _said(checked)})
    if not _is_sound(problems):
        return result
    return _with_parts(_standing(result, signed, trust, lists or {}), whole, trust, lists or {})


def _unwrapped(document: Document, trust: Trust, lists: Lists) -> Result:
    token, problems = unwrap(document)
    if token is None or not _is_sound(problems):
        return Result(document, tuple(problems))
    inner = _inner(token)
    problems += [each for each in check_credential(inner) if not each.is_warning]
    if problems:
        return Result(document, tuple(problems))
    wrong = check_wrapped(token, _id_of(inner["issuer"]), trust)
    if wrong:
        return Result(document, (wrong,))
    found = _standing(Result(document, ()), with_claims(_signed(inner), token), trust, lists)
    return _with_parts(found, inner, trust, lists)


def _with_parts(result: Result, document: Document, trust: Trust, lists: Lists) -> Result:
    """A learner record is no better than the worst badge in it; one that has run out is what its
    record says it is."""
    if not is_record(document):
        return result
    try:
        parts = parts_of(document)
    except Unreadable as why:
        detail = f"holds no badges that can be read ({why.reason})"
        wrong = Problem(Kind.MALFORMED_VALUE_ERROR, detail, PARTS)
        return replace(result, problems=(*result.problems, wrong))
    problems, needs = list(result.problems), list(result.needs)
    for place, part in enumerate(parts):
        found = verify_credential(part, trust=trust, lists=lists)
        ended = f"/{validity(part)[1]}"
        problems += [
            replace(each, path=f"{PARTS}/{place}{each.path}")
            for each in found.problems
            if not (each.kind is Kind.RANGE_ERROR and each.path == ended)
        ]
        needs += found.needs
    return replace(result, problems=tuple(problems), needs=tuple(dict.fromkeys(needs)))


def _inner(token: Token) -> Document:
    """The claims of the token's own are no part of the credential, whose names have no such
    meaning."""
    return {
        name: value
        for name, value in token.document.items()
        if name not in ("iss", "jti", "sub", "aud", "iat", "nbf", "exp", "nonce")
    }


def _signed(document: Document) -> Signed:
    moments = [
        read_instant(document[name]) if name in document else None for name in validity(document)
    ]
    return Signed(
        document=document,
        issuer=_id_of(document["issuer"]),
        issuer_name="",
        valid_from=moments[0],
        valid_until=moments[1],
        proofs=tuple(many(document.get("proof"))),
    )


def _standing(result: Result, signed: Signed, trust: Trust, lists: Lists) -> Result:
    """Of one whose proofs hold: has it begun, is it over, did its issuer take it back?"""
    problems, checks = list(result.problems), dict(result.checks)
    begins, ends = validity(signed.document)
    has_begun = signed.valid_from is None or signed.valid_from <= trust.now + CLOCK_LEEWAY
    if not has_begun:
        problems.append(Problem(Kind.RANGE_ERROR, "has not come yet", f"/{begins}"))
    is_over = signed.valid_until is not None and signed.valid_until <= trust.now
    if is_over:
        problems.append(Problem(Kind.RANGE_ERROR, "has passed", f"/{ends}"))
    for name, holds in ((begins, has_begun), (ends, not is_over)):
        if name in signed.document:
            checks[name] = {"verified": holds, "input": signed.document[name]}
    entries = statuses(signed.document)
    found = [
        check_standing(_with_one(signed, entry), trust, lists) if entry else None
        for entry in entries
    ]
    needs: list[str] = []
    for place, each in enumerate(found):
        word = each.against or each.unknown if each else ""
        if each and word:
            problems.append(_status_problem(word, f"/credentialStatus/{place}"))
            needs += each.needs
    if entries:
        checks["credentialStatus"] = [
            {"verified": bool(each and not each.against and not each.unknown), "input": entry}
            for entry, each in zip(entries, found, strict=True)
        ]
    return replace(
        result, problems=tuple(problems), checks=checks, needs=tuple(dict.fromkeys(needs))
    )


def _with_one(signed: Signed, entry: Document) -> Signed:
    """Each place is looked up by itself, so that each has an answer of its own."""
    return replace(signed, document={**signed.document, "credentialStatus": entry}, proofs=())


STATUS_WORDS = {
    "withdrawn": "the issuer revoked it",
    "suspended": "the issuer suspended it",
    "status_list_unseen": "the list that would tell is not at hand",
    "status_list_run_out": "the list at hand has run out",
    "status_list_unusable": "the list at hand is not the issuer's word about this credential",
    "unknown_kind_of_status": "a status of this kind is not checked here",
}


def _status_problem(word: str, path: str) -> Problem:
    unseen = word in ("status_list_unseen", "status_list_run_out")
    kind = Kind.STATUS_RETRIEVAL_ERROR if unseen else Kind.STATUS_VERIFICATION_ERROR
    return Problem(kind, STATUS_WORDS.get(word, word), path)


@one_effort()
def verify_presentation(
    document: object,
    *,
    trust: Trust,
    lists: Lists | None = None,
    domain: str = "",
    challenge: str = "",
    may_be_unsigned: bool = False,
) -> Result:
    """Its own proof, and every credential that it presents. One that may be unsigned, and is, says
    nothing of who presents or to what it answers; its credentials stand for themselves."""
    try:
        whole = examine(document)
        if envelope(whole) == "presentation":
            expected = Expected("", (), domain, challenge)
            return _unwrapped_presentation(whole, trust, lists or {}, expected)
        problems = check_presentation(whole)
        if not _is_sound(problems):
            return Result(whole, tuple(problems))
        holder = _id_of(whole.get("holder", ""))
        expected = Expected(holder, (AUTHENTICATION, ASSERTION), domain, challenge)
        is_unsigned = may_be_unsigned and "proof" not in whole
        checked = [] if is_unsigned else check_proofs(whole, expected, trust)
    except Unreadable as why:
        return _unread(why)
    problems += [problem for each in checked for problem in each.problems]
    problems += _unproven(expected) if is_unsigned else []
    checks: dict[str, Any] = {} if is_unsigned else {"proof": _said(checked)}
    checks |= _aims(expected, problems)
    return Result(whole, tuple(problems), checks, presented=_presented(whole, trust, lists or {}))


def _unproven(expected: Expected) -> list[Problem]:
    """What only a proof could say, and somebody relies on."""
    found = [
        (expected.domain, Kind.INVALID_DOMAIN_ERROR, "/proof/domain"),
        (expected.challenge, Kind.INVALID_CHALLENGE_ERROR, "/proof/challenge"),
        (expected.controller, Kind.PROOF_VERIFICATION_ERROR, "/holder"),
    ]
    return [Problem(kind, "has no proof", path) for value, kind, path in found if value]


def _aims(expected: Expected, problems: list[Problem]) -> dict[str, Any]:
    """The single answers about what the caller expected."""
    failed = {each.path.rpartition("/")[2] for each in problems}
    said: dict[str, Any] = {
        name: {"verified": name not in failed, "input": value}
        for name, value in (("domain", expected.domain), ("challenge", expected.challenge))
        if value
    }
    if expected.controller:
        holds = all(each.is_warning for each in problems)
        said["holder"] = {"verified": holds, "input": expected.controller}
    return said


def _unwrapped_presentation(
    document: Document, trust: Trust, lists: Lists, expected: Expected
) -> Result:
    token, problems = unwrap(document)
    if token is None or not _is_sound(problems):
        return Result(document, tuple(problems))
    inner = _inner(token)
    problems += [each for each in check_presentation(inner) if not each.is_warning]
    signer = _id_of(inner.get("holder", token.document.get("iss", "")))
    wrong = None if problems else check_wrapped(token, signer, trust)
    problems += [wrong] if wrong else []
    # What a proof calls domain and challenge, a token calls audience and nonce.
    if expected.domain and expected.domain not in many(token.document.get("aud")):
        problems.append(Problem(Kind.INVALID_DOMAIN_ERROR, "is not the one expected", "/id"))
    if expected.challenge and token.document.get("nonce") != expected.challenge:
        problems.append(Problem(Kind.INVALID_CHALLENGE_ERROR, "is not the one expected", "/id"))
    presented = _presented(inner, trust, lists) if not problems else ()
    return Result(document, tuple(problems), presented=presented)


def _presented(document: Document, trust: Trust, lists: Lists) -> tuple[Result, ...]:
    given = many(document.get("verifiableCredential"))
    return tuple(verify_credential(each, trust=trust, lists=lists) for each in given)


def _said(checked: list[Checked]) -> list[dict[str, Any]]:
    return [{"verified": not each.problems, "input": each.proof} for each in checked]


def _is_sound(problems: list[Problem]) -> bool:
    return all(each.is_warning for each in problems)


def _id_of(value: object) -> str:
    named = value.get("id") if isinstance(value, dict) else value
    return named if isinstance(named, str) else ""


def _unread(why: Unreadable) -> Result:
    return Result({}, (Problem(Kind.PARSING_ERROR, why.reason.replace("_", " ")),))


__all__ = [
    "Refused",
    "Result",
    "sign_credential",
    "trust",
    "verify_credential",
    "verify_presentation",
]
