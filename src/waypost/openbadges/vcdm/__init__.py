"""Verifiable credentials of any kind (W3C VC Data Model 2.0), as far as they can be checked here.

A badge is held to `rdf.check_source`, which knows no other words than a badge needs. What is here
knows the whole data model, and still refuses whatever a signature would not cover.

Door:
    problems = check_credential(document) or check_presentation(document)      the form alone
    meaning = meaning_of(document)                                             what it states
    signed = sign(document, key=…, did=…, at=…, contexts=GENERIC)              waypost.openbadges
    result = verify_credential(document, trust=trust(now=…, documents={…}), lists={url: …})
    result = verify_presentation(document, trust=…, lists=…, domain=…, challenge=…)
    result.verified, result.problems, result.checks
"""

from waypost.openbadges.signature import Trust
from waypost.openbadges.vcdm.checking import (
    Result,
    sign_credential,
    trust,
    verify_credential,
    verify_presentation,
)
from waypost.openbadges.vcdm.form import (
    check_credential,
    check_presentation,
    check_unsigned,
    is_older,
)
from waypost.openbadges.vcdm.meaning import Meaning, meaning_of
from waypost.openbadges.vcdm.policy import GENERIC
from waypost.openbadges.vcdm.problems import Kind, Problem, Refused

__all__ = [
    "GENERIC",
    "Kind",
    "Meaning",
    "Problem",
    "Refused",
    "Result",
    "Trust",
    "check_credential",
    "check_presentation",
    "check_unsigned",
    "is_older",
    "meaning_of",
    "sign_credential",
    "trust",
    "verify_credential",
    "verify_presentation",
]
