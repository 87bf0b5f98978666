"""What a reviewer may know of the teacher: a name, or an alias and words without the name."""

import hashlib
import re
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from waypost.evidence.models import Attempt, Submission
from waypost.people.models import Campus, Person
from waypost.people.viewers import Viewer
from waypost.review.policies import is_blind

# Without I and O, which are read as 1 and 0.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SHORTEST = 3


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
    blind: bool = False
    hidden: re.Pattern[str] | None = None

    def clean(self, text: str) -> str:
        if self.hidden is None:
            return text
        return self.hidden.sub(_("[name hidden]"), text)

    def gives_away(self, text: str) -> bool:
        return self.hidden is not None and self.hidden.search(text) is not None


def face(viewer: Viewer, attempt: Attempt, campuses: Iterable[str] = ()) -> Face:
    submission: Submission = attempt.submission
    if not is_blind(viewer, attempt):
        return Face(name=submission.person.name)
    return Face(name=alias(submission.pk), blind=True, hidden=_pattern(submission.person, campuses))


def campuses_of(attempt: Attempt) -> list[str]:
    """Every campus's name of the district: saying where is nearly saying who."""
    return list(Campus.objects.filter(district=attempt.district_id).values_list("name", flat=True))


def _pattern(person: Person, campuses: Iterable[str]) -> re.Pattern[str]:
    """Whole names and addresses in any case; the single words of a name only as names are written,
    so that "grace" and "may" stay words."""
    addresses = {person.email, person.account.email if person.account else ""}
    anywhere = {person.name, *addresses, *campuses}
    anywhere |= {_plain(text) for text in anywhere}
    words = set(re.findall(r"\w+", f"{person.name} {person.called}"))
    words = {word for word in words if len(word) >= _SHORTEST and word[0].isupper()}
    words |= {_plain(word) for word in words}
    words |= {word.upper() for word in words}
    exact = sorted((text for text in anywhere if text), key=len, reverse=True)
    single = sorted(words, key=len, reverse=True)
    parts = [f"(?i:{re.escape(text)})" for text in exact]
    parts += [re.escape(word) for word in single]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


def _plain(text: str) -> str:
    """Without accents, as it is typed in a hurry."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
