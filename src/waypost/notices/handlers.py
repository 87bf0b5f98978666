"""Which facts become which letters."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone, translation

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
from waypost.review.letter import Letter as DecisionLetter
from waypost.review.letter import letter_for
from waypost.review.models import Decision, Verdict


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
    decision = _decisions().get(pk=event.decision)
    submission = decision.attempt.submission
    if decision.verdict == Verdict.AWARD and _awarded(submission.person_id, submission.version_id):
        return
    with translation.override(submission.person.language):
        letter = letter_for(decision)
    actions.write_letter(
        "decided",
        to=submission.person,
        occasion=f"decided:{decision.pk}",
        facts={
            "letter": letter,
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
            "letter": _letter_with(award),
            "link": _link(award.district, f"/badges/{award.pk}"),
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


def _decisions() -> QuerySet[Decision]:
    """With all that a letter is about."""
    return Decision.objects.select_related(
        "attempt__submission__person__district",
        "attempt__submission__version__achievement",
        "attempt__submission__requirement",
        "review",
    )


def _award(pk: UUID) -> Award:
    return Award.objects.select_related("person__district", "version__achievement", "district").get(
        pk=pk
    )


def _awarded(person: UUID, version: UUID) -> bool:
    return Award.objects.filter(person=person, version=version).exists()


def _letter_with(award: Award) -> DecisionLetter | None:
    """Of the decision that made it; None where a rule did, whose parts had letters of their own."""
    decision = _decisions().filter(
        attempt__submission__person=award.person_id,
        attempt__submission__version=award.version_id,
        verdict=Verdict.AWARD,
        decided_at=award.awarded_at,
    )
    made_by = decision.first()
    if made_by is None:
        return None
    with translation.override(award.person.language):
        return letter_for(made_by)


def _link(district: District, path: str) -> str:
    return district.address + path
