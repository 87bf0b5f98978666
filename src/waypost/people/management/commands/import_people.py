"""Bring people in from a file: every line is shown first, and saved only when asked."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from waypost.people.bringing import ChangedMeanwhile, HasMistakes, Trial, bring_in, try_out
from waypost.people.incoming import TooLong, Verdict
from waypost.people.models import Campus, District, Role
from waypost.people.table_problems import sentence
from waypost.people.tables import BadTable, decoded
from waypost.people.viewers import System

SAID = {Verdict.NEW: "new", Verdict.SAME: "here already, nothing changes"}


class Command(BaseCommand):
    help = "Show what a list of people would do, line by line; with --really, do it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("host", help="the name in the browser's address")
        parser.add_argument("file", type=Path, help="a CSV file, or addresses one a line")
        parser.add_argument("--campus", default="", help="for lines that name none")
        parser.add_argument(
            "--role",
            action="append",
            choices=Role.values,
            help="for lines that name none; teacher, where nothing is said",
        )
        parser.add_argument("--really", action="store_true", help="save it")
        parser.add_argument(
            "--leave-out-mistakes", action="store_true", help="save the lines without one"
        )

    def handle(self, *args: Any, host: str, file: Path, **options: Any) -> None:
        district = District.objects.filter(host=host.lower()).first()
        if district is None:
            known = ", ".join(District.objects.order_by("host").values_list("host", flat=True))
            raise CommandError(f"No district answers at {host}. There is: {known or 'none yet'}.")
        try:
            text = decoded(file.read_bytes(), patient=True)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except BadTable as problem:
            raise CommandError(sentence(problem, {})) from problem
        told: dict[str, Any] = {
            "district": district,
            "text": text,
            "roles": [Role(role) for role in options["role"] or [Role.TEACHER]],
            "campus": self._campus(district, options["campus"]),
            "by": System(district, "import"),
            "at": timezone.now(),
        }
        try:
            trial = try_out(**told)
            self._show(trial)
            if options["really"]:
                bring_in(**told, seen=trial.seen, leave_out_mistakes=options["leave_out_mistakes"])
        except TooLong as error:
            raise CommandError("The list is too long. Cut it in two.") from error
        except HasMistakes as error:
            raise CommandError(
                "Nothing is saved. Mend the lines, or add --leave-out-mistakes."
            ) from error
        except ChangedMeanwhile as error:
            raise CommandError(
                "Something changed meanwhile. Nothing is saved: try again."
            ) from error
        count = len(trial.saved)
        done = "saved" if options["really"] else "would be saved; add --really to do it"
        self.stdout.write(f"{count} of {len(trial.findings)} lines {done}.")

    def _campus(self, district: District, name: str) -> Campus | None:
        if not name:
            return None
        campus = Campus.objects.filter(district=district, name__iexact=name).first()
        if campus is None:
            raise CommandError(f"There is no campus called {name}.")
        return campus

    def _show(self, trial: Trial) -> None:
        for one in trial.findings:
            said = SAID.get(one.verdict) or f"here already, added: {one.added_labels}"
            said = " ".join(one.mistakes) if one.verdict is Verdict.MISTAKE else said
            who = f"{one.name} <{one.address}>" if one.address else one.line.text[:60]
            self.stdout.write(f"{one.line.number:>5}  {who}: {said} {' '.join(one.notes)}".rstrip())
