"""Whom does a line mean? Everyone in the district, found by address or name."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches

from waypost.people.known_addresses import holders_by_address
from waypost.people.models import District, Person
from waypost.people.tables import Line, folded


@dataclass(frozen=True)
class Someone:
    """A person of the district, as far as a line can mean them."""

    pk: uuid.UUID
    name: str
    email: str
    gone: bool


class Roll:
    """Everyone in the district, found by address or name."""

    def __init__(self, district: District) -> None:
        self.by_email: dict[str, Someone] = {}
        self.by_name: dict[str, list[Someone]] = defaultdict(list)
        people, by_pk = Person.objects.filter(district=district), {}
        for pk, name, email, left in people.values_list("pk", "name", "email", "left_at"):
            someone = Someone(pk, name, email, left is not None)
            if email:
                self.by_email[email.casefold()] = someone
            self.by_name[folded(name)].append(someone)
            by_pk[pk] = someone
        # Lists are older than addresses: whoever had one before is still meant.
        for email, pk in holders_by_address(district).items():
            self.by_email.setdefault(email, by_pk[pk])

    def find(self, line: Line) -> "Someone | tuple[str, dict[str, str]]":
        """Whom the line means; or the word for why nobody can tell, and facts for its sentence."""
        email, name = line["email"].casefold(), folded(line["name"])
        if not email and not name:
            return "nobody_named", {}
        named = [one for one in self.by_name.get(name, []) if not one.gone]
        if email:
            someone = self.by_email.get(email)
            if someone is None:
                return "unknown_email", {}
            if name and len(named) == 1 and named[0] != someone and folded(someone.name) != name:
                return "two_people", {"one": someone.name, "other": named[0].email}
        elif len(named) > 1:
            return "ambiguous_name", {"count": str(len(named))}
        else:
            someone = named[0] if named else next(iter(self.by_name.get(name, [])), None)
        if someone is None:
            return "unknown_name", {}
        return ("gone", {}) if someone.gone else someone

    def nearest(self, problem: str, *, email: str, name: str) -> str:
        """An address or a name that is nearly the one in the line; empty when none is."""
        if problem == "unknown_email":
            if known := self.by_name.get(folded(name)):
                return known[0].email
            close = get_close_matches(email.casefold(), self.by_email, n=1, cutoff=0.8)
            return self.by_email[close[0]].email if close else ""
        if problem == "unknown_name":
            close = get_close_matches(folded(name), self.by_name, n=1, cutoff=0.7)
            return self.by_name[close[0]][0].name if close else ""
        return ""
