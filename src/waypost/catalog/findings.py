"""Finding: what the lint says of one field, and how much it weighs."""

from dataclasses import dataclass

MUST, LOOK = "must", "look"


@dataclass(frozen=True)
class Finding:
    """`must` keeps it from being published. `missing`: nothing stands there yet."""

    field: str
    level: str
    text: str
    missing: bool = False

    @property
    def must(self) -> bool:
        return self.level == MUST


def must(name: str, said: str, *, missing: bool = False) -> Finding:
    return Finding(name, MUST, said, missing)


def look(name: str, said: str) -> Finding:
    return Finding(name, LOOK, said)
