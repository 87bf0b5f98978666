"""What a reviewer may know of the teacher: a name, or an alias and words without the name."""

import hashlib
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from waypost.evidence.models import Attempt
from waypost.people.models import Person
from waypost.people.unnamed import names_in_address, traces, without
from waypost.people.viewers import Viewer
from waypost.review.policies import is_blind

# Without I and O, which are read as 1 and 0.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def alias(submission: uuid.UUID) -> str:
    """ "Teacher K42": always the same for one submission, and nothing to compare it with."""
    digest = hashlib.sha256(b"alias:" + submission.bytes).digest()
    letter = _LETTERS[digest[0] % len(_LETTERS)]
    number = int.from_bytes(digest[1:3], "big") % 99 + 1
    return _("Teacher %(code)s") % {"code": f"{letter}{number}"}


@dataclass(frozen=True)
class Face:
    """The teacher as this viewer may see them; `clean` goes over every word that was typed."""

    name: str
    # Set where names are hidden, as is the pattern.
    teacher: Person | None = None
    hidden: re.Pattern[str] | None = None

    @property
    def blind(self) -> bool:
        return self.hidden is not None

    def clean(self, text: str) -> str:
        return text if self.hidden is None else without(self.hidden, text)

    def gives_away(self, url: str) -> bool:
        """A link whose address says who it is cannot be cleaned: it would not open any more."""
        return self.teacher is not None and names_in_address(self.teacher, url)


def face(viewer: Viewer, attempt: Attempt, campuses: Iterable[str] = ()) -> Face:
    submission = attempt.submission
    if not is_blind(viewer, attempt):
        return Face(name=submission.person.name)
    person = submission.person
    return Face(alias(submission.pk), teacher=person, hidden=traces(person, campuses))
