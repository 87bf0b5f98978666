"""The inside of the process that `jail` starts: limit itself, clean one file, answer in a line."""

import contextlib
import json
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from waypost.evidence.intake.kinds import JAIL_FILE, JAIL_MEMORY, JAIL_SECONDS, Facts
from waypost.evidence.intake.refusals import Refused, is_fault, is_full

Cleaner = Callable[[Path, Path, str], Facts]


def run(cleaner: Cleaner) -> None:
    """Called as `python -m …photos TYPE SOURCE TARGET`."""
    _limit()
    content_type, source, target = sys.argv[1:4]
    sys.stdout.write(answer(cleaner, Path(source), Path(target), content_type))


def answer(cleaner: Cleaner, source: Path, target: Path, content_type: str) -> str:
    try:
        facts = cleaner(source, target, content_type)
    except Refused as refused:
        return json.dumps({"refused": refused.code, "values": refused.values})
    except MemoryError:
        return json.dumps({"refused": "too_hard", "values": {}})
    except Exception as error:  # a hole in our reading of a format, which the log shall tell of
        if isinstance(error, OSError) and (is_full(error) or is_fault(error)):
            return json.dumps({"errno": error.errno})
        return json.dumps({"fault": _where(error)})
    return json.dumps({name: getattr(facts, name) for name in Facts.__slots__})


def _where(error: Exception) -> str:
    """The kind and the place alone: an exception's words may quote the file."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__qualname__} at {Path(last.filename).name}:{last.lineno}"


def _limit() -> None:
    """Not on Windows, and macOS refuses some: time is limited everywhere."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # not there on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (JAIL_SECONDS, JAIL_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (JAIL_FILE, JAIL_FILE))
        resource.setrlimit(resource.RLIMIT_AS, (JAIL_MEMORY, JAIL_MEMORY))
