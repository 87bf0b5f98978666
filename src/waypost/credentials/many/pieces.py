"""A list in bounded pieces, each in one transaction: whoever is killed goes on with the next."""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction

from waypost.catalog.models import Version
from waypost.credentials import making
from waypost.credentials.events import AwardListEnded, AwardListWentOn, AwardListWithdrawn
from waypost.credentials.keys import KeyMissing
from waypost.credentials.making import Listed
from waypost.credentials.many.judging import moment_of
from waypost.credentials.models import AwardLine, AwardList, Withdrawal
from waypost.credentials.together import Earning, alone, award_together, holding, take_back
from waypost.journal.actions import record
from waypost.people.models import Person
from waypost.people.policies import may_run_program, require
from waypost.people.viewers import Viewer

log = logging.getLogger(__name__)

State = AwardList.State
# How many lines one piece takes: some seconds of signing at most.
AT_ONCE = 200


@transaction.atomic
def next_piece(
    *, award_list: AwardList, turn: int, by: Viewer, at: dt.datetime, most: int = AT_ONCE
) -> bool:
    """Award or withdraw the next `most`; False when nothing is left of this turn.

    It records how far it came, and whoever is told goes on from there.
    """
    require(may_run_program(by, award_list.district))
    lists = AwardList.objects.select_for_update(of=("self",), no_key=True)
    kept = lists.select_related("district", "begun_by", "withdrawn_by").get(pk=award_list.pk)
    if kept.turn != turn or not kept.is_under_way:
        return False
    awarding = kept.state == State.RUNNING
    more = _award(kept, by, at, most) if awarding else _withdraw(kept, by, at, most)
    if more:
        fact = AwardListWentOn(district=kept.district_id, subject=kept.pk, turn=turn)
        record(fact, by=by, at=at)
    return more


def _award(kept: AwardList, by: Viewer, at: dt.datetime, most: int) -> bool:
    lines = list(kept.lines.ready().order_by("number")[:most])
    piece = _Piece(kept, by, at)
    try:
        with transaction.atomic():
            piece.award(lines)
    except (KeyMissing, OperationalError):
        # Nothing is wrong with any line: the loop comes back once it is mended.
        raise
    except Exception as error:  # one line must not hold up the others, nor be lost itself
        log.warning("a piece of list %s line by line (%s)", kept.pk, type(error).__name__)
        for line in AwardLine.objects.filter(pk__in=[each.pk for each in lines]):
            piece.award_alone(line)
    if kept.lines.ready().exists():
        return True
    counts = kept.lines.counts()
    kept.state, kept.ended_at = State.DONE, at
    kept.save(update_fields=["state", "ended_at"])
    record(
        AwardListEnded(
            district=kept.district_id,
            subject=kept.pk,
            awarded=counts.get(AwardLine.State.AWARDED, 0),
            held=counts.get(AwardLine.State.HELD, 0),
            refused=counts.get(AwardLine.State.REFUSED, 0),
        ),
        by=by,
        at=at,
    )
    return False


