"""Frameworks that Texas districts align to, by version: codes alone, and where their text is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Framework:
    """`version` is the year since when its codes mean what they mean."""

    key: str
    name: str
    version: str
    url: str
    codes: tuple[str, ...]

    @property
    def label(self) -> str:
        return f"{self.name} ({self.version})"


def _dotted(counts: dict[str, int]) -> tuple[str, ...]:
    return tuple(f"{domain}.{n}" for domain, most in counts.items() for n in range(1, most + 1))


def _lettered(counts: dict[str, int]) -> tuple[str, ...]:
    return tuple(f"{part}.{'abcd'[n]}" for part, most in counts.items() for n in range(most))


FRAMEWORKS = (
    # The rubric of 2015: 16 dimensions. TEA tries a new one in 2026-27, which is another version.
    Framework(
        "t-tess",
        "T-TESS",
        "2015",
        "https://teachfortexas.org/",
        _dotted({"1": 4, "2": 5, "3": 3, "4": 4}),
    ),
    Framework(
        "iste",
        "ISTE Standards: Educators",
        "2017",
        "https://iste.org/standards/educators",
        _lettered({"2.1": 3, "2.2": 3, "2.3": 4, "2.4": 4, "2.5": 3, "2.6": 4, "2.7": 3}),
    ),
)


def named(key: str) -> Framework | None:
    return next((each for each in FRAMEWORKS if each.key == key), None)


def known(name: str, version: str) -> Framework | None:
    return next((f for f in FRAMEWORKS if (f.name, f.version) == (name, version)), None)
