"""What the doctor asks of evidence: are files and rows of one piece?"""

from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import default_storage

from waypost.evidence.actions.upload import ABANDONED
from waypost.evidence.models import Artifact, Upload
from waypost.evidence.models.artifacts import FOLDER
from waypost.evidence.thumbnails import SMALL
from waypost.journal.doctor import Asked, Finding, asked_by_doctor, look, ok, wrong


@asked_by_doctor
def files(asked: Asked) -> Iterator[Finding]:
    root = Path(default_storage.path(""))
    named = set(Artifact.objects.exclude(file="").values_list("file", flat=True).iterator())
    there = {
        path.relative_to(root).as_posix()
        for path in (root / FOLDER).rglob("*")
        if path.is_file() and not path.name.endswith(SMALL)
    }
    if missing := sorted(named - there):
        yield wrong(
            f"{len(missing)} files of evidence are not in {root}, such as {missing[0]}.",
            "Put them back from your backup: ./waypost restore FILE --data A-NEW-FOLDER, then copy"
            " them from its folder files.",
        )
    if orphans := len(there - named):
        yield look(
            f"{orphans} files in {root / FOLDER} belong to no evidence.",
            "Nothing to do: the running server removes them a week after they came.",
        )
    if not missing and not orphans:
        yield ok(f"Files of evidence, all where they belong: {len(named):,}.")


@asked_by_doctor
def uploads(asked: Asked) -> Iterator[Finding]:
    if old := Upload.objects.unfinished().filter(touched_at__lt=asked.at - 2 * ABANDONED).count():
        yield look(
            f"{old} uploads were given up long ago and are still here.",
            "The running server removes them once a day. Is it running?",
        )
