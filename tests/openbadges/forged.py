"""What a forger would try on an issued badge: named kinds, for a document and for a token.

Each kind gives the bytes that somebody would hand over, and where it needs one, another answer of
the world: a published document or a list that is not what its issuer made.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.openbadges.elsewhere import (
    ED25519,
    P256,
    RSA,
    base64url,
    claims_of,
    jwk,
    proved,
    raw_token,
)
from tests.openbadges.made import (
    AT,
    DID,
    INDEX,
    KEY,
    LIST_URL,
    OTHER_DID,
    OTHER_KEY,
    ROWS,
    published,
    status_list,
    unsigned,
)
from tests.openbadges.tampered import tamperings
from waypost.openbadges import Document, did_document, dump, sign
from waypost.openbadges.keys import base58_decode, base58_encode

ORDER = 2**252 + 27742317777372353535851937790883648493
NAME = "Checking for understanding with live polls"
METHOD = f"{DID}#{KEY.public.multibase}"
HEADER = {"alg": "EdDSA", "typ": "JWT", "kid": METHOD}
LIST = "https://www.w3.org/ns/credentials/v2"


@dataclass(frozen=True)
class Forged:
    """`documents` and `lists` are the world's answers where they are not the right ones."""

    name: str
    source: bytes
    documents: dict[str, Any] = field(default_factory=published)
    lists: dict[str, bytes] = field(default_factory=lambda: {LIST_URL: dump(status_list(3))})


def original() -> Document:
    document = unsigned(results=ROWS[:1])
    return sign(document, key=KEY, did=DID, at=AT)


def original_token() -> bytes:
    return raw_token(HEADER, payload(), ED25519)


def payload(**changes: Any) -> dict[str, Any]:
    document = unsigned(results=ROWS[:1])
    return {**document, **claims_of(document), **changes}


def documents() -> Iterator[Forged]:
    """Every kind on a badge with an embedded proof."""
    document = original()
    for name, changed in tamperings(document):
        yield Forged(name, dump(changed))
    for name, change in _PARTS.items():
        changed = copy.deepcopy(document)
        change(changed)
        yield Forged(name, dump(changed))
    for name, rewrite in _PROOFS.items():
        proof = dict(document["proof"])
        yield Forged(f"proof: {name}", dump({**document, "proof": rewrite(proof)}))
    for name, alter in _BYTES.items():
        yield Forged(f"bytes: {name}", alter(dump(document)))
    for name, world in _WORLDS.items():
        yield Forged(f"world: {name}", dump(document), **world())
    yield from _signed_again()


def tokens() -> Iterator[Forged]:
    """Every kind on a badge that is a token; what is changed keeps the old signature."""
    whole = original_token()
    head, body, mark = whole.split(b".")
    claims = payload()
    changes = [(name, changed) for name, changed in tamperings(claims) if changed != claims]
    for name, changed in changes:
        yield Forged(name, b".".join([head, base64url(dump(changed)), mark]))
    for name, change in _PARTS.items():
        altered = copy.deepcopy(claims)
        change(altered)
        yield Forged(name, b".".join([head, base64url(dump(altered)), mark]))
    for name, header in _HEADERS.items():
        changed_head = base64url(json.dumps(header).encode())
        yield Forged(f"header: {name}", b".".join([changed_head, body, mark]))
    for name, cut in _MARKS.items():
        yield Forged(f"token: {name}", cut(head, body, mark))
    for name, world in _WORLDS.items():
        yield Forged(f"world: {name}", whole, **world())
    for name, make in _TOKENS.items():
        yield Forged(f"signed again: {name}", make())


