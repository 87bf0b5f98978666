"""A badge as a signed token (VC-JWT), signed with Ed25519, RS256 or ES256.

By 2.0 the payload is the credential; by 1.1 it stands in the claim `vc`, and the claims beside it
say the rest. All of a token's words are signed, so none can stand beside the signature. A key that
comes in the token shows that nothing changed since it was signed; whose key it is, the issuer's own
did:key or published document says.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from waypost.openbadges.documents import MAX_BYTES, SIGNED_TOKEN, Document, Unreadable, load
from waypost.openbadges.form import BEGINS, ENDS, LAST_YEAR, Signed, many, version_of
from waypost.openbadges.jwks import EcKey, Key, RsaKey, base64url, from_did_jwk, key_of
from waypost.openbadges.keys import NotADid, NotAKey, PublicKey
from waypost.openbadges.lookup import MOST_KEYS, Answer, End, Trust, home_of, is_own, keys_named
from waypost.openbadges.times import FIRST_YEAR, instant

ALGORITHMS: dict[str, type[Key]] = {
    "EdDSA": PublicKey,
    "Ed25519": PublicKey,
    "RS256": RsaKey,
    "ES256": EcKey,
}
# A token of another type (an access token, a log-out) was not made to say this.
OPEN_TYPES = ("vc+jwt", "vc+ld+jwt", "vc+ld+json+jwt")
TYPES = ("jwt", *OPEN_TYPES)
NAME = re.compile(r"#?[A-Za-z0-9._~-]{1,200}")


@dataclass(frozen=True, slots=True)
class Token:
    """`message` is what is signed: the two first parts, as they were written. `claims` is the whole
    payload, `document` the credential in it."""

    header: Document
    claims: Document
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
        header, claims = load(base64url(head)), load(base64url(body))
        document = _credential(claims)
        return Token(header, claims, document, f"{head}.{body}".encode(), base64url(mark))
    except (Unreadable, ValueError) as other:
        raise Unreadable("signed_token") from other


def _credential(claims: Document) -> Document:
    """What the token says, with the claims in the places that 1.1 (6.3.1) gives them."""
    if "vc" not in claims:
        return claims
    inner = claims["vc"]
    # One token says one thing: a credential inside of another would be read in two ways.
    if not isinstance(inner, dict) or "@context" in claims or "vc" in inner:
        raise Unreadable("signed_token")
    version = version_of(inner)
    if not version:
        return inner
    said = {"id": claims.get("jti"), "issuer": claims.get("iss")}
    document = inner | {k: v for k, v in said.items() if v is not None and k not in inner}
    for claim, name in (("nbf", BEGINS[version]), ("exp", ENDS[version])):
        moment = moment_of(claims, claim)
        if name not in document and moment is not None:
            document[name] = instant(moment)
    subject = document.get("credentialSubject")
    if isinstance(subject, dict) and "id" not in subject and "sub" in claims:
        document["credentialSubject"] = {**subject, "id": claims["sub"]}
    return document


def open_badge(source: bytes) -> Document:
    """What a badge file holds, be it JSON or a token. Raises Unreadable."""
    token = read_token(source)
    return token.document if token else load(source)


def with_claims(signed: Signed, token: Token) -> Signed:
    """From when and until when the token holds, where its claims are narrower than its badge."""
    begins = [each for each in (signed.valid_from, moment_of(token.claims, "nbf")) if each]
    ends = [each for each in (signed.valid_until, moment_of(token.claims, "exp")) if each]
    return replace(
        signed,
        valid_from=max(begins) if begins else None,
        valid_until=min(ends) if ends else None,
    )


def moment_of(claims: Document, claim: str) -> datetime | None:
    """When a claim says, given in seconds. Raises Unreadable."""
    if claim not in claims:
        return None
    seconds = claims[claim]
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
    if expected is None or not _is_plain(token):
        return Answer(End.UNABLE, "unknown_kind_of_proof")
    if not _agrees(token, signed):
        return Answer(End.FAILED, "not_signed_by_its_issuer")
    named, sent = token.header.get("kid"), token.header.get("jwk")
    method = _method(named, signed.issuer, trust)
    if method:
        keys = keys_named(signed.issuer, _as_proof(method, signed), trust)
        if not isinstance(keys, Answer):
            return _signed_by(token, keys.candidates, expected, keys.source, vouched=keys.vouched)
        # A key that came along may still say that something was changed.
        if sent is None or keys.failed:
            return keys
    if sent is None:
        return Answer(End.UNABLE, "unknown_kind_of_key")
    try:
        key = key_of(sent)
    except NotAKey:
        return Answer(End.UNABLE, "unknown_kind_of_key")
    checked = _signed_by(token, [key], expected, "key_in_the_badge", vouched=False)
    return _whose(key, signed, trust) if checked.proven else checked


def _is_plain(token: Token) -> bool:
    """A token whose header asks for more than is done here must not be called good."""
    kind = token.header.get("typ", "JWT")
    if "crit" in token.header or token.header.get("b64", True) is not True:
        return False
    name = kind.lower().removeprefix("application/") if isinstance(kind, str) else ""
    return name in TYPES and ("iss" in token.claims or name in OPEN_TYPES)


def _agrees(token: Token, signed: Signed) -> bool:
    """Whether the claims say of the badge what it says of itself."""
    subjects = many(token.document.get("credentialSubject"))
    said = {"iss": signed.issuer, "jti": token.document.get("id")}
    if len(subjects) == 1 and isinstance(subjects[0], dict) and "id" in subjects[0]:
        said["sub"] = subjects[0]["id"]
    return all(token.claims.get(name, value) == value for name, value in said.items())


def _method(named: object, issuer: str, trust: Trust) -> str:
    """The full name of the key that a header's `kid` means; empty for what names none."""
    if not isinstance(named, str):
        return ""
    if is_own(issuer, named, trust) or (named.startswith("https://") and home_of(issuer)):
        return named
    return f"{issuer}#{named.removeprefix('#')}" if NAME.fullmatch(named) else ""


