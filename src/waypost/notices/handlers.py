"""Which facts become which letters."""

from uuid import UUID

from django.utils import timezone

from waypost.credentials.events import AwardMade, AwardWithdrawn
from waypost.credentials.models import Award
from waypost.evidence.events import WorkSubmitted
from waypost.evidence.models import Attempt
from waypost.journal.events import on
from waypost.notices import actions
from waypost.notices.events import LetterWritten
from waypost.notices.models import Letter
from waypost.people.models import District
from waypost.people.viewers import System
from waypost.review.events import Decided
from waypost.review.models import Decision, Level, Verdict


@on(WorkSubmitted)
def letter_got_it(event: WorkSubmitted) -> None:
    attempt = Attempt.objects.select_related(
        "submission__person__district", "submission__version__achievement"
    ).get(pk=event.attempt)
    submission = attempt.submission
    actions.write_letter(
        "got_it",
        to=submission.person,
        occasion=f"submitted:{attempt.pk}",
        facts={
            "version": submission.version,
            "attempt": attempt,
            "link": _link(submission.district, f"/work/{submission.pk}"),
        },
        by=System(submission.district, "notices"),
        at=attempt.submitted_at,
    )


@on(Decided)
def letter_decided(event: Decided) -> None:
    """Not yet and incomplete; an award has its own letter, written when it is made."""
    decision = Decision.objects.select_related(
        "attempt__submission__person__district",
        "attempt__submission__version__achievement",
        "review",
    ).get(pk=event.decision)
    submission = decision.attempt.submission
    if decision.verdict == Verdict.AWARD and _awarded(submission.person_id, submission.version_id):
        return
    scores = list(decision.review.scores.select_related("row").order_by("row__position"))
    done_before = set(submission.rows_done) - {str(s.row_id) for s in scores}
    actions.write_letter(
        {Verdict.NOT_YET: "not_yet", Verdict.INCOMPLETE: "incomplete"}.get(
            Verdict(decision.verdict), "part_done"
        ),
        to=submission.person,
        occasion=f"decided:{decision.pk}",
        facts={
            "version": submission.version,
            "decision": decision,
            "to_redo": [s for s in scores if s.level == Level.NOT_YET],
            "done": [s.row.title for s in scores if s.level == Level.DEMONSTRATED],
            "done_before": len(done_before),
            "comments": [s for s in scores if s.comment],
            "link": _link(submission.district, f"/work/{submission.pk}"),
        },
        by=System(submission.district, "notices"),
        at=decision.decided_at,
    )


@on(AwardMade)
def letter_earned(event: AwardMade) -> None:
    award = _award(event.subject)
    actions.write_letter(
        "earned",
        to=award.person,
        occasion=f"earned:{award.pk}",
        facts={
            "award": award,
            "version": award.version,
            "praise": _praise(award),
            "link": _link(award.district, f"/badges/{award.pk}"),
            "public_link": _link(award.district, f"/c/{award.public_id}"),
        },
        by=System(award.district, "notices"),
        at=award.awarded_at,
    )


@on(AwardWithdrawn)
def letter_withdrawn(event: AwardWithdrawn) -> None:
    award = _award(event.subject)
    actions.write_letter(
        "withdrawn",
        to=award.person,
        occasion=f"withdrawn:{award.pk}",
        facts={
            "award": award,
            "version": award.version,
            "withdrawal": award.withdrawal,
            "link": _link(award.district, f"/badges/{award.pk}"),
        },
        by=System(award.district, "notices"),
        at=award.withdrawal.withdrawn_at,
    )


@on(LetterWritten)
def send_letter(event: LetterWritten) -> None:
    letter = Letter.objects.select_related("district").get(pk=event.subject)
    actions.send(letter=letter, at=timezone.now())


def _award(pk: UUID) -> Award:
    return Award.objects.select_related("person__district", "version__achievement", "district").get(
        pk=pk
    )


def _awarded(person: UUID, version: UUID) -> bool:
    return Award.objects.filter(person=person, version=version).exists()


def _praise(award: Award) -> list[str]:
    """What the reviewer wrote about rows that were there: the part worth reading twice."""
    decision = (
        Decision.objects.filter(
            attempt__submission__person=award.person_id,
            attempt__submission__version=award.version_id,
            verdict=Verdict.AWARD,
        )
        .order_by("-decided_at")
        .first()
    )
    if decision is None:
        return []
    said = [s.comment for s in decision.review.scores.order_by("row__position") if s.comment]
    return [*said, decision.note] if decision.note else said


def _link(district: District, path: str) -> str:
    return district.address + path
