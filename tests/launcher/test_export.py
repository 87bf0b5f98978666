"""`./waypost export`: all that one district has, readable without Waypost, and nothing else."""

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, Cast
from tests.credentials import made
from tests.review import work
from waypost.config.keeping import export as command
from waypost.credentials import actions as credentials
from waypost.credentials.models import Award, Document
from waypost.evidence.models import Artifact
from waypost.export import tables
from waypost.export.actions import NotEmpty, export
from waypost.journal.actions import deliver_all
from waypost.notices.models import Letter
from waypost.openbadges import Outcome, verify
from waypost.people.models import District, Person


def award(where: Cast, who: Person, by: Person) -> Award:
    work.decided(
        work.handed_in(where, who, "forms-quiz"),
        by,
        "demonstrated",
        "demonstrated",
        verdict="award",
    )
    return Award.objects.get(person=who)


@pytest.fixture
def at_work(pecan_flats: Cast, caliche: Cast) -> Cast:
    """Badges in both districts, one withdrawn; a photo hidden; a draft; letters."""
    award(pecan_flats, pecan_flats.ortiz, pecan_flats.dana)
    taken = award(pecan_flats, pecan_flats.reyes, pecan_flats.dana)
    credentials.withdraw(award=taken, reason="error", note="Twice.", by=pecan_flats.lead, at=NOW)
    award(caliche, caliche.teacher, caliche.reviewer)
    work.begun(pecan_flats, pecan_flats.wells, "check-and-change")
    deliver_all(at=work.LATER)
    return pecan_flats


def exported(district: District, folder: Path) -> Path:
    export(district=district, folder=folder, at=NOW, certificates=False)
    return folder


def test_a_certificate_that_the_state_finds_incomplete_is_named_and_the_rest_is_there(
    pecan_flats: Cast, caliche: Cast, tmp_path: Path
) -> None:
    made.award(made.confirmed(pecan_flats), "check-and-change", to=pecan_flats.ortiz)
    told = export(district=pecan_flats.district, folder=tmp_path / "out", at=NOW)
    assert len(told.without_certificate) == 1
    assert "is not known yet" in (tmp_path / "out" / "README.txt").read_text()


def words_of(folder: Path) -> str:
    text = {".html", ".txt", ".json", ".jsonl"}
    return "".join(path.read_text() for path in folder.rglob("*") if path.suffix in text)


def test_every_row_badge_file_and_letter_of_a_district_is_in_it(
    at_work: Cast, tmp_path: Path
) -> None:
    folder = exported(at_work.district, tmp_path / "out")
    for table in tables.tables():
        lines = (folder / table.file).read_text().splitlines()
        whose = {"pk": at_work.district.pk}
        if table.model is not District:
            whose = {"district": at_work.district.pk}
        ids = set(table.model._base_manager.filter(**whose).values_list("pk", flat=True))
        assert {str(json.loads(line)["id"]) for line in lines} == set(map(str, ids)), table.label
    for document in Document.objects.filter(district=at_work.district):
        (written,) = (folder / "people").rglob(f"badges/*-{document.award_id.hex[:8]}.json")
        assert written.read_bytes() == bytes(document.body)
        baked = written.with_suffix(".png").read_bytes()
        outcomes = {verify(each, now=work.LATER).outcome for each in (baked, written.read_bytes())}
        assert outcomes <= {Outcome.PRACTICE}
    for line in (folder / "tables" / "evidence.Artifact.jsonl").read_text().splitlines():
        row = json.loads(line)
        kept = Artifact.objects.get(pk=row["id"])
        assert (folder / row["file"]).read_bytes() == kept.file.read()
    letters = Letter.objects.filter(district=at_work.district).count()
    assert len(list(folder.rglob("letters/*.txt"))) == letters > 0
    assert (folder / "issuer" / "practice-status-1.json").exists()
    assert len(list((folder / "catalog").iterdir())) == 3


