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
from waypost.ui.templatetags.ui import long_date

log = logging.getLogger(__name__)

# The seven faces that a verdict can have on the page.
FACES = {
    Outcome.REAL: "real",
    Outcome.AUTHENTIC_STATUS_UNKNOWN: "unknown",
    Outcome.WITHDRAWN: "withdrawn",
    Outcome.EXPIRED: "expired",
    Outcome.NOT_YET_VALID: "unknown",
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
    return Proof(face, _sentence(award, face, named), checks)


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
        "not_yet_valid": _("Its first day has not come."),
    }.get(reason, _("This could not be shown."))


def prove_file(verdict: Verdict) -> Proof:
    """The verdict on a file that a stranger handed over, in the badge's own words."""
    if verdict.outcome == Outcome.UNREADABLE:
        return Proof("unknown", _("This file holds no badge that can be read."))
    face = FACES[verdict.outcome]
    issuer = verdict.facts.issuer_name if verdict.facts else ""
    domain = verdict.facts.issuer.removeprefix("did:web:") if verdict.facts else ""
    return Proof(face, _file_sentence(verdict, face), _checks(verdict, issuer, domain))


def _file_sentence(verdict: Verdict, face: str) -> str:
    if verdict.outcome == Outcome.AUTHENTIC_STATUS_UNKNOWN:
        return _("It is authentic, but whether it was withdrawn could not be checked here.")
    if verdict.outcome == Outcome.CANNOT_CHECK:
        return _("Its issuer isn’t known here. Check it at the address that the badge names.")
    if verdict.facts is None or face not in {"real", "practice", "withdrawn", "expired"}:
        return ""
    return _("%(issuer)s issued “%(title)s” to %(name)s on %(date)s.") % {
        "issuer": verdict.facts.issuer_name,
        "title": verdict.facts.name,
        "name": verdict.facts.earner_name or _("someone it doesn’t name"),
        "date": long_date(verdict.facts.valid_from),
    }
