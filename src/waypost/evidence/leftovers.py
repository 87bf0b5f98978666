"""Leftovers: bytes on disk that no row speaks of, because a server was killed between the two."""

import datetime as dt
import logging
import stat
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import default_storage

from waypost.evidence import parts
from waypost.evidence.models import Artifact, Upload
from waypost.evidence.models.artifacts import FOLDER
from waypost.evidence.thumbnails import SMALL

log = logging.getLogger(__name__)

# No request lasts so long, and whoever put back the wrong backup has time to notice.
AGE = dt.timedelta(days=7)
# Names asked for in one query.
TOGETHER = 500


def sweep_files(*, at: dt.datetime) -> int:
    """Remove old files that belong to no evidence; says how many.

    Removes none when there are more of them than evidence: then folder and database are not of one
    piece, and somebody has to look.
    """
    root = Path(default_storage.path(""))
    old = [path.relative_to(root).as_posix() for path in _old(root / FOLDER, at)]
    kept: set[str] = set()
    for start in range(0, len(old), TOGETHER):
        names = [name.removesuffix(SMALL) for name in old[start : start + TOGETHER]]
        kept.update(Artifact.objects.filter(file__in=names).values_list("file", flat=True))
    left = [name for name in old if name.removesuffix(SMALL) not in kept]
    if len(left) > Artifact.objects.exclude(file="").count():
        log.warning("%d files belong to no evidence: is this the right database?", len(left))
        return 0
    for name in left:
        (root / name).unlink(missing_ok=True)
    return len(left)


def sweep_parts(*, at: dt.datetime) -> int:
    """Remove old parts, and what was made beside them, whose upload is gone; says how many."""
    old = list(_old(parts.folder(), at))
    known = set(Upload.objects.values_list("part", flat=True))
    left = [path for path in old if path.name.split(".")[0] not in known]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _old(folder: Path, at: dt.datetime) -> Iterator[Path]:
    """Files that came to lie here longer ago than AGE; a copied file keeps only its older dates."""
    oldest = (at - AGE).timestamp()
    for path in folder.rglob("*"):
        try:
            found = path.lstat()
        except FileNotFoundError:
            continue
        if stat.S_ISREG(found.st_mode) and max(found.st_mtime, found.st_ctime) < oldest:
            yield path
