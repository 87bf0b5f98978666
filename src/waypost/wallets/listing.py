"""What a wallet reads: the current files of its owner's badges, and badges from elsewhere as the
bytes that they came in."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from waypost.credentials.models import Document, OutsideBadge
from waypost.openbadges import Outcome
from waypost.people.models import Person
from waypost.wallets.kinds import badges_among

USUAL = 20
# Each may be a megabyte.
MOST = 50
# What nobody would verify.
LEFT_OUT = (Outcome.UNREADABLE, Outcome.CHANGED)


@dataclass(frozen=True)
class Listed:
    """A part of `total`: the texts of badges, as JSON and as tokens."""

    total: int
    documents: list[str]
    tokens: list[str]

    def as_json(self) -> str:
        """Put together as text, so that what was signed elsewhere stays to the letter."""
        tokens = ",".join(f'"{token}"' for token in self.tokens)
        return f'{{"credential":[{",".join(self.documents)}],"compactJwsString":[{tokens}]}}'


def listed(person: Person, *, since: dt.datetime | None, offset: int, limit: int) -> Listed:
    """Earned here first, the oldest first; then from elsewhere as it was added."""
    own, others = _documents(person, since), _outside(person, since)
    first = own.count()
    bodies = list(own.values_list("body", flat=True)[offset : offset + limit])
    start = max(0, offset - first)
    left = limit - len(bodies)
    chosen = others[start : start + left] if left else []
    texts = [_text(body) for body in (*bodies, *_bodies(chosen))]
    return Listed(
        total=first + len(others),
        documents=[text for text in texts if text.startswith("{")],
        tokens=[text for text in texts if not text.startswith("{")],
    )


def _documents(person: Person, since: dt.datetime | None) -> QuerySet[Document]:
    """The current file of every award of today's kind that stands; corrected, it is a new one."""
    rows = Document.objects.unreplaced().filter(
        district=person.district,
        award__person__in=person.selves,
        award__stands=True,
        award__practice=person.district.practice,
        form=Document.Form.OPEN_BADGE_3,
    )
    if since:
        # A file says in whole seconds when it was issued, and a wallet asks with what it read: what
        # was issued within that second comes once more, or another of that second never would.
        rows = rows.filter(issued_at__gt=since)
    return rows.order_by("issued_at", "pk")


def _outside(person: Person, since: dt.datetime | None) -> list[OutsideBadge]:
    """Without their bytes: there are 200 at most (credentials.outside.actions.MOST)."""
    rows = OutsideBadge.objects.filter(district=person.district, person__in=person.selves)
    kept = rows.exclude(body=None).exclude(outcome__in=LEFT_OUT).without_bytes()
    badges = badges_among(list(kept.order_by("added_at", "pk")))
    return [badge for badge in badges if since is None or _is_since(badge, since)]


def _is_since(badge: OutsideBadge, since: dt.datetime) -> bool:
    issued = badge.facts.get("valid_from", "")
    return bool(issued) and dt.datetime.fromisoformat(issued) > since


def _bodies(badges: Iterable[OutsideBadge]) -> list[bytes]:
    order = [badge.pk for badge in badges]
    rows = OutsideBadge.objects.filter(pk__in=order).values_list("pk", "body")
    found = {pk: bytes(body) for pk, body in rows if body}
    return [found[pk] for pk in order if pk in found]


def _text(body: bytes | memoryview) -> str:
    return bytes(body).decode("utf-8-sig").strip()
