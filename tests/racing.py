"""Verbs at the same moment, as two browsers and a loop do them."""

import threading
from collections.abc import Callable

from django.db import connection


def at_once(*verbs: Callable[[], object]) -> list[str]:
    """Each in a thread and a connection of its own; the names of what each raised, sorted."""
    gate = threading.Barrier(len(verbs))
    ends: list[str] = []

    def run(verb: Callable[[], object]) -> None:
        try:
            gate.wait()
            verb()
            ends.append("done")
        except Exception as error:  # whatever it is, the test shows it
            ends.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)
