"""What a stranger is told about a badge: one verdict, one sentence, four checks."""

import datetime as dt
import logging
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from waypost.credentials.checking import check, name_kept, signed_name
from waypost.credentials.models import Award
from waypost.openbadges import (
    PRACTICE_PREFIX,
    Facts,
    Outcome,
    State,
    Verdict,
)
from waypost.people.models import District
from waypost.ui.templatetags.ui import clock, long_date

log = logging.getLogger(__name__)

# The faces that a verdict can have on the page, beside "not found".
FACES = {
    Outcome.REAL: "real",
    Outcome.AUTHENTIC_STATUS_UNKNOWN: "unknown",
    Outcome.WITHDRAWN: "withdrawn",
    Outcome.EXPIRED: "expired",
    Outcome.NOT_YET_VALID: "future",
    Outcome.CHANGED: "changed",
    Outcome.PRACTICE: "practice",
    Outcome.UNREADABLE: "changed",
    Outcome.CANNOT_CHECK: "elsewhere",
    Outcome.HOSTED: "unknown",
}


MUTED = {
    "withdrawn",
    "suspended",
    "expired",
    "changed",
    "key_withdrawn",
    "replaced",
    "record",
}


def face_of(verdict: Verdict) -> str:
    """A suspension is no withdrawal, though neither is to be relied on."""
    return "suspended" if verdict.reason == "suspended" else FACES[verdict.outcome]


@dataclass(frozen=True)
class Words:
    """What a badge says of itself."""

    issuer: str
    title: str
    name: str
    at: dt.datetime
    until: dt.datetime | None


@dataclass(frozen=True)
class Proof:
    """`face` names the drawn verdict; `sentence` says it to someone who knows nobody here."""

    face: str
    sentence: str
    checks: list[dict[str, Any]] = field(default_factory=list)
    words: Words | None = None
    # The page of the corrected badge, where a file was replaced.
    link: str = ""

    @property
    def bare(self) -> bool:
        """Nothing was checked, so no sheet follows."""
        return not self.checks

    @property
    def muted(self) -> bool:
        return self.face in MUTED


def prove(award: Award, *, named: bool, at: dt.datetime) -> Proof:
    """Really check the stored bytes; `named` when the reader may know whose it is."""
    verdict = _verdict(award, at)
    if verdict is None:
        said = _("That doesn’t mean anything is wrong with the badge. Please try again later.")
        return Proof("unknown", said, words=_kept(award))
    if verdict.reason == "key_was_withdrawn":
        said = _(
            "The district changes its keys and is signing this badge anew. Please look again in a "
            "few minutes."
        )
        return Proof("unknown", said, words=_kept(award, signed_name(award)))
    face = face_of(verdict)
    # Here it is the issuer itself that looks: what it cannot see now, it can see later.
    face = "unknown" if face == "elsewhere" else face
    signed = _("Signed by the district")
    checks = checks_of(verdict, signed, award.district.name, award.district.domain)
    vouched = verdict.facts if verdict.outcome in _VOUCHED else None
    words = _signed(vouched) if vouched else _kept(award)
    if face == "future":
        sentence = _ahead(award, words, named, at)
    else:
        sentence = _sentence(award, words, face, named)
    if verdict.practice and face != "practice":
        sentence += " " + _("It is a practice badge.")
    return Proof(face, sentence, checks, words)


# With any other outcome nobody stands behind what the bytes say.
_VOUCHED = {
    Outcome.REAL,
    Outcome.PRACTICE,
    Outcome.WITHDRAWN,
    Outcome.EXPIRED,
    Outcome.NOT_YET_VALID,
    Outcome.AUTHENTIC_STATUS_UNKNOWN,
}


def _signed(facts: Facts) -> Words:
    """In the signed bytes' own words; that it is for practice is said beside them."""
    prefix = PRACTICE_PREFIX if facts.practice else ""
    return Words(
        issuer=facts.issuer_name.removeprefix(prefix),
        title=facts.name.removeprefix(prefix),
        name=facts.earner_name,
        at=facts.earned_at,
        until=facts.valid_until,
    )


def _kept(award: Award, name: str = "") -> Words:
    """As the rows have it, where nothing is proven and the sentence says so; with the `name` that
    was read from the bytes, where they are sound."""
    return Words(
        issuer=award.district.name,
        title=award.version.title,
        name=name or name_kept(award),
        at=award.earned_at,
        until=award.ends_at,
    )


