"""Every e-mail address that somebody has or had here: a career outlasts a mailbox."""

import uuid

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from waypost.people.models import Change, District, Person


def addresses_of(person: Person) -> list[str]:
    """Today's first, then one's own, then those that the district moved them from; none that was
    taken away."""
    entries = Person.objects.filter(pk__in=person.selves).exclude(email="")
    theirs = EmailAddress.objects.filter(user__persons__in=person.selves, verified=True)
    before = _moved(Change.objects.filter(person__in=person.selves))
    found = [
        person.email,
        *entries.order_by("pk").values_list("email", flat=True),
        *theirs.order_by("pk").values_list("email", flat=True),
        *before.order_by("-changed_at").values_list("before", flat=True),
    ]
    return list(dict.fromkeys(each.casefold() for each in found if each))


def holders_by_address(district: District) -> dict[str, uuid.UUID]:
    """Whose each address is, today's before what was; one that two people had is nobody's."""
    people = Person.objects.filter(district=district)
    # The kept row of each: what was joined is its.
    rows = people.annotate(kept=Coalesce("joined_into_id", "pk")).values_list("pk", "kept")
    holder: dict[uuid.UUID, uuid.UUID] = dict(rows.iterator())
    now = people.exclude(email="").values_list("email", "pk")
    own = EmailAddress.objects.filter(user__persons__district=district, verified=True)
    before = _moved(Change.objects.filter(district=district))
    known: dict[str, uuid.UUID] = {}
    for each in (
        now,
        own.values_list("email", "user__persons__pk"),
        before.values_list("before", "person_id"),
    ):
        found: dict[str, set[uuid.UUID]] = {}
        for email, pk in each.iterator():
            # An account may be somebody in another district, too.
            if email and pk in holder:
                found.setdefault(email.casefold(), set()).add(holder[pk])
        for email, whose in found.items():
            if email not in known and len(whose) == 1:
                known[email] = next(iter(whose))
    return known


def _moved(changes: "QuerySet[Change]") -> "QuerySet[Change]":
    """Those by which somebody was moved from an address that was theirs."""
    taken = Change.objects.filter(
        person=OuterRef("person"), before=OuterRef("before"), what=Change.What.TAKEN
    )
    return changes.filter(what=Change.What.ADDRESS).exclude(Exists(taken))
