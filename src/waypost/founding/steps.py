"""What makes a district ready for its first teachers. A new page of it is one line in STEPS."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from waypost.journal.models import Entry
from waypost.notices.servers import way_of
from waypost.people.events import SettingsKept
from waypost.people.models import Campus, District, Person
from waypost.support.models import HelpDesk


@dataclass(frozen=True)
class Known:
    """What the steps are judged by: asked once for all of them."""

    district: District
    kept: frozenset[str]
    "Pages that a lead has saved, by the journal."


@dataclass(frozen=True)
class Step:
    """A page to fill in once, and about how many minutes that takes."""

    label: str | Promise
    text: str | Promise
    icon: str
    minutes: int
    name: str
    is_done: Callable[[Known], bool]


@dataclass(frozen=True)
class StepNow:
    """A step as it stands in one district."""

    step: Step
    done: bool

    @property
    def minutes(self) -> int:
        return self.step.minutes

    @property
    def url(self) -> str:
        return reverse(self.step.name)


STEPS: tuple[Step, ...] = (
    Step(
        _("District and first account"),
        _("Names, time zone, and you as program lead."),
        "school",
        2,
        "founding:district",
        lambda known: True,
    ),
    Step(
        _("Campuses"),
        _("Paste their names, one a line."),
        "map-pin",
        1,
        "founding:campuses",
        lambda known: Campus.objects.filter(district=known.district).exists(),
    ),
    Step(
        _("Add people"),
        _("Bring in those who try it first: paste addresses, or a list from your system."),
        "user-plus",
        3,
        "people:add",
        lambda known: Person.objects.filter(district=known.district)[1:2].exists(),
    ),
    Step(
        _("Colors and logo"),
        _("Your brand color, as pages, certificates and letters show it."),
        "palette",
        2,
        "founding:look",
        lambda known: "look" in known.kept,
    ),
    Step(
        _("Days off"),
        _("Nobody is promised an answer on them. Paste the calendar."),
        "calendar-off",
        2,
        "founding:days_off",
        lambda known: "days_off" in known.kept,
    ),
    Step(
        _("Clock-hours"),
        _("The provider name and number that certificates of hours carry."),
        "clock",
        1,
        "founding:hours",
        lambda known: "hours" in known.kept,
    ),
    Step(
        _("Help person"),
        _("Whom a teacher who is stuck can ask, and when."),
        "life-buoy",
        2,
        "support:settings",
        lambda known: HelpDesk.objects.filter(district=known.district).exists(),
    ),
    Step(
        _("Mail server"),
        _("By which server letters and codes go out, and a test to yourself."),
        "mail",
        3,
        "notices:server",
        lambda known: way_of(known.district) is not None,
    ),
    Step(
        _("Public address"),
        _("Where anyone checks a badge. Checked from outside, then locked."),
        "globe",
        4,
        "founding:address",
        lambda known: not known.district.practice,
    ),
)


def steps_of(district: District) -> list[StepNow]:
    """Each with whether it is done."""
    entries = Entry.objects.filter(district=district.pk, kind=SettingsKept.kind())
    kept = frozenset(entries.order_by().values_list("facts__page", flat=True).distinct())
    known = Known(district, kept)
    return [StepNow(step, step.is_done(known)) for step in STEPS]
