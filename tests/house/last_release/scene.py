"""How the folders beside this file were made: a small district at work, by the code of a release.

In a checkout of that release (34938a6), with its environment, an empty folder in WAYPOST_DATA and,
for the second one, an empty database in WAYPOST_DATABASE:

    python manage.py migrate && PYTHONPATH=. python manage.py shell < THIS FILE

Then the database as SQL (`.dump` of sqlite3; pg_dump --no-owner --inserts) with `files` and `keys`
in one tar.xz. The keys are of these two districts, which nobody believes anything.
"""

import datetime as dt

from tests import cast
from tests.cast import NOW, Cast
from tests.review import work
from waypost.credentials import actions as credentials
from waypost.credentials.models import Award
from waypost.journal.actions import deliver_all
from waypost.people.models import Person


def badge(where: Cast, who: Person, by: Person) -> Award:
    attempt = work.handed_in(where, who, "forms-quiz")
    work.decided(attempt, by, "demonstrated", "demonstrated", verdict="award")
    award = Award.objects.get(person=who)
    credentials.share(award=award, visibility="front_page", shown=[], by=who, at=NOW)
    return award


def play() -> None:
    """A badge in each district, one withdrawn, and work that waits, is redone and is a draft."""
    home, away = cast.pecan_flats(), cast.caliche()
    badge(home, home.ortiz, home.dana)
    taken = badge(home, home.reyes, home.dana)
    credentials.withdraw(award=taken, reason="error", note="Twice.", by=home.lead, at=work.LATER)
    badge(away, away.teacher, away.reviewer)
    redo = work.handed_in(home, home.reyes, "check-and-change")
    work.decided(redo, home.dana, "demonstrated", "not_yet", "demonstrated")
    work.handed_in(home, home.ortiz, "check-and-change")
    work.begun(home, home.wells, "check-and-change")
    deliver_all(at=work.LATER + dt.timedelta(hours=1))


play()
