"""Text into people: a table with named columns, or lines as a mail or a phone makes them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from waypost.people.tables import SEPARATORS, cells_of, columns_of, split_lines

MOST_LINES = 3000
# What offices call their columns, without accents, spaces and signs.
_COLUMNS = {
    "name": [
        "name",
        "fullname",
        "displayname",
        "person",
        "teacher",
        "staff",
        "staffname",
        "employeename",
    ],
    "first": ["firstname", "first", "givenname", "forename", "preferredname"],
    "last": ["lastname", "last", "surname", "familyname"],
    "email": [
        "email",
        "emailaddress",
        "mail",
        "address",
        "schoolemail",
        "workemail",
        "e-mail",
        "emailid",
    ],
    "campus": ["campus", "school", "building", "site", "location", "campusname", "schoolname"],
    "roles": ["role", "roles", "position", "function"],
}
# These follow a comma too, and are nobody's first name.
_BEHIND_NAMES = {
    "jr",
    "jr.",
    "sr",
    "sr.",
    "ii",
    "iii",
    "iv",
    "phd",
    "ph.d.",
    "ed.d.",
    "edd",
    "m.ed.",
}
_ADDRESS = re.compile(r"[^\s<>()\[\];,\"]+@[^\s<>()\[\];,\"]*")


class TooLong(Exception):
    """More lines than are judged at one time."""


@dataclass(frozen=True)
class Line:
    """One line as it was meant; `number` is where it stands in what was pasted."""

    number: int
    text: str
    address: str
    name: str = ""
    campus: str = ""
    roles: str = ""
    rest: tuple[str, ...] = ()
    "Cells behind the address of a line without a header: a campus or roles."


def read(text: str) -> list[Line]:
    """Every line that says something. Raises TooLong."""
    lines = [
        (n, line) for n, line in enumerate(split_lines(text), start=1) if line.strip(' \t;,"\xa0')
    ]
    if len(lines) > MOST_LINES + 1:
        raise TooLong
    if not lines:
        return []
    found = list(_with_header(lines) or (_free(number, line) for number, line in lines))
    if len(found) > MOST_LINES:
        raise TooLong
    return found


def _with_header(lines: list[tuple[int, str]]) -> Iterator[Line] | None:
    """A table whose first line names its columns, in any order."""
    for separator in SEPARATORS:
        columns = columns_of(cells_of(lines[0][1], separator), _COLUMNS)
        if "email" in columns and "@" not in lines[0][1]:
            return _rows(lines[1:], columns, separator)
    return None


def _rows(lines: list[tuple[int, str]], columns: list[str], separator: str) -> Iterator[Line]:
    for number, text in lines:
        cells: dict[str, str] = {}
        for column, cell in zip(columns, cells_of(text, separator), strict=False):
            if column and cell and column not in cells:
                cells[column] = cell
        name = cells.get("name", "") or f"{cells.get('first', '')} {cells.get('last', '')}".strip()
        address = cells.get("email", "")
        inside = re.fullmatch(r"(.*)<([^<>]*)>", address)
        if inside:
            name, address = name or inside[1].strip(' "'), inside[2].strip()
        yield Line(
            number,
            text.strip(),
            address,
            _in_order(name),
            cells.get("campus", ""),
            cells.get("roles", ""),
        )


def _free(number: int, text: str) -> Line:
    """A line of its own: an address, mostly with a name before it, seldom with more behind it."""
    found = _ADDRESS.search(text)
    if found is None:
        return Line(number, text.strip(), "", text.strip())
    before = text[: found.start()].rstrip(' <(["')
    behind = text[found.end() :].lstrip('>)]" ')
    separator = next((sign for sign in SEPARATORS if sign in behind), ";")
    rest = tuple(cell for cell in cells_of(behind.strip(SEPARATORS + " "), separator) if cell)
    name = " ".join(before.strip(SEPARATORS + ' "').replace('"', " ").split())
    return Line(
        number,
        text.strip(),
        found[0].removeprefix("mailto:").rstrip("."),
        _in_order(name),
        rest=rest,
    )


def _in_order(name: str) -> str:
    """“Sosa, Ana” as she is called; other separators between words are none of a name's."""
    name = re.sub(r"[;\t]+", " ", name)
    last, comma, first = (part.strip() for part in name.partition(","))
    turned = comma and first and "," not in first and first.casefold() not in _BEHIND_NAMES
    both = f"{first} {last}" if turned else name
    return " ".join(both.replace(",", " ").split())