def _verdict(award: Award, at: dt.datetime) -> Verdict | None:
    try:
        documents = award.documents.select_related("status_list__district", "district")
        return check(documents.current(), at=at)
    except Exception:  # a broken disk or list must not look like a broken badge
        log.exception("award %s could not be checked", award.pk)
        return None


def _sentence(award: Award, words: Words, face: str, named: bool) -> str:
    facts = {
        "issuer": words.issuer,
        "name": words.name,
        "date": long_date(words.at, award.district),
    }
    if award.award_list_id and award.dated_at:
        # It was given later than it is dated, and nobody is told otherwise.
        facts["awarded"] = long_date(award.awarded_at, award.district)
        given = _("%(issuer)s awarded it to %(name)s on %(awarded)s, dated %(date)s.") % facts
    else:
        given = _("%(issuer)s issued it to %(name)s on %(date)s.") % facts
    issued = given if named else _("%(issuer)s issued it.") % facts
    match face:
        case "real":
            return issued + " " + _("It hasn’t been changed or withdrawn.")
        case "practice":
            return issued + " " + _("It shows how things work and was never earned for real.")
        case "withdrawn":
            return issued + " " + withdrawn_words(award, named=named)
        case "suspended":
            return issued + " " + suspended_words(award, named=named)
        case "expired":
            if not named:
                return issued
            day = long_date(words.until, award.district)
            said = _("It was valid until %(day)s. Its earner can have it renewed.")
            return issued + " " + said % {"day": day}
        case "changed":
            return _("It doesn’t match what was issued. Please don’t rely on it.")
        case _:
            return _(
                "That doesn’t mean anything is wrong with the badge. "
                "Please try again in a few minutes."
            )


def _ahead(award: Award, words: Words, named: bool, at: dt.datetime) -> str:
    """Whose clock says what; the date itself only for who may know it."""
    place = award.district
    facts = {
        "issuer": words.issuer,
        "dated": moment(words.at, place) if named else "",
        "server": place.domain,
        "now": moment(at, place),
    }
    if named:
        return clocks(facts)
    return (
        _("Its date has not come yet: the clock of %(server)s says %(now)s.") % facts
        + " "
        + _("Check that clock, or ask %(issuer)s, before you rely on it.") % facts
    )


def clocks(facts: dict[str, str]) -> str:
    return (
        _("It is dated %(dated)s, but the clock of %(server)s says %(now)s.") % facts
        + " "
        + _("Check that clock, or ask %(issuer)s, before you rely on it.") % facts
    )


def moment(at: dt.datetime, place: District) -> str:
    # Translators: a date and a time, such as "December 4, 2026, 3:45 pm"
    return _("%(day)s, %(time)s") % {"day": long_date(at, place), "time": clock(at, place)}


def withdrawn_words(award: Award, *, named: bool) -> str:
    """When and why, for who may know whose it is; of a private badge only that it was."""
    withdrawal = getattr(award, "withdrawal", None)
    if withdrawal is None or not named:
        return _("It has since been withdrawn. Please don’t rely on it.")
    facts = {
        "day": long_date(withdrawal.withdrawn_at, award.district),
        "reason": withdrawal.get_reason_display(),
    }
    return _("It was withdrawn on %(day)s. Reason: %(reason)s. Please don’t rely on it.") % facts


def suspended_words(award: Award, *, named: bool) -> str:
    """That it is, and since when for who may know whose it is; why is nobody's business yet."""
    if award.suspended_at and named:
        facts = {"day": long_date(award.suspended_at, award.district)}
        said = _("It was suspended on %(day)s while something is cleared up.") % facts
    else:
        said = _("It is suspended while something is cleared up.")
    return said + " " + _("Ask its issuer, or look again later, before you rely on it.")


def checks_of(verdict: Verdict, signed: str, issuer: str, domain: str) -> list[dict[str, Any]]:
    titles = [
        signed,
        _("Unchanged since it was issued"),
        _("Still valid"),
        _("Issuer is who it says"),
    ]
    return [
        {"title": title, "state": _STATES[each.state], "text": text}
        for title, each, text in zip(
            titles, verdict.checks, _reasons(verdict, issuer, domain), strict=True
        )
    ]


