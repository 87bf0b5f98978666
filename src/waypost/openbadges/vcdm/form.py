"""The form of a credential and of a presentation, rule by rule (VC Data Model 2.0, section 4; 1.1
where its vocabulary stands first)."""

from __future__ import annotations

from collections.abc import Iterator

from waypost.openbadges.contexts import CREDENTIALS_V1, CREDENTIALS_V2
from waypost.openbadges.documents import Document
from waypost.openbadges.form import many
from waypost.openbadges.rdf import IRI, LANGUAGE
from waypost.openbadges.status import STATUS_LIST_TYPE
from waypost.openbadges.times import NotAnInstant, read_instant
from waypost.openbadges.vcdm.problems import Kind, Problem
from waypost.openbadges.vcdm.resources import check_resources
from waypost.openbadges.vcdm.statuses import check_entry, check_listing

CREDENTIAL, PRESENTATION = "VerifiableCredential", "VerifiablePresentation"
ENVELOPED = {
    "EnvelopedVerifiableCredential": "credential",
    "EnvelopedVerifiablePresentation": "presentation",
}
# Objects of a kind of their own: each says which, and may have an address.
TYPED = (
    "confidenceMethod",
    "credentialSchema",
    "credentialStatus",
    "evidence",
    "refreshService",
    "renderMethod",
    "termsOfUse",
)
# Of these the older model wants the address as well.
ADDRESSED_BEFORE = ("credentialSchema", "credentialStatus", "refreshService")
VALIDITY = ("validFrom", "validUntil")
VALIDITY_BEFORE = ("issuanceDate", "expirationDate")
Found = Iterator[Problem]


def check_credential(document: Document) -> list[Problem]:
    """What is wrong with the form of a credential that somebody signed."""
    return [*check_unsigned(document), *_proof(document)]


def check_unsigned(document: Document) -> list[Problem]:
    """What is wrong with the form of a credential, its proof aside."""
    return [
        *_whole(document, CREDENTIAL),
        *_issuer(document),
        *_texts(document, ""),
        *_validity(document),
        *_subject(document),
        *_typed(document),
        *check_resources(document),
        *(check_listing(document) if STATUS_LIST_TYPE in types(document) else ()),
    ]


def check_presentation(document: Document) -> list[Problem]:
    """What is wrong with the form of a presentation; of what it presents, only what it is."""
    return [
        *_whole(document, PRESENTATION),
        *_holder(document),
        *_presented(document),
        *_typed(document),
        *_proof(document),
    ]


def is_older(document: Document) -> bool:
    """Whether it is of version 1.1."""
    return many(document.get("@context"))[:1] == [CREDENTIALS_V1]


def validity(document: Document) -> tuple[str, str]:
    """The names of its first and its last moment."""
    return VALIDITY_BEFORE if is_older(document) else VALIDITY


def is_url(value: object) -> bool:
    """One absolute address without anything that could end it early."""
    return isinstance(value, str) and IRI.fullmatch(value) is not None


def types(document: Document) -> list[str]:
    return [each for each in many(document.get("type")) if isinstance(each, str)]


def envelope(document: Document) -> str:
    """credential or presentation for what is wrapped in one; empty for everything else."""
    named = types(document)
    return ENVELOPED.get(named[0], "") if len(named) == 1 else ""


def wrong(path: str, detail: str) -> Problem:
    return Problem(Kind.MALFORMED_VALUE_ERROR, detail, path)


def _whole(document: Document, kind: str) -> Found:
    named = document.get("@context")
    if not isinstance(named, list) or not named:
        yield wrong("/@context", "must be a list of vocabularies")
    elif named[0] not in (CREDENTIALS_V2, CREDENTIALS_V1):
        yield wrong("/@context/0", f"must be {CREDENTIALS_V2}")
    elif not all(is_url(each) or isinstance(each, dict) for each in named):
        yield wrong("/@context", "each vocabulary must be an address or an object")
    yield from _type(document, "")
    if kind not in types(document):
        yield wrong("/type", f"must include {kind}")
    yield from _id(document, "")


