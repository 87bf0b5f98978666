"""Bringing people in: a list is judged line by line, and what is saved is what was shown."""

import time
from io import StringIO
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, Cast
from waypost.journal.models import Entry
from waypost.people import actions as people
from waypost.people import staffing
from waypost.people.bringing import ChangedMeanwhile, HasMistakes, Trial, bring_in, try_out
from waypost.people.incoming import TooLong, read
from waypost.people.models import Account, Campus, Person, Placement, Role
from waypost.people.policies import NotAllowed
from waypost.people.tables import decoded

TEACHER = [Role.TEACHER]


def tried(
    where: Cast, text: str, roles: list[Role] = TEACHER, campus: Campus | None = None
) -> Trial:
    return try_out(
        district=where.district, text=text, roles=roles, by=where.lead, at=NOW, campus=campus
    )


def saved(where: Cast, text: str, *, leave_out: bool = False) -> Trial:
    seen = tried(where, text).seen
    return bring_in(
        district=where.district,
        text=text,
        roles=TEACHER,
        seen=seen,
        by=where.lead,
        at=NOW,
        leave_out_mistakes=leave_out,
    )


def said(trial: Trial) -> list[str]:
    return [" ".join(finding.mistakes) for finding in trial.findings]


@pytest.mark.parametrize(
    ("line", "name", "address"),
    [
        ("ana@x.org", "", "ana@x.org"),
        ("Ana Sosa <ana@x.org>", "Ana Sosa", "ana@x.org"),
        ("Ana Sosa <mailto:ana@x.org>,", "Ana Sosa", "ana@x.org"),
        ("Sosa, Ana; ana@x.org", "Ana Sosa", "ana@x.org"),
        ("“Ana”, ana@x.org", "“Ana”", "ana@x.org"),
        ('"Sosa, Ana" <ana@x.org>;', "Ana Sosa", "ana@x.org"),
        ("Ana Sosa\tana@x.org", "Ana Sosa", "ana@x.org"),
        ("Ana Sosa, PhD, ana@x.org", "Ana Sosa PhD", "ana@x.org"),
        ("ana@x.org.", "", "ana@x.org"),
    ],
)
def test_a_line_is_read_as_people_write_it(line: str, name: str, address: str) -> None:
    (found,) = read(line)
    assert (found.name, found.address) == (name, address)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_is_read_whatever_separates_it_and_in_any_order(separator: str, end: str) -> None:
    rows = [
        ["School", "E-Mail Address", "Last Name", "First name", "Role(s)", "Phone"],
        ["Bluestem Elementary", "ana@x.org", "Peña", '"Ana ""Annie"""', "Teacher", "12"],
        [""] * 6,
        ["", " ben@x.org ", "Bell", "Ben"],
    ]
    ana, ben = read(end.join(separator.join(row) for row in rows) + end)
    assert (ana.number, ana.name, ana.campus) == (2, 'Ana "Annie" Peña', "Bluestem Elementary")
    assert (ana.address, ana.roles) == ("ana@x.org", "Teacher")
    assert (ben.number, ben.name, ben.address, ben.roles) == (4, "Ben Bell", "ben@x.org", "")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_a_file_is_read_in_every_encoding_that_offices_save(encoding: str) -> None:
    text = "Name;E-mail\nInês Peña;ines@x.org\n"
    (found,) = read(decoded(text.encode(encoding)))
    assert found.name == "Inês Peña"


def test_a_quote_that_never_closes_spoils_its_own_line_alone() -> None:
    first, second = read('Name,Email\n"Ana, ana@x.org\nBen,ben@x.org')
    assert first.address == ""
    assert second.address == "ben@x.org"


def test_each_mistake_says_its_line_and_what_to_do(pecan_flats: Cast) -> None:
    trial = tried(
        pecan_flats,
        "Name,Email,Campus,Role\n"
        "Ana,,,\n"
        "Ana,ana at x.org,,\n"
        "Ana,a\u200bna@x.org,,\n"
        "Ana,ana@x.org,Bluestem Elementry,\n"
        "Ben,ben@x.org,Nowhere,\n"
        "Cai,cai@x.org,,Wizard\n"
        "Ben,BEN@x.org,,\n"
        "Otis,ñ@x.org,,\n"
        "\ufffd,eva@x.org,,\n",
    )
    lines = [finding.line.number for finding in trial.mistakes]
    assert lines == [2, 3, 4, 5, 6, 7, 8, 9, 10]
    told = said(trial)
    assert "no e-mail address" in told[0]
    assert "“ana at x.org” is not an e-mail address" in told[1]
    assert "hidden character" in told[2]
    assert "Did you mean “Bluestem Elementary”?" in told[3]
    assert "no campus “Nowhere”" in told[4]
    assert "no role “Wizard”" in told[5]
    assert "same address as in line 6" in told[6]
    assert "not an e-mail address" in told[7]
    assert "could not be read" in told[8]


