"""What people may write: every character of every language, and nothing that nobody can see."""

import unicodedata


def printable(text: str) -> str:
    """Without what cannot be kept, sent or signed: control characters, half surrogates, and the two
    codes that are no characters."""
    return "".join(c for c in text if c in "\n\t" or not _is_unprintable(c))


def tidy(text: str) -> str:
    """Printable, and with one kind of line end: Word pastes several."""
    return printable(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))


def _is_unprintable(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"} or character in "\ufffe\uffff"
