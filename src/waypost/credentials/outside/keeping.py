"""When does another reading take the place of what is known of a badge from elsewhere?"""

import datetime as dt
from collections.abc import Sequence
from urllib.parse import unquote

from waypost.credentials.models import OutsideBadge
from waypost.credentials.outside.reading import Reading
from waypost.openbadges import Facts, Outcome, State

# Outcomes that an answer from the network would settle.
_OPEN = (Outcome.UNREADABLE, Outcome.CANNOT_CHECK, Outcome.AUTHENTIC_STATUS_UNKNOWN)
# Those that came of an answer all the same, though a later one may be better.
_ANSWERED = ("status_list_run_out", "status_list_unusable")
_NOT_HOSTED = ("not_as_hosted", "hosted_elsewhere")
# With these, whatever would tell of a withdrawal was looked at.
_LOOKED_AT = ("not_withdrawn", "still_hosted")


class Older(Exception):
    """A newer one of it is here."""


class Worse(Exception):
    """The one that is here is proven better than this one, or known to be withdrawn."""


def is_equal(badge: OutsideBadge, facts: Facts) -> bool:
    """The same badge, whatever else it says (Open Badges 3.0, 10)."""
    said = badge.facts
    return bool(said) and _key(said["issuer"], said["id"]) == _key(facts.issuer, facts.id)


def is_newer(one: Facts, other: Facts) -> bool:
    """Whether it is the same badge, and not of an earlier day."""
    same = _key(one.issuer, one.id) == _key(other.issuer, other.id)
    return same and one.valid_from >= other.valid_from


def _key(issuer: str, badge_id: str) -> tuple[str, str]:
    """As the standard compares: percent signs undone, spaces around it gone."""
    return unquote(issuer).strip(), unquote(badge_id).strip()


def is_open(reading: Reading) -> bool:
    """Nobody was asked, or nobody answered, who could say what it comes to."""
    verdict = reading.verdict
    waits = verdict.outcome in _OPEN and verdict.reason not in _ANSWERED
    return waits and bool(verdict.needs)


def check_replaces(badge: OutsideBadge, reading: Reading) -> None:
    """Of another file than the one that is kept. Raises Older, Worse."""
    facts = reading.verdict.facts
    if not badge.body or reading.sha256 == badge.sha256:
        return
    same = facts is not None and is_equal(badge, facts)
    if same and facts and facts.valid_from < dt.datetime.fromisoformat(badge.facts["valid_from"]):
        raise Older
    if _strength_of(reading) < _kept_strength(badge):
        raise Worse
    if same and not _yields(badge, reading):
        raise Worse


def says_less(badge: OutsideBadge, reading: Reading) -> bool:
    """Of the file that is kept: the reading knows less than an earlier one did."""
    if reading.sha256 != badge.sha256 or not badge.outcome:
        return False
    if not _yields(badge, reading):
        return True
    if not is_open(reading):
        return False
    settled = badge.outcome not in _OPEN or badge.found["reason"] in _NOT_HOSTED
    return settled or _strength_of(reading) < _kept_strength(badge)


def _yields(badge: OutsideBadge, reading: Reading) -> bool:
    """A known withdrawal yields only to a list that was seen."""
    verdict = reading.verdict
    if badge.outcome != Outcome.WITHDRAWN or verdict.outcome in (
        Outcome.WITHDRAWN,
        Outcome.CHANGED,
    ):
        return True
    # Nothing that names a list is real before the list was seen.
    real = verdict.outcome is Outcome.REAL and reading.sha256 == badge.sha256
    return real or verdict.still_valid.reason in _LOOKED_AT


def _strength_of(reading: Reading) -> int:
    return _strength([check.state for check in reading.verdict.checks])


def _kept_strength(badge: OutsideBadge) -> int:
    return _strength([state for state, _reason in badge.found.get("checks", [])])


def _strength(states: Sequence[str]) -> int:
    """That its issuer is who it says weighs more than a signature, which anybody can make."""
    if not states:
        return 0
    return 2 * (states[3] == State.PROVEN) + (states[0] == State.PROVEN)
