"""Ask the reference implementation (Node, @digitalbazaar/vc) about every forged badge of the tests.

    npm install --prefix DIR @digitalbazaar/vc @digitalbazaar/data-integrity \
        @digitalbazaar/eddsa-rdfc-2022-cryptosuite @digitalbazaar/vc-bitstring-status-list
    .venv/bin/python tools/node_verifier/run.py DIR

DIR is a folder outside of this checkout. Prints how many of them it calls real, and which.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[1] / "src")]

from tests.openbadges.forged import Forged, documents, original  # noqa: E402  # its place is told above
from tests.openbadges.made import NOW  # noqa: E402
from waypost.openbadges import dump  # noqa: E402
from waypost.openbadges.contexts import PINNED, PINS  # noqa: E402


def main(folder: Path) -> int:
    kinds = [Forged("the original", dump(original())), *documents()]
    asked = {
        "contexts": {pin.url: PINNED.load(pin.url) for pin in PINS},
        "now": NOW.isoformat(),
        "cases": [case for each in kinds if (case := _case(each))],
    }
    script = shutil.copy(HERE / "verify.mjs", folder / "verify.mjs")
    done = subprocess.run(["node", script], input=json.dumps(asked).encode(), stdout=-1, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    accepted = [name for name, word in found.items() if word == "real"]
    print(f"{len(found)} asked, {len(accepted)} called real: {', '.join(accepted)}")
    return 0


def _case(forged: Forged) -> dict[str, Any] | None:
    """None for bytes that JavaScript's own text cannot carry."""
    try:
        source = forged.source.decode()
        lists = {url: json.loads(body) for url, body in forged.lists.items() if _is_json(body)}
    except UnicodeDecodeError:
        return None
    return {"name": forged.name, "source": source, "world": {**forged.documents, **lists}}


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
