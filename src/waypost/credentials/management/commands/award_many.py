"""Award everyone on a list: each line is shown first, and nothing is kept with --dry-run."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from waypost.catalog.models import Version
from waypost.credentials.keys import KeyMissing
from waypost.credentials.many import actions, pieces
from waypost.credentials.models import AwardLine, AwardList
from waypost.people.models import District, Person
from waypost.people.policies import NotAllowed
from waypost.people.table_problems import sentence
from waypost.people.tables import BadTable
from waypost.people.viewers import System

COLUMNS = {"email": "E-mail", "name": "Name", "date": "Date", "note": "Note"}
WHY_NOT = {
    "degree": "It is a rule over other badges; whoever meets it is awarded by itself.",
    "unpublished": "It is a draft.",
    "retired": "It is no longer offered.",
    "replaced": "There is a newer version of it.",
}


class Command(BaseCommand):
    help = (
        "Show what would become of every line of a list, then award them in pieces and say what"
        " became of each. Killed half-way and started again with the same file, it finishes."
    )

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        """Django's own --version says which Django it is; here it says what is awarded."""
        return super().create_parser(*args, conflict_handler="resolve", **options)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV file, or addresses one a line")
        parser.add_argument(
            "--version", dest="slug", required=True, help="of what: as its address in the catalog"
        )
        parser.add_argument("--by", required=True, help="the program lead's e-mail address")
        parser.add_argument("--host", default="", help="where several districts live")
        parser.add_argument("--ground", choices=AwardList.Ground.values, default="record")
        parser.add_argument("--note", default="", help="where the list is from, in a sentence")
        parser.add_argument("--count", type=int, help="how many it will be, instead of typing it")
        parser.add_argument("--no-letters", action="store_true")
        parser.add_argument("--dry-run", action="store_true", help="show it and change nothing")

    def handle(self, *args: Any, file: Path, slug: str, **options: Any) -> None:
        lead = _lead(options["by"], options["host"])
        version = _version(lead.district, slug)
        try:
            source = file.read_bytes()
            looked = list(
                actions.look_over(version=version, source=source, by=lead, at=timezone.now())
            )
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except BadTable as problem:
            raise CommandError(sentence(problem, COLUMNS)) from problem
        except actions.NotFromAList as problem:
            raise CommandError(WHY_NOT[problem.why]) from problem
        except NotAllowed as problem:
            raise CommandError(f"{lead.email} does not run the program.") from problem
        if begun := _begun(version, source):
            self.stdout.write("This list was begun before; it goes on where it stopped.")
        else:
            self._look_over(looked)
        if options["dry_run"]:
            self.stdout.write("Nothing was changed.")
            return
        award_list = begun or self._begin(version, source, file.name, lead, options)
        if award_list.state == AwardList.State.PAUSED:
            actions.go_on(award_list=award_list, by=lead, at=timezone.now())
        self._run(award_list)
        self._report(award_list)

    def _look_over(self, looked: Iterable[actions.Looked]) -> None:
        states: Counter[str] = Counter()
        for each in looked:
            judged = each.judged
            states[judged.state] += 1
            if judged.state != AwardLine.State.READY:
                who = each.said["email"] or each.said["name"] or "nobody"
                said = " ".join([judged.state, judged.problem, *judged.facts.values()])
                self.stdout.write(f"{each.number:>6}  {who}: {said}".rstrip())
        self.stdout.write(_counted(states))

    def _begin(
        self,
        version: Version,
        source: bytes,
        name: str,
        lead: Person,
        options: dict[str, Any],
    ) -> AwardList:
        note = options["note"].strip()
        if not note:
            raise CommandError('Say where the list is from: --note "The spring workshop".')
        now = timezone.now()
        brought = actions.bring(
            version=version,
            source=source,
            file_name=name,
            ground=options["ground"],
            note=note,
            by=lead,
            at=now,
        )
        try:
            typed = options["count"] if options["count"] is not None else _typed()
            letters = not options["no_letters"]
            actions.begin(award_list=brought, typed=typed, letters=letters, by=lead, at=now)
        except (actions.Nobody, actions.AnotherNumber, ValueError) as problem:
            actions.let_go(award_list=brought, by=lead)
            if isinstance(problem, actions.Nobody):
                raise CommandError("Nobody is left to be awarded.") from problem
            raise CommandError("That is not how many it would be. Nobody is awarded.") from problem
        brought.refresh_from_db()
        return brought

    def _run(self, award_list: AwardList) -> None:
        """Piece by piece; a server that runs beside it takes pieces too, and none is done twice."""
        award_list.refresh_from_db()
        system = System(award_list.district, "award-list")
        more, of = True, award_list.lines.count()
        while more:
            try:
                more = pieces.next_piece(
                    award_list=award_list, turn=award_list.turn, by=system, at=timezone.now()
                )
            except KeyMissing as error:
                raise CommandError(
                    "No badge can be signed: a key file is missing. See ./waypost doctor. Put it"
                    " back, then start this command again."
                ) from error
            left = award_list.lines.ready().count()
            self.stdout.write(f"{of - left} of {of}")

    def _report(self, award_list: AwardList) -> None:
        lines = award_list.lines.exclude(state=AwardLine.State.AWARDED).order_by("number")
        for line in lines.iterator(chunk_size=500):
            who = line.said.get("email") or line.said.get("name") or "nobody"
            said = " ".join([line.state, line.problem])
            self.stdout.write(f"{line.number:>6}  {who}: {said}".rstrip())
        self.stdout.write(_counted(Counter(award_list.lines.counts())))
        address = f"{award_list.district.address}/award-many/{award_list.pk}"
        self.stdout.write(f"Every line: {address}")


def _lead(email: str, host: str) -> Person:
    people = Person.objects.with_roles().filter(email__iexact=email, left_at=None)
    if host:
        people = people.filter(district__host=host.lower())
    found = list(people[:2])
    if not found:
        known = ", ".join(District.objects.order_by("host").values_list("host", flat=True))
        raise CommandError(f"Nobody has the address {email} here. Districts: {known or 'none'}.")
    if len(found) > 1:
        raise CommandError("Several districts know this address: say which with --host.")
    return found[0]


def _version(district: District, slug: str) -> Version:
    """The one that is offered at that address in the catalog, or the newest that was."""
    versions = Version.objects.filter(district=district, achievement__slug=slug)
    found = versions.current().first() or versions.order_by("-number").first()
    if found is None:
        offered = actions.offered_of(district).values_list("achievement__slug", flat=True)
        raise CommandError(f"There is no {slug}. There is: {', '.join(offered) or 'nothing yet'}.")
    return found


def _begun(version: Version, source: bytes) -> AwardList | None:
    """The same file for the same version, which somebody began and which has not ended."""
    states = AwardList.State
    return AwardList.objects.filter(
        district=version.district,
        version=version,
        sha256=hashlib.sha256(source).hexdigest(),
        state__in=(states.RUNNING, states.PAUSED),
    ).first()


def _typed() -> int:
    """Raises ValueError."""
    try:
        return int(input("How many people will have it? "))
    except EOFError as error:
        raise ValueError from error


def _counted(states: Counter[str]) -> str:
    found = [f"{AwardLine.State(each).label}: {n}" for each, n in states.items()]
    return "; ".join(found) + "." if found else "No lines."
