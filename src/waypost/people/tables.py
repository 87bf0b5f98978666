"""Tables as people save them from a spreadsheet: bytes in, named columns and lines out.

Pure: no database and no clock. `read_table` takes a whole file; text that people paste is taken
line by line (`split_lines`, `cells_of`, `columns_of`), by the same rules. Whatever Excel, Numbers,
Google Sheets or a district's own system writes is read (UTF-8, UTF-16 or Windows-1252; commas,
semicolons or tabs); what cannot be read is a `BadTable` with a stable word for its reason.
"""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from waypost.people.characters import printable

MOST_BYTES = 4 * 1024 * 1024
MOST_LINES = 5000
MOST_COLUMNS = 60
LONGEST_CELL = 2000
SEPARATORS = ",;\t"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PDF = b"%PDF"


class BadTable(Exception):
    """The file as a whole cannot be read; `reason` is a stable word, `facts` go into a sentence.

    Reasons: empty, too_large, workbook, not_text, no_lines, too_many_lines, too_many_columns,
    missing_columns (facts: missing, found), same_column (facts: name).
    """

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


@dataclass(frozen=True)
class Line:
    """One line under the header: its number in the file, as a spreadsheet shows it, and its cells.

    `problem` is empty, or `too_many_cells`, or `long_cell`: then the cells are not to be trusted.
    """

    number: int
    cells: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Table:
    """`columns` are those of the wanted ones that are there; `ignored` the headers of others."""

    columns: tuple[str, ...]
    ignored: tuple[str, ...]
    lines: tuple[Line, ...]


def read_table(
    source: bytes,
    *,
    names: Mapping[str, Collection[str]],
    needed: Collection[str] = (),
    most_lines: int = MOST_LINES,
) -> Table:
    """Read what was saved; `names` says by which headers each column may go. Raises BadTable.

    Headers are told apart without case, accents, spaces or punctuation: "E-mail", "email" and
    "E Mail" are one. `needed` columns must be there. Empty lines are left out, and counted.
    """
    rows = _rows(decoded(source))
    number, header = next(((n, cells) for n, cells in rows if any(cells)), (0, []))
    if not header:
        raise BadTable("empty")
    if len(header) > MOST_COLUMNS:
        raise BadTable("too_many_columns")
    places, ignored = _places(header, names)
    if missing := [column for column in needed if column not in places]:
        raise BadTable("missing_columns", missing=missing, found=[h for h in header if h])
    below = [(n, cells) for n, cells in rows if n > number and any(cells)]
    if not below:
        raise BadTable("no_lines")
    if len(below) > most_lines:
        raise BadTable("too_many_lines", most=most_lines, found=len(below))
    lines = tuple(_line(n, cells, places, len(header)) for n, cells in below)
    return Table(columns=tuple(places), ignored=tuple(ignored), lines=lines)


def folded(text: str) -> str:
    """For comparing what people write: without case, accents, and runs of space."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def decoded(source: bytes, *, patient: bool = False) -> str:
    """The text of the bytes, by its mark or by what it can be; `patient` puts U+FFFD in the place
    of a letter that cannot be read, for whoever looks at each line. Raises BadTable."""
    if not source.strip(b"\x00 \t\r\n"):
        raise BadTable("empty")
    if len(source) > MOST_BYTES:
        raise BadTable("too_large")
    if source.startswith((*_WORKBOOKS, _PDF)):
        raise BadTable("workbook")
    encodings = _encodings(source)
    for encoding in encodings:
        last = patient and encoding == encodings[-1]
        try:
            text = source.decode(encoding, errors="replace" if last else "strict")
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.removeprefix("\ufeff")
    raise BadTable("not_text")


def _encodings(source: bytes) -> tuple[str, ...]:
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    # Without a mark, every other byte of plain letters is nothing.
    if source[1:64:2].count(0) > 16 or source[1:2] == b"\x00":
        return ("utf-16-le",)
    if source[0:64:2].count(0) > 16 or source[0:1] == b"\x00":
        return ("utf-16-be",)
    return ("utf-8-sig", "cp1252")


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Every row with the number of the spreadsheet's row, its cells trimmed."""
    # Excel writes "sep=;" first, where it was told which mark to use.
    told = re.match(r"\s*sep=(.)\r?\n", text)
    separator = told[1] if told else _separator(text)
    body = text[told.end() :] if told else text
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator)
    rows: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            rows.append((len(rows) + (2 if told else 1), [_cell(cell) for cell in cells]))
    except csv.Error as error:  # a quote that never ends makes one cell of the whole file
        raise BadTable("not_text") from error
    return rows


def split_lines(text: str) -> list[str]:
    """At line ends only: str.splitlines would also cut at signs that stand inside of names."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def cells_of(line: str, separator: str) -> list[str]:
    """Of one line by itself: a quote that is opened and never closed spoils no other line."""
    try:
        row = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        row = line.split(separator)
    return [" ".join(cell.split()) for cell in row]


def columns_of(header: list[str], names: Mapping[str, Collection[str]]) -> list[str]:
    """Which column each title of the first line is, by any of its names; empty for another's."""
    known = {_plain(name): column for column, each in names.items() for name in (column, *each)}
    return [known.get(_plain(title), "") for title in header]


def _separator(text: str) -> str:
    """The mark that stands most often in the first line that has any, outside of quotes."""
    for line in re.sub(r'"[^"]*"', "", text[:20_000]).splitlines():
        counts = Counter(c for c in line if c in SEPARATORS)
        if counts:
            return counts.most_common(1)[0][0]
    return ","


def _cell(text: str) -> str:
    return " ".join(printable(text).replace("\xa0", " ").replace("\ufeff", "").split())


def _places(
    header: list[str], names: Mapping[str, Collection[str]]
) -> tuple[dict[str, int], list[str]]:
    places: dict[str, int] = {}
    ignored = []
    for place, (title, column) in enumerate(zip(header, columns_of(header, names), strict=True)):
        if not column:
            ignored += [title] if title else []
        elif column in places:
            raise BadTable("same_column", name=title)
        else:
            places[column] = place
    return places, ignored


def _plain(title: str) -> str:
    return "".join(c for c in folded(title) if c.isalnum())


def _line(number: int, cells: list[str], places: Mapping[str, int], width: int) -> Line:
    found = {column: cells[place] for column, place in places.items() if place < len(cells)}
    problem = ""
    if any(cells[width:]):
        problem = "too_many_cells"
    elif any(len(cell) > LONGEST_CELL for cell in found.values()):
        problem = "long_cell"
        found = {column: cell[:LONGEST_CELL] for column, cell in found.items()}
    return Line(number, found, problem)
