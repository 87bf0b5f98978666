"""Which command was meant, and what it needs before it can run."""

import os
import sys

from launcher.say import Stop, steady, wrong

HELP = """\
./waypost start    run it: the web server and its deliveries, together
      --port N     listen on this port (8000)
      --host H     listen on this address (127.0.0.1: this machine alone)
      --data DIR   keep everything in this folder (data)
      --demo       a new folder gets a demo district with people and work in every state
      --empty      a new folder gets one empty district
                   (a new folder without either gets the demo)

./waypost backup FILE
                   database, files and keys in one file, checked; while it runs or not
      --data DIR   of this folder (data)
      --replace    FILE may be there already

./waypost restore FILE
                   all of a backup back, checked; into a folder that is new or empty
      --data DIR   this one (data)

./waypost doctor   what is not right, and how to mend it; 1 when something is wrong
      --data DIR   in this folder (data)
      --network    also ask each district's own address, and the mail server
      --port N     where it should listen (8000)

./waypost export DIR
                   all that a district has, in open formats, into a new folder
      --district HOST  this one, where there are several
      --without-certificates  no PDFs: much quicker
      --data DIR   from this folder (data)

./waypost export-public DIR
                   what it shows the world, as files that any web server can host: badges
                   are then checked without Waypost
      --district HOST  this one, where there are several
      --data DIR   from this folder (data)
./waypost keys     which keys sign here, and which will next
      rotate       the next ones sign from now on; what was signed stays valid
      compromised FINGERPRINT|all --reason WHY
                   somebody may have it, or all of them: withdraw, sign all badges anew
      anew         go on with that where it was stopped
      --district HOST  this one, where there are several
      --data DIR   in this folder (data)

./waypost verify FILE
                   is this badge (JSON, token, PNG or SVG) real? answered with no network;
                   FILE may be what a certificate's code says instead, in quotes
      --issuer FILE    the issuer's did.json, saved from its address
      --status FILE    the issuer's list of withdrawn badges, saved likewise; once more for
                       its list of suspended ones
      --site DIR       both, from what export-public wrote

./waypost test     prove it: the gates, the tests on SQLite and PostgreSQL, a real browser
      --all        each walk at its longest; journeys on both databases and in every theme
      PYTEST ARGS  only these tests, on both databases, without the gates

./waypost check    the gates alone, under a minute
"""


def main(arguments: list[str]) -> int:
    """Runs one command and gives its exit code."""
    steady()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except Stop as stop:
        return wrong(str(stop))
    except KeyboardInterrupt:
        return wrong("Stopped.")
    except BrokenPipeError:
        # Whoever read had enough of it: `./waypost check | head -1`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _run(arguments: list[str]) -> int:
    name, rest = (arguments[0], arguments[1:]) if arguments else ("--help", [])
    if name in {"-h", "--help", "help"} or {"-h", "--help"} & set(rest):
        print(HELP, end="")
        return 0
    if os.name != "posix":
        return wrong("Waypost runs on Linux and macOS. On Windows, use it inside WSL.")
    command = COMMANDS.get(name)
    if command is None:
        return wrong(f"There is no command {name!r}. See them all: ./waypost --help")
    return command(rest)


def start(rest: list[str]) -> int:
    """Becomes the product's own process, so that signals reach it directly."""
    # Two arenas keep the threads' freed memory from piling up.
    return _become("waypost.config.serve", rest, MALLOC_ARENA_MAX="2")


def verify(rest: list[str]) -> int:
    """Reads one file and nothing else."""
    return _become("waypost.config.verify", rest)


def backup(rest: list[str]) -> int:
    """One file that holds everything."""
    return _become("waypost.config.keeping.backup", rest)


def restore(rest: list[str]) -> int:
    """And back from it."""
    return _become("waypost.config.keeping.restore", rest)


def doctor(rest: list[str]) -> int:
    """Looks, and changes nothing."""
    return _become("waypost.config.keeping.doctor", rest)


def export(rest: list[str]) -> int:
    """What a district takes with it."""
    return _become("waypost.config.keeping.export", rest)


def export_public(rest: list[str]) -> int:
    """What outlives the program."""
    return _become("waypost.config.keeping.export_public", rest)


def keys(rest: list[str]) -> int:
    """Which keys sign here; change or withdraw them."""
    return _become("waypost.config.keeping.keys", rest)


def test(rest: list[str]) -> int:
    """The gates, then every test."""
    from launcher import environment, testing  # imported late: they need a POSIX system

    environment.ensure("test")
    return testing.run(rest)


def check(rest: list[str]) -> int:
    """The gates alone."""
    from launcher import environment, gates  # imported late: they need a POSIX system

    if rest:
        raise Stop("./waypost check takes no arguments.")
    environment.ensure("test")
    return gates.main()


def _become(module: str, rest: list[str], **more: str) -> int:
    from launcher import environment  # imported late: it needs a POSIX system

    environment.ensure("run")
    sys.stdout.flush()
    command = [str(environment.PYTHON), "-m", module, *rest]
    os.execve(command[0], command, environment.variables(**more))


COMMANDS = {
    "start": start,
    "backup": backup,
    "restore": restore,
    "doctor": doctor,
    "export": export,
    "export-public": export_public,
    "keys": keys,
    "verify": verify,
    "test": test,
    "check": check,
}
