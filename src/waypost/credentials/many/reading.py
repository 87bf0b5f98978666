"""Whom a list names and when they earned it: bytes in, lines out. Pure."""

import re

from waypost.people.tables import BadTable, Line, Table, decoded, read_table, split_lines

MOST_LINES = 20_000
NAMES: dict[str, tuple[str, ...]] = {
    "email": ("e-mail", "e-mail address", "mail", "school e-mail", "work e-mail", "username"),
    "name": ("full name", "teacher", "teacher name", "person", "earner", "recipient", "staff"),
    "date": ("date earned", "earned", "earned on", "issued", "issued on", "attended", "awarded"),
    "note": ("notes", "comment", "comments", "remark"),
}
_ADDRESS = re.compile(r"[^\s<>,;\t]+@[^\s<>,;\t]+")
# Of lines without a first line of names: the address, then perhaps when, then perhaps words.
_UNNAMED = ("E-mail", "Date", "Note")


def read_list(source: bytes) -> Table:
    """A table with a first line of names, or addresses one a line. Raises BadTable."""
    text = decoded(source)
    first = next((line for line in split_lines(text) if line.strip()), "")
    if "@" not in first:
        table = read_table(source, names=NAMES, most_lines=MOST_LINES)
        if not {"email", "name"} & set(table.columns):
            raise BadTable("missing_columns", missing=["email"], found=list(table.ignored))
        return table
    separator = next((mark for mark in "\t;," if mark in first), ",")
    head = separator.join(_UNNAMED)
    table = read_table(f"{head}\n{text}".encode(), names=NAMES, most_lines=MOST_LINES)
    # The line of names was put there; numbers are those of what was brought.
    lines = tuple(Line(line.number - 1, line.cells, line.problem) for line in table.lines)
    return Table(table.columns, table.ignored, lines)


def address_in(cell: str) -> str:
    """The address in "María Ortiz <ortiz@example.org>" or by itself; else the cell."""
    found = _ADDRESS.search(cell)
    return found[0] if found else cell.strip()


def said_in(line: Line) -> dict[str, str]:
    """What stood there, as it is kept until the report is old."""
    return {
        "email": address_in(line["email"])[:254],
        "name": line["name"][:200],
        "date": line["date"][:60],
        "note": line["note"][:500],
    }
