"""What a stranger is told about a file that they bring."""

import datetime as dt
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from waypost.credentials.models import Award
from waypost.openbadges import (
    Facts,
    Outcome,
    Verdict,
    home_of,
)
from waypost.pages.proof import (
    SUSPENDED,
    Proof,
    checks_of,
    clocks,
    face_of,
    moment,
    suspended_words,
)
from waypost.people.models import District
from waypost.ui.templatetags.ui import long_date


def prove_file(
    verdict: Verdict, *, here: District, at: dt.datetime, stands: Award | None = None
) -> Proof:
    """The verdict on a file that a stranger handed over, in the badge's own words. `stands` is its
    award where only the file is over."""
    if verdict.outcome == Outcome.UNREADABLE:
        return _unreadable(verdict.reason)
    if stands and stands.suspended_at:
        return _suspended(verdict, stands)
    if stands:
        return _replaced(verdict, stands)
    if verdict.reason in ("part_withdrawn", "part_suspended") and verdict.facts:
        return _over(verdict, verdict.facts)
    face = face_of(verdict)
    # Its own earner may bring it, and nobody changed that one; or a thief signed what they liked.
    face = "key_withdrawn" if verdict.reason == "key_was_withdrawn" else face
    issuer = verdict.facts.issuer_name if verdict.facts else ""
    sentence = _file_sentence(verdict, face, here, at)
    if verdict.practice:
        sentence += " " + _("It shows how things work and was never earned for real.")
    signed = _("Signed by its issuer")
    return Proof(face, sentence, checks_of(verdict, signed, issuer, _host(verdict)))


def _replaced(verdict: Verdict, award: Award) -> Proof:
    """Nobody lost anything: the badge stands, and another file says what holds now."""
    issuer, place = award.district.name, f"{award.district.address}/c/{award.public_id}"
    sentence = _(
        "%(issuer)s replaced this file with a newer one. The badge itself stands: its page has "
        "the file that counts."
    ) % {"issuer": issuer}
    if verdict.practice:
        sentence += " " + _("It is a practice badge.")
    checks = checks_of(verdict, _("Signed by its issuer"), issuer, _host(verdict))
    checks[2]["title"] = _("The newest file of this badge")
    checks[2]["text"] = _("A newer file took its place.")
    return Proof("replaced", sentence, checks, link=place)


def _over(verdict: Verdict, facts: Facts) -> Proof:
    """A learner record: of what is in it, a list tells that it is over and never why."""
    sentence = _(
        "A badge in it was withdrawn, or replaced by a corrected file, since %(issuer)s signed the "
        "record. Ask %(name)s for a new one: each badge in it can also be checked alone."
    ) % {
        "issuer": facts.issuer_name,
        "name": facts.earner_name or _("whoever sent it"),
    }
    signed = _("Signed by its issuer")
    return Proof("record", sentence, checks_of(verdict, signed, facts.issuer_name, _host(verdict)))


def _suspended(verdict: Verdict, award: Award) -> Proof:
    """An older file cannot say so itself: it was over before."""
    place = f"{award.district.address}/c/{award.public_id}"
    checks = checks_of(verdict, _("Signed by its issuer"), award.district.name, _host(verdict))
    checks[2]["text"] = str(SUSPENDED)
    sentence = suspended_words(award, named=False)
    if verdict.practice:
        sentence += " " + _("It is a practice badge.")
    return Proof("suspended", sentence, checks, link=place)


def _unreadable(reason: str) -> Proof:
    """What people bring that is another kind of badge, or none."""
    elsewhere = {
        "open_badges_2": _("It’s an Open Badges 2.0 badge. Check it at the address inside it."),
        "older_credential": _("It’s an older kind of credential. Check it where it was issued."),
        "signed_token": _(
            "It’s a badge as a signed token (JWT). Its form isn’t known here, so it was not "
            "checked: check it where it was issued."
        ),
    }
    if reason in elsewhere:
        return Proof("elsewhere", elsewhere[reason])
    if reason == "no_badge_in_picture":
        return Proof(
            "not_found",
            _(
                "This picture holds no badge. Chats and photo apps often take it out: ask for "
                "the file as it was saved from the badge’s page."
            ),
        )
    return Proof(
        "not_found",
        _("This file holds no badge that can be read. Choose the file that you were sent."),
    )


def _host(verdict: Verdict) -> str:
    """Where the issuer publishes its keys; empty when its id is no address."""
    return urlsplit(home_of(verdict.facts.issuer)).netloc if verdict.facts else ""


def _hosted(verdict: Verdict, here: District) -> str:
    """What an address says is said as its word, because nobody signed it."""
    if verdict.facts is None:
        return ""
    return _(
        "The issuer’s own address says that %(issuer)s issued “%(title)s” on %(date)s. It isn’t "
        "signed, so that holds for as long as the address says so."
    ) % {
        "issuer": verdict.facts.issuer_name,
        "title": verdict.facts.name,
        "date": long_date(verdict.facts.valid_from, here),
    }


def _file_sentence(verdict: Verdict, face: str, here: District, at: dt.datetime) -> str:
    if verdict.outcome == Outcome.AUTHENTIC_STATUS_UNKNOWN:
        return _("It is authentic, but whether it was withdrawn could not be checked here.")
    if verdict.outcome == Outcome.HOSTED:
        return _hosted(verdict, here)
    if verdict.reason in {"hosted_elsewhere", "not_as_hosted"}:
        return _("It isn’t signed, and its addresses don’t stand behind it. Don’t rely on it.")
    if verdict.reason in {"issuer_document_unseen", "key_document_unseen", "unknown_issuer"}:
        return _("Its issuer isn’t known here. Check it at the address that the badge names.")
    if verdict.reason == "no_proof":
        return _("It isn’t signed, so nobody can tell who made it.")
    if verdict.reason == "part_not_proven":
        return _("A badge in this record can’t be proven here, so the record isn’t either.")
    if verdict.outcome == Outcome.CANNOT_CHECK:
        return _("It’s signed in a way that isn’t known here. Check it where it was issued.")
    if verdict.facts and face == "future":
        dated, now = moment(verdict.facts.valid_from, here), moment(at, here)
        facts = {"issuer": verdict.facts.issuer_name, "server": here.domain}
        return clocks({**facts, "dated": dated, "now": now})
    if face == "key_withdrawn":
        return _(
            "Somebody else may have had the key that signed this file, so it proves nothing any "
            "more. If the badge is yours, save it again from its page: its address is the same."
        )
    if verdict.facts is None and face == "withdrawn":
        return _("Its issuer’s own address says that it was withdrawn. Please don’t rely on it.")
    told = {"real", "practice", "withdrawn", "suspended", "expired"}
    if verdict.facts is None or face not in told:
        return _("It doesn’t match what was issued. Please don’t rely on it.")
    # Its day is when it was earned: one from a list, corrected or renewed was signed later.
    return _("%(issuer)s issued “%(title)s” to %(name)s, dated %(date)s.") % {
        "issuer": verdict.facts.issuer_name,
        "title": verdict.facts.name,
        "name": verdict.facts.earner_name or _("someone it doesn’t name"),
        "date": long_date(verdict.facts.earned_at, here),
    }
