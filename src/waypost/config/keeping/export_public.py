"""`./waypost export-public DIR`: what a district shows the world, for any web server to host."""

import sys
from pathlib import Path

from waypost.config.keeping.export import exported
from waypost.config.options import OneLine
from waypost.config.say import steady


def main(arguments: list[str]) -> int:
    """0 when all of it is there; 1 and one line when it is not."""
    steady()
    parser = OneLine(prog="./waypost export-public", add_help=False)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--district", metavar="HOST", default="")
    parser.add_data()
    return exported("export_public", parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
