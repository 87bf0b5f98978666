"""Where things lie in an export: by person, under names that people can read."""

from pathlib import PurePosixPath

from django.db.models import Model
from django.utils.text import slugify

from waypost.credentials.models import Award, Document
from waypost.evidence.models import Artifact
from waypost.people.models import Person


def of_person(person: Person) -> str:
    """Two people of one name have two folders."""
    return f"people/{slugify(person.name)[:40] or 'person'}-{person.pk.hex[:12]}"


def of_award(award: Award) -> str:
    """Without an ending: the badge is there as .json, .png and .pdf."""
    slug = award.version.achievement.slug
    return f"{of_person(award.person)}/badges/{slug}-{award.pk.hex[:8]}"


def of_document(document: Document) -> str:
    """The one that is sent out is the badge; what it took the place of lies beside it."""
    base = of_award(document.award)
    if document.superseded_by_id is None:
        return f"{base}.json"
    return f"{base}-before-{document.pk.hex[:8]}.json"


def of_bytes(table: str, row: Model, column: str, held: bytes) -> str:
    """What a row holds as bytes; `table` is what its rows are called."""
    start = held.lstrip()[:3]
    ending = "json" if start[:1] == b"{" else "jwt" if start == b"eyJ" else "bin"
    return f"bytes/{table}/{row.pk}-{column}.{ending}"


def of_artifact(artifact: Artifact) -> str:
    """Empty for a link, and for what was hidden because something private could be seen in it."""
    if not artifact.file or artifact.hidden_at:
        return ""
    submission = artifact.submission
    folder = f"{of_person(submission.person)}/evidence/{submission.version.achievement.slug}"
    ending = PurePosixPath(artifact.file.name).suffix
    return f"{folder}/{slugify(artifact.name) or 'file'}-{artifact.pk.hex[:8]}{ending}"