def _put(*path: Any, to: Any) -> Callable[[Document], None]:
    def change(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = to

    return change


def _move(source: tuple[Any, ...], target: tuple[Any, ...]) -> Callable[[Document], None]:
    def change(document: Any) -> None:
        holder, into = document, document
        for step in source[:-1]:
            holder = holder[step]
        for step in target[:-1]:
            into = into[step]
        into[target[-1]] = holder.pop(source[-1])

    return change


SUBJECT = "credentialSubject"
ACHIEVEMENT = (SUBJECT, "achievement")
_PARTS: dict[str, Callable[[Document], None]] = {
    "another earner": _put(SUBJECT, "id", to="urn:uuid:00000000-0000-4000-8000-000000000000"),
    "another earner's name": _put(SUBJECT, "identifier", 0, "identityHash", to="Max Muster"),
    "a name in another normal form": _put(
        SUBJECT, "identifier", 0, "identityHash", to="Mari\u0301a Pen\u0303a"
    ),
    "a name with a look-alike letter": _put(
        *ACHIEVEMENT, "name", to=NAME.replace("C", "\u0421", 1)
    ),
    "a name with a hidden mark": _put(*ACHIEVEMENT, "name", to=NAME + "\u200b"),
    "a name with a control character": _put(*ACHIEVEMENT, "name", to=NAME + "\x7f"),
    "a name with a language": _put(*ACHIEVEMENT, "name", to={"@value": NAME, "@language": "de"}),
    "a name with another kind": _put(*ACHIEVEMENT, "name", to={"@value": NAME, "@type": "xsd:int"}),
    "a name as raw JSON": _put(*ACHIEVEMENT, "name", to={"@value": NAME, "@type": "@json"}),
    "a name beside the name": _put(*ACHIEVEMENT, "name", to=[NAME, "And more"]),
    "a second earner": lambda d: d.update({SUBJECT: [d[SUBJECT], d[SUBJECT]]}),
    "a second achievement": lambda d: d[SUBJECT].update(
        achievement=[d[SUBJECT]["achievement"]] * 2
    ),
    "a second salt": _put(SUBJECT, "identifier", 1, "salt", to="c2FsdA"),
    "an unhashed address": _put(SUBJECT, "identifier", 1, "hashed", to=False),
    "yes as a text": _put(SUBJECT, "identifier", 1, "hashed", to="true"),
    "an hour more": _put(*ACHIEVEMENT, "creditsAvailable", to=60.5),
    "hours as a text": _put(*ACHIEVEMENT, "creditsAvailable", to="6.5"),
    "hours nearly the same": _put(*ACHIEVEMENT, "creditsAvailable", to=6.500000000000001),
    "hours without end": _put(*ACHIEVEMENT, "creditsAvailable", to=10**15),
    "another kind of achievement": _put(*ACHIEVEMENT, "achievementType", to="Degree"),
    "another version": _put(*ACHIEVEMENT, "version", to="4"),
    "another picture": _put(*ACHIEVEMENT, "image", "id", to="https://elsewhere.example/a.png"),
    "a picture inside": _put(*ACHIEVEMENT, "image", "id", to="data:image/png;base64,AAAA"),
    "no criteria": lambda d: d[SUBJECT]["achievement"].pop("criteria"),
    "a link to other criteria": _put(
        *ACHIEVEMENT, "criteria", "id", to="https://elsewhere.example/"
    ),
    "a link that runs": _put(*ACHIEVEMENT, "criteria", "id", to="javascript:alert(1)"),
    "another issuer": _put("issuer", "id", to=OTHER_DID),
    "an issuer in capitals": _put("issuer", "id", to=DID.upper()),
    "an issuer with a dot at the end": _put("issuer", "id", to=DID + "."),
    "an issuer with a path": _put("issuer", "id", to=DID + ":evil"),
    "an issuer as an address": _put("issuer", "id", to="https://badges.pecanflats.example"),
    "an issuer that is a key": _put("issuer", "id", to=OTHER_KEY.public.did),
    "an issuer without an id": lambda d: d["issuer"].pop("id"),
    "an issuer by its id alone": _put("issuer", to=DID),
    "two issuers": lambda d: d.update(issuer=[d["issuer"], {"id": OTHER_DID, "type": "Profile"}]),
    "another issuer's name": _put("issuer", "name", to="Little Fork ISD"),
    "an id of another badge": _put("id", to="https://badges.pecanflats.example/c/OTHER"),
    "a relative id": _put("id", to="/c/7QK4M2XD"),
    "no id": lambda d: d.pop("id"),
    "an earlier date": _put("validFrom", to="2025-09-04T20:14:00Z"),
    "a date without a zone": _put("validFrom", to="2026-09-04T20:14:00"),
    "the same date in another zone": _put("validFrom", to="2026-09-04T22:14:00+02:00"),
    "a date that is none": _put("validFrom", to="2026-02-30T00:00:00Z"),
    "a date with a leap second": _put("validFrom", to="2026-06-30T23:59:60Z"),
    "a date as a number": _put("validFrom", to=1788552840),
    "two dates": _put("validFrom", to=["2026-09-04T20:14:00Z", "2025-01-01T00:00:00Z"]),
    "valid for longer": _put("validUntil", to="2099-09-04T00:00:00Z"),
    "valid for ever": lambda d: d.pop("validUntil"),
    "a date of the older standard": _put("issuanceDate", to="2026-09-04T20:14:00Z"),
    "an end of the older standard": _put("expirationDate", to="2031-09-04T00:00:00Z"),
    "no place for its withdrawal": lambda d: d.pop("credentialStatus"),
    "an empty place for its withdrawal": _put("credentialStatus", to={}),
    "another place in the list": _put("credentialStatus", "statusListIndex", to="413"),
    "a place as a number": _put("credentialStatus", "statusListIndex", to=INDEX),
    "a place outside the list": _put("credentialStatus", "statusListIndex", to="99999999"),
    "a place before the list": _put("credentialStatus", "statusListIndex", to="-1"),
    "another list": _put("credentialStatus", "statusListCredential", to=LIST_URL + "0"),
    "a list at home": _put("credentialStatus", "statusListCredential", to="http://127.0.0.1/"),
    "another purpose": _put("credentialStatus", "statusPurpose", to="refresh"),
    "a list of suspensions": _put("credentialStatus", "statusPurpose", to="suspension"),
    "another kind of list": _put("credentialStatus", "type", to="StatusList2021Entry"),
    "a list of names": _put(
        "credentialStatus", to={"id": LIST_URL, "type": "1EdTechRevocationList"}
    ),
    "two bits for a place": _put("credentialStatus", "statusSize", to=2),
    "a second place": lambda d: d.update(credentialStatus=[d["credentialStatus"]] * 2 + [{}]),
    "its withdrawal inside the achievement": _move(
        ("credentialStatus",), (*ACHIEVEMENT, "credentialStatus")
    ),
    "its withdrawal under its full name": _move(
        ("credentialStatus",), ("https://www.w3.org/2018/credentials#credentialStatus",)
    ),
    "its end inside the earner": _move(("validUntil",), (SUBJECT, "validUntil")),
    "its end under its full name": _move(
        ("validUntil",), ("https://www.w3.org/2018/credentials#validUntil",)
    ),
    "another part that speaks for the whole": lambda d: d[SUBJECT]["achievement"].update(
        related={"id": d["id"], "type": "Related", "validUntil": d.pop("validUntil")}
    ),
    "statements beside it": _put("@included", to=[{"id": DID, "type": "Profile", "name": "X"}]),
    "statements the other way round": _put("@reverse", to={"issuer": {"id": OTHER_DID}}),
    "a graph around it": _put("@graph", to=[{"id": DID}]),
    "an index": _put("@index", to="1"),
    "its kind under another name": _move(("type",), ("@type",)),
    "its id under another name": _move(("id",), ("@id",)),
    "one kind more": lambda d: d["type"].append("EndorsementCredential"),
    "one kind less": lambda d: d["type"].remove("OpenBadgeCredential"),
    "a kind that nobody defines": lambda d: d["type"].append("DoctoralDegree"),
    "kinds in a list of lists": lambda d: d.update(type=[d["type"]]),
    "a word that nobody defines": _put("honors", to="summa cum laude"),
    "evidence that was not signed": _put(
        "evidence", to=[{"id": "https://elsewhere.example/", "type": "Evidence"}]
    ),
    "an endorsement that was not signed": _put(
        "endorsement", to=[{"id": "urn:x:1", "type": "EndorsementCredential"}]
    ),
    "a schema that was not signed": _put(
        "credentialSchema", to={"id": "https://elsewhere.example/s", "type": "JsonSchema"}
    ),
    "terms that were not signed": _put("termsOfUse", to={"type": "Policy", "id": "urn:x:2"}),
    "a result turned around": _put(SUBJECT, "result", 0, "value", to="Not yet"),
    "a result that points elsewhere": _put(
        SUBJECT,
        "result",
        0,
        "resultDescription",
        to="urn:uuid:00000000-0000-4000-8000-000000000000",
    ),
    "a vocabulary less": lambda d: d["@context"].pop(),
    "vocabularies in another order": lambda d: d["@context"].reverse(),
    "a vocabulary of another version": _put(
        "@context", 1, to="https://purl.imsglobal.org/spec/ob/v3p0/context.json"
    ),
    "the older vocabulary": _put("@context", 0, to="https://www.w3.org/2018/credentials/v1"),
    "the older vocabulary beside": lambda d: d["@context"].append(
        "https://www.w3.org/2018/credentials/v1"
    ),
    "an unknown vocabulary": lambda d: d["@context"].append("https://elsewhere.example/v1"),
    "a vocabulary at home": lambda d: d["@context"].append("http://169.254.169.254/latest/"),
    "a vocabulary on the disk": lambda d: d["@context"].append("file:///etc/passwd"),
    "a vocabulary written out": lambda d: d["@context"].append({"name": "urn:x:name"}),
    "a vocabulary for everything": lambda d: d["@context"].append({"@vocab": "urn:x:"}),
    "a base for everything": lambda d: d["@context"].append(
        {"@base": "https://elsewhere.example/"}
    ),
    "a vocabulary that is empty": lambda d: d["@context"].append(None),
    "a vocabulary that imports": lambda d: d["@context"].append({"@import": "https://x.example/"}),
    "a vocabulary inside a part": _put(SUBJECT, "@context", to={"name": "urn:x:name"}),
    "a vocabulary that hides a part": _put(SUBJECT, "@context", to=[None]),
    "no vocabulary": lambda d: d.pop("@context"),
}


def _with(**changes: Any) -> Callable[[Document], Any]:
    return lambda proof: {**proof, **changes}


def _value(change: Callable[[bytes], bytes]) -> Callable[[Document], Any]:
    def rewrite(proof: Document) -> Document:
        raw = base58_decode(proof["proofValue"][1:])
        return {**proof, "proofValue": "z" + base58_encode(change(raw))}

    return rewrite


def _plus_order(raw: bytes) -> bytes:
    """The same signature written with a larger number: it must not count as another one."""
    larger = int.from_bytes(raw[32:], "little") + ORDER
    return raw[:32] + larger.to_bytes(32, "little")


_PROOFS: dict[str, Callable[[Document], Any]] = {
    "none": lambda proof: [],
    "nothing": lambda proof: {},
    "a text": lambda proof: "valid",
    "twice, one wrong": lambda proof: [proof, {**proof, "created": "2026-09-04T20:15:00Z"}],
    "of somebody else": lambda proof: proved(unsigned(), key=OTHER_KEY, did=OTHER_DID)["proof"],
    "of another badge": lambda proof: proved(unsigned(status=None))["proof"],
    "of a list": lambda proof: status_list(3)["proof"],
    "of another kind": _with(type="Ed25519Signature2020"),
    "of an older kind": _with(type="Ed25519Signature2018"),
    "of another suite": _with(cryptosuite="eddsa-jcs-2022"),
    "of a suite for many": _with(cryptosuite="ecdsa-sd-2023"),
    "without a suite": lambda proof: {k: v for k, v in proof.items() if k != "cryptosuite"},
    "to sign in with": _with(proofPurpose="authentication"),
    "without a purpose": lambda proof: {k: v for k, v in proof.items() if k != "proofPurpose"},
    "dated later": _with(created="2026-09-04T20:15:00Z"),
    "dated in another zone": _with(created="2026-09-04T22:14:00+02:00"),
    "not dated": lambda proof: {k: v for k, v in proof.items() if k != "created"},
    "with an end": _with(expires="2030-01-01T00:00:00Z"),
    "for a domain": _with(domain="elsewhere.example"),
    "with an answer": _with(challenge="1"),
    "with a number used once": _with(nonce="1"),
    "with a name": _with(id="urn:uuid:0d1f7f9c-0000-4a51-8d1c-000000000001"),
    "over a missing one": _with(previousProof="urn:uuid:0d1f7f9c-0000-4a51-8d1c-000000000009"),
    "with a vocabulary": _with(**{"@context": LIST}),
    "with a word that nobody defines": _with(level="high"),
    "by another key of that name": _with(verificationMethod=f"{DID}#{OTHER_KEY.public.multibase}"),
    "by a key of somebody else": _with(
        verificationMethod=f"{OTHER_DID}#{OTHER_KEY.public.multibase}"
    ),
    "by a key without an owner": _with(verificationMethod=KEY.public.multibase),
    "by a key in the badge": _with(verificationMethod=f"{KEY.public.did}#{KEY.public.multibase}"),
    "by a key at home": _with(verificationMethod="http://127.0.0.1/key"),
    "by a key written out": _with(verificationMethod={"id": METHOD}),
    "by nobody": lambda proof: {k: v for k, v in proof.items() if k != "verificationMethod"},
    "without a value": lambda proof: {k: v for k, v in proof.items() if k != "proofValue"},
    "with an empty value": _with(proofValue="z"),
    "in another base": _with(proofValue="u" + "A" * 86),
    "with a letter that base58 lacks": lambda p: {**p, "proofValue": p["proofValue"][:-1] + "0"},
    "one digit shorter": lambda p: {**p, "proofValue": p["proofValue"][:-1]},
    "one digit longer": lambda p: {**p, "proofValue": p["proofValue"] + "1"},
    "endless": _with(proofValue="z" + "1" * 100_000),
    "as a number": _with(proofValue=7),
    "one bit turned": _value(lambda raw: bytes([raw[0] ^ 1]) + raw[1:]),
    "its halves exchanged": _value(lambda raw: raw[32:] + raw[:32]),
    "cut to a half": _value(lambda raw: raw[:32]),
    "of zeros": _value(lambda raw: bytes(64)),
    "the same written larger": _value(_plus_order),
}


def _twice(raw: bytes) -> bytes:
    return raw.replace(b'"name":', b'"name":"Dean","name":', 1)


_BYTES: dict[str, Callable[[bytes], bytes]] = {
    "a name twice": _twice,
    "a name twice, once written with an escape": lambda raw: raw.replace(
        b'"validUntil":', b'"valid\\u0055ntil":"2099-01-01T00:00:00Z","validUntil":', 1
    ),
    "cut off": lambda raw: raw[:-1],
    "the first half": lambda raw: raw[: len(raw) // 2],
    "something after the end": lambda raw: raw + b"x",
    "two badges": lambda raw: raw + raw,
    "a list of one badge": lambda raw: b"[" + raw + b"]",
    "a comment": lambda raw: raw[:-1] + b"/* real */}",
    "a number that is none": lambda raw: raw[:-1] + b',"a":NaN}',
    "a number without end": lambda raw: raw[:-1] + b',"a":1e999}',
    "a number too large": lambda raw: raw[:-1] + b',"a":' + b"9" * 400 + b"}",
    "half a character": lambda raw: raw.replace(b"Pecan", b"\\ud800Pecan"),
    "a zero byte": lambda raw: raw.replace(b"Pecan", b"\x00Pecan"),
    "a byte that is no letter": lambda raw: raw.replace(b"Pecan", b"\xffPecan"),
    "another writing": lambda raw: raw.decode().encode("utf-16"),
    "deep inside": lambda raw: b'{"a":' * 50_000 + raw + b"}" * 50_000,
    "a bomb": lambda raw: raw[:-1] + b',"a":[' + b"[]," * 900_000 + b"[]]}",
    "quoted": lambda raw: json.dumps(raw.decode()).encode(),
    "a letter of its text": lambda raw: raw.replace(b"Submit a plan", b"Submit a plaN"),
    "one byte turned": lambda raw: raw.replace(b"Pecan", b"Pecbn", 1),
}


def _list(**changes: Any) -> dict[str, Any]:
    return {"lists": {LIST_URL: dump(status_list(3, **changes))}}


def _unsigned_list() -> Document:
    return {name: value for name, value in status_list(3).items() if name != "proof"}


def _document(**changes: Any) -> dict[str, Any]:
    return {"documents": {DID: {**did_document(DID, [KEY.public]), **changes}}}


def _method_with(**changes: Any) -> dict[str, Any]:
    document = did_document(DID, [KEY.public])
    document["verificationMethod"][0].update(changes)
    return {"documents": {DID: document}}


_WORLDS: dict[str, Callable[[], dict[str, Any]]] = {
    "the badge was withdrawn": lambda: {"lists": {LIST_URL: dump(status_list(INDEX))}},
    "the list is not there": lambda: {"lists": {}},
    "the list is not signed": lambda: {"lists": {LIST_URL: dump(_unsigned_list())}},
    "the list is signed by somebody else": lambda: _list(key=OTHER_KEY),
    "the list is somebody else's": lambda: _list(issuer_did=OTHER_DID, key=OTHER_KEY),
    "the list is another one": lambda: _list(url=LIST_URL + "0"),
    "the list has run out": lambda: _list(valid_until=AT),
    "the list is cut off": lambda: {"lists": {LIST_URL: dump(status_list(3))[:-9]}},
    "the list is the badge": lambda: {"lists": {LIST_URL: dump(original())}},
    "the list is a page": lambda: {"lists": {LIST_URL: b"<html>Not found</html>"}},
    "the issuer publishes nothing": lambda: {"documents": {}},
    "the issuer's document is somebody else's": lambda: {
        "documents": {DID: did_document(OTHER_DID, [KEY.public])}
    },
    "the issuer's document has another key": lambda: {
        "documents": {DID: did_document(DID, [OTHER_KEY.public])}
    },
    "the issuer's document is empty": lambda: {"documents": {DID: {}}},
    "the issuer's document is a list": lambda: {"documents": {DID: []}},
    "the key may only sign in": lambda: _document(assertionMethod=[], authentication=[METHOD]),
    "the key is another's": lambda: _method_with(controller=OTHER_DID),
    "the key was revoked": lambda: _method_with(revoked="2026-01-01T00:00:00Z"),
    "the key had run out": lambda: _method_with(expires="2026-01-01T00:00:00Z"),
    "the key is of another kind": lambda: _method_with(type="X25519KeyAgreementKey2020"),
    "the key is no key": lambda: _method_with(publicKeyMultibase="z6Mk"),
    "the key is a secret one": lambda: _method_with(publicKeyMultibase=KEY.text()),
}


def _signed_again() -> Iterator[Forged]:
    """The forger has keys of their own, and a host."""
    bare = unsigned(results=ROWS[:1])
    bare[SUBJECT]["identifier"][0]["identityHash"] = "Max Muster"
    theirs = {**published(), OTHER_DID: did_document(OTHER_DID, [OTHER_KEY.public])}
    in_its_name = sign(bare, key=OTHER_KEY, did=DID, at=AT)
    borrowed = sign(bare, key=OTHER_KEY, did=DID, at=AT, method=METHOD)
    for name, document in {
        "by somebody else": sign(bare, key=OTHER_KEY, did=OTHER_DID, at=AT),
        "in its name": in_its_name,
        "under its key's name": borrowed,
        "by a key alone": sign(bare, key=OTHER_KEY, did=OTHER_KEY.public.did, at=AT),
        "by both": {**original(), "proof": [original()["proof"], in_its_name["proof"]]},
        "by a key that calls itself the issuer": sign(
            {**bare, "issuer": {**bare["issuer"], "id": OTHER_KEY.public.did}},
            key=OTHER_KEY,
            did=OTHER_KEY.public.did,
            at=AT,
        ),
        "over an older proof": proved(
            {**bare, "proof": {**original()["proof"], "id": "urn:uuid:1"}},
            key=OTHER_KEY,
            did=OTHER_DID,
            previous="urn:uuid:1",
        ),
    }.items():
        yield Forged(f"signed again: {name}", dump(document), documents=theirs)


_HEADERS: dict[str, dict[str, Any]] = {
    "alg none": HEADER | {"alg": "none"},
    "alg None": HEADER | {"alg": "None"},
    "no alg": {"typ": "JWT", "kid": METHOD},
    "alg of a shared secret": HEADER | {"alg": "HS256"},
    "alg RS256": HEADER | {"alg": "RS256"},
    "alg ES256": HEADER | {"alg": "ES256"},
    "alg RS512": HEADER | {"alg": "RS512"},
    "alg in a list": HEADER | {"alg": ["EdDSA"]},
    "another name of the alg": HEADER | {"alg": "Ed25519"},
    "another type": HEADER | {"typ": "at+jwt"},
    "another case of the type": HEADER | {"typ": "jwt"},
    "critical": HEADER | {"crit": ["exp"], "exp": 1},
    "not encoded": HEADER | {"b64": False, "crit": ["b64"]},
    "packed": HEADER | {"zip": "DEF"},
    "another key's name": HEADER | {"kid": f"{DID}#{OTHER_KEY.public.multibase}"},
    "a key of somebody else": HEADER | {"kid": f"{OTHER_DID}#{OTHER_KEY.public.multibase}"},
    "a key at a foreign address": HEADER | {"kid": "https://elsewhere.example/k"},
    "a key at home": HEADER | {"kid": "http://127.0.0.1/k"},
    "a key on the disk": HEADER | {"kid": "../../../../dev/null"},
    "a key by a query": HEADER | {"kid": "' OR 1=1 --"},
    "no key's name": {"alg": "EdDSA", "typ": "JWT"},
    "a key of its own": {"alg": "EdDSA", "jwk": jwk(ED25519)},
    "a set of keys elsewhere": HEADER | {"jku": "https://elsewhere.example/jwks"},
    "a certificate": HEADER | {"x5u": "https://elsewhere.example/c", "x5c": ["AAAA"]},
    "a word more": HEADER | {"x": 1},
}


def _flat(head: bytes, body: bytes, mark: bytes) -> bytes:
    parts = {"protected": head, "payload": body, "signature": mark}
    return json.dumps({name: part.decode() for name, part in parts.items()}).encode()


_MARKS: dict[str, Callable[[bytes, bytes, bytes], bytes]] = {
    "no signature": lambda h, b, m: h + b"." + b + b".",
    "no third part": lambda h, b, m: h + b"." + b,
    "no content": lambda h, b, m: h + b".." + m,
    "five parts": lambda h, b, m: b".".join([h, b, m, h, m]),
    "the signature cut": lambda h, b, m: b".".join([h, b, m[:-4]]),
    "the signature longer": lambda h, b, m: b".".join([h, b, m + b"AAAA"]),
    "the signature filled": lambda h, b, m: b".".join([h, b, m + b"=="]),
    "the signature's first letter": lambda h, b, m: b".".join([h, b, _other(m[:1]) + m[1:]]),
    "the signature of zeros": lambda h, b, m: b".".join([h, b, base64url(bytes(64))]),
    "the content's first letter": lambda h, b, m: b".".join([h, _other(b[:1]) + b[1:], m]),
    "the content with spaces": lambda h, b, m: b".".join(
        [h, base64url(json.dumps(payload(), indent=1).encode()), m]
    ),
    "the content with a name twice": lambda h, b, m: b".".join(
        [h, base64url(_twice(dump(payload()))), m]
    ),
    "the header with a name twice": lambda h, b, m: b".".join(
        [base64url(b'{"alg":"none",' + json.dumps(HEADER).encode()[1:]), b, m]
    ),
    "the header as the content": lambda h, b, m: b".".join([h, h, m]),
    "flattened": _flat,
    "quoted": lambda h, b, m: json.dumps(b".".join([h, b, m]).decode()).encode(),
    "two tokens": lambda h, b, m: b".".join([h, b, m]) + b"\n" + b".".join([h, b, m]),
    "a line break inside": lambda h, b, m: h + b".\n" + b + b"." + m,
    "a token in a token": lambda h, b, m: b".".join(
        [h, base64url(json.dumps({"vc": b".".join([h, b, m]).decode()}).encode()), m]
    ),
}


def _other(letter: bytes) -> bytes:
    return b"A" if letter != b"A" else b"B"


def _by(header: dict[str, Any], key: Any = None, **claims: Any) -> Callable[[], bytes]:
    return lambda: raw_token(header, payload(**claims), key or _FORGER)


_FORGER = Ed25519PrivateKey.from_private_bytes(OTHER_KEY.secret)
_THEIR_KID = f"{OTHER_DID}#{OTHER_KEY.public.multibase}"
_TOKENS: dict[str, Callable[[], bytes]] = {
    "under its key's name": _by(HEADER),
    "by somebody else": _by(HEADER | {"kid": _THEIR_KID}),
    "with a key of the forger's": _by({"alg": "EdDSA", "jwk": jwk(_FORGER)}),
    "with a key of the forger's under its name": _by(HEADER | {"jwk": jwk(_FORGER)}),
    "with an RSA key of the forger's": _by({"alg": "RS256", "jwk": jwk(RSA)}, RSA),
    "with a P-256 key of the forger's": _by({"alg": "ES256", "jwk": jwk(P256)}, P256),
    "with the key's own secret half": _by({"alg": "EdDSA", "jwk": jwk(ED25519) | {"d": "AAAA"}}),
    "at the forger's address": _by(HEADER | {"kid": "https://elsewhere.example/jwks.json"}),
    "in the forger's own name": _by(HEADER | {"kid": _THEIR_KID}, iss=OTHER_DID),
    "with its own key, another issuer named": _by(HEADER, ED25519, iss=OTHER_DID),
    "with its own key, another earner named": _by(HEADER, ED25519, sub="urn:x:1"),
    "with its own key, another badge named": _by(HEADER, ED25519, jti="urn:x:1"),
    "with its own key, run out": _by(HEADER, ED25519, exp=1_600_000_000),
    "with its own key, not begun": _by(HEADER, ED25519, nbf=4_000_000_000),
    "with its own key, a date that is none": _by(HEADER, ED25519, exp="never"),
    "with its own key, two credentials": _by(HEADER, ED25519, vc=unsigned()),
    "with its own key, critical": _by(HEADER | {"crit": ["x"], "x": 1}, ED25519),
    "with its own key, of another type": _by(HEADER | {"typ": "logout+jwt"}, ED25519),
    "with its own key under another alg": _by(HEADER | {"alg": "RS256"}, ED25519),
}
