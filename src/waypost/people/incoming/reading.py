"""Bytes into text and text into lines: whatever a spreadsheet, a mail or a phone makes of it."""

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_LINES = 3000
_SEPARATORS = ";\t,"
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
_COLUMN = {word: column for column, words in _COLUMNS.items() for word in words}
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


def decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16, else what Excel writes on Windows."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\0" in data[:200]:
        # Latin letters in UTF-16 are every other byte nothing.
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read(text: str) -> list[Line]:
    """Every line that says something. Raises TooLong."""
    lines = [(n, line) for n, line in enumerate(_split(text), start=1) if line.strip(' \t;,"\xa0')]
    if len(lines) > MOST_LINES + 1:
        raise TooLong
    if not lines:
        return []
    found = list(_with_header(lines) or (_free(number, line) for number, line in lines))
    if len(found) > MOST_LINES:
        raise TooLong
    return found


def _split(text: str) -> list[str]:
    """At line ends only: str.splitlines would also cut at signs that stand inside of names."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _cells(line: str, separator: str) -> list[str]:
    """A quote that is opened and never closed spoils its own line alone."""
    try:
        row = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        row = line.split(separator)
    return [" ".join(cell.split()) for cell in row]


def _column(cell: str) -> str:
    return _COLUMN.get(re.sub(r"[^a-z]", "", cell.casefold().replace("(s)", "s")), "")


def _with_header(lines: list[tuple[int, str]]) -> Iterator[Line] | None:
    """A table whose first line names its columns, in any order."""
    for separator in _SEPARATORS:
        columns = [_column(cell) for cell in _cells(lines[0][1], separator)]
        if "email" in columns and "@" not in lines[0][1]:
            return _rows(lines[1:], columns, separator)
    return None


def _rows(lines: list[tuple[int, str]], columns: list[str], separator: str) -> Iterator[Line]:
    for number, text in lines:
        cells: dict[str, str] = {}
        for column, cell in zip(columns, _cells(text, separator), strict=False):
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
    separator = next((sign for sign in _SEPARATORS if sign in behind), ";")
    rest = tuple(cell for cell in _cells(behind.strip(_SEPARATORS + " "), separator) if cell)
    name = " ".join(before.strip(_SEPARATORS + ' "').replace('"', " ").split())
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
