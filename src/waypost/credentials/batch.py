"""Sign many awards of one version together."""

import datetime as dt
from collections.abc import Sequence

from waypost.credentials import issuing
from waypost.credentials.models import Award, Document


def issue_many(awards: Sequence[Award], *, at: dt.datetime) -> list[Document]:
    """One document for each, in the caller's transaction: the same as `issuing.issue` one by one.

    All of `awards` are saved, and are of one version and district.
    """
    return [issuing.issue(award, at=at) for award in awards]
