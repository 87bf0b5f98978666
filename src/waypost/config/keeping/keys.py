"""`./waypost keys`: which keys sign here, change them, withdraw one; while it runs or not."""

import sys

from django.core.management import call_command
from django.core.management.base import CommandError

from waypost.config.keeping.backup import one_line, open_data
from waypost.config.options import OneLine
from waypost.config.say import steady


def main(arguments: list[str]) -> int:
    """0 when it is done; 1 and one line when it is not."""
    steady()
    parser = OneLine(prog="./waypost keys", add_help=False)
    parser.add_argument(
        "then", nargs="?", choices=["list", "rotate", "compromised", "anew"], default="list"
    )
    parser.add_argument("fingerprint", nargs="?", default="")
    parser.add_argument("--district", metavar="HOST", default="")
    parser.add_argument("--reason", default="")
    parser.add_data()
    options = parser.parse_args(arguments)
    try:
        open_data(options.data)
        call_command(
            "keys",
            options.then,
            options.fingerprint,
            district=options.district,
            reason=options.reason,
        )
    except KeyboardInterrupt:
        print("Stopped. What was begun goes on: ./waypost keys anew", file=sys.stderr)
        return 1
    except CommandError as problem:
        print(problem, file=sys.stderr)
        return 1
    except Exception as error:
        if not (line := one_line(error, options.data)):
            raise
        print(line, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
