"""A credential or presentation inside a data: URL, signed as a token (VC Data Model, 4.12)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from waypost.openbadges.contexts import CREDENTIALS_V2
from waypost.openbadges.documents import Document, Unreadable
from waypost.openbadges.form import Signed, many
from waypost.openbadges.signature import Trust
from waypost.openbadges.tokens import Token, check_token, read_token
from waypost.openbadges.vcdm.problems import Kind, Problem

# The media types of the standard, and two that were usual before it was one.
_WRAPPED = re.compile(
    r"data:application/(v[cp]\+jwt|v[cp]-ld\+jwt|jwt)(?:;[^,]*)?,([A-Za-z0-9._-]+)"
)


def unwrap(document: Document) -> tuple[Token | None, list[Problem]]:
    """The token inside, or what is wrong with the envelope."""
    problems = list(_form(document))
    match = _WRAPPED.fullmatch(str(document.get("id")))
    if match is None:
        problems.append(_wrong("/id", "must be a data: address with a token (JWT)"))
        return None, problems
    try:
        token = read_token(match[2].encode())
    except Unreadable:
        token = None
    if token is None:
        problems.append(Problem(Kind.PARSING_ERROR, "the token cannot be read", "/id"))
    return token, problems


def _form(document: Document) -> Iterator[Problem]:
    if CREDENTIALS_V2 not in many(document.get("@context")):
        yield _wrong("/@context", f"must include {CREDENTIALS_V2}")
    if "proof" in document:
        yield _wrong("/proof", "must not stand beside a token")


def check_wrapped(token: Token, signer: str, trust: Trust) -> Problem | None:
    """Whether `signer`, the issuer or the holder, signed the token."""
    signed = Signed(
        document=token.document,
        issuer=signer,
        issuer_name="",
        valid_from=None,
        valid_until=None,
        proofs=(),
    )
    answer = check_token(token, signed, trust)
    if answer.proven:
        return None
    kind = Kind.CRYPTOGRAPHIC_SECURITY_ERROR if answer.failed else Kind.PROOF_VERIFICATION_ERROR
    return Problem(kind, answer.reason.replace("_", " "), "/id")


def _wrong(path: str, detail: str) -> Problem:
    return Problem(Kind.MALFORMED_VALUE_ERROR, detail, path)
