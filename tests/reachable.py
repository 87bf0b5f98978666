"""`./waypost start` for a test whose one machine is the server and the world outside as well.

Before it confirms a public address the product asks only addresses out in the world. This one name
of this machine stands for one of them; all else is `waypost.config.serve`, as it is.
"""

import os
import sys
from functools import partial

from waypost.config import serve, server


def load() -> None:
    server.load()
    from waypost.founding import reach  # knows models, so once Django is there

    reach.ask = partial(reach.ask, allow_private=[os.environ["REACHABLE"]])


if __name__ == "__main__":
    serve.load = load  # type: ignore[attr-defined]  # in place of the name that it imports
    sys.exit(serve.main(sys.argv[1:]))
