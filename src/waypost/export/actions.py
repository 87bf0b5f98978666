"""Write all that a district has, in open formats, into a new folder."""

import datetime as dt
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.template.loader import render_to_string

from waypost.catalog.models import Version
from waypost.credentials.checking import district_did, district_key_set
from waypost.credentials.models import StatusList
from waypost.credentials.status_lists import body_of
from waypost.export import people, tables
from waypost.export.places import of_person
from waypost.openbadges import REVOCATION, SUSPENSION
from waypost.people.models import District, Person

Progress = Callable[[str], None]
TOGETHER = 200
STYLE = Path(__file__).with_name("export.css")


class NotEmpty(Exception):
    """The folder holds something, and an export writes over nothing."""


@dataclass(frozen=True)
class Exported:
    """How much it came to; `missing` files were named by rows and not to be found."""

    people: int
    rows: int
    missing: list[str]
    without_certificate: list[str]


def export(
    *,
    district: District,
    folder: Path,
    at: dt.datetime,
    say: Progress = lambda step: None,
    certificates: bool = True,
) -> Exported:
    """Readable by whoever runs this alone. Raises NotEmpty, OSError."""
    with _private():
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise NotEmpty(folder)
        say("tables")
        written = {table: tables.write(table, district, folder) for table in tables.tables()}
        say("what badges are checked with, and the catalog")
        _issuer(district, folder)
        _catalog(district, folder)
        missing = people.Missing()
        count = 0
        with (folder / "people.html").open("w", encoding="utf-8") as index:
            index.write(render_to_string("export/people_top.html", {"district": district}))
            for person in _everyone(district):
                people.write(person, folder, certificates=certificates, missing=missing)
                line = {"person": person, "page": f"{of_person(person)}/{people.PAGE}"}
                index.write(render_to_string("export/people_line.html", line))
                count += 1
                if count % TOGETHER == 0:
                    say(f"people: {count}")
            index.write(render_to_string("export/people_end.html"))
        (folder / STYLE.name).write_bytes(STYLE.read_bytes())
        told = {
            "district": district,
            "at": at,
            "people": count,
            "tables": list(written.items()),
            "certificates": certificates,
            "missing": missing.files,
            "without_certificate": missing.certificates,
        }
        for name in ("index.html", "README.txt"):
            page = render_to_string(f"export/{name}", told)
            (folder / name).write_text(page, encoding="utf-8")
    return Exported(count, sum(written.values()), missing.files, missing.certificates)


def _everyone(district: District) -> Iterator[Person]:
    people_of = Person.objects.with_roles().filter(district=district)
    return people_of.order_by("name", "pk").iterator(chunk_size=TOGETHER)


def _issuer(district: District, folder: Path) -> None:
    """With these a badge is checked without this server: ./waypost verify."""
    place = folder / "issuer"
    place.mkdir()
    _did, document = district_did(district)
    if document:
        _write_json(place / "did.json", document)
        _write_json(place / "jwks.json", district_key_set(district))
    for status in StatusList.objects.filter(district=district).iterator():
        kind = "practice-" if status.practice else ""
        for purpose, name in ((REVOCATION, "status"), (SUSPENSION, "suspension")):
            if body := body_of(status, purpose):
                (place / f"{kind}{name}-{status.number}.json").write_bytes(body)


def _catalog(district: District, folder: Path) -> None:
    """Each published version word for word, as its digest was made of it."""
    place = folder / "catalog"
    place.mkdir()
    published = Version.objects.filter(district=district).exclude(published_at=None)
    for version in published.select_related("achievement").iterator(chunk_size=50):
        name = f"{version.achievement.slug}-{version.number}.json"
        (place / name).write_text(version.canonical, encoding="utf-8")


def _write_json(place: Path, said: object) -> None:
    place.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")


@contextmanager
def _private() -> Iterator[None]:
    """Files for this user alone, whatever the shell is set to."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
