"""Who is looking, and who acts: a Person, a Stranger, or the System with its reason."""

from dataclasses import dataclass
from typing import ClassVar

from waypost.people.models import District, Person, Role


@dataclass(frozen=True)
class Stranger:
    """Anyone without an account here: a hiring district, a parent, a verifier program."""

    district: District
    is_stranger: ClassVar[bool] = True
    reference: ClassVar[str] = "stranger"

    def holds(self, *roles: Role) -> bool:
        return False


@dataclass(frozen=True)
class System:
    """Work nobody asked for by hand (a handler, an import); never a pretend administrator."""

    district: District
    reason: str
    is_stranger: ClassVar[bool] = False

    @property
    def reference(self) -> str:
        return f"system:{self.reason}"

    def holds(self, *roles: Role) -> bool:
        return False


Viewer = Person | Stranger | System