def _as_proof(method: str, signed: Signed) -> Document:
    """When it was made is when it begins: tokens are not dated apart."""
    began = signed.valid_from
    return {"verificationMethod": method, "created": instant(began) if began else None}


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


def _whose(key: Key, signed: Signed, trust: Trust) -> Answer:
    """Of a key that the token brought along and that did sign it."""
    issuer = signed.issuer
    if key in trust.withdrawn:
        return Answer(End.FAILED, "key_was_withdrawn")
    if key in trust.keys.get(issuer, ()):
        return Answer(End.PROVEN, "known_key", vouched=True)
    if issuer.startswith(("did:key:", "did:jwk:")):
        try:
            is_its_own = _key_in(issuer) == key
        except (NotADid, NotAKey):
            return Answer(End.UNABLE, "unknown_kind_of_key")
        end = End.PROVEN if is_its_own else End.FAILED
        return Answer(end, "key_in_the_badge" if is_its_own else "not_signed_by_its_issuer")
    if issuer not in trust.documents:
        home = home_of(issuer)
        return Answer(End.WAITING, "issuer_document_unseen", needs=(home,) if home else ())
    document = trust.documents[issuer]
    if not isinstance(document, dict) or document.get("id") != issuer:
        return Answer(End.UNABLE, "issuer_document_unreadable")
    return _published(key, document, signed, trust)


def _key_in(issuer: str) -> Key:
    """Raises NotADid, NotAKey."""
    if issuer.startswith("did:jwk:"):
        return from_did_jwk(issuer)
    return PublicKey.from_did_key(issuer)


def _published(key: Key, document: Document, signed: Signed, trust: Trust) -> Answer:
    names = [
        str(entry.get("id"))
        for part in ("verificationMethod", "assertionMethod")
        for entry in many(document.get(part))
        if isinstance(entry, dict)
    ]
    for name in names[:MOST_KEYS]:
        method = f"{signed.issuer}{name}" if name.startswith("#") else name
        keys = keys_named(signed.issuer, _as_proof(method, signed), trust)
        if not isinstance(keys, Answer) and key in keys.candidates:
            return Answer(End.PROVEN, "published_key", vouched=True)
    # A profile that lists no keys at all says nothing about this one.
    if not names:
        return Answer(End.UNABLE, "unknown_issuer")
    return Answer(End.FAILED, "key_not_published_by_its_issuer")
