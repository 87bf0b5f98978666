"""When somebody was in a pilot group last, and what they are asked about who left it."""

from django.db.models import F

from waypost.credentials.models import Award
from waypost.evidence.models import Status, Submission
from waypost.people.models import Group, Membership, Person


def last_in(group: Group, person: Person) -> Membership | None:
    """Without an end while they are in it; None for who never was."""
    theirs = group.memberships.filter(person__in=person.selves).select_related(
        "person__joined_into"
    )
    return theirs.order_by(F("left_at").desc(nulls_first=True), "pk").first()


def begun_in(membership: Membership) -> Submission | None:
    """What they worked on last while they were in it; what was earned has been asked about."""
    person = membership.person.holder
    earned = Award.objects.held_by(person)
    works = Submission.objects.filter(
        person__in=person.selves, touched_at__gte=membership.joined_at
    ).exclude(status=Status.DEMONSTRATED)
    return (
        works.exclude(version__in=earned.values("version"))
        .select_related("version")
        .order_by("-touched_at", "pk")
        .first()
    )
