"""What a district shows the world, as files that any web server can host."""

import contextlib
import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from waypost.catalog.models import Row, Version
from waypost.credentials import art, card, files, older
from waypost.credentials.certificate import NoTypeface
from waypost.credentials.checking import signed_name, standing
from waypost.credentials.content import on_what_ground, signed_evidence
from waypost.credentials.models import Award, Endorsement
from waypost.export.actions import STYLE, NotEmpty
from waypost.integrations.files import status_files
from waypost.notices.servers import answered_at
from waypost.openbadges import Evidence, dump
from waypost.openbadges.contexts import PINS
from waypost.people.models import District

Progress = Callable[[str], None]
TOGETHER = 200
MACHINES = ("c/", ".well-known/", "ob2/", "status/", "vc-api/")


class NotConfirmed(Exception):
    """Before its address is confirmed a district has signed nothing that could outlive it."""


@dataclass
class Site:
    """The folder, and the kind of every file whose name does not tell it."""

    folder: Path
    kinds: dict[str, str] = field(default_factory=dict)

    def put(self, file: files.File) -> None:
        path = file.path
        if (self.folder / path).is_dir():
            # Where others lie below its address, servers answer it with the folder's index.
            path += "/index.html"
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.body)
        self.kinds[path] = file.kind

    def page(self, path: str, template: str, said: dict[str, Any]) -> None:
        root = "../" * path.count("/")
        text = render_to_string(f"export/public/{template}", {**said, "root": root})
        self.put(files.File(path, text.encode(), "text/html"))


@dataclass(frozen=True)
class Shown:
    public: int
    private: int
    files: int


def export_public(
    *,
    district: District,
    folder: Path,
    at: dt.datetime,
    say: Progress = lambda step: None,
) -> Shown:
    """Write the site. Raises NotConfirmed, NotEmpty, OSError."""
    if district.practice:
        raise NotConfirmed
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise NotEmpty(folder)
    site = Site(folder)
    told = {"district": district, "at": at}
    say("what can be earned")
    known = older.versions(district).select_related("district", "achievement")
    for version in known.order_by("number"):
        # A badge names its own version's page; the newest is the achievement's, too.
        base = f"catalog/{version.achievement.slug}"
        for page in (f"{base}/index.html", f"{base}/v{version.number}/index.html"):
            site.page(page, "achievement.html", {**told, "version": version})
        for file in files.older_of_version(version):
            site.put(file)
    issuer = dump(older.issuer_profile(district, email=answered_at(district)))
    site.put(files.File("ob2/issuer.json", issuer, files.JSON))
    public = private = 0
    for award in _awards(district):
        if award.is_open_to_all:
            _whole(site, award, told)
            public += 1
        else:
            # As on the server: that it was issued here and whether it stands, never whose it is.
            said = {**told, "award": award, "standing": standing(award), "named": False}
            site.page(f"c/{award.public_id}/index.html", "badge.html", said)
            private += 1
        if (public + private) % TOGETHER == 0:
            say(f"badges: {public + private}")
    # Last: what was signed just now may have made a key.
    say("keys, status lists and vocabularies")
    for file in (*files.of_issuer(district), *status_files(district), *files.vocabularies()):
        site.put(file)
    site.put(files.File("site.css", STYLE.read_bytes(), "text/css"))
    _around(site, told)
    return Shown(public, private, len(site.kinds))


def _awards(district: District) -> Iterator[Award]:
    found = Award.objects.filter(district=district, practice=False).with_face()
    return found.order_by("awarded_at", "pk").iterator(chunk_size=TOGETHER)


def _whole(site: Site, award: Award, told: dict[str, Any]) -> None:
    made = [*files.of_award(award, at=told["at"]), *files.older_of_award(award)]
    for file in made:
        site.put(file)
    base = f"c/{award.public_id}"
    with contextlib.suppress(NoTypeface):
        site.put(files.File(f"{base}/card.png", card.png(award), "image/png"))
    small = art.png(award.version, width=160, practice=award.practice)
    site.put(files.File(f"{base}/small.png", small, "image/png"))
    site.put(files.File(f"{base}/history.json", dump(files.told_of(award)), files.JSON))
    name = signed_name(award)
    said = {
        **told,
        "award": award,
        "name": name,
        "line": card.line(award, name=name, title=award.version.title),
        "standing": standing(award),
        "named": True,
        "files": [file.path for file in made],
        "page_url": f"{award.district.address}/{base}",
        # Of what a list awarded, nobody looked at any row.
        "how": on_what_ground(award.award_list) if award.award_list else "",
        "rows": [] if award.award_list else _rows(award.version),
        "evidence": _evidence(award),
        "endorsements": Endorsement.objects.shown(award.version, told["at"]).defer("body"),
    }
    site.page(f"{base}/index.html", "badge.html", said)
    site.page(f"{base}/frame/index.html", "frame.html", said)


def _evidence(award: Award) -> list[tuple[str, Evidence]]:
    """In signed words, with its place on the page; none while the award does not count."""
    if not award.counts:
        return []
    found = signed_evidence(award.documents.current())
    return [(each.id.partition("#")[2], each) for each in found]


def _rows(version: Version) -> list[Row]:
    return [row for each in version.requirements.all() for row in each.rows.all()]


def _around(site: Site, told: dict[str, Any]) -> None:
    """The first page, how to serve it, and what it is."""
    for name in ("index.html", "404.html"):
        site.page(name, name, told)
    bare = {path: kind for path, kind in site.kinds.items() if _needs_telling(path)}
    said = {
        **told,
        "bare": sorted(bare.items()),
        "pins": [{"url": pin.url, "file": f"contexts/{pin.file}"} for pin in PINS],
    }
    for name in ("README.txt", "_headers", "Caddyfile", "nginx.conf", "apache.conf"):
        text = render_to_string(f"export/public/{name}", said)
        site.put(files.File(name, text.encode(), "text/plain"))
    listing = json.dumps(site.kinds, indent=1, sort_keys=True)
    site.put(files.File("files.json", listing.encode(), "application/json"))


def _needs_telling(path: str) -> bool:
    """A server guesses the rest from the ending."""
    return "." not in path.rpartition("/")[2] or path.startswith(MACHINES)
