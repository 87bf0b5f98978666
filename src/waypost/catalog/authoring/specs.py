"""Spec, Group, Section: of what the pages consist on which something is written."""

from dataclasses import dataclass, field

from django.utils.functional import Promise

from waypost.catalog.models import Kind

Text = str | Promise
Options = tuple[tuple[str, Text], ...]

# Far above what anybody writes into one field, far below what would hurt.
LONGEST = 20_000
MOST_ITEMS = 40


@dataclass(frozen=True)
class Spec:
    """One field. `look`: line, text, number, one (of `options`), many, pick (drawn), check."""

    name: str
    label: Text
    look: str = "text"
    hint: Text = ""
    options: Options = ()
    optional: bool = False
    most: int = LONGEST
    rows: int = 3

    @property
    def is_words(self) -> bool:
        return self.look in {"line", "text", "number"}


@dataclass(frozen=True)
class Group:
    """Fields under one heading; an item list when it has a `listed` name."""

    title: Text
    fields: tuple[Spec, ...]
    hint: Text = ""
    listed: str = ""
    each: Text = ""
    add: Text = ""
    number: int = 0
    "Of the six questions."


@dataclass(frozen=True)
class Section:
    slug: str
    label: Text
    icon: str
    groups: tuple[Group, ...]
    intro: Text = ""
    kinds: tuple[str, ...] = field(default=tuple(Kind.values))
