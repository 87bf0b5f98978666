"""Who hears that a badge ends, before it does."""

import datetime as dt

from django.db.models import Q

from waypost.credentials.models import Award
from waypost.credentials.renewing import asked_to_renew
from waypost.notices.actions import write_letter
from waypost.notices.letters import readers_of_answers
from waypost.notices.models import Letter
from waypost.people.models import District
from waypost.people.viewers import System

# Days before its last moment; of those that have come, the nearest is said.
BEFORE = (14, 60)


def letters_before_the_end(at: dt.datetime) -> int:
    """One for each of BEFORE and each end: what was renewed begins anew, and a server that stood
    still for weeks says the nearest only."""
    return sum(_of(district, at) for district in District.objects.all())


def _of(district: District, at: dt.datetime) -> int:
    answered = bool(readers_of_answers(district))
    written = 0
    later = at
    for days in BEFORE:
        until = at + dt.timedelta(days=days)
        for award in _ending(district, later, until, at):
            occasion = f"ends:{award.pk}:{award.ends_at:%Y-%m-%d}:{days}"
            if Letter.objects.filter(district=district, occasion=occasion).exists():
                continue
            if award.newer_earned:
                continue
            written += bool(
                write_letter(
                    "ends",
                    to=award.holder,
                    occasion=occasion,
                    facts={
                        "version": award.version,
                        "award": award,
                        "link": f"{district.address}/badges/{award.pk}",
                        "asks": asked_to_renew(award, at=at),
                        "answered": answered,
                    },
                    by=System(district, "notices"),
                    at=at,
                )
            )
        later = until
    return written


def _ending(
    district: District, after: dt.datetime, until: dt.datetime, at: dt.datetime
) -> list[Award]:
    """Of people who are here; what is valid for so short a time that it begins near its end says
    so on the day on which it is earned, and not again the next morning."""
    gone = Q(person__left_at__isnull=False, person__joined_into=None)
    gone |= Q(person__joined_into__left_at__isnull=False)
    found = (
        Award.objects.ending(at)
        .active()
        .filter(
            Q(ending__gt=after, ending__lte=until), district=district, practice=district.practice
        )
    )
    return list(found.exclude(gone).with_face().order_by("ending", "pk"))
