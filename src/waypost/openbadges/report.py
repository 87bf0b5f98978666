"""A verdict in plain English lines, for a terminal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from waypost.openbadges.documents import Document
from waypost.openbadges.jwks import Key
from waypost.openbadges.verify import Outcome, State, Verdict, verify

HEADLINES = {
    Outcome.REAL: "This badge is real.",
    Outcome.AUTHENTIC_STATUS_UNKNOWN: "This badge is authentic. Withdrawal was not checked.",
    Outcome.WITHDRAWN: "This file no longer counts. Please don't rely on it.",
    Outcome.EXPIRED: "This badge has expired.",
    Outcome.NOT_YET_VALID: "This badge is dated in the future. Check the clock first.",
    Outcome.CHANGED: "This badge was changed, or its issuer never signed it. Don't rely on it.",
    Outcome.PRACTICE: "This is a practice badge. It is not a record of achievement.",
    Outcome.UNREADABLE: "This file is not a badge that can be read.",
    Outcome.CANNOT_CHECK: "This badge can't be checked here.",
    Outcome.HOSTED: "This badge stands at its issuer's own address. It is not signed.",
}

STATES = {
    State.PROVEN: "proven",
    State.NEEDS_NETWORK: "needs network",
    State.FAILED: "not proven",
}

REASONS = {
    "all_proven": "",
    "another_badge": "It is another badge than the one that was asked for.",
    "bad_date": "A date in it is not written as the standard asks.",
    "bad_proof": "Its signature is not written as the standard asks.",
    "bad_status": "Where withdrawal would show is not written as the standard asks.",
    "bad_value": "A value in it is not of the kind the standard asks for.",
    "broken_proof_chain": "One of its signatures names another that is not there.",
    "cannot_be_withdrawn": "The issuer named no place where a withdrawal would show.",
    "compressed_badge_in_picture": "The badge in the picture is compressed, which is not allowed.",
    "damaged_code": "It is the code of a certificate, cut short or changed.",
    "damaged_picture": "The picture is damaged, or is not the PNG or SVG it seems to be.",
    "expired": "Its last day has passed by the clock here.",
    "hosted_and_not_signed": "It is not signed: whoever runs that address can change it.",
    "hosted_by_its_issuer": "Its issuer's own addresses say so, over HTTPS.",
    "hosted_elsewhere": "It does not stand where its issuer says that its badges stand.",
    "issuer_document_unreadable": "The issuer's published document could not be read.",
    "issuer_document_unseen": "The issuer's key must be fetched from its address.",
    "key_at_a_foreign_address": "Its key stands at an address that its issuer does not vouch for.",
    "key_document_unreadable": "What stands at the address of its key could not be read.",
    "key_document_unseen": "The key that signed it must be fetched from its address.",
    "key_in_the_badge": "The signature matches the key in the badge itself.",
    "key_not_published_by_its_issuer": "The issuer does not publish the key that signed it.",
    "key_was_withdrawn": "The issuer has withdrawn the key that signed it.",
    "known_key": "The signature matches a key you trust.",
    "lone_surrogate": "A text in it holds half a character.",
    "no_achievement": "It does not say what was earned.",
    "no_badge_in_picture": "The picture holds no badge.",
    "no_date": "It does not say when it was issued.",
    "no_earner": "It does not say who earned it.",
    "no_issuer": "It does not say who issued it.",
    "no_proof": "It is not signed.",
    "not_a_badge": "It is no Open Badges 3.0 credential.",
    "not_a_number": "A number in it is not a number.",
    "not_all_signed": "It holds something that the signature does not cover.",
    "not_an_object": "It is no Open Badges 3.0 credential.",
    "not_as_hosted": "What its addresses answer with is not this badge.",
    "not_json": "It is no JSON document.",
    "not_signed_by_its_issuer": "Someone other than its issuer signed it.",
    "not_utf8": "It is no UTF-8 text.",
    "not_withdrawn": "The issuer's list shows that it is not withdrawn.",
    "not_yet_valid": "Its date has not come yet by the clock here.",
    "number_too_large": "A number in it is too large.",
    "older_credential": "It is an older kind of credential (1.1), and no badge.",
    "open_badges_2": "It is an Open Badges 2.0 badge, which is checked at its own address.",
    "part_not_proven": "A badge in this record is not proven here, so the record is not either.",
    "part_of_somebody_else": "A badge in this record names another person than the record does.",
    "part_unreadable": "It is a record whose badges cannot be read here.",
    "part_suspended": "A badge in this record is suspended.",
    "part_withdrawn": "A badge in this record was withdrawn, or replaced by a corrected file.",
    "practice": "It was made for practice, so nobody vouches for it.",
    "published_key": "The signature matches the key its issuer publishes.",
    "repeated_name": "A name stands twice in one place, so readers would disagree about it.",
    "several_badges_in_picture": "The picture holds more than one badge.",
    "signature_does_not_match": "The signature does not match its content.",
    "signed_token": "It is a signed token (JWT) in a form that is not checked here.",
    "status_list_elsewhere": "Its list of withdrawn badges is unsigned, and at another host.",
    "status_list_run_out": "The list of withdrawn badges at hand has run out by the clock here.",
    "status_list_unseen": "The issuer's list of withdrawn badges must be fetched.",
    "status_list_unusable": "The list of withdrawn badges at hand is not usable for it.",
    "still_hosted": "Its issuer's address says today that it is not withdrawn.",
    "suspended": "The issuer has suspended it.",
    "too_deep": "It is nested deeper than any badge.",
    "too_large": "It is larger than any badge.",
    "too_many_values": "It holds more values than any badge.",
    "unknown_issuer": "Nothing ties its key to the issuer it names.",
    "unknown_kind_of_key": "Its key is of a kind that is not checked here.",
    "unknown_kind_of_proof": "Its signature is of a kind that is not checked here.",
    "unknown_kind_of_status": "Where withdrawal would show is of a kind that is not checked here.",
    "unknown_vocabulary": "It uses a vocabulary that is not checked here.",
    "unusual_form": "It is written in a form that is not checked here.",
    "withdrawn": "Its issuer withdrew or suspended the badge, or replaced this file by another.",
}

NAMES = (
    "Signed by the issuer",
    "Unchanged since issued",
    "Still valid",
    "Issuer is who it says",
)


def explain(
    source: bytes,
    *,
    now: datetime,
    known_keys: Mapping[str, Collection[Key]] | None = None,
    did_documents: Mapping[str, object] | None = None,
    status_lists: Mapping[str, bytes | Document] | None = None,
    key_documents: Mapping[str, object] | None = None,
) -> list[str]:
    """Verify a badge file and say it: the answer, what the badge says, the four checks."""
    verdict = verify(
        source,
        now=now,
        known_keys=known_keys,
        did_documents=did_documents,
        status_lists=status_lists,
        key_documents=key_documents,
    )
    return lines(verdict, now=now)


def lines(verdict: Verdict, *, now: datetime) -> list[str]:
    """The lines for a verdict that was reached at `now`."""
    said = [HEADLINES[verdict.outcome], *_clocks(verdict, now)]
    if verdict.still_valid.reason == "withdrawn" and verdict.facts:
        # A list tells that a file is over; only the badge's own address tells why.
        place = verdict.facts.id
        if place.startswith(("https://", "http://")):
            said.append(f"Its address says which, and has the newest file: {printable(place)}")
    if verdict.practice and verdict.outcome is not Outcome.PRACTICE:
        said.append("It is a practice badge.")
    told = verdict.outcome in (Outcome.UNREADABLE, Outcome.CANNOT_CHECK, Outcome.CHANGED)
    if told:
        said.append(REASONS[verdict.reason])
    said += _facts(verdict)
    said.append("")
    for name, check in zip(NAMES, verdict.checks, strict=True):
        # One reason is said once.
        why = "" if told and check.reason == verdict.reason else REASONS[check.reason]
        said.append(f"{name}: {STATES[check.state]}. {why}".rstrip())
    if verdict.needs:
        said += ["", "To check the rest, these addresses are needed:"]
        said += [f"  {printable(url)}" for url in verdict.needs]
    return said


def _clocks(verdict: Verdict, now: datetime) -> list[str]:
    """Whose clock says what, when the answer hangs on it."""
    here = f"the clock here says {_minute(now)}"
    if verdict.outcome is Outcome.NOT_YET_VALID and verdict.facts:
        return [
            f"It is dated {_minute(verdict.facts.valid_from)}, and {here}.",
            "If the clock here is right, its issuer's was ahead. Ask the issuer.",
        ]
    if verdict.outcome is Outcome.EXPIRED and verdict.facts and verdict.facts.valid_until:
        return [f"It was valid until {_minute(verdict.facts.valid_until)}, and {here}."]
    if verdict.still_valid.reason == "status_list_run_out":
        return [f"A newer list may settle it: {here}."]
    return []


def _minute(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _facts(verdict: Verdict) -> list[str]:
    facts = verdict.facts
    if facts is None:
        return []
    rows = {
        "Badge": facts.name,
        "Earned by": facts.earner_name or facts.earner,
        "Issuer": facts.issuer_name,
        "Issuer's id": facts.issuer,
        # With the zone: an evening's day, as a district prints it, is another one in UTC.
        "Issued": _minute(facts.earned_at),
        "Valid until": _minute(facts.valid_until) if facts.valid_until else "",
    }
    return ["", "The badge says:"] + [
        f"  {label}: {printable(value)}" for label, value in rows.items() if value
    ]


def printable(text: str, limit: int = 300) -> str:
    """A stranger's text that cannot steer the terminal or pretend to be another line."""
    shown = "".join(each if each.isprintable() else " " for each in text[:limit])
    return shown + "…" if len(text) > limit else shown
