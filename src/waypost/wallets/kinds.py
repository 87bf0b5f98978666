"""Is it a badge of Open Badges 3.0? The API hands out and takes in nothing else (its schema:
AchievementCredential, or a compact JWS of one)."""

from waypost.credentials.models import OutsideBadge
from waypost.openbadges import Unreadable, open_badge
from waypost.openbadges.form import BADGE_TYPES, is_record, many

# What bytes are never changes, so that each file is opened once and not at every question. Not in
# the cache, where so many would push out how often a password was tried.
_opened: dict[str, bool] = {}
MOST_OPENED = 20_000


def is_badge(body: bytes) -> bool:
    """By its own type, whatever checking it found: not of the older standard, not a record, not an
    endorsement, not the address of one."""
    try:
        document = open_badge(body)
    except Unreadable:
        return False
    types = {each for each in many(document.get("type")) if isinstance(each, str)}
    return bool(BADGE_TYPES & types) and not is_record(document)


def badges_among(rows: list[OutsideBadge]) -> list[OutsideBadge]:
    """Those that are one, with one question for all whose bytes were not opened before."""
    known = {row.sha256: _opened[row.sha256] for row in rows if row.sha256 in _opened}
    new = [row.pk for row in rows if row.sha256 not in known]
    if new:
        bodies = OutsideBadge.objects.filter(pk__in=new).values_list("sha256", "body")
        # One after the other: together they may be 200 MB.
        for sha256, body in bodies.iterator(chunk_size=1):
            known[sha256] = is_badge(bytes(body or b""))
        if len(_opened) > MOST_OPENED:
            _opened.clear()
        _opened.update(known)
    return [row for row in rows if known.get(row.sha256)]
