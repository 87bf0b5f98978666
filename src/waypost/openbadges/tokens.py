"""A badge as a signed token: the VC-JWT form of Open Badges 3.0, signed with EdDSA or RS256.

All of a token's words are signed, so none can stand beside the signature. A key that comes in the
token shows that nothing changed since it was signed; whose key it is, the issuer's own did:key or
published document says.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from waypost.openbadges.documents import MAX_BYTES, SIGNED_TOKEN, Document, Unreadable, load
from waypost.openbadges.form import LAST_YEAR, Signed, many
from waypost.openbadges.jwks import Key, RsaKey, base64url, key_of
from waypost.openbadges.keys import NotADid, NotAKey, PublicKey
from waypost.openbadges.signature import Answer, End, Trust, keys_named
from waypost.openbadges.times import FIRST_YEAR

MOST_KEYS = 100
ALGORITHMS: dict[str, type[Key]] = {"EdDSA": PublicKey, "RS256": RsaKey}


@dataclass(frozen=True, slots=True)
class Token:
    """`message` is what is signed: the two first parts, as they were written."""

    header: Document
    document: Document
    message: bytes
    signature: bytes


def read_token(source: bytes) -> Token | None:
    """None for what is no token. Raises Unreadable for one that holds no JSON."""
    text = source.decode("utf-8-sig", errors="replace").strip()
    if len(source) > MAX_BYTES or not SIGNED_TOKEN.fullmatch(text):
        return None
    head, body, mark = text.split(".")
    try:
        header, document = load(base64url(head)), load(base64url(body))
        return Token(header, document, f"{head}.{body}".encode(), base64url(mark))
    except (Unreadable, ValueError) as other:
        raise Unreadable("signed_token") from other


def open_badge(source: bytes) -> Document:
    """What a badge file holds, be it JSON or a token. Raises Unreadable."""
    token = read_token(source)
    return token.document if token else load(source)


def with_claims(signed: Signed, token: Token) -> Signed:
    """From when and until when the token holds, where its claims are narrower than its badge."""
    begins = [each for each in (signed.valid_from, _moment(token, "nbf")) if each]
    ends = [each for each in (signed.valid_until, _moment(token, "exp")) if each]
    return replace(
        signed,
        valid_from=max(begins) if begins else None,
        valid_until=min(ends) if ends else None,
    )


def _moment(token: Token, claim: str) -> datetime | None:
    if claim not in token.document:
        return None
    seconds = token.document[claim]
    if type(seconds) not in (int, float):
        raise Unreadable("bad_date", claim)
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise Unreadable("bad_date", claim) from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise Unreadable("bad_date", claim)
    return moment


def check_token(token: Token, signed: Signed, trust: Trust) -> Answer:
    """Did the issuer sign this, with which key, and who vouches for the key?"""
    expected = ALGORITHMS.get(str(token.header.get("alg")))
    # A token whose header asks for more than is done here must not be called good.
    if expected is None or "crit" in token.header or "iss" not in token.document:
        return Answer(End.UNABLE, "unknown_kind_of_proof")
    said = {"iss": signed.issuer, "jti": token.document.get("id")}
    if any(token.document.get(name, value) != value for name, value in said.items()):
        return Answer(End.FAILED, "not_signed_by_its_issuer")
    named, sent = token.header.get("kid"), token.header.get("jwk")
    if isinstance(named, str) and named.startswith(f"{signed.issuer}#"):
        proof = {"verificationMethod": named, "created": token.document.get("validFrom")}
        keys = keys_named(signed.issuer, proof, trust)
        if isinstance(keys, Answer):
            return keys
        return _signed_by(token, keys.candidates, expected, keys.source, vouched=keys.vouched)
    if sent is None:
        return Answer(End.UNABLE, "unknown_kind_of_key")
    try:
        key = key_of(sent)
    except NotAKey:
        return Answer(End.UNABLE, "unknown_kind_of_key")
    checked = _signed_by(token, [key], expected, "key_in_the_badge", vouched=False)
    return _whose(key, token, signed.issuer, trust) if checked.proven else checked


def _signed_by(
    token: Token, keys: Collection[Key], expected: type[Key], source: str, *, vouched: bool
) -> Answer:
    """The kind of key is the algorithm's own: what a header says never makes one of another."""
    usable = [key for key in keys if isinstance(key, expected)]
    if not usable:
        return Answer(End.UNABLE, "unknown_kind_of_key")
    if any(key.verifies(token.signature, token.message) for key in usable):
        return Answer(End.PROVEN, source, vouched=vouched)
    return Answer(End.FAILED, "signature_does_not_match")


def _whose(key: Key, token: Token, issuer: str, trust: Trust) -> Answer:
    """Of a key that the token brought along and that did sign it."""
    known = trust.keys.get(issuer, ())
    if key in known:
        return Answer(End.PROVEN, "known_key", vouched=True)
    if issuer.startswith("did:key:"):
        try:
            is_its_own = PublicKey.from_did_key(issuer) == key
        except (NotADid, NotAKey):
            return Answer(End.UNABLE, "unknown_kind_of_key")
        end = End.PROVEN if is_its_own else End.FAILED
        return Answer(end, "key_in_the_badge" if is_its_own else "not_signed_by_its_issuer")
    if issuer not in trust.documents:
        return Answer(End.WAITING, "issuer_document_unseen")
    document = trust.documents[issuer]
    if not isinstance(document, dict) or document.get("id") != issuer:
        return Answer(End.UNABLE, "issuer_document_unreadable")
    names = [
        str(entry.get("id"))
        for part in ("verificationMethod", "assertionMethod")
        for entry in many(document.get(part))
        if isinstance(entry, dict)
    ]
    for name in names[:MOST_KEYS]:
        method = f"{issuer}{name}" if name.startswith("#") else name
        proof = {"verificationMethod": method, "created": token.document.get("validFrom")}
        keys = keys_named(issuer, proof, trust)
        if not isinstance(keys, Answer) and key in keys.candidates:
            return Answer(End.PROVEN, "published_key", vouched=True)
    # A profile that lists no keys at all says nothing about this one.
    if not names:
        return Answer(End.UNABLE, "unknown_issuer")
    return Answer(End.FAILED, "key_not_published_by_its_issuer")
