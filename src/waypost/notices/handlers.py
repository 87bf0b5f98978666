"""Which facts become which letters."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone, translation

from waypost.credentials.events import AwardMade, AwardWithdrawn
from waypost.credentials.models import Award
from waypost.evidence.events import WorkSubmitted
from waypost.evidence.models import Attempt, Submission
from waypost.journal.events import on
from waypost.notices import actions
from waypost.notices.counts import counts_for
from waypost.notices.events import LetterWritten
from waypost.notices.letters import readers_of_answers
from waypost.notices.models import Letter, Quiet
from waypost.people.viewers import System
from waypost.review.events import Decided
from waypost.review.letter import Letter as DecisionLetter
from waypost.review.letter import letter_for
from waypost.review.models import Decision, Verdict
from waypost.surveys.asking import ask
from waypost.surveys.models import Occasion


@on(WorkSubmitted)
def letter_got_it(event: WorkSubmitted) -> None:
    attempt = Attempt.objects.select_related(
        "submission__person__district", "submission__version__achievement"
    ).get(pk=event.attempt)
    _write(
        "got_it",
        about=attempt.submission,
        occasion=f"submitted:{attempt.pk}",
        at=attempt.submitted_at,
        attempt=attempt,
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
    _write(
        "decided",
        about=submission,
        occasion=f"decided:{decision.pk}",
        at=decision.decided_at,
        letter=letter,
    )


@on(AwardMade)
def letter_earned(event: AwardMade) -> None:
    award = _award(event.subject)
    _write(
        "earned",
        about=award,
        occasion=f"earned:{award.pk}",
        at=award.awarded_at,
        award=award,
        letter=_letter_with(award),
        counts=counts_for(award),
        ask_url=_ask(award),
    )


@on(AwardWithdrawn)
def letter_withdrawn(event: AwardWithdrawn) -> None:
    award = _award(event.subject)
    _write(
        "withdrawn",
        about=award,
        occasion=f"withdrawn:{award.pk}",
        at=award.withdrawal.withdrawn_at,
        withdrawal=award.withdrawal,
        answered=bool(readers_of_answers(award.person.district)),
    )


@on(LetterWritten, outside=True)
def send_letter(event: LetterWritten) -> None:
    letter = Letter.objects.select_related("district").get(pk=event.subject)
    actions.send(letter=letter, at=timezone.now())


def _write(
    name: str, *, about: Submission | Award, occasion: str, at: dt.datetime, **facts: object
) -> None:
    """To whose it is, with a link to its page."""
    page = "work" if isinstance(about, Submission) else "badges"
    district = about.person.district
    actions.write_letter(
        name,
        to=about.person,
        occasion=occasion,
        facts={
            "version": about.version,
            "link": f"{district.address}/{page}/{about.pk}",
            **facts,
        },
        by=System(district, "notices"),
        at=at,
    )


def _decisions() -> QuerySet[Decision]:
    """With all that a letter is about."""
    return Decision.objects.select_related(
        "attempt__submission__person__district",
        "attempt__submission__version__achievement",
        "attempt__submission__requirement",
        "review",
    )


def _award(pk: UUID) -> Award:
    return Award.objects.select_related("person__district", "version__achievement").get(pk=pk)


def _awarded(person: UUID, version: UUID) -> bool:
    return Award.objects.active().filter(person=person, version=version).exists()


def _ask(award: Award) -> str:
    """How useful was it? Empty for whoever does not want to be asked in letters."""
    if Quiet.objects.filter(person=award.person_id, kind="evaluation").exists():
        return ""
    return ask(award.person.district, Occasion.AWARD, award.pk)


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
