"""A certificate's code: an address, and behind its `#` a signed statement that needs no network.

The statement is a JSON Web Signature (RFC 7515, EdDSA) by the key of the district's badge. What a
reader of the code opens is the address alone: a browser keeps what stands behind `#` to itself.
Members: iss, jti (the last part of the badge's address), sub (whose it is), by (the issuer's name),
ach (what was earned), nbf and exp (seconds), st (the list of what was revoked, the place, and the
list of what is suspended, where there is one), h (SHA-256 of the badge file, base64url).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from waypost.openbadges.documents import FORBIDDEN, Document, Unreadable, load
from waypost.openbadges.form import Facts, Signed
from waypost.openbadges.jwks import base64url
from waypost.openbadges.keys import PublicKey, SigningKey
from waypost.openbadges.signature import Answer, End, Trust, keys_named
from waypost.openbadges.status import ENTRY_TYPE, REVOCATION, SUSPENSION
from waypost.openbadges.times import FIRST_YEAR, instant

KIND = "badge-paper+jwt"
# 1,600 bytes are a code of 141 modules a side: at 45 mm of print, a third of a millimetre each.
MOST = 1_600
_CODE = re.compile(r"(https?://[^\s#]{1,500})#(eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class TooMuch(ValueError):
    """A name or a title is too long for a code that paper can carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What stands on the paper; `badge` is the signed badge file that it is about."""

    did: str
    issuer: str
    badge_id: str
    earner: str
    achievement: str
    valid_from: datetime
    valid_until: datetime | None
    status_list: str
    status_index: int
    suspension_list: str
    badge: bytes


@dataclass(frozen=True, slots=True)
class Paper:
    """A code as it was read; nothing is proven yet."""

    address: str
    said: Document
    key: str
    message: bytes
    signature: bytes


def paper_code(address: str, statement: Statement, *, key: SigningKey) -> str:
    """The text of the code. Raises TooMuch when it would hold more than MOST bytes."""
    said: Document = {
        "iss": statement.did,
        "jti": statement.badge_id,
        "sub": statement.earner,
        "by": statement.issuer,
        "ach": statement.achievement,
        "nbf": _seconds(statement.valid_from),
        "st": _places(statement),
        "h": _base64url(hashlib.sha256(statement.badge).digest()),
    }
    if statement.valid_until is not None:
        said["exp"] = _seconds(statement.valid_until)
    header = {"alg": "EdDSA", "typ": KIND, "kid": key.public.multibase}
    message = ".".join(_base64url(_plain(part)) for part in (header, said))
    code = f"{address}#{message}.{_base64url(key.sign(message.encode()))}"
    if len(code.encode()) > MOST:
        raise TooMuch(len(code.encode()))
    return code


def _places(statement: Statement) -> list[str | int]:
    places: list[str | int] = [statement.status_list, statement.status_index]
    return [*places, statement.suspension_list] if statement.suspension_list else places


def read_paper(source: bytes) -> Paper | None:
    """None for what is no such code. Raises Unreadable for one whose statement is damaged."""
    if len(source) > 2 * MOST:
        return None
    match = _CODE.fullmatch(source.decode("utf-8-sig", errors="replace").strip())
    if match is None:
        return None
    head, body, mark = match[2].split(".")
    try:
        header, said, signature = load(base64url(head)), load(base64url(body)), base64url(mark)
    except (Unreadable, ValueError) as error:
        raise Unreadable("damaged_code") from error
    if header.get("typ") != KIND or header.get("alg") != "EdDSA" or "crit" in header:
        raise Unreadable("damaged_code")
    return Paper(match[1], said, str(header.get("kid")), f"{head}.{body}".encode(), signature)


def stated(paper: Paper) -> tuple[Signed, Facts]:
    """What it says, in the form that a badge's own words have. Raises Unreadable."""
    said = paper.said
    texts = [said.get(name) for name in ("iss", "jti", "sub", "by", "ach")]
    if not all(isinstance(each, str) and not FORBIDDEN.search(each) for each in texts):
        raise Unreadable("damaged_code")
    issuer, token, earner, name, achievement = map(str, texts)
    begins, ends = _moment(said.get("nbf")), _moment(said["exp"]) if "exp" in said else None
    if not paper.address.partition("?")[0].endswith(f"/{token}"):
        # A true statement under the address of another badge.
        raise Unreadable("damaged_code")
    signed = Signed(
        document={"credentialStatus": _status(said.get("st"))},
        issuer=issuer,
        issuer_name=name,
        valid_from=begins,
        valid_until=ends,
        proofs=(),
    )
    facts = Facts(
        id=paper.address.partition("?")[0],
        name=achievement,
        description="",
        issuer=issuer,
        issuer_name=name,
        earner="",
        earner_name=earner,
        valid_from=begins,
        valid_until=ends,
        practice=issuer.startswith("did:key:"),
    )
    return signed, facts


def check_paper(paper: Paper, facts: Facts, trust: Trust) -> Answer:
    """Did the issuer's key sign the statement, and who vouches for the key?"""
    proof: Document = {
        "verificationMethod": f"{facts.issuer}#{paper.key}",
        "created": instant(facts.valid_from),
    }
    keys = keys_named(facts.issuer, proof, trust)
    if isinstance(keys, Answer):
        return keys
    usable = [key for key in keys.candidates if isinstance(key, PublicKey)]
    if not usable:
        return Answer(End.UNABLE, "unknown_kind_of_key")
    if any(key.verifies(paper.signature, paper.message) for key in usable):
        return Answer(End.PROVEN, keys.source, vouched=keys.vouched)
    return Answer(End.FAILED, "signature_does_not_match")


def _status(place: object) -> list[Document]:
    match place:
        case [str(url), int(index), *more] if index >= 0 and type(index) is int:
            lists = [(REVOCATION, url), *((SUSPENSION, each) for each in more)]
            if len(lists) <= 2 and all(isinstance(each, str) for _, each in lists):
                return [
                    {
                        "type": ENTRY_TYPE,
                        "statusPurpose": purpose,
                        "statusListIndex": str(index),
                        "statusListCredential": each,
                    }
                    for purpose, each in lists
                ]
    raise Unreadable("damaged_code")


def _moment(seconds: object) -> datetime:
    if type(seconds) is not int:
        raise Unreadable("bad_date")
    try:
        moment = _EPOCH + timedelta(seconds=seconds)
    except OverflowError as error:
        raise Unreadable("bad_date") from error
    if not FIRST_YEAR <= moment.year <= 9998:
        raise Unreadable("bad_date")
    return moment


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _plain(value: Document) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
