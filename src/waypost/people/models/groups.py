"""Group and Membership: some people of a district, for whom something is opened first."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from waypost.people.models.owned import Owned
from waypost.people.models.persons import Person, Role

if TYPE_CHECKING:
    from waypost.people.viewers import Viewer


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, viewer: "Viewer") -> "GroupQuerySet":
        """For the team: whoever runs the program, coaches and campus representatives."""
        own = self.filter(district=viewer.district)
        team = viewer.holds(Role.PROGRAM_LEAD, Role.COACH, Role.CAMPUS_REP)
        return own if team else own.none()

    def newest_first(self) -> "GroupQuerySet":
        """Those that are open before those that are closed."""
        return self.order_by(F("closed_at").desc(nulls_first=True), "-starts_on", "name", "pk")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        return self.filter(left_at=None, group__closed_at=None)


class Group(Owned):
    """A pilot group; once it is closed it opens nothing, and stays to be counted."""

    name = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True)

    objects = GroupQuerySet.as_manager()

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
