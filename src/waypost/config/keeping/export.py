"""`./waypost export DIR`: all that a district has, in open formats; while it runs or not."""

import sys
from argparse import Namespace
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from waypost.config.folder import Refused
from waypost.config.keeping.backup import one_line, open_data
from waypost.config.options import OneLine
from waypost.config.say import Indented, say, steady


def main(arguments: list[str]) -> int:
    """0 when all of it is there; 1 and one line when it is not."""
    steady()
    parser = OneLine(prog="./waypost export", add_help=False)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--district", metavar="HOST", default="")
    parser.add_argument("--without-certificates", action="store_true")
    parser.add_data()
    options = parser.parse_args(arguments)
    return exported("export_district", options, without_certificates=options.without_certificates)


def exported(command: str, options: Namespace, **more: object) -> int:
    """Runs the command for the district that is meant."""
    try:
        open_data(options.data)
        host = options.district or _only_one()
        say(f"Exporting {host}")
        call_command(command, host, options.folder, stdout=Indented(), **more)
    except KeyboardInterrupt:
        print("Stopped; what is in the folder is not whole: remove it.", file=sys.stderr)
        return 1
    except CommandError as problem:
        print(problem, file=sys.stderr)
        return 1
    except Exception as error:
        if not (line := one_line(error, options.folder)):
            raise
        print(line, file=sys.stderr)
        return 1
    return 0


def _only_one() -> str:
    districts = apps.get_model("people", "District")._default_manager
    hosts = list(districts.order_by("host").values_list("host", flat=True))
    if len(hosts) == 1:
        return str(hosts[0])
    if not hosts:
        raise Refused("There is no district here yet.")
    raise Refused(f"Which district? Add --district and one of: {', '.join(hosts)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
