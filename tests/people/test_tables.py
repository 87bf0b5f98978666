"""Tables as spreadsheets and districts' own systems save them."""

import pytest

from waypost.people.tables import BadTable, Table, folded, read_table

NAMES = {"email": ("e-mail address", "mail"), "name": ("full name", "teacher"), "date": ()}
TEXT = "E-mail,Full Name,Room\nada@example.org,Ada Nuñez,12\n"


def read(source: bytes | str, **options: object) -> Table:
    body = source.encode() if isinstance(source, str) else source
    return read_table(body, names=NAMES, **options)  # type: ignore[arg-type]  # a test's own


@pytest.mark.parametrize(
    "source",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode("utf-16"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        ("sep=;\n" + TEXT.replace(",", ";")).encode(),
        ("\n,,\n" + TEXT).encode(),
        TEXT.replace("Ada Nuñez", '"Ada\xa0Nuñez "').encode(),
    ],
)
def test_whatever_a_spreadsheet_saves_is_read_alike(source: bytes) -> None:
    table = read(source)
    assert (table.columns, table.ignored) == (("email", "name"), ("Room",))
    (line,) = table.lines
    assert (line["email"], line["name"], line["date"]) == ("ada@example.org", "Ada Nuñez", "")


def test_lines_are_numbered_as_the_spreadsheet_shows_them() -> None:
    table = read("E-mail,Name\na@x.org,A\n\n,,\nb@x.org,B\n")
    assert [line.number for line in table.lines] == [2, 5]
    assert read("sep=,\nmail\na@x.org\n").lines[0].number == 3


def test_a_cell_may_hold_commas_quotes_and_line_ends() -> None:
    (line,) = read('name;mail\n"Boyd; ""Hank""\nJr.";h@x.org\n').lines
    assert line["name"] == 'Boyd; "Hank" Jr.'


def test_a_line_with_more_cells_than_the_header_says_so() -> None:
    one, two = read("mail,name\na@x.org,Ada,Nunez\nb@x.org,B,,\n").lines
    assert (one.problem, two.problem) == ("too_many_cells", "")


def test_a_cell_that_holds_a_book_is_cut_and_said() -> None:
    (line,) = read(f"mail,name\na@x.org,{'x' * 3000}\n").lines
    assert (line.problem, len(line["name"])) == ("long_cell", 2000)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n,,\n", "empty"),
        (b"PK\x03\x04rest of a workbook", "workbook"),
        (b"\xd0\xcf\x11\xe0old workbook", "workbook"),
        (b"%PDF-1.7", "workbook"),
        (b"mail,name\n\x00\x81\x00\x00", "not_text"),
        (b"mail,name\n", "no_lines"),
        (b"mail,name\n" + b"a,b\n" * 12, "too_many_lines"),
        (b"room,phone\na,b\n", "missing_columns"),
        (b"mail,E-Mail address\na,b\n", "same_column"),
        (b",".join(b"c%d" % n for n in range(80)) + b"\nx\n", "too_many_columns"),
        (b"mail\n" + b"x" * 5_000_000, "too_large"),
        (b'mail,name\n"' + b"x" * 200_000, "not_text"),
    ],
)
def test_what_is_no_table_says_why(source: bytes, reason: str) -> None:
    with pytest.raises(BadTable) as problem:
        read(source, needed=("email",), most_lines=10)
    assert problem.value.reason == reason


def test_what_people_write_is_compared_without_case_accents_and_spaces() -> None:
    assert folded("  María  ORTÍZ ") == folded("maria ortiz")
