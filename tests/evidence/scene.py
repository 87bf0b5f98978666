"""What the tests of evidence have in common: a client, a begun work, small files."""

import io
import uuid
from pathlib import Path

from django.test import Client
from PIL import Image

from tests.cast import NOW, Cast
from waypost.catalog.models import Piece
from waypost.evidence import actions as evidence
from waypost.evidence.models import Artifact, Submission, Writing
from waypost.people.models import Person


def client_of(cast: Cast, name: str) -> Client:
    """Signed in, at the district's own host."""
    client = Client(HTTP_HOST=cast.district.host)
    account = getattr(cast, name).account
    assert account
    client.force_login(account)
    return client


def begun(cast: Cast, by: Person, slug: str = "check-and-change") -> Submission:
    requirement = cast.versions[slug].requirements.filter(kind="evidence").get()
    return evidence.start(requirement=requirement, by=by, at=NOW)


def piece(submission: Submission, position: int) -> Piece:
    return submission.requirement.pieces.get(position=position)


def write(submission: Submission, position: int, prompt: int, text: str) -> Writing:
    there = submission.writings.filter(piece__position=position, prompt=prompt).first()
    return evidence.write(
        submission=submission,
        piece=piece(submission, position),
        prompt=prompt,
        text=text,
        revision=there.revision if there else 0,
        by=submission.person,
        at=NOW,
    )


def photo(color: tuple[int, int, int] = (20, 90, 80)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(out, "PNG")
    return out.getvalue()


def add_photo(
    submission: Submission, folder: Path, position: int = 2, students: str = "work", shade: int = 0
) -> Artifact:
    source = folder / uuid.uuid4().hex
    source.write_bytes(photo((shade, 90, 80)))
    return evidence.add_file(
        submission=submission,
        piece=piece(submission, position),
        source=source,
        students=students,
        by=submission.person,
        at=NOW,
    )


def complete(submission: Submission, folder: Path) -> None:
    """Everything that "Check and change" asks for."""
    write(submission, 1, 0, "Where does the mass of a tree come from?")
    add_photo(submission, folder)
    write(submission, 3, 0, "Half of them chose the soil.")
    write(submission, 3, 1, "I will ask for a drawing.")
