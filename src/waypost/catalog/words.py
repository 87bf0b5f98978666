"""How the catalog says grades, time and codes to people."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _


def grade(number: int) -> str:
    """-1 is pre-K and 0 kindergarten."""
    if number < 0:
        return _("Pre-K")
    if number == 0:
        return _("Kindergarten")
    return _("Grade %(n)s") % {"n": number}


def grades(first: int, last: int) -> str:
    """“Grades 2–12”, “Pre-K–12”, “All grades”."""
    if first <= -1 and last >= 12:
        return _("All grades")
    if first == last:
        return grade(first)
    if first < 1:
        start = _("Pre-K") if first < 0 else _("K")
        return _("%(first)s–%(last)s") % {"first": start, "last": _("K") if last == 0 else last}
    return _("Grades %(first)s–%(last)s") % {"first": first, "last": last}


def minutes(count: int) -> str:
    """About how long, for a card: the nearest five minutes, or half hours from an hour on."""
    fives = max(5, (count + 2) // 5 * 5)
    if fives < 60:
        return _("%(n)s minutes") % {"n": fives}
    return hours(Decimal((count + 15) // 30) / 2)


def hours(count: Decimal) -> str:
    """“1 hour”, “4.5 hours”."""
    shown = f"{count.normalize():f}"
    if count == 1:
        return _("1 hour")
    return _("%(n)s hours") % {"n": shown}


def codes(alignments: Iterable[tuple[str, str, str, str]]) -> list[dict[str, object]]:
    """Codes by framework and its version, in the order given: one line each on a page."""
    lines: dict[tuple[str, str], list[dict[str, str]]] = {}
    for framework, version, code, url in alignments:
        lines.setdefault((framework, version), []).append({"code": code, "url": url})
    return [
        {"framework": framework, "version": version, "codes": found}
        for (framework, version), found in lines.items()
    ]
