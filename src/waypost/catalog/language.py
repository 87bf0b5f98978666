"""Words that a rubric is better without, in English; in another language nothing is found."""

import re


def unobservable(said: str) -> str:
    """The first verb for what nobody can see; empty without one."""
    found = _UNOBSERVABLE.search(said)
    return found[0] if found else ""


def no_level(said: str) -> str:
    """The first word for a level that there is not; empty without one."""
    found = _LEVELS.search(said)
    return found[0] if found else ""


def acronyms(said: str, *, whole: str) -> list[str]:
    """Letters that stand for words which are spelled out nowhere in the `whole`."""
    found = _ACRONYM.findall(re.sub(r"\S+://\S+", " ", said))
    return [one for one in found if one not in _COMMON and not _is_spelled_out(one, whole)]


def _is_spelled_out(acronym: str, whole: str) -> bool:
    return f"({acronym})" in whole or bool(re.search(rf"\b{acronym} \(\w+ \w+", whole))


_UNOBSERVABLE = re.compile(
    r"\b(understand(s|ing)?|knows?|(is|are|be|becomes?) aware( of)?|awareness|appreciat(es?|ion)|"
    r"learn(s|ed)?|believes?|feels?|realizes?|grasps?|(is|are) familiar with|values)\b",
    re.IGNORECASE,
)
_LEVELS = re.compile(r"\b(fail(s|ed|ure|ing)?|exceed(s|ed|ing)?|meets)\b", re.IGNORECASE)
_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")
_COMMON = {
    "AI", "AND", "AM", "FAQ", "GIF", "HEIC", "ID", "IEP", "ISTE", "JPG", "MB", "NO", "NOT", "OK",
    "OR", "PDF", "PM", "PNG", "QR", "TEA", "TEKS", "TESS", "TV", "URL", "US", "USA", "YES",
}  # fmt: skip
