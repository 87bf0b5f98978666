"""Words without the name of whoever wrote them, for where names are hidden."""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import unquote

from django.utils.translation import gettext as _

from waypost.people.models import Campus, District, Person

# Shorter words of a name are too often words of the language, but for what follows a title.
_SHORTEST = 3
_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"{_LETTER}+")
_TITLE = r"(?P<title>(?i:mr|ms|mrs|mx|dr|prof|sr|sra|srta)(?:\.\s*|\s+))"
# These are words of the language too: "the coach will" is about nobody called Will.
_CALLING = r"(?P<calling>(?i:miss|coach)\s+)"
# Letters that are typed as others, though no accent makes the difference.
_TYPED_AS = str.maketrans("łŁøØđĐðıʼ’‘", "lLoOdDdi'''") | str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th"}
)
# Scripts without spaces between words.
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")


def traces(person: Person, campuses: Iterable[str] = ()) -> re.Pattern[str]:
    """What gives `person` away, for `without` to look for: whole names, addresses and campuses in
    any case; the single words of a name only as names are written, with a capital where there are
    any, so that "grace" and "may" stay words."""
    names = [_plain(person.name), _plain(person.called)]
    addresses = {person.email, person.account.email if person.account else ""}
    words = _longest(_name_words(" ".join(names)))
    whole = [_run_together(one) for one in _longest({names[0], *map(_plain, campuses)})]
    whole += map(re.escape, _longest(addresses))
    written = "|".join(map(_as_name, words)) or r"\b\B"
    alone = [_as_name(word) for word in words if len(word) >= _SHORTEST or _is_uncased(word)]
    bounded = [
        f"{_TITLE}(?i:{'|'.join([*whole, *map(re.escape, words)])})",
        f"{_CALLING}(?:{written})",
        f"(?i:{'|'.join(whole)})",
        *alone,
    ]
    inside = _longest("".join(one.split()) for one in (*names, *words) if _is_unspaced(one))
    parts = [rf"(?<!{_LETTER})(?:{'|'.join(bounded)})(?!{_LETTER})", *map(re.escape, inside)]
    return re.compile("|".join(parts))


def without(found: re.Pattern[str], text: str) -> str:
    """Looks at the letters alone, and takes names out of the text as it was typed."""
    letters, places = _letters(text)
    parts, done = [], 0
    for match in found.finditer(letters):
        # A title stays; that of another kind ends at -1.
        first = max(match.start(), match.end("title"), match.end("calling"))
        parts += [text[done : places[first]], _("[name hidden]")]
        done = max(places[match.end()], places[match.end() - 1] + 1)
    return "".join([*parts, text[done:]])


def names_in_address(person: Person, url: str) -> bool:
    """Would this link say who it is? Names in addresses are run together: mortiz, maria-ortiz."""
    words = [word.lower() for word in _WORD.findall(_plain(f"{person.called} {person.name}"))]
    words = [word for word in words if len(word) >= _SHORTEST]
    told = set(words)
    for one, other in itertools.product(words, words):
        told |= {one + other, one[0] + other, one + other[0]}
    told.add(person.email.partition("@")[0].lower())
    return not told.isdisjoint(_WORD.findall(_plain(unquote(url)).lower()))


def campus_names(district: District) -> list[str]:
    """Saying where is nearly saying who."""
    return list(Campus.objects.filter(district=district).values_list("name", flat=True))


def _letters(text: str) -> tuple[str, Sequence[int]]:
    """Plain, with the place in `text` that each letter comes from, and the place of its end."""
    if text.isascii():
        return text, range(len(text) + 1)
    plain = [_plain_letter(letter) for letter in text]
    places = [place for place, letters in enumerate(plain) for _letter in letters]
    return "".join(plain), [*places, len(text)]


def _plain(text: str) -> str:
    """Without accents, as it is typed in a hurry."""
    return _letters(text)[0]


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    """Several for a ligature, none for an accent or a mark that stands alone."""
    parts = unicodedata.normalize("NFKD", letter.translate(_TYPED_AS))
    return "".join(
        part
        for part in parts
        if not unicodedata.combining(part) and unicodedata.category(part) != "Cf"
    )


def _name_words(name: str) -> set[str]:
    """A small word beside capitalized ones, such as "de" or "van", is no name by itself."""
    words = {word for word in _WORD.findall(name) if len(word) > 1}
    capitalized = any(word[0].isupper() for word in words)
    return {word for word in words if not (capitalized and word[0].islower())}


def _as_name(word: str) -> str:
    """Pena, PENA and McDonald, but never pena: many names are words."""
    return f"{re.escape(word[0].upper())}(?i:{re.escape(word[1:])})"


def _run_together(name: str) -> str:
    """However its words are joined: Maria Pena, maria.pena, MariaPena."""
    return r"[\W_]*".join(map(re.escape, name.split()))


def _is_uncased(word: str) -> bool:
    return word.lower() == word.upper()


def _is_unspaced(word: str) -> bool:
    """More than one sign of a script in which a name may stand amid other words."""
    return len(unicodedata.normalize("NFC", word)) > 1 and unicodedata.name(word[0], "").startswith(
        _UNSPACED
    )


def _longest(texts: Iterable[str]) -> list[str]:
    """The whole before its parts."""
    return sorted({text for text in texts if text.strip()}, key=lambda text: (-len(text), text))
