"""Group and Membership: some people of a district, for whom something is opened first."""

from django.db import models
from django.db.models import Q

from waypost.people.models.owned import Owned
from waypost.people.models.persons import Person


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        return self.filter(left_at=None, group__closed_at=None)


class Group(Owned):
    """A pilot group; once it is closed it opens nothing, and stays to be counted."""

    name = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "name"], name="group_name_in_district"),
            models.UniqueConstraint(fields=["district", "id"], name="group_of_district"),
        ]


class Membership(Owned):
    """Somebody is in a group until they leave it; who was in it then stays answerable."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "group", "person"],
                condition=Q(left_at=None),
                name="in_a_group_once",
            )
        ]
