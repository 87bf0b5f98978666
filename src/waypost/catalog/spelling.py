"""Which texts something holds, and how they are compared with what someone searches for."""

import unicodedata
from collections.abc import Iterator


def texts_of(body: object) -> Iterator[str]:
    """Every text in nested lists, tuples and dictionaries."""
    match body:
        case str():
            yield body
        case dict():
            for value in body.values():
                yield from texts_of(value)
        case list() | tuple():
            for value in body:
                yield from texts_of(value)


def plain(words: str) -> str:
    """How both the catalog and a search are spelled before they are compared."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))