def test_nothing_of_another_district_and_no_secret_is_in_it(
    at_work: Cast, caliche: Cast, tmp_path: Path
) -> None:
    folder = exported(at_work.district, tmp_path / "out")
    said = words_of(folder)
    others = [person.name for person in caliche.people.values()] + [str(caliche.district.pk)]
    others += [str(each.pk) for each in Award.objects.filter(district=caliche.district)]
    others += [str(each.pk) for each in Artifact.objects.filter(district=caliche.district)]
    assert not [word for word in others if word in said]
    keys = [each.share_key for each in Award.objects.all()]
    accounts = [person.account.password for person in at_work.people.values() if person.account]
    assert not [word for word in (*keys, *accounts) if word in said]
    assert "left out, because whoever holds it can open something: share_key" in said
    for path in (folder, *folder.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_no_table_of_any_room_is_forgotten_and_no_column_is_called_a_secret() -> None:
    """A new table is in it by itself; one that holds secrets has to say so by its name."""
    labels = {table.label for table in tables.tables()}
    owned = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("waypost.")
        and any(field.name == "district" for field in model._meta.concrete_fields)
    }
    assert owned - labels == {"evidence.Upload"}
    written = {f"{t.label}.{field.name}" for t in tables.tables() for field in t.columns()}
    assert not [name for name in written if re.search("password|secret|token|share_key", name)]


def test_what_was_hidden_stays_hidden(at_work: Cast, tmp_path: Path) -> None:
    hidden = Artifact.objects.filter(district=at_work.district)[0]
    Artifact.objects.filter(pk=hidden.pk).update(hidden_at=NOW)
    folder = exported(at_work.district, tmp_path / "out")
    assert not list(folder.rglob(f"*{hidden.pk.hex[:8]}*.jpg"))
    assert "hidden because something private could be seen in it" in words_of(folder)


def test_a_file_that_is_gone_is_named_and_the_rest_is_there(at_work: Cast, tmp_path: Path) -> None:
    gone = Artifact.objects.filter(district=at_work.district)[0]
    gone.file.storage.delete(gone.file.name)
    with pytest.raises(CommandError, match="1 files that rows name were not to be found"):
        call_command(
            "export_district",
            at_work.district.host,
            tmp_path / "out",
            without_certificates=True,
            stdout=io.StringIO(),
        )
    assert gone.pk.hex[:8] in (tmp_path / "out" / "README.txt").read_text()


class Links(HTMLParser):
    """Where a page leads, and whether every link has words."""

    def __init__(self) -> None:
        super().__init__()
        self.to: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        said = dict(attrs)
        self.to += [str(said[name]) for name in ("href", "src") if name in said]


def test_its_pages_lead_everywhere_without_a_server(at_work: Cast, tmp_path: Path) -> None:
    folder = exported(at_work.district, tmp_path / "out")
    reached, waiting = set(), [folder / "index.html"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        links = Links()
        links.feed(page.read_text())
        if "letters" not in page.parts:
            assert links.tags.count("h1") == links.tags.count("main") == 1, page
        for link in links.to:
            if link.startswith(("http", "mailto:", "data:", "cid:")):
                continue
            target = (page.parent / link).resolve()
            assert target.exists(), (page, link)
            if target.suffix == ".html" and target not in reached and "letters" not in target.parts:
                waiting.append(target)
    assert len(reached) == 2 + len(at_work.people), "the index, the list, and each person"


def test_a_folder_that_holds_something_is_left_alone(at_work: Cast, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear board")
    with pytest.raises(NotEmpty):
        exported(at_work.district, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_certificate_is_made_for_each_badge_unless_it_was_left_out(
    pecan_flats: Cast, tmp_path: Path
) -> None:
    award(pecan_flats, pecan_flats.ortiz, pecan_flats.dana)
    export(district=pecan_flats.district, folder=tmp_path / "out", at=NOW)
    (made,) = tmp_path.rglob("*.pdf")
    assert made.read_bytes().startswith(b"%PDF")


def test_the_tables_cost_the_same_number_of_queries_for_more_rows(
    pecan_flats: Cast, tmp_path: Path
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            for table in tables.tables():
                list(table.rows(pecan_flats.district))
        return len(asked)

    work.begun(pecan_flats, pecan_flats.wells, "check-and-change")
    few = queries()
    work.begun(pecan_flats, pecan_flats.reyes, "check-and-change")
    work.begun(pecan_flats, pecan_flats.ortiz, "check-and-change")
    assert queries() == few


def test_with_two_districts_one_has_to_be_named(
    at_work: Cast,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(command, "open_data", lambda data: None)
    assert command.main([str(tmp_path / "out")]) == 1
    assert "Add --district and one of: caliche.localhost, pecanflats" in capsys.readouterr().err
    assert command.main([str(tmp_path / "out"), "--district", "nowhere.localhost"]) == 1
    assert "No district answers at nowhere.localhost." in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
