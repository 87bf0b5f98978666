"""The letter to those who write together: what was said, at most once an hour."""

import datetime as dt
import uuid

from waypost.catalog.models import Comment, Manuscript
from waypost.journal.events import Postponed
from waypost.notices import actions
from waypost.notices.models import Letter
from waypost.people.models import Person, Role
from waypost.people.viewers import System

ONCE_IN = dt.timedelta(hours=1)


def tell(comment: uuid.UUID, *, at: dt.datetime) -> None:
    """To everyone who writes it or has said something of it; to the program leads while nobody
    else has.

    Raises Postponed within the hour after the last letter; the next one then tells it all.
    """
    one = Comment.objects.select_related("manuscript__district").get(pk=comment)
    manuscript = one.manuscript
    said = manuscript.comments.select_related("author").order_by("at", "pk")
    if last := _last(manuscript):
        if last.written_at >= one.at:
            return
        if at - last.written_at < ONCE_IN:
            raise Postponed
        said = said.filter(at__gt=last.written_at)
    said_now = list(said)
    people = _together(manuscript)
    if all(one.author_id in person.selves for person in people):
        people = _leads(manuscript, at)
    for person in people:
        theirs = [each for each in said_now if each.author_id not in person.selves]
        if theirs:
            _write(manuscript, person, theirs, at)


def _last(manuscript: Manuscript) -> Letter | None:
    letters = Letter.objects.filter(
        district=manuscript.district_id, occasion__startswith=_occasion(manuscript)
    )
    return letters.order_by("written_at").last()


def _occasion(manuscript: Manuscript) -> str:
    return f"commented:{manuscript.pk}:"


def _together(manuscript: Manuscript) -> list[Person]:
    ids = {manuscript.written_by_id, manuscript.touched_by_id}
    ids |= set(manuscript.comments.values_list("author", flat=True))
    people = Person.objects.filter(pk__in=ids - {None})
    rows = people.select_related("district", "joined_into__district")
    # An entry that was joined into another has left, and its person may be here.
    holders = {row.holder.pk: row.holder for row in rows if row.holder.left_at is None}
    return sorted(holders.values(), key=lambda person: person.pk)


def _leads(manuscript: Manuscript, at: dt.datetime) -> list[Person]:
    district = manuscript.district
    people = Person.objects.filter(district=district, left_at=None).select_related("district")
    return list(people.holding(Role.PROGRAM_LEAD, district.day_of(at)).order_by("pk"))


def _write(manuscript: Manuscript, to: Person, said: list[Comment], at: dt.datetime) -> None:
    district = manuscript.district
    actions.write_letter(
        "commented",
        to=to,
        occasion=f"{_occasion(manuscript)}{said[-1].pk}",
        facts={
            "title": manuscript.title or manuscript.slug,
            "comments": said,
            "link": f"{district.address}/write/{manuscript.pk}#talk",
        },
        by=System(district, "notices"),
        at=at,
    )
