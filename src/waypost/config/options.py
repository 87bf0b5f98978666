"""What the commands have in common: one line for a wrong option, and the folder that is meant."""

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn

from waypost.config.environment import ROOT


class OneLine(argparse.ArgumentParser):
    """Says what is wrong with an option, and not how all of them are used."""

    def error(self, message: str) -> NoReturn:
        print(f"{message[0].upper()}{message[1:]}. See: ./waypost --help", file=sys.stderr)
        sys.exit(2)

    def add_data(self) -> None:
        """--data DIR, as `start` takes it."""
        home = os.environ.get("WAYPOST_DATA") or ROOT / "data"
        self.add_argument("--data", type=Path, default=Path(home))
