"""What a log may repeat: where something broke and of what kind, never what was in it."""

import logging
import traceback
from types import TracebackType

from django.db import OperationalError

# What these say is about machines: a full disk, a database that does not answer.
_ABOUT_MACHINES = (OSError, OperationalError)
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Nameless(logging.Formatter):
    """Leaves out the words of exceptions: a database's refusal quotes the row, and so a person."""

    def formatException(self, ei: _Raised) -> str:  # noqa: N802  # as logging calls it
        parts: list[str] = []
        error = ei[1]
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            stack = "".join(traceback.format_tb(error.__traceback__))
            words = f": {error}" if isinstance(error, _ABOUT_MACHINES) else ""
            parts.insert(0, f"{stack}{type(error).__module__}.{type(error).__qualname__}{words}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nand then\n".join(parts)