_STATES = {State.PROVEN: "good", State.FAILED: "fail", State.NEEDS_NETWORK: "unknown"}
# Whatever else a badge says is worth nothing then, so the other checks have nothing to say.
_UNSIGNED = {"signature_does_not_match", "not_signed_by_its_issuer", "not_all_signed"}
_UNSIGNED |= {"key_not_published_by_its_issuer", "key_was_withdrawn", "no_proof"}
_UNSIGNED |= {"another_badge", "broken_proof_chain"}


def _reasons(verdict: Verdict, issuer: str, domain: str) -> list[str]:
    """Each check's word in plain language."""
    facts = {"issuer": issuer, "domain": domain}
    said = [str(_WORDS.get(each.reason, "")) for each in verdict.checks]
    signed = verdict.signed_by_issuer.reason
    if signed in _UNSIGNED:
        said[1:] = [_("Not looked at: the signature comes first.")] * 3
    if verdict.signed_by_issuer.state is State.PROVEN:
        said[0] = _("The signature matches the key in the badge itself, which anyone can make.")
        said[1] = _("No detail has been edited.")
    if signed == "published_key":
        said[0] = _("The signature matches %(issuer)s’s published key.") % facts
    elif verdict.practice:
        said[0] = _("The signature matches the practice key of %(issuer)s.") % facts
    if verdict.issuer_is_who_it_says.reason in {"published_key", "hosted_by_its_issuer"}:
        said[3] = _("Published at %(domain)s.") % facts
    return [each or _("This could not be shown.") for each in said]


SUSPENDED = gettext_lazy("Its issuer has suspended it.")
_WORDS: dict[str, str | Promise] = {
    "another_badge": gettext_lazy("What was signed is another badge."),
    "broken_proof_chain": gettext_lazy("One of its signatures names another that isn’t there."),
    "cannot_be_withdrawn": gettext_lazy("Its issuer named no place where a withdrawal would show."),
    "expired": gettext_lazy("Its last day has passed."),
    "hosted_and_not_signed": gettext_lazy(
        "It isn’t signed: whoever runs that address can change it."
    ),
    "hosted_elsewhere": gettext_lazy("It doesn’t stand at its issuer’s own address."),
    "issuer_document_unseen": gettext_lazy("Its issuer’s own site would say."),
    "key_at_a_foreign_address": gettext_lazy(
        "Its key stands at an address that its issuer doesn’t vouch for."
    ),
    "key_document_unseen": gettext_lazy("The key at its issuer’s address would say."),
    "key_not_published_by_its_issuer": gettext_lazy("Its issuer doesn’t publish the key."),
    "key_was_withdrawn": gettext_lazy("Its issuer has withdrawn the key."),
    "no_proof": gettext_lazy("It isn’t signed."),
    "not_all_signed": gettext_lazy("It holds something that the signature doesn’t cover."),
    "not_as_hosted": gettext_lazy("What its addresses answer with is not this badge."),
    "not_signed_by_its_issuer": gettext_lazy("Someone other than its issuer signed it."),
    "not_withdrawn": pgettext_lazy("badge", "Not withdrawn."),
    "not_yet_valid": gettext_lazy("Its date has not come yet, by the clock here."),
    "part_not_proven": gettext_lazy("A badge in this record is not proven."),
    "part_suspended": gettext_lazy("A badge in this record is suspended."),
    "part_withdrawn": gettext_lazy("A badge in this record no longer counts."),
    "practice": gettext_lazy("A practice badge names no confirmed issuer."),
    "signature_does_not_match": gettext_lazy("The signature doesn’t match the content."),
    "status_list_elsewhere": gettext_lazy(
        "Its list of withdrawn badges is not at its issuer’s own address."
    ),
    "status_list_run_out": gettext_lazy("Its issuer’s list of withdrawn badges has run out."),
    "status_list_unseen": gettext_lazy("Its issuer’s list of withdrawn badges would say."),
    "status_list_unusable": gettext_lazy(
        "Its issuer’s list of withdrawn badges could not be used."
    ),
    "still_hosted": gettext_lazy("Its issuer’s address says today that it is not withdrawn."),
    "suspended": SUSPENDED,
    "unknown_issuer": gettext_lazy("Nothing ties the key to the issuer it names."),
    "withdrawn": pgettext_lazy("badge", "Withdrawn."),
}
