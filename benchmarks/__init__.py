"""What is fast and how we know: each page beside a bare Django view, as a ratio, in one run.

    .venv/bin/python -m benchmarks

makes a throwaway folder, fills it with people, starts the product's own server on it and prints
tables. It writes nothing else, and needs the packages that ./waypost check installs.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
for place in (ROOT / "src", ROOT):
    if str(place) not in sys.path:
        sys.path.insert(0, str(place))
