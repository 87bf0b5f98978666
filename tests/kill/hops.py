"""The hops of the main job, each as one person or the loop does it, and what must be true after.

Every hop may be repeated: whoever was cut off looks again and does it once more.
"""

from collections import Counter
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests import cast
from tests.kill.driver import LATER, MUCH_LATER, NOW
from tests.review import work
from waypost.catalog.models import Version
from waypost.credentials import actions as credentials
from waypost.credentials.many import actions as many
from waypost.credentials.many.pieces import next_piece
from waypost.credentials.models import (
    Award,
    AwardLine,
    AwardList,
    Document,
    Met,
    StatusList,
    Withdrawal,
)
from waypost.evidence import actions as evidence
from waypost.evidence.models import Attempt, Submission
from waypost.journal.actions import deliver_all
from waypost.journal.models import Delivery, Entry
from waypost.notices.models import Letter
from waypost.people.models import District, Person
from waypost.people.viewers import System
from waypost.review import actions as review
from waypost.review.models import Decision, Review, RowScore

ORDER = (
    "submit",
    "deliver_got_it",
    "start",
    "send_back",
    "deliver_not_yet",
    "submit_again",
    "award",
    "deliver_award",
    "withdraw",
    "deliver_withdrawn",
    "award_list",
    "deliver_list",
    "withdraw_list",
    "deliver_list_withdrawn",
)
TEACHER, REVIEWER, LEAD = "María Ortiz", "Dana Whitfield", "Priya Raman"


def prepare() -> None:
    """Two districts; in one of them somebody is about to hand in."""
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{settings.DATABASES["default"]["NAME"]}"')
            cursor.execute(f'CREATE DATABASE "{settings.DATABASES["default"]["NAME"]}"')
    call_command("migrate", verbosity=0)
    home = cast.pecan_flats()
    cast.caliche()
    work.begun(home, home.ortiz, "check-and-change")
    # All else that a degree asks for is there, so that the award completes it.
    for slug in ("forms-quiz", "digital-classroom"):
        credentials.meet_requirement(
            requirement=home.versions[slug].requirements.get(kind="evidence"),
            person=home.ortiz,
            basis={},
            by=home.system,
            at=NOW,
        )
    deliver_all(at=NOW)


def _person(name: str) -> Person:
    return Person.objects.with_roles().get(name=name)


def _submission() -> Submission:
    return Submission.objects.get(person__name=TEACHER)


def submit() -> None:
    with suppress(evidence.NotPossible):
        evidence.submit(submission=_submission(), by=_person(TEACHER), at=NOW)


def submit_again() -> None:
    with suppress(evidence.NotPossible):
        work.say(_submission(), _person(TEACHER), 3, "The others changed their minds.")
        evidence.submit(submission=_submission(), by=_person(TEACHER), at=LATER)


def start() -> None:
    with suppress(review.Taken):
        review.start(attempt=_attempt(), by=_person(REVIEWER), at=LATER)


def _attempt() -> Attempt:
    return Attempt.objects.select_related("submission", "district").order_by("-number")[0]


def send_back() -> None:
    _decide("demonstrated", "not_yet", "demonstrated", verdict="not_yet")


def award() -> None:
    start()
    _decide("", "demonstrated", "", verdict="award")


def _decide(*levels: str, verdict: str) -> None:
    """Score and send, unless that has been done."""
    reading = Review.objects.filter(attempt=_attempt()).select_related(
        "attempt__submission", "reviewer", "district"
    )
    one = reading.get()
    one.reviewer = _person(REVIEWER)
    if not one.is_open:
        return
    work.score_all(one, *levels)
    with suppress(review.Taken):
        review.decide(review=one, verdict=verdict, by=one.reviewer, at=LATER)


def withdraw() -> None:
    made = Award.objects.get(version__achievement__slug="check-and-change")
    with suppress(credentials.AlreadyWithdrawn):
        credentials.withdraw(
            award=made, reason="error", note="Twice.", by=_person(LEAD), at=MUCH_LATER
        )


def deliver() -> None:
    deliver_all(at=MUCH_LATER)


deliver_got_it = deliver_not_yet = deliver_award = deliver_withdrawn = deliver
deliver_list = deliver_list_withdrawn = deliver
LISTED = ("wells@pecanflats.example", "rep@pecanflats.example", "reyes@pecanflats.example")


def award_list() -> None:
    """A lead begins a list, and the first of its people is awarded before anything is delivered."""
    lead = _person(LEAD)
    found = AwardList.objects.select_related("district").first()
    if found is None:
        found = many.bring(
            version=Version.objects.get(achievement__slug="forms-quiz", district=lead.district),
            source="\n".join(LISTED).encode(),
            file_name="list.csv",
            ground="paper",
            note="The binder.",
            by=lead,
            at=MUCH_LATER,
        )
    with suppress(many.AlreadyBegun):
        many.begin(award_list=found, typed=3, letters=True, by=lead, at=MUCH_LATER)
    if not found.lines.filter(state="awarded").exists():
        system = System(found.district, "kill")
        next_piece(award_list=found, turn=1, by=system, at=MUCH_LATER, most=1)


def withdraw_list() -> None:
    found = AwardList.objects.get()
    with suppress(many.NotNow):
        many.withdraw(award_list=found, typed=3, note="Wrong.", by=_person(LEAD), at=MUCH_LATER)


def standing() -> dict[str, Any]:
    """All that must be the same, however often somebody was killed on the way."""
    district = District.objects.get(host="pecanflats.localhost")
    lists = StatusList.objects.filter(district=district)
    return {
        "submission": list(Submission.objects.values_list("status", "tries")),
        "attempts": list(
            Attempt.objects.order_by("number").values_list("number", "try_number", "outcome")
        ),
        "reviews": Review.objects.count(),
        "scores": sorted(RowScore.objects.values_list("row__position", "level")),
        "decisions": sorted(Decision.objects.values_list("verdict", flat=True)),
        "met": Met.objects.count(),
        "awards": sorted(Award.objects.values_list("version__achievement__slug", flat=True)),
        "documents": Document.objects.count(),
        "places": sum(lists.values_list("used", flat=True)),
        "lines": sorted(AwardLine.objects.values_list("number", "state", "problem")),
        "lists": sorted(AwardList.objects.values_list("state", flat=True)),
        "withdrawn": sorted(Withdrawal.objects.values_list("reason", "note")),
        "entries": sorted(Counter(Entry.objects.values_list("kind", flat=True)).items()),
        "letters": sorted(Letter.objects.values_list("subject", flat=True)),
        "unsent": Letter.objects.filter(sent_at=None).count(),
        "waiting": Delivery.objects.filter(done_at=None).count(),
        "given_up": Delivery.objects.exclude(gave_up_at=None).count(),
    }
