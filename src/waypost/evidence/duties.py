"""What evidence puts away once a day."""

import datetime as dt

from waypost.evidence.actions import sweep
from waypost.evidence.leftovers import sweep_files, sweep_parts
from waypost.journal.duties import daily


@daily
def abandoned_uploads(at: dt.datetime) -> int:
    return sweep(at=at)


@daily
def parts_without_upload(at: dt.datetime) -> int:
    return sweep_parts(at=at)


@daily
def files_without_evidence(at: dt.datetime) -> int:
    return sweep_files(at=at)