def _type(value: Document, path: str) -> Found:
    kinds = value.get("type")
    named = kinds if isinstance(kinds, list) else [kinds]
    if not named or not all(isinstance(each, str) and each.strip() for each in named):
        yield wrong(f"{path}/type", "must be one or more names or addresses of a type")


def _id(value: Document, path: str, *, needed: bool = False) -> Found:
    if ("id" in value or needed) and not is_url(value.get("id")):
        yield wrong(f"{path}/id", "must be one address")


def _issuer(document: Document) -> Found:
    issuer = document.get("issuer")
    if isinstance(issuer, dict):
        yield from _id(issuer, "/issuer", needed=True)
        yield from _texts(issuer, "/issuer")
    elif not is_url(issuer):
        yield wrong("/issuer", "must be an address, or an object with one")


def _holder(document: Document) -> Found:
    if "holder" not in document:
        return
    holder = document["holder"]
    if isinstance(holder, dict):
        yield from _id(holder, "/holder", needed=True)
    elif not is_url(holder):
        yield wrong("/holder", "must be an address, or an object with one")


def _texts(value: Document, path: str) -> Found:
    for name in ("name", "description"):
        if name in value and not _is_text(value[name]):
            yield wrong(f"{path}/{name}", "must be a text, or texts with their languages")


def _is_text(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, dict) and _is_text(each) for each in value)
    if not isinstance(value, dict):
        return isinstance(value, str)
    return (
        isinstance(value.get("@value"), str)
        and set(value) <= {"@value", "@language", "@direction"}
        and LANGUAGE.fullmatch(str(value.get("@language", "en"))) is not None
        and value.get("@direction", "ltr") in ("ltr", "rtl")
    )


def _validity(document: Document) -> Found:
    moments, (begins, ends) = {}, validity(document)
    for name in (begins, ends):
        if name not in document and not (name == begins and is_older(document)):
            continue
        try:
            moments[name] = read_instant(document.get(name))
        except NotAnInstant:
            yield wrong(f"/{name}", "must be a date and time with a zone (dateTimeStamp)")
    if len(moments) == 2 and moments[ends] < moments[begins]:
        yield wrong(f"/{ends}", f"must not be before {begins}")


def _subject(document: Document) -> Found:
    subjects = _objects(document.get("credentialSubject"))
    if subjects is None or not all(subjects):
        yield wrong("/credentialSubject", "must be one or more objects, each with a claim")
        return
    for place, subject in enumerate(subjects):
        yield from _id(subject, f"/credentialSubject/{place}")


def _typed(document: Document) -> Found:
    for name in TYPED:
        if name not in document:
            continue
        values = _objects(document[name])
        if values is None:
            yield wrong(f"/{name}", "must be one or more objects")
            continue
        for place, value in enumerate(values):
            path = f"/{name}/{place}"
            yield from _type(value, path)
            needed = ADDRESSED_BEFORE if is_older(document) else ("credentialSchema",)
            yield from _id(value, path, needed=name in needed)
            if name == "credentialStatus":
                yield from check_entry(value, path)


def _objects(value: object) -> list[Document] | None:
    """None unless it is an object or a list of some."""
    found = value if isinstance(value, list) else [value]
    return found if found and all(isinstance(each, dict) for each in found) else None


def _presented(document: Document) -> Found:
    if "verifiableCredential" not in document:
        return
    values = _objects(document["verifiableCredential"])
    if values is None:
        yield wrong("/verifiableCredential", "must be one or more credentials, as objects")
        return
    for place, value in enumerate(values):
        if CREDENTIAL not in types(value) and envelope(value) != "credential":
            yield wrong(f"/verifiableCredential/{place}/type", "must be that of a credential")


def _proof(document: Document) -> Found:
    if "proof" not in document:
        return
    proofs = _objects(document["proof"])
    if proofs is None:
        yield wrong("/proof", "must be one or more objects")
        return
    for place, proof in enumerate(proofs):
        if not isinstance(proof.get("type"), str):
            yield wrong(f"/proof/{place}/type", "must be the name of a type")
