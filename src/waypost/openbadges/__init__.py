"""Open Badges 3.0 as a pure library: values in, bytes out. No Django, clock, network, settings.

Nouns: a Document is a badge as JSON members; `dump` gives its one byte form. Issuer, Achievement,
Earner, ResultRow, Alignment and StatusRef are what goes into one; a Verdict is what comes out.

Door, for who issues:
    key = SigningKey.generate()                     key.text() is the secret, for a 0600 file
    did = did_web("https://badges.example.org")     or key.public.did for practice
    document = compose(id=…, issuer=Issuer(did=did, …), achievement=…, earner=…, …)
    badge = dump(sign(document, key=key, did=did, at=…))
    picture = bake(png_or_svg, badge)
    listing = dump(sign(compose_status_list(url=…, withdrawn=[…], …), key=key, did=did, at=…))
    did_document(did, [key.public])                 to publish at did_web_url(did)
    Press(whole=…, light=…, …).sign(light)          for many of one achievement, in `template_press`

Door, for who checks:
    verdict = verify(badge_token_or_picture, now=…, did_documents={did: …}, status_lists={url: …})
    verdict.outcome, verdict.checks, verdict.facts, verdict.needs
    report.explain(badge_or_picture, now=…)         the same in plain lines
"""

from waypost.openbadges.baking import bake, unbake
from waypost.openbadges.credential import (
    compose,
    identity_hash,
    is_address,
    is_for,
    is_language,
)
from waypost.openbadges.documents import Document, Unreadable, dump, load
from waypost.openbadges.form import Facts, read_badge
from waypost.openbadges.keys import (
    NotADid,
    NotAKey,
    PublicKey,
    SigningKey,
    did_document,
    did_web,
    did_web_url,
    method_id,
)
from waypost.openbadges.proof import is_signed_by, sign
from waypost.openbadges.status import ENTRIES, compose_status_list
from waypost.openbadges.template_cache import TemplateDiffers
from waypost.openbadges.tokens import open_badge
from waypost.openbadges.values import (
    ACHIEVEMENT_TYPES,
    DEMONSTRATED,
    NOT_YET,
    PRACTICE_PREFIX,
    PRACTICE_TAG,
    Achievement,
    Alignment,
    ComposeError,
    ControlCharacter,
    Earner,
    Image,
    Issuer,
    NotALanguage,
    NotAnAddress,
    NotAPracticeId,
    ResultRow,
    StatusRef,
)
from waypost.openbadges.verify import CLOCK_LEEWAY, Check, Outcome, State, Verdict, verify

__all__ = [
    "ACHIEVEMENT_TYPES",
    "CLOCK_LEEWAY",
    "DEMONSTRATED",
    "ENTRIES",
    "NOT_YET",
    "PRACTICE_PREFIX",
    "PRACTICE_TAG",
    "Achievement",
    "Alignment",
    "Check",
    "ComposeError",
    "ControlCharacter",
    "Document",
    "Earner",
    "Facts",
    "Image",
    "Issuer",
    "NotADid",
    "NotAKey",
    "NotALanguage",
    "NotAPracticeId",
    "NotAnAddress",
    "Outcome",
    "PublicKey",
    "ResultRow",
    "SigningKey",
    "State",
    "StatusRef",
    "TemplateDiffers",
    "Unreadable",
    "Verdict",
    "bake",
    "compose",
    "compose_status_list",
    "did_document",
    "did_web",
    "did_web_url",
    "dump",
    "identity_hash",
    "is_address",
    "is_for",
    "is_language",
    "is_signed_by",
    "load",
    "method_id",
    "open_badge",
    "read_badge",
    "sign",
    "unbake",
    "verify",
]
