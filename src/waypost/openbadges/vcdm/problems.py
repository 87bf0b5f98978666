"""What is wrong with a credential, under the names that the specifications give it (RFC 9457)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

_MODEL = "https://www.w3.org/TR/vc-data-model#"
_INTEGRITY = "https://w3id.org/security#"
_STATUS = "https://www.w3.org/ns/credentials/status-list#"
_API = "https://www.w3.org/TR/vcalm#"


class Kind(Enum):
    """The address of each kind of problem; its name is the part behind the #."""

    PARSING_ERROR = _MODEL + "PARSING_ERROR"
    MALFORMED_VALUE_ERROR = _MODEL + "MALFORMED_VALUE_ERROR"
    CRYPTOGRAPHIC_SECURITY_ERROR = _MODEL + "CRYPTOGRAPHIC_SECURITY_ERROR"
    RANGE_ERROR = _MODEL + "RANGE_ERROR"
    PROOF_VERIFICATION_ERROR = _INTEGRITY + "PROOF_VERIFICATION_ERROR"
    INVALID_DOMAIN_ERROR = _INTEGRITY + "INVALID_DOMAIN_ERROR"
    INVALID_CHALLENGE_ERROR = _INTEGRITY + "INVALID_CHALLENGE_ERROR"
    DATA_LOSS_DETECTION_ERROR = _INTEGRITY + "DATA_LOSS_DETECTION_ERROR"
    STATUS_RETRIEVAL_ERROR = _STATUS + "STATUS_RETRIEVAL_ERROR"
    STATUS_VERIFICATION_ERROR = _STATUS + "STATUS_VERIFICATION_ERROR"
    UNKNOWN_OPTION_PROVIDED = _API + "UNKNOWN_OPTION_PROVIDED"


@dataclass(frozen=True, slots=True)
class Problem:
    """`path` is where in the document, as a JSON Pointer; a warning alone refuses nothing."""

    kind: Kind
    detail: str
    path: str = ""
    is_warning: bool = False

    @property
    def title(self) -> str:
        return self.kind.name

    @property
    def type(self) -> str:
        return self.kind.value


class Refused(Exception):
    """The credential cannot be signed as it stands; `problems` say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(each.title for each in problems))
        self.problems = problems
