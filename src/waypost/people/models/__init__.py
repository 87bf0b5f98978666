"""The nouns of people, and `Owned`, which puts the district into every row of every room."""

from waypost.people.models.accounts import Account
from waypost.people.models.addresses import AddressCheck
from waypost.people.models.changes import Change
from waypost.people.models.districts import Campus, DayOff, District
from waypost.people.models.groups import Group, Membership
from waypost.people.models.owned import Owned
from waypost.people.models.persons import Person, Placement, Role
from waypost.people.models.providers import Provider

__all__ = [
    "Account",
    "AddressCheck",
    "Campus",
    "Change",
    "DayOff",
    "District",
    "Group",
    "Membership",
    "Owned",
    "Person",
    "Placement",
    "Provider",
    "Role",
]
