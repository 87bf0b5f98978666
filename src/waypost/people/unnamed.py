"""Words without the name of whoever wrote them, for where names are hidden."""

import itertools
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from django.utils.translation import gettext as _

from waypost.people.models import Campus, District, Person

# Shorter words of a name are too often words of the language.
_SHORTEST = 3


def traces(person: Person, campuses: Iterable[str] = ()) -> re.Pattern[str]:
    """What gives `person` away: whole names, addresses and campuses in any case; the single words
    of a name only as names are written, so that "grace" and "may" stay words."""
    addresses = {person.email, person.account.email if person.account else ""}
    anywhere = {person.name, *addresses, *campuses}
    anywhere |= {_plain(text) for text in anywhere}
    words = set(re.findall(r"\w+", f"{person.name} {person.called}"))
    words = {word for word in words if len(word) >= _SHORTEST and word[0].isupper()}
    words |= {_plain(word) for word in words}
    words |= {word.upper() for word in words}
    exact = sorted((text for text in anywhere if text), key=len, reverse=True)
    single = sorted(words, key=len, reverse=True)
    parts = [f"(?i:{re.escape(text)})" for text in exact] + [re.escape(word) for word in single]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


def without(found: re.Pattern[str], text: str) -> str:
    return found.sub(_("[name hidden]"), text)


def names_in_address(person: Person, url: str) -> bool:
    """Would this link say who it is? Names in addresses are run together: mortiz, maria-ortiz."""
    words = [_plain(w).lower() for w in re.findall(r"\w+", f"{person.called} {person.name}")]
    words = [word for word in words if len(word) >= _SHORTEST]
    told = set(words)
    for one, other in itertools.product(words, words):
        told |= {one + other, one[0] + other, one + other[0]}
    told.add(person.email.partition("@")[0].lower())
    parts = re.findall(r"[a-z]+", _plain(unquote(url)).lower())
    return not told.isdisjoint(parts)


def campus_names(district: District) -> list[str]:
    """Saying where is nearly saying who."""
    return list(Campus.objects.filter(district=district).values_list("name", flat=True))


def _plain(text: str) -> str:
    """Without accents, as it is typed in a hurry."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
