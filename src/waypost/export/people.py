"""What one person has in an export: badges, evidence, letters, and a page that shows them."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.text import slugify

from waypost.catalog.models import Piece
from waypost.credentials import art, certificate
from waypost.credentials.history import Step, history
from waypost.credentials.models import Award, EarlierRecord, OutsideBadge
from waypost.evidence.models import Artifact, Attempt, Submission
from waypost.export.places import of_artifact, of_award, of_bytes, of_document, of_person
from waypost.notices.models import Letter
from waypost.openbadges import bake
from waypost.pages.earlier_words import earned_words
from waypost.pages.outside_faces import Face, face_of
from waypost.people.models import Person
from waypost.review.models import Decision, RowScore

PAGE = "index.html"


@dataclass
class Badge:
    award: Award
    # By ending, in the person's own folder.
    files: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True)
class Elsewhere:
    face: Face
    # From the person's page; empty for a link.
    path: str


@dataclass(frozen=True)
class Earlier:
    """`when` is as much of the date as is known."""

    record: EarlierRecord
    when: str


@dataclass(frozen=True)
class Entry:
    """The other of two that are one person; `path` is from this one's page."""

    name: str
    path: str


@dataclass(frozen=True)
class File:
    """A piece of evidence, or a link; `path` is empty for what is not here."""

    artifact: Artifact
    path: str


@dataclass(frozen=True)
class Said:
    piece: str
    prompt: str
    text: str


@dataclass(frozen=True)
class Try:
    attempt: Attempt
    words: list[Said]
    decision: Decision | None
    scores: list[RowScore]


@dataclass(frozen=True)
class Work:
    submission: Submission
    tries: list[Try]
    draft: list[Said]
    files: list[File]


@dataclass(frozen=True)
class Mail:
    letter: Letter
    text: str
    html: str


class Missing:
    """What an export could not find, to be said at its end."""

    def __init__(self) -> None:
        self.files: list[str] = []
        self.certificates: list[str] = []


def write(person: Person, folder: Path, *, certificates: bool, missing: Missing) -> None:
    """Everything that is theirs, below the folder of the export."""
    own = folder / of_person(person)
    own.mkdir(parents=True)
    badges = [_badge(award, folder, own, certificates, missing) for award in _awards(person)]
    work = [_work(submission, folder, own, missing) for submission in _submissions(person)]
    letters = [_letter(letter, own) for letter in person.letters.order_by("written_at", "pk")]
    page = {
        "person": person,
        "district": person.district,
        "badges": badges,
        "work": work,
        "letters": letters,
        "elsewhere": [
            _elsewhere(badge)
            for badge in person.outside_badges.select_related("district").order_by("added_at", "pk")
        ],
        "earlier": [
            Earlier(record, earned_words(record.earned_on, record.known))
            for record in person.earlier_records.order_by("earned_on", "pk")
        ],
        "kept": _entry(person.joined_into) if person.joined_into else None,
        "joined": [
            _entry(other)
            for other in Person.objects.filter(joined_into=person).order_by("name", "pk")
        ],
        "placements": sorted(person.placements.all(), key=lambda held: held.since),
    }
    (own / PAGE).write_text(render_to_string("export/person.html", page), encoding="utf-8")


def _entry(person: Person) -> Entry:
    return Entry(person.name, f"../../{of_person(person)}/{PAGE}")


def _awards(person: Person) -> Iterator[Award]:
    return person.awards.with_face().order_by("awarded_at", "pk").iterator()


def _badge(award: Award, folder: Path, own: Path, certificates: bool, missing: Missing) -> Badge:
    """The signed bytes as they are, the picture that carries them, and the certificate."""
    base = folder / of_award(award)
    base.parent.mkdir(exist_ok=True)
    for document in award.documents.exclude(superseded_by=None):
        document.award = award
        (folder / of_document(document)).write_bytes(bytes(document.body))
    body = bytes(award.documents.current().body)
    made = {"json": body, "png": bake(art.png(award.version, practice=award.practice), body)}
    if certificates:
        try:
            # Without the key that opens a private badge's page to whoever holds the paper.
            made["pdf"] = certificate.pdf(award, keyed=False)
        except (certificate.NoTypeface, certificate.Incomplete):
            missing.certificates.append(of_award(award))
    badge = Badge(award, steps=history(award))
    for ending, content in made.items():
        place = base.with_name(f"{base.name}.{ending}")
        place.write_bytes(content)
        badge.files[ending] = place.relative_to(own).as_posix()
    return badge


def _elsewhere(badge: OutsideBadge) -> Elsewhere:
    """As it was added; a link alone stays one."""
    face = face_of(badge, badge.district)
    if not badge.body:
        return Elsewhere(face, "")
    return Elsewhere(face, "../../" + of_bytes(badge._meta.label, badge, "body", bytes(badge.body)))


def _submissions(person: Person) -> Iterator[Submission]:
    found = person.submissions.select_related("person", "version__achievement", "requirement")
    return iter(found.order_by("started_at", "pk"))


def _work(submission: Submission, folder: Path, own: Path, missing: Missing) -> Work:
    pieces = {str(piece.pk): piece for piece in submission.requirement.pieces.all()}
    tries = [_try(attempt, pieces) for attempt in submission.attempts.order_by("number")]
    writings = submission.writings.exclude(text="").order_by("piece__position", "prompt")
    draft = [_said(pieces[str(each.piece_id)], each.prompt, each.text) for each in writings]
    files = []
    for artifact in submission.artifacts.select_related("submission"):
        artifact.submission = submission
        files.append(_file(artifact, folder, own, missing))
    return Work(submission, tries, draft, files)


def _try(attempt: Attempt, pieces: dict[str, Piece]) -> Try:
    words = [
        _said(pieces[said["piece"]], said["prompt"], said["text"])
        for said in attempt.words
        if said["piece"] in pieces
    ]
    decision = Decision.objects.filter(attempt=attempt).select_related("review__reviewer").first()
    scores = list(
        RowScore.objects.filter(review__decision=decision)
        .select_related("row")
        .order_by("row__position")
        if decision
        else ()
    )
    return Try(attempt, words, decision, scores)


def _said(piece: Piece, prompt: int, text: str) -> Said:
    return Said(piece.title, piece.prompts[prompt] if prompt < len(piece.prompts) else "", text)


def _file(artifact: Artifact, folder: Path, own: Path, missing: Missing) -> File:
    if not (name := of_artifact(artifact)):
        return File(artifact, "")
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with artifact.file.open("rb") as source, place.open("wb") as out:
            shutil.copyfileobj(source, out, 1024 * 1024)
    except FileNotFoundError:
        place.unlink(missing_ok=True)
        missing.files.append(name)
        return File(artifact, "")
    return File(artifact, place.relative_to(own).as_posix())


def _letter(letter: Letter, own: Path) -> Mail:
    day = letter.written_at.date().isoformat()
    name = f"letters/{day}-{slugify(letter.subject)[:50]}-{letter.pk.hex[:8]}"
    (own / "letters").mkdir(exist_ok=True)
    (own / f"{name}.txt").write_text(f"{letter.subject}\n\n{letter.text}\n", encoding="utf-8")
    if letter.html:
        (own / f"{name}.html").write_text(letter.html, encoding="utf-8")
    return Mail(letter, f"{name}.txt", f"{name}.html" if letter.html else "")
