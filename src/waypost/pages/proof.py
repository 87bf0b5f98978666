"""What a stranger is told about a badge: one verdict, one sentence, four checks."""

import datetime as dt
import logging
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from waypost.credentials.checking import check
from waypost.credentials.models import Award, Document
from waypost.openbadges import Outcome, State, Verdict
from waypost.people.models import District
from waypost.ui.templatetags.ui import clock, long_date

log = logging.getLogger(__name__)

# The faces that a verdict can have on the page; "not found" is an eighth.
FACES = {
    Outcome.REAL: "real",
    Outcome.AUTHENTIC_STATUS_UNKNOWN: "unknown",
    Outcome.WITHDRAWN: "withdrawn",
    Outcome.EXPIRED: "expired",
    Outcome.NOT_YET_VALID: "future",
    Outcome.CHANGED: "changed",
    Outcome.PRACTICE: "practice",
    Outcome.UNREADABLE: "changed",
    Outcome.CANNOT_CHECK: "unknown",
}


@dataclass(frozen=True)
class Proof:
    """`face` names the drawn verdict; `sentence` says it to someone who knows nobody here."""

    face: str
    sentence: str
    checks: list[dict[str, Any]] = field(default_factory=list)

    @property
    def muted(self) -> bool:
        return self.face in {"withdrawn", "expired", "changed"}


def prove(award: Award, *, named: bool, at: dt.datetime) -> Proof:
    """Really check the stored bytes; `named` when the reader may know whose it is."""
    verdict = _verdict(award, at)
    if verdict is None:
        return Proof("unknown", _("That says nothing about the badge. Please try again later."))
    face = FACES[verdict.outcome]
    checks = _checks(verdict, award.district.name, award.district.domain)
    sentence = _ahead(award, named, at) if face == "future" else _sentence(award, face, named)
    if verdict.practice and face != "practice":
        sentence += " " + _("It is a practice badge.")
    return Proof(face, sentence, checks)


def _verdict(award: Award, at: dt.datetime) -> Verdict | None:
    try:
        document = award.documents.select_related("status_list__district", "district").get(
            superseded_by=None, form=Document.Form.OPEN_BADGE_3
        )
        return check(document, at=at)
    except Exception:  # a broken disk or list must not look like a broken badge
        log.exception("award %s could not be checked", award.pk)
        return None


def _sentence(award: Award, face: str, named: bool) -> str:
    facts = {
        "issuer": award.district.name,
        "title": award.version.title,
        "name": award.person.name,
        "date": long_date(award.awarded_at, award.district),
    }
    issued = (
        _("%(issuer)s issued it to %(name)s on %(date)s.") % facts
        if named
        else _("%(issuer)s issued it.") % facts
    )
    match face:
        case "real":
            return issued + " " + _("It hasn’t been changed or withdrawn.")
        case "practice":
            return issued + " " + _("It shows how things work and was never earned for real.")
        case "withdrawn":
            return issued + " " + withdrawn_words(award)
        case "expired":
            day = long_date(award.expires_at, award.district)
            return issued + " " + _("It was valid until %(day)s.") % {"day": day}
        case "changed":
            return _("It doesn’t match what was issued. Please don’t rely on it.")
        case _:
            return _("That says nothing about the badge. Please try again in a few minutes.")


def _ahead(award: Award, named: bool, at: dt.datetime) -> str:
    """Whose clock says what; the date itself only for who may know it."""
    place = award.district
    facts = {
        "issuer": place.name,
        "dated": _moment(award.awarded_at, place) if named else "",
        "server": place.domain,
        "now": _moment(at, place),
    }
    if named:
        return _clocks(facts)
    return (
        _("Its date has not come yet: the clock of %(server)s says %(now)s.") % facts
        + " "
        + _("Check that clock, or ask %(issuer)s, before you rely on it.") % facts
    )


def _clocks(facts: dict[str, str]) -> str:
    return (
        _("It is dated %(dated)s, but the clock of %(server)s says %(now)s.") % facts
        + " "
        + _("Check that clock, or ask %(issuer)s, before you rely on it.") % facts
    )


