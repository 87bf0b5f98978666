"""The vocabularies a badge may use: pinned copies with their SHA-256; nothing is fetched."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Protocol

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
STATUS = "https://www.w3.org/ns/credentials/status/v1"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
LEARNER_RECORD = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"


@dataclass(frozen=True, slots=True)
class Pin:
    """One vocabulary: its address, our file, and the digest of that file's bytes."""

    url: str
    file: str
    sha256: str


PINS = (
    Pin(
        CREDENTIALS_V2,
        "credentials-v2.json",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
    ),
    Pin(
        OPEN_BADGES,
        "open-badges-3.0.3.json",
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
    ),
    Pin(
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
        "open-badges-3.0.2.json",
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
    ),
    Pin(
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        "open-badges-3.0.1.json",
        "5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571",
    ),
    Pin(
        EXTENSIONS,
        "open-badges-extensions.json",
        "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
    ),
    Pin(
        LEARNER_RECORD,
        "learner-record-2.0.1.json",
        "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
    ),
    Pin(
        DATA_INTEGRITY,
        "data-integrity-v2.json",
        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
    ),
    Pin(
        STATUS,
        "bitstring-status-v1.json",
        "fd08cbf28ddd829ab2f1978c48f43ab07a112c1c90245a0cfac7ba721c65170c",
    ),
    Pin(
        CREDENTIALS_V1,
        "credentials-v1.json",
        "ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc",
    ),
    Pin(
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        "open-badges-3.0.0.json",
        "b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10",
    ),
    Pin(
        "https://w3id.org/security/suites/ed25519-2020/v1",
        "ed25519-2020-v1.json",
        "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588",
    ),
    Pin(
        "https://w3id.org/security/data-integrity/v1",
        "data-integrity-v1.json",
        "b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554",
    ),
    Pin(
        "https://w3id.org/vc/status-list/2021/v1",
        "status-list-2021-v1.json",
        "634d71c159289f068c96012e4511c657fdf82ac4231900081bda3ba24e2e1160",
    ),
)


# For credentials of any kind, which `waypost.openbadges.vcdm` checks; no badge may use them.
OTHER_PINS = (
    Pin(
        "https://www.w3.org/ns/credentials/examples/v2",
        "credentials-examples-v2.json",
        "57393fbc69d6efb9b9b5dc9cb6b9880b0944360abfe2eaf459c9e58cf2279d7c",
    ),
    Pin(
        "https://www.w3.org/ns/credentials/undefined-terms/v2",
        "credentials-undefined-terms-v2.json",
        "82dab514ba44eb18f5d1b0f638c5e140c6a556fbfb5089601bdc0fa5eb8b2581",
    ),
    Pin(
        "https://www.w3.org/ns/did/v1",
        "did-v1.json",
        "62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f",
    ),
    Pin(
        "https://w3id.org/security/multikey/v1",
        "multikey-v1.json",
        "480f8fd11c5797c647eb174f7265fbd5caf378690260c3df6237554f8e92174a",
    ),
)


class UnknownContext(Exception):
    """A document names a vocabulary that is not pinned here."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class ContextChanged(Exception):
    """A pinned file no longer has its recorded digest: the installation is damaged."""


class Policy(Protocol):
    """What a document may be, where that is not what a badge may be."""

    def check_source(self, document: dict[str, Any], contexts: Contexts) -> None:
        """Raises UnknownContext, NotCovered, NotSupported."""

    def check_expanded(self, document: dict[str, Any], expanded: list[Any]) -> None:
        """The same, once each name is an address."""


class Contexts:
    """The pinned vocabularies; `extra` adds documents of one's own, as a test needs them.

    Without a `policy` a document is held to what a badge may be.
    """

    def __init__(
        self,
        extra: Mapping[str, Mapping[str, Any]] | None = None,
        *,
        pins: tuple[Pin, ...] = PINS,
        policy: Policy | None = None,
    ) -> None:
        self.policy = policy
        self._pins = {pin.url: pin for pin in pins}
        self._extra = dict(extra or {})
        # The canonicaliser keeps what it has worked out about a vocabulary here. It never grows
        # beyond the pinned ones, because no other is accepted.
        self.resolved: dict[str, Any] = {}

    def __contains__(self, url: object) -> bool:
        return url in self._pins or url in self._extra

    def load(self, url: str) -> Mapping[str, Any]:
        """The vocabulary at this exact address, or UnknownContext."""
        if url in self._extra:
            return self._extra[url]
        if url not in self._pins:
            raise UnknownContext(url)
        return _read(self._pins[url])

    def raw(self, url: str) -> bytes | None:
        """The very bytes that stand at this address, where they are pinned."""
        return _bytes(self._pins[url]) if url in self._pins else None


@cache
def _read(pin: Pin) -> Mapping[str, Any]:
    document: Mapping[str, Any] = json.loads(_bytes(pin))
    return document


def _bytes(pin: Pin) -> bytes:
    raw = resources.files(__package__).joinpath("contexts", pin.file).read_bytes()
    if hashlib.sha256(raw).hexdigest() != pin.sha256:
        raise ContextChanged(pin.file)
    return raw


PINNED = Contexts()
