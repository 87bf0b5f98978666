"""The teacher as a Profile of Open Badges 3.0; name and address are the district's to keep."""

import uuid
from typing import Any

from waypost.people.models import Person

CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
# Says what kind of thing it is, and nothing about the person.
FRAME = ("@context", "type")


class NotKept(Exception):
    """These members are not what is kept here, and can't be changed by a wallet."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(*names)
        self.names = names


def profile_of(person: Person) -> dict[str, Any]:
    """The id is the one by which their badges name them (credentials.issuing)."""
    told = {
        "@context": [CONTEXT],
        "id": uuid.uuid5(person.district_id, str(person.pk)).urn,
        "type": ["Profile"],
        "name": person.name,
    }
    return told | ({"email": person.email} if person.email else {})


def put(sent: dict[str, Any], person: Person) -> dict[str, Any]:
    """What is the same stays the same; raises NotKept for all else, and changes nothing."""
    kept = profile_of(person)
    names = [name for name in {**kept, **sent} if name not in FRAME]
    other = [name for name in names if kept.get(name) != sent.get(name)]
    if other:
        raise NotKept(other)
    return kept
