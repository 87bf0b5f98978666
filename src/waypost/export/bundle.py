"""What one person takes along: every badge in every form, readable without a network."""

import contextlib
import datetime as dt
import re
import zipfile
from dataclasses import dataclass, field
from typing import IO

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import slugify

from waypost.catalog.models import Kind
from waypost.credentials import certificate, files, records
from waypost.credentials.checking import signed_name, standing
from waypost.credentials.keys import KeyMissing
from waypost.credentials.models import Award, EarlierRecord, OutsideBadge
from waypost.credentials.policies import may_take_along
from waypost.export.actions import STYLE
from waypost.openbadges.contexts import PINS
from waypost.pages.earlier_words import earned_words
from waypost.pages.outside_faces import Face, face_of
from waypost.people.models import Person
from waypost.people.policies import require
from waypost.people.viewers import Viewer


@dataclass(frozen=True)
class Badge:
    """`files` are named below the bundle, the one for other programs first."""

    award: Award
    name: str
    standing: str
    files: list[str] = field(default_factory=list)
    picture: str = ""


@dataclass(frozen=True)
class Elsewhere:
    """As what it is: nothing that it says of itself is told as a fact."""

    face: Face
    file: str


class _Zip:
    """Files of one moment, in the order that they are put in."""

    def __init__(self, out: IO[bytes], at: dt.datetime) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self._moment = at.timetuple()[:6]

    def put(self, path: str, body: bytes) -> str:
        entry = zipfile.ZipInfo(path, self._moment)
        entry.external_attr = 0o644 << 16
        self._zip.writestr(entry, body, zipfile.ZIP_DEFLATED)
        return path

    def close(self) -> None:
        self._zip.close()


def write_bundle(*, person: Person, out: IO[bytes], by: Viewer, at: dt.datetime) -> None:
    """Everything that `person` holds, whoever of their entries it was given to."""
    require(may_take_along(by, person))
    pack = _Zip(out, at)
    with translation.override(person.language):
        badges = [_badge(pack, award, at) for award in _awards(person)]
        whole = _records(pack, person, at)
        elsewhere = [_elsewhere(pack, badge) for badge in _outside(person)]
        for file in (*files.of_issuer(person.district), *files.vocabularies()):
            pack.put(f"check/{file.path}", file.body)
        told = {
            "person": person,
            "district": person.district,
            "at": at,
            "badges": badges,
            "records": whole,
            "elsewhere": elsewhere,
            "earlier": [
                (record, earned_words(record.earned_on, record.known))
                for record in _earlier(person)
            ],
            "pins": PINS,
            "root": "",
        }
        for name in ("index.html", "README.txt"):
            page = render_to_string(f"export/bundle/{name}", told)
            pack.put(name, page.encode())
        pack.put("site.css", STYLE.read_bytes())
    pack.close()


def _awards(person: Person) -> list[Award]:
    found = Award.objects.filter(district=person.district).of(person).with_face()
    return list(found.order_by("awarded_at", "pk"))


def _outside(person: Person) -> list[OutsideBadge]:
    found = OutsideBadge.objects.filter(person__in=person.selves).select_related("district")
    return list(found.order_by("added_at", "pk"))


def _earlier(person: Person) -> list[EarlierRecord]:
    found = EarlierRecord.objects.filter(person__in=person.selves, taken_back_at=None)
    return list(found.order_by("pk"))


def _badge(pack: _Zip, award: Award, at: dt.datetime) -> Badge:
    folder = f"badges/{award.version.achievement.slug}-{award.public_id[:6]}"
    made = Badge(award, signed_name(award), standing(award))
    for file in (*files.of_award(award, at=at), *files.older_of_award(award)):
        # Its own name says what it is; the address that it has on the web is inside it.
        ending = file.name.removeprefix(award.public_id)
        kind = "older" if file.path.startswith("ob2/") else "badge"
        made.files.append(pack.put(f"{folder}/{kind}{ending}", file.body))
    if award.version.kind == Kind.DEGREE:
        name = award.version.title
        with contextlib.suppress(records.NothingToShow, KeyMissing):
            body = records.degree_record(award, name=name, at=at)
            made.files.append(pack.put(f"{folder}/record.json", body))
    with contextlib.suppress(certificate.NoTypeface, certificate.Incomplete):
        paper = certificate.pdf(award, keyed=True)
        made.files.append(pack.put(f"{folder}/certificate.pdf", paper))
    return made


def _records(pack: _Zip, person: Person, at: dt.datetime) -> list[str]:
    """All that counts, as learner records (CLR 2.0); none while nothing can be signed."""
    made = []
    of = records.pages_of(person)
    for number in range(1, of + 1):
        with contextlib.suppress(records.NothingToShow, KeyMissing):
            name = records.name_of(person, number, of)
            body = records.whole_record(person, number, name=name, at=at)
            made.append(pack.put(f"record{'' if of == 1 else f'-{number}'}.json", body))
    return made


_TOKEN = re.compile(rb"\s*eyJ")


def _elsewhere(pack: _Zip, badge: OutsideBadge) -> Elsewhere:
    """As it was added; a link alone stays one."""
    face = face_of(badge, badge.district)
    if not badge.body:
        return Elsewhere(face, "")
    body = bytes(badge.body)
    ending = "jwt" if _TOKEN.match(body) else "json"
    name = f"{slugify(badge.title)[:40] or 'badge'}-{badge.pk.hex[:6]}.{ending}"
    return Elsewhere(face, pack.put(f"elsewhere/{name}", body))
