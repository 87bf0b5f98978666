"""`./waypost verify FILE`: the library's verdict, read from a file, with an exit code to match."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.openbadges.samples import SIGNED

ROOT = Path(__file__).resolve().parents[2]
