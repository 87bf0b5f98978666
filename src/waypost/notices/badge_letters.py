"""What is written to its earner about one badge, or about the work toward it."""

import datetime as dt
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import translation

from waypost.credentials.events import (
    AwardCorrected,
    AwardMade,
    AwardRenewed,
    AwardRestored,
    AwardSuspended,
    AwardWithdrawn,
)
from waypost.credentials.models import Award, Correction, Renewal, Restoration, Suspension
from waypost.credentials.rules import comes_back
from waypost.evidence.models import Submission
from waypost.notices import actions
from waypost.notices.anew import nobody_needs_it, occasion_of
from waypost.notices.counts import counts_for
from waypost.notices.letters import readers_of_answers
from waypost.notices.models import Quiet
from waypost.people.viewers import System
from waypost.review.letter import Letter as DecisionLetter
from waypost.review.letter import letter_for
from waypost.review.models import Decision, Verdict
from waypost.surveys.asking import ask
from waypost.surveys.models import Occasion


def earned(event: AwardMade) -> None:
    award = _award(event.subject)
    # Whoever awarded a list may have chosen that it sends none.
    if award.award_list and not award.award_list.letters:
        return
    _earned(award, occasion=f"earned:{award.pk}", at=award.awarded_at)


def _earned(award: Award, *, occasion: str, at: dt.datetime) -> None:
    write(
        "earned",
        about=award,
        occasion=occasion,
        at=at,
        award=award,
        letter=_letter_with(award, at),
        counts=counts_for(award),
        ask_url=_ask(award),
    )


def withdrawn(event: AwardWithdrawn) -> None:
    award = _award(event.subject)
    write(
        "withdrawn",
        about=award,
        occasion=f"withdrawn:{award.pk}",
        at=award.withdrawal.withdrawn_at,
        withdrawal=award.withdrawal,
        again=comes_back(award),
        listed=award.award_list_id is not None,
        answered=bool(readers_of_answers(award.person.district)),
    )


def suspended(event: AwardSuspended) -> None:
    award = _award(event.subject)
    suspension = Suspension.objects.get(pk=event.suspension)
    write(
        "suspended",
        about=award,
        occasion=f"suspended:{suspension.pk}",
        at=suspension.suspended_at,
        suspension=suspension,
        answered=bool(readers_of_answers(award.person.district)),
    )


def restored(event: AwardRestored) -> None:
    award = _award(event.subject)
    restoration = Restoration.objects.select_related("suspension").get(pk=event.restoration)
    write(
        "restored",
        about=award,
        occasion=f"restored:{restoration.pk}",
        at=restoration.restored_at,
        award=award,
        expired=award.is_expired(restoration.restored_at),
        restoration=restoration,
        anew=award.documents.filter(issued_at__gte=restoration.suspension.suspended_at).exists(),
        answered=bool(readers_of_answers(award.person.district)),
    )


def renewed(event: AwardRenewed) -> None:
    award = _award(event.subject)
    renewal = Renewal.objects.get(pk=event.renewal)
    write(
        "renewed",
        about=award,
        occasion=f"renewed:{renewal.pk}",
        at=renewal.renewed_at,
        renewal=renewal,
        shown=renewal.reason == Renewal.Reason.SHOWN,
        answered=bool(readers_of_answers(award.person.district)),
    )


def corrected(event: AwardCorrected) -> None:
    """One for what was signed anew together, however many badges that were."""
    correction = Correction.objects.select_related("district", "document__supersedes__key").get(
        pk=event.correction
    )
    award = _award(event.subject)
    if nobody_needs_it(correction, award):
        return
    if correction.what == Correction.What.SHOWN:
        _earned(award, occasion=f"shown:{award.pk}", at=correction.corrected_at)
        return
    write(
        "corrected",
        about=award,
        occasion=occasion_of(correction, award, together=event.together),
        at=correction.corrected_at,
        correction=correction,
        together=event.together,
        answered=bool(readers_of_answers(award.person.district)),
    )


def write(
    name: str, *, about: Submission | Award, occasion: str, at: dt.datetime, **facts: object
) -> None:
    """To whose it is, with a link to its page."""
    page = "work" if isinstance(about, Submission) else "badges"
    district = about.person.district
    actions.write_letter(
        name,
        to=about.person.holder,
        occasion=occasion,
        facts={
            "version": about.version,
            "link": f"{district.address}/{page}/{about.pk}",
            **facts,
        },
        by=System(district, "notices"),
        at=at,
    )


def decisions() -> QuerySet[Decision]:
    """With all that a letter is about."""
    return Decision.objects.select_related(
        "attempt__submission__person__district",
        "attempt__submission__version__achievement",
        "attempt__submission__requirement",
        "review",
    )


def tells_of(decision: Decision) -> bool:
    """Whether `earned` or `renewed` tells of it: what stands, or stood, for another reason (for
    practice, from a list alone) says nothing about what was shown now."""
    if decision.verdict != Verdict.AWARD:
        return False
    submission = decision.attempt.submission
    theirs = Award.objects.of(submission.person.holder).filter(version=submission.version_id)
    made = Q(award_list=None, awarded_at=decision.decided_at)
    shown = Q(renewals__reason=Renewal.Reason.SHOWN, renewals__renewed_at=decision.decided_at)
    # What a list had awarded rests on this decision from now on.
    since = Q(
        corrections__what=Correction.What.SHOWN, corrections__corrected_at=decision.decided_at
    )
    return theirs.filter(made | shown | since).exists()


def _award(pk: UUID) -> Award:
    awards = Award.objects.select_related("person__district", "version__achievement", "award_list")
    return awards.get(pk=pk)


def _ask(award: Award) -> str:
    """How useful was it? Empty for whoever does not want to be asked in letters, and for what a
    list gave them, which they have not tried here."""
    if award.award_list_id or Quiet.objects.filter(person=award.holder, kind="evaluation").exists():
        return ""
    return ask(award.person.district, Occasion.AWARD, award.pk)


def _letter_with(award: Award, at: dt.datetime) -> DecisionLetter | None:
    """Of the decision that earned it; None where a rule did, whose parts had letters of their own,
    or a list."""
    if award.award_list_id:
        return None
    decision = decisions().filter(
        attempt__submission__person__in=award.holder.selves,
        attempt__submission__version=award.version_id,
        verdict=Verdict.AWARD,
        decided_at=at,
    )
    made_by = decision.first()
    if made_by is None:
        return None
    with translation.override(award.person.language):
        return letter_for(made_by)
