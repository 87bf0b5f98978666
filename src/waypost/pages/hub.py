"""The program: every page for those who run it, gathered from the rooms, on one screen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from waypost.people.guards import signed_in
from waypost.people.models import Person, Role
from waypost.people.requests import PersonRequest
from waypost.program.policies import may_see_counts
from waypost.surveys.policies import may_read_evaluations

Text = str | Promise


def held(*roles: Role) -> Callable[[Person], bool]:
    """For whoever holds one of them."""
    return lambda person: person.holds(*roles)


@dataclass(frozen=True)
class Place:
    """A page of the program: what one does there, and for whom it is."""

    label: Text
    text: Text
    icon: str
    name: str
    opens: Callable[[Person], bool]

    @property
    def url(self) -> str:
        return reverse(self.name)


@dataclass(frozen=True)
class Part:
    """Places that are about one thing."""

    label: Text
    places: tuple[Place, ...]


def setting_up(person: Person) -> bool:
    """Asked on every page, so it is read off the district that is there anyway."""
    return person.holds(Role.PROGRAM_LEAD) and person.district.set_up_at is None


def helps(person: Person) -> bool:
    """By role alone: a help person who has neither comes by the link in their mail."""
    return person.holds(Role.PROGRAM_LEAD, Role.COACH) and not person.holds(Role.PRINCIPAL)


PARTS: tuple[Part, ...] = (
    Part(
        _("People"),
        (
            Place(
                _("People"),
                _("Bring people in, give them roles, and see who has signed in."),
                "users",
                "people:directory",
                held(Role.PROGRAM_LEAD),
            ),
            Place(
                _("Sign-in settings"),
                _("Signing in with Google, Microsoft or another provider."),
                "log-in",
                "people:providers",
                held(Role.PROGRAM_LEAD),
            ),
        ),
    ),
    Part(
        _("What can be earned"),
        (
            Place(
                _("Writing"),
                _("Write a badge, a micro-credential or a degree, and see what is published."),
                "pen-line",
                "catalog:writing",
                held(Role.AUTHOR, Role.PROGRAM_LEAD),
            ),
            Place(
                _("Approved apps"),
                _("Which apps may be used with students, and when somebody last looked."),
                "app-window",
                "catalog:apps",
                held(Role.PROGRAM_LEAD),
            ),
        ),
    ),
    Part(
        _("Pilot and participation"),
        (
            Place(
                _("Participation"),
                _("Who was invited, signed in, started, submitted and earned something."),
                "users",
                "program:participation",
                may_see_counts,
            ),
            Place(
                _("Asked for help"),
                _("Who is stuck, where, and what they typed."),
                "message-circle-question-mark",
                "support:asked",
                helps,
            ),
            Place(
                _("Pilot groups"),
                _("Who tries it first: begin a group, write the letter, invite."),
                "mail",
                "program:groups",
                held(Role.PROGRAM_LEAD),
            ),
            Place(
                _("What is piloted"),
                _("For each badge and micro-credential: draft, pilot group only, or everyone."),
                "toggle-left",
                "program:offers",
                held(Role.PROGRAM_LEAD),
            ),
        ),
    ),
    Part(
        _("Badges and hours"),
        (
            Place(
                _("Awards"),
                _("Every badge that was earned here, and the way to correct or withdraw one."),
                "scroll-text",
                "pages:awards",
                held(Role.PROGRAM_LEAD, Role.HR),
            ),
            Place(
                _("Award many"),
                _("Give one badge to everyone on a list: a file, or people chosen here."),
                "list-checks",
                "pages:award_many",
                held(Role.PROGRAM_LEAD),
            ),
            Place(
                _("Endorsements"),
                _("What other districts and universities sign in praise of a badge."),
                "award",
                "pages:endorsements",
                held(Role.PROGRAM_LEAD),
            ),
            Place(
                _("Hours"),
                _("Clock-hours by teacher, day and campus, and a file for the district’s system."),
                "clock",
                "pages:hours",
                held(Role.PROGRAM_LEAD, Role.HR),
            ),
            Place(
                _("Earned before"),
                _("Bring the district’s earlier records from a file, and see what is on record."),
                "history",
                "pages:earlier",
                held(Role.PROGRAM_LEAD, Role.HR),
            ),
            Place(
                _("What people say"),
                _("How useful each badge was, and what should change. No names."),
                "message-circle",
                "surveys:evaluations",
                may_read_evaluations,
            ),
        ),
    ),
    Part(
        _("Mail"),
        (
            Place(
                _("Letters"),
                _("To whom, when, and whether it arrived. Try again what did not."),
                "mails",
                "notices:letters",
                held(Role.PROGRAM_LEAD),
            ),
            Place(
                _("Mail server"),
                _("By which server letters go out, and a test to yourself."),
                "server",
                "notices:server",
                held(Role.PROGRAM_LEAD),
            ),
        ),
    ),
    Part(
        _("The district"),
        (
            Place(
                _("Set up"),
                _("What is left before the first teachers come."),
                "list-checks",
                "founding:setup",
                setting_up,
            ),
            Place(
                _("Names and time zone"),
                _("What the district, the program and your team are called."),
                "school",
                "founding:district",
                held(Role.PROGRAM_LEAD),
            ),
            Place(
                _("Campuses"),
                _("The schools that people belong to."),
                "map-pin",
                "founding:campuses",
                held(Role.PROGRAM_LEAD),
            ),
            Place(
                _("Colors and logo"),
                _("How pages, letters and certificates look."),
                "palette",
                "founding:look",
                held(Role.PROGRAM_LEAD),
            ),
            Place(
                _("Days off"),
                _("On which nobody is promised an answer."),
                "calendar-off",
                "founding:days_off",
                held(Role.PROGRAM_LEAD),
            ),
            Place(
                _("Clock-hours"),
                _("The provider that certificates of hours name."),
                "clock",
                "founding:hours",
                held(Role.PROGRAM_LEAD),
            ),
            Place(
                _("Help person"),
                _("Whom a teacher who is stuck can ask."),
                "life-buoy",
                "support:settings",
                held(Role.PROGRAM_LEAD),
            ),
            Place(
                _("Public address"),
                _("Where anyone can check a badge."),
                "globe",
                "founding:address",
                held(Role.PROGRAM_LEAD),
            ),
            Place(
                _("Signing keys"),
                _("With which keys badges are signed, and since when."),
                "key-round",
                "founding:keys",
                held(Role.PROGRAM_LEAD),
            ),
            Place(
                _("Choices"),
                _("Whether reviews are blind, and links are tried."),
                "sliders-horizontal",
                "founding:choices",
                held(Role.PROGRAM_LEAD),
            ),
            Place(
                _("Apps and wallets"),
                _("Whether teachers may connect wallets that read and add badges."),
                "wallet",
                "wallets:settings",
                held(Role.PROGRAM_LEAD),
            ),
            Place(
                _("Evaluation"),
                _("Where people are asked how useful something was."),
                "clipboard-list",
                "surveys:settings",
                held(Role.PROGRAM_LEAD),
            ),
            Place(
                _("Other systems"),
                _("Which ones may ask this server to sign and check credentials."),
                "plug",
                "integrations:tokens",
                held(Role.PROGRAM_LEAD),
            ),
        ),
    ),
)


def parts_for(person: Person) -> Iterator[Part]:
    """What they can open, and no part that would be empty."""
    for part in PARTS:
        open_to = tuple(place for place in part.places if place.opens(person))
        if open_to:
            yield Part(part.label, open_to)


@signed_in
@require_safe
def hub(request: PersonRequest) -> HttpResponse:
    parts = list(parts_for(request.viewer))
    if not parts:
        raise PermissionDenied
    return render(request, "pages/hub.html", {"parts": parts})