def test_a_mis_cased_address_is_the_one_that_is_here_and_a_missing_name_is_guessed(
    pecan_flats: Cast,
) -> None:
    trial = tried(pecan_flats, "ORTIZ@PecanFlats.example\nana.maria_sosa2@x.org")
    ortiz, ana = trial.findings
    assert (ortiz.verdict, ortiz.person) == ("same", pecan_flats.ortiz.pk)
    assert "Here already as ortiz@pecanflats.example." in ortiz.notes
    assert (ana.verdict, ana.name, ana.called) == ("new", "Ana Maria Sosa", "Ana")
    assert "guessed" in ana.notes[0]


def test_somebody_here_gets_what_is_new_and_nothing_twice(pecan_flats: Cast) -> None:
    other = people.add_campus(
        district=pecan_flats.district, name="Mockingbird", by=pecan_flats.system
    )
    text = (
        "Email,Campus,Roles\northiz@x.org,,\nortiz@pecanflats.example,mockingbird,Reviewer; teacher"
    )
    trial = saved(pecan_flats, text)
    (ortiz,) = trial.adds
    assert ortiz.added_labels == "Reviewer (Mockingbird), Teacher (Mockingbird)"
    assert Placement.objects.filter(person=pecan_flats.ortiz, campus=other).count() == 2
    again = tried(pecan_flats, text)
    assert {finding.verdict for finding in again.findings} == {"same"}


def test_what_was_shown_is_saved_with_account_address_role_and_one_fact(
    pecan_flats: Cast, caliche: Cast
) -> None:
    before = Entry.objects.count()
    saved(pecan_flats, "Ana Sosa <ANA@x.org>; Bluestem Elementary; Teacher and Reviewer\nben@x.org")
    ana = Person.objects.with_roles().get(district=pecan_flats.district, email="ana@x.org")
    assert ana.account
    assert not ana.account.has_usable_password()
    assert EmailAddress.objects.get(email="ana@x.org").verified
    assert ana.roles == {"teacher", "reviewer"}
    assert ana.campus == pecan_flats.campus
    (fact,) = Entry.objects.order_by("pk")[before:]
    assert fact.kind == "people.PeopleBroughtIn"
    assert str(ana.pk) in fact.facts["added"]
    assert "Sosa" not in str(fact.facts)
    assert "x.org" not in str(fact.facts)
    assert not Person.objects.filter(district=caliche.district, email="ana@x.org").exists()


def test_an_account_of_another_district_is_one_account_here_too(
    pecan_flats: Cast, caliche: Cast
) -> None:
    saved(pecan_flats, caliche.teacher.email)
    here = Person.objects.get(district=pecan_flats.district, email=caliche.teacher.email)
    assert here.account_id == caliche.teacher.account_id
    assert Account.objects.filter(email=caliche.teacher.email).count() == 1


def test_nothing_is_saved_when_something_changed_since_it_was_shown(pecan_flats: Cast) -> None:
    text = "ana@x.org\nben@x.org"
    seen = tried(pecan_flats, text).seen
    people.add_person(
        district=pecan_flats.district,
        name="Ben",
        called="Ben",
        email="ben@x.org",
        by=pecan_flats.system,
    )
    with pytest.raises(ChangedMeanwhile) as changed:
        bring_in(
            district=pecan_flats.district,
            text=text,
            roles=TEACHER,
            seen=seen,
            by=pecan_flats.lead,
            at=NOW,
        )
    assert [finding.verdict for finding in changed.value.trial.findings] == ["new", "adds"]
    assert not Person.objects.filter(email="ana@x.org").exists()


def test_lines_with_mistakes_are_left_out_only_when_somebody_says_so(pecan_flats: Cast) -> None:
    text = "ana@x.org\nnonsense"
    with pytest.raises(HasMistakes):
        saved(pecan_flats, text)
    assert not Person.objects.filter(email="ana@x.org").exists()
    saved(pecan_flats, text, leave_out=True)
    assert Person.objects.filter(email="ana@x.org").count() == 1


def test_who_left_is_not_brought_back_by_a_list(pecan_flats: Cast) -> None:
    staffing.leave(person=pecan_flats.ortiz, by=pecan_flats.lead, at=NOW)
    (found,) = tried(pecan_flats, pecan_flats.ortiz.email).mistakes
    assert "Bring them back on their own page" in found.mistakes[0]


@pytest.mark.parametrize("who", ["ortiz", "principal", "hr"])
def test_only_a_program_lead_of_this_district_brings_people_in(
    pecan_flats: Cast, caliche: Cast, who: str
) -> None:
    for by in (getattr(pecan_flats, who), caliche.lead):
        with pytest.raises(NotAllowed):
            try_out(district=pecan_flats.district, text="a@x.org", roles=TEACHER, by=by, at=NOW)