class _Piece:
    """Some lines of a list, awarded together."""

    def __init__(self, kept: AwardList, by: Viewer, at: dt.datetime) -> None:
        self.kept, self.by, self.at = kept, by, at
        parts = Version.objects.select_related("achievement", "district").prefetch_related(
            "requirements__rows", "requirements__choices", "alignments"
        )
        self.version = parts.get(pk=kept.version_id)
        self.own = set(kept.begun_by.selves) if kept.begun_by else set()

    def award(self, lines: Sequence[AwardLine]) -> None:
        """Each line ends with an outcome: what was true at the look-over is asked once more."""
        people = _holders([line.person_id for line in lines if line.person_id])
        held = holding(self.version, set(people.values()))
        earnings: list[tuple[AwardLine, Earning]] = []
        for line in lines:
            person = people.get(line.person_id) if line.person_id else None
            problem = self._problem(line, person)
            if person is None or problem:
                self._refuse(line, problem or "gone")
            elif person.pk in held:
                line.state = AwardLine.State.HELD
            else:
                held.add(person.pk)
                earnings.append((line, self._earning(line, person)))
        made = award_together(
            version=self.version, earnings=[each for _, each in earnings], by=self.by, at=self.at
        )
        for (line, _), award in zip(earnings, made, strict=True):
            line.state, line.award = AwardLine.State.AWARDED, award
        self._write(lines)

    def _write(self, lines: Sequence[AwardLine]) -> None:
        """Few statements: one for each outcome, and one that names the awards."""
        outcomes: dict[tuple[str, str], list[UUID]] = defaultdict(list)
        for line in lines:
            outcomes[line.state, line.problem].append(line.pk)
        for (state, problem), these in outcomes.items():
            several = AwardLine.objects.filter(pk__in=these)
            several.update(state=state, problem=problem, decided_at=self.at)
        # Last: from then on the line is frozen.
        awarded = [line for line in lines if line.state == AwardLine.State.AWARDED]
        AwardLine.objects.bulk_update(awarded, ("award",))

    def award_alone(self, line: AwardLine) -> None:
        try:
            with transaction.atomic():
                self.award([line])
        except (KeyMissing, OperationalError):
            raise
        except Exception as error:  # whatever it is, the report says so beside the line
            log.warning("line %s was not awarded (%s)", line.pk, type(error).__name__)
            fresh = AwardLine.objects.filter(pk=line.pk)
            refused = AwardLine.State.REFUSED
            fresh.update(state=refused, problem="not_signed", award=None, decided_at=self.at)

    def _problem(self, line: AwardLine, person: Person | None) -> str:
        """Why it cannot be awarded any more, in a word; empty where it can."""
        if person is None or person.left_at:
            return "gone"
        if person.pk in self.own:
            return "own"
        # Until the address was confirmed these were to be practice badges, and nobody said more.
        if self.kept.practice != person.district.practice:
            return "confirmed"
        until = making.expires_at(self.version, person.district, self._earned(line) or self.at)
        return "over" if until and until <= self.at else ""

    def _refuse(self, line: AwardLine, problem: str) -> None:
        line.state, line.problem = AwardLine.State.REFUSED, problem

    def _earned(self, line: AwardLine) -> dt.datetime | None:
        if line.earned_on is None:
            return None
        return moment_of(line.earned_on, self.version.district, self.at)

    def _earning(self, line: AwardLine, person: Person) -> Earning:
        """Name-free, as every basis is: who said so is an id, and which line a number."""
        basis: dict[str, Any] = {
            "kind": "list",
            "version": self.version.digest,
            "sha256": self.kept.sha256,
            "row": line.number,
            "reason": self.kept.ground,
            "by": str(self.kept.begun_by_id),
        }
        return Earning(person, basis, Listed(self.kept, self._earned(line)))


def _holders(people: Sequence[UUID]) -> dict[UUID, Person]:
    """Whom each row is today, locked: what was said of an entry that was joined since is said of
    who holds it now."""
    found = alone(people)
    into = [person.joined_into_id for person in found.values() if person.joined_into_id]
    kept = alone(into) if into else {}
    return {
        pk: kept[person.joined_into_id] if person.joined_into_id else person
        for pk, person in found.items()
    }


def _withdraw(kept: AwardList, by: Viewer, at: dt.datetime, most: int) -> bool:
    """For the reason that the list as a whole was a mistake; what was shown here since stays."""
    # Locked: what is shown here at this moment is not the list's any more.
    locked = kept.awards.select_for_update(of=("self",), no_key=True).standing().order_by("pk")
    these = [award.pk for award in locked.only("pk")[:most]]
    if kept.withdrawn_by is None:
        raise ValueError(kept.pk)  # a list that is being withdrawn has who said so
    take_back(
        these,
        reason=Withdrawal.Reason.ERROR,
        note=kept.withdrawn_note,
        person=kept.withdrawn_by,
        by=by,
        at=at,
    )
    if kept.awards.standing().exists():
        return True
    kept.state = State.WITHDRAWN
    kept.save(update_fields=["state"])
    awards = Withdrawal.objects.filter(award__award_list=kept).count()
    record(
        AwardListWithdrawn(district=kept.district_id, subject=kept.pk, awards=awards),
        by=by,
        at=at,
    )
    return False
