# SPDX-License-Identifier: Apache-2.0
"""`./waypost verify FILE`: is this badge real? Answered from the file alone, with no network."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from waypost.openbadges import Outcome, verify
from waypost.openbadges.report import lines

AUTHENTIC = {Outcome.REAL, Outcome.AUTHENTIC_STATUS_UNKNOWN}
# More than any badge or picture of one; the rest of a longer file is not read.
MOST = 32 * 1024 * 1024


def main(arguments: list[str]) -> int:
    """0 for a badge that its issuer signed and that still stands as far as is known, else 1."""
    if len(arguments) != 1:
        print("Name one badge file: ./waypost verify badge.json", file=sys.stderr)
        return 2
    file = Path(arguments[0])
    try:
        with file.open("rb") as opened:
            source = opened.read(MOST + 1)
    except OSError as error:
        print(f"{file} cannot be read: {error.strerror}.", file=sys.stderr)
        return 2
    verdict = verify(source, now=datetime.now(UTC))
    print("\n".join(lines(verdict)))
    return 0 if verdict.outcome in AUTHENTIC else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
