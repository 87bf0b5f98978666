"""Open Badges 3.0 as a pure library: values in, bytes out. No Django, clock, network, settings.

Nouns: a Document is a badge as JSON members; `dump` gives its one byte form. Issuer, Achievement,
Earner, ResultRow, Alignment, Evidence and StatusRef are what goes into one; a Verdict is what comes
out.

Door, for who issues:
    key = SigningKey.generate()                     key.text() is the secret, for a 0600 file
    did = did_web("https://badges.example.org")     or key.public.did for practice
    document = compose(id=…, issuer=Issuer(did=did, …), achievement=…, earner=…, …)
    badge = dump(sign(document, key=key, did=did, at=…))
    picture = bake(png_or_svg, badge)
    record = compose_record(id=…, earner=…, badges=[…], …)    one person's badges, to be signed
    bake_older(png_or_svg, dump(older.compose_assertion(…)), url)     Open Badges 2.0, hosted
    listing = dump(sign(compose_status_list(url=…, withdrawn=[…], …), key=key, did=did, at=…))
    code = paper_code(address, Statement(…), key=key)     for a certificate
    token = sign_token(document, key=RsaSigningKey.generate(), kid=key_id(did, …))
    did_document(did, [key.public])                 to publish at did_web_url(did)
    jwks(did, [key.public])                         and beside it, for readers of tokens
    Press(whole=…, light=…, …).sign(light)          for many of one achievement, in `template_press`

Door, for who checks:
    verdict = verify(badge_token_or_picture, now=…, did_documents={did: …}, status_lists={url: …})
    verdict.outcome, verdict.checks, verdict.facts, verdict.needs
    check_hosted(assertion_of_2_0, now=…, fetched={url: …})      worth what its address is worth
    report.explain(badge_or_picture, now=…)         the same in plain lines
"""

from waypost.openbadges.achievements import identity_hash
from waypost.openbadges.baking import bake, bake_older, older_in, unbake
from waypost.openbadges.clr import MOST_BADGES, Association, compose_record
from waypost.openbadges.credential import MOST_EVIDENCE, compose, is_for
from waypost.openbadges.documents import Document, Unreadable, dump, load
from waypost.openbadges.endorsement import (
    Endorsement,
    compose_endorsement,
    endorsements,
    read_endorsement,
)
from waypost.openbadges.form import Facts, read_badge, statuses
from waypost.openbadges.hosted import check_hosted, is_hosted_for
from waypost.openbadges.jwks import Key, RsaKey, key_of
from waypost.openbadges.keys import (
    NotADid,
    NotAKey,
    PublicKey,
    SigningKey,
    did_web,
    did_web_url,
    method_id,
)
from waypost.openbadges.lookup import home_of, refreshed_at
from waypost.openbadges.members import is_address, is_language
from waypost.openbadges.older import Older, OlderBadge
from waypost.openbadges.paper import Statement, TooMuch, paper_code
from waypost.openbadges.proof import is_signed_by, sign
from waypost.openbadges.published import did_document, jwk, jwks, key_id, thumbprint
from waypost.openbadges.rsa import RsaSigningKey
from waypost.openbadges.signed_token import sign_token
from waypost.openbadges.status import (
    ENTRIES,
    REVOCATION,
    SUSPENSION,
    compose_revocation_list,
    compose_status_list,
)
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
    Evidence,
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
    "MOST_BADGES",
    "MOST_EVIDENCE",
    "NOT_YET",
    "PRACTICE_PREFIX",
    "PRACTICE_TAG",
    "REVOCATION",
    "SUSPENSION",
    "Achievement",
    "Alignment",
    "Association",
    "Check",
    "ComposeError",
    "ControlCharacter",
    "Document",
    "Earner",
    "Endorsement",
    "Evidence",
    "Facts",
    "Image",
    "Issuer",
    "Key",
    "NotADid",
    "NotAKey",
    "NotALanguage",
    "NotAPracticeId",
    "NotAnAddress",
    "Older",
    "OlderBadge",
    "Outcome",
    "PublicKey",
    "ResultRow",
    "RsaKey",
    "RsaSigningKey",
    "SigningKey",
    "State",
    "Statement",
    "StatusRef",
    "TemplateDiffers",
    "TooMuch",
    "Unreadable",
    "Verdict",
    "bake",
    "bake_older",
    "check_hosted",
    "compose",
    "compose_endorsement",
    "compose_record",
    "compose_revocation_list",
    "compose_status_list",
    "did_document",
    "did_web",
    "did_web_url",
    "dump",
    "endorsements",
    "home_of",
    "identity_hash",
    "is_address",
    "is_for",
    "is_hosted_for",
    "is_language",
    "is_signed_by",
    "jwk",
    "jwks",
    "key_id",
    "key_of",
    "load",
    "method_id",
    "older_in",
    "open_badge",
    "paper_code",
    "read_badge",
    "read_endorsement",
    "refreshed_at",
    "sign",
    "sign_token",
    "statuses",
    "thumbprint",
    "unbake",
    "verify",
]