def _moment(at: dt.datetime, place: District) -> str:
    # Translators: a date and a time, such as "December 4, 2026, 3:45 pm"
    return _("%(day)s, %(time)s") % {"day": long_date(at, place), "time": clock(at, place)}


def withdrawn_words(award: Award) -> str:
    withdrawal = getattr(award, "withdrawal", None)
    if withdrawal is None:
        return _("It was withdrawn since. Please don’t rely on it.")
    facts = {
        "day": long_date(withdrawal.withdrawn_at, award.district),
        "reason": withdrawal.get_reason_display(),
    }
    return _("It was withdrawn on %(day)s. Reason: %(reason)s. Please don’t rely on it.") % facts


def _checks(verdict: Verdict, issuer: str, domain: str) -> list[dict[str, Any]]:
    titles = [
        _("Signed by the district"),
        _("Unchanged since it was issued"),
        _("Still valid"),
        _("Issuer is who it says"),
    ]
    return [
        {
            "title": title,
            "state": _STATES[each.state],
            "text": _reason(each.reason, n, issuer, domain),
        }
        for n, (title, each) in enumerate(zip(titles, verdict.checks, strict=True))
    ]


_STATES = {State.PROVEN: "good", State.FAILED: "fail", State.NEEDS_NETWORK: "unknown"}


def _reason(reason: str, number: int, issuer: str, domain: str) -> str:
    """The check's word in plain language; `number` is its place among the four."""
    facts = {"issuer": issuer, "domain": domain}
    if reason == "published_key":
        return [
            _("The signature matches %(issuer)s’s published key.") % facts,
            _("No detail has been edited."),
            "",
            _("Published at %(domain)s.") % facts,
        ][number]
    if reason == "key_in_the_badge":
        return [
            _("The signature matches the practice key of %(issuer)s.") % facts,
            _("No detail has been edited."),
            "",
            "",
        ][number]
    return {
        "not_withdrawn": pgettext("badge", "Not withdrawn."),
        "withdrawn": pgettext("badge", "Withdrawn."),
        "expired": _("Its last day has passed."),
        "practice": _("A practice badge names no confirmed issuer."),
        "signature_does_not_match": _("The signature doesn’t match the content."),
        "not_yet_valid": _("Its date has not come yet, by the clock here."),
    }.get(reason, _("This could not be shown."))


def prove_file(verdict: Verdict, *, here: District, at: dt.datetime) -> Proof:
    """The verdict on a file that a stranger handed over, in the badge's own words."""
    if verdict.outcome == Outcome.UNREADABLE:
        return Proof("unknown", _("This file holds no badge that can be read."))
    face = FACES[verdict.outcome]
    issuer = verdict.facts.issuer_name if verdict.facts else ""
    domain = verdict.facts.issuer.removeprefix("did:web:") if verdict.facts else ""
    sentence = _file_sentence(verdict, face, here, at)
    return Proof(face, sentence, _checks(verdict, issuer, domain))


def _file_sentence(verdict: Verdict, face: str, here: District, at: dt.datetime) -> str:
    if verdict.outcome == Outcome.AUTHENTIC_STATUS_UNKNOWN:
        return _("It is authentic, but whether it was withdrawn could not be checked here.")
    if verdict.outcome == Outcome.CANNOT_CHECK:
        return _("Its issuer isn’t known here. Check it at the address that the badge names.")
    if verdict.facts and face == "future":
        dated, now = _moment(verdict.facts.valid_from, here), _moment(at, here)
        facts = {"issuer": verdict.facts.issuer_name, "server": here.domain}
        return _clocks({**facts, "dated": dated, "now": now})
    if verdict.facts is None or face not in {"real", "practice", "withdrawn", "expired"}:
        return ""
    return _("%(issuer)s issued “%(title)s” to %(name)s on %(date)s.") % {
        "issuer": verdict.facts.issuer_name,
        "title": verdict.facts.name,
        "name": verdict.facts.earner_name or _("someone it doesn’t name"),
        "date": long_date(verdict.facts.valid_from),
    }
