"""What happens to a file or a link the moment it arrives.

Nothing a person hands in is kept as it came: `sniff` says what it is by its content, `clean` writes
a copy without location, camera, author or file names, or raises `Refused` with words that say what
to do. `normalize_url` and `try_link` do the same for links. Pure: paths and values in, values out.
A `Cleaned.note` is a key of `NOTES`, which says to the holder what was changed, and where something
is missing of `LEFT_OUT`, which says it to a reviewer.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from waypost.evidence.intake.captions import clean_captions
    from waypost.evidence.intake.contents import sniff
    from waypost.evidence.intake.door import clean
    from waypost.evidence.intake.jail import Busy
    from waypost.evidence.intake.kinds import LIMITS, Cleaned, Kind
    from waypost.evidence.intake.links import (
        Fetched,
        LinkOutcome,
        LinkTrial,
        TooManyLinks,
        asking,
        fetch,
        normalize_url,
        try_link,
    )
    from waypost.evidence.intake.notes import LEFT_OUT, NOTES
    from waypost.evidence.intake.refusals import Refused

_HOMES = {
    "clean_captions": "captions",
    "sniff": "contents",
    "clean": "door",
    "Busy": "jail",
    "LIMITS": "kinds",
    "Cleaned": "kinds",
    "Kind": "kinds",
    "Fetched": "links",
    "LinkOutcome": "links",
    "LinkTrial": "links",
    "TooManyLinks": "links",
    "asking": "links",
    "fetch": "links",
    "normalize_url": "links",
    "try_link": "links",
    "LEFT_OUT": "notes",
    "NOTES": "notes",
    "Refused": "refusals",
}


def __getattr__(name: str) -> Any:
    """Each is imported when it is asked for: a sealed process starts once a file, and needs few."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


__all__ = [
    "LEFT_OUT",
    "LIMITS",
    "NOTES",
    "Busy",
    "Cleaned",
    "Fetched",
    "Kind",
    "LinkOutcome",
    "LinkTrial",
    "Refused",
    "TooManyLinks",
    "asking",
    "clean",
    "clean_captions",
    "fetch",
    "normalize_url",
    "sniff",
    "try_link",
]