def test_three_thousand_lines_are_saved_in_bounded_time_and_queries(pecan_flats: Cast) -> None:
    """As many statements as batches need, and no more lines than that."""
    few = "\n".join(f"Teacher {n} <t{n}@few.org>" for n in range(30))
    many = "\n".join(f"Teacher {n} <t{n}@many.org>; Bluestem Elem" for n in range(2900))
    many = "\n".join(
        [*(f"Teacher {n} <t{n}@many.org>" for n in range(2900)), *many.splitlines()[:100]]
    )
    with CaptureQueriesContext(
        connection,
    ) as some:
        saved(pecan_flats, few)
    begun = time.monotonic()
    with CaptureQueriesContext(connection) as lots:
        trial = saved(pecan_flats, many, leave_out=True)
    took = time.monotonic() - begun
    assert len(trial.saved) == 2900
    assert len(trial.mistakes) == 100
    # SQLite takes a hundred rows at a time.
    assert len(lots) - len(some) <= 2900 // 20
    assert took < 60
    with pytest.raises(TooLong):
        read("\n".join(f"t{n}@x.org" for n in range(3001)))


@pytest.fixture
def lead(pecan_flats: Cast) -> Client:
    client = Client(headers={"host": pecan_flats.district.host})
    assert pecan_flats.lead.account
    client.force_login(pecan_flats.lead.account)
    return client


def test_the_page_shows_before_it_saves_and_keeps_the_text(lead: Client, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes("Name;E-mail\nInês;ines@x.org\nBad;bad\n".encode("cp1252"))
    with file.open("rb") as opened:
        page = lead.post("/people/add", {"file": opened, "roles": ["teacher"]}).content.decode()
    assert "Inês;ines@x.org" in page
    assert "“bad” is not an e-mail address" in page
    assert not Person.objects.filter(email="ines@x.org").exists()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    text = decoded(file.read_bytes())
    sent = {"text": text, "roles": ["teacher"], "seen": seen, "then": "save"}
    held = lead.post("/people/add", sent).content.decode()
    assert "say that they are left out" in held
    assert lead.post("/people/add", sent | {"leave_out": "yes"}).status_code == 302
    assert Person.objects.filter(email="ines@x.org").exists()
    empty = lead.post("/people/add", {"text": " ", "roles": ["teacher"]}).content.decode()
    assert "Nothing arrived" in empty


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04 a workbook", "This is a workbook or a PDF, not a CSV file."),
        (b"ana@x.org\n\x00\x00\x00", "This file can’t be read as a table."),
        (b" \n", "This file is empty, so nothing arrived."),
    ],
)
def test_a_file_that_is_no_list_says_why_and_what_was_typed_stays(
    lead: Client, pecan_flats: Cast, tmp_path: Path, content: bytes, told: str
) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(content)
    with file.open("rb") as opened:
        sent = {"file": opened, "text": "typed@x.org", "roles": ["teacher"]}
        page = lead.post("/people/add", sent).content.decode()
    assert told in page
    assert "typed@x.org" in page
    with pytest.raises(CommandError, match=told[:20]):
        call_command("import_people", pecan_flats.district.host, str(file))


@pytest.mark.parametrize("typed", ["typed@x.org", ""])
@pytest.mark.parametrize(
    ("content", "told"),
    [(b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"), (b"", "nothing arrived")],
)
def test_a_file_that_was_not_taken_in_is_said_beside_what_was_typed(
    lead: Client, content: bytes, told: str, typed: str
) -> None:
    file = SimpleUploadedFile("list.csv", content)
    sent = {"file": file, "text": typed, "roles": ["teacher"]}
    page = lead.post("/people/add", sent).content.decode()
    assert told in page
    assert typed in page
    assert "Paste addresses" not in page, "an empty box is not what is wrong"


def test_a_file_beside_text_is_one_too_many_and_the_text_stays(lead: Client) -> None:
    file = SimpleUploadedFile("list.csv", b"Email\nfile@x.org\n")
    sent = {"file": file, "text": "typed@x.org", "roles": ["teacher"]}
    page = lead.post("/people/add", sent).content.decode()
    assert "There is text in the box, too" in page
    assert "typed@x.org" in page
    assert "file@x.org" not in page
    assert not Person.objects.filter(email__in=["typed@x.org", "file@x.org"]).exists()


def test_a_letter_that_cannot_be_read_spoils_its_own_line_alone() -> None:
    """As bytes that are in no encoding: a whole file of people is not refused for one of them."""
    first, second = read(decoded(b"Name,Email\nAn\x81 \xe9,a@x.org\nBen,b@x.org\n", patient=True))
    assert "\ufffd" in first.name
    assert second.name == "Ben"


def test_the_command_shows_first_and_saves_when_asked(pecan_flats: Cast, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("ana@x.org\n")
    out = StringIO()
    call_command("import_people", pecan_flats.district.host, str(file), stdout=out)
    assert "would be saved" in out.getvalue()
    assert not Person.objects.filter(email="ana@x.org").exists()
    call_command("import_people", pecan_flats.district.host, str(file), "--really", stdout=out)
    assert Person.objects.filter(email="ana@x.org").exists()
    file.write_text("nonsense\n")
    with pytest.raises(CommandError, match="Nothing is saved"):
        call_command("import_people", pecan_flats.district.host, str(file), "--really", stdout=out)
