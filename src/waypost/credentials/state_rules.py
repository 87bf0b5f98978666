"""What each state wants on a certificate of hours, and how its appraisal is called: dated data with
its citation, never code."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from waypost.people.models import District

FOLDER = Path(__file__).parent / "rules_of_states"
# What can be printed, by the names that the files use.
FIELDS = frozenset(
    {
        "provider_name",
        "provider_number",
        "educator",
        "date",
        "content",
        "clock_hours",
        "outside_hours",
    }
)


class BadRule(Exception):
    """A file of rules cannot be used: the message says which, and why."""


@dataclass(frozen=True)
class StateRule:
    """`fields` are printed, and none of them may be blank."""

    state: str
    also: tuple[str, ...]
    citation: str
    url: str
    as_of: dt.date
    checked: dt.date
    fields: tuple[str, ...]
    keep_years: int
    keep_citation: str
    appraisal: str
    "Empty where its teachers know it by no name of its own."


def rule_for(district: District) -> StateRule | None:
    """The rule of the district's state, where one is known here."""
    return rules().get(district.state.strip().casefold())


def appraisal_of(district: District) -> str:
    """How its teachers call their appraisal; empty where nothing is known."""
    rule = rule_for(district)
    return rule.appraisal if rule else ""


@lru_cache(maxsize=1)
def rules() -> dict[str, StateRule]:
    """By the state's name and its other names. Raises BadRule."""
    found: dict[str, StateRule] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        rule = read(file)
        for name in (rule.state, *rule.also):
            if name.casefold() in found:
                raise BadRule(f"{file.name}: {name} has a rule already")
            found[name.casefold()] = rule
    return found


def read(file: Path) -> StateRule:
    """Raises BadRule."""
    try:
        text = tomllib.loads(file.read_text(encoding="utf-8"))
        rule = _rule(text)
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise BadRule(f"{file.name}: {wrong!r}") from wrong
    return rule


def _rule(text: dict[str, Any]) -> StateRule:
    fields = (*text["requires"], *text.get("also_printed", ()))
    if unknown := set(fields) - FIELDS:
        raise ValueError(f"no field is called {', '.join(sorted(unknown))}")
    if len(set(fields)) != len(fields):
        raise ValueError("a field stands twice")
    for day in ("as_of", "checked"):
        if type(text[day]) is not dt.date:
            raise ValueError(f"{day} is no date")
    if not str(text["url"]).startswith("https://"):
        raise ValueError("url is no https address")
    words = [text["state"], text["citation"], text["records"]["citation"], *text.get("also", ())]
    appraisal = text.get("appraisal")
    if appraisal is not None:
        words += [appraisal["name"], appraisal["citation"]]
    if not all(isinstance(word, str) and word.strip() for word in words):
        raise ValueError("a name or citation is blank")
    return StateRule(
        state=text["state"],
        also=tuple(text.get("also", ())),
        citation=text["citation"],
        url=text["url"],
        as_of=text["as_of"],
        checked=text["checked"],
        fields=fields,
        keep_years=int(text["records"]["years"]),
        keep_citation=text["records"]["citation"],
        appraisal=appraisal["name"] if appraisal else "",
    )
