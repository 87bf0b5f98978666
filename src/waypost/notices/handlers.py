"""Which facts become which letters."""

import datetime as dt
from uuid import UUID

from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone, translation

from waypost.catalog.events import ManuscriptCommented
from waypost.credentials.events import (
    AwardCorrected,
    AwardMade,
    AwardRenewed,
    AwardRestored,
    AwardSuspended,
    AwardWithdrawn,
)
from waypost.evidence.events import WorkSubmitted
from waypost.evidence.models import Attempt
from waypost.journal.events import on
from waypost.notices import actions, badge_letters, goodbyes, leaving, taken, together
from waypost.notices.events import LetterWritten
from waypost.notices.letters import ASKED, by_the_team, readers_of_answers
from waypost.notices.models import Letter
from waypost.people import own_addresses
from waypost.people.events import (
    AddressTaken,
    OwnAddressAdded,
    PersonChanged,
    PersonLeft,
    PersonsJoined,
)
from waypost.people.models import Change, Person
from waypost.people.viewers import System
from waypost.program.events import (
    InvitationTried,
    InvitationWritten,
    MessageAddressed,
    PersonRemoved,
)
from waypost.program.groups import is_in
from waypost.program.models import Addressee, Invitation, InvitationText
from waypost.program.places import link_of, stop_of
from waypost.review.events import Decided
from waypost.review.letter import letter_for
from waypost.support.card import desk_of
from waypost.support.events import HelpAsked
from waypost.support.models import HelpRequest


@on(WorkSubmitted)
def letter_got_it(event: WorkSubmitted) -> None:
    attempt = Attempt.objects.select_related(
        "submission__person__district", "submission__version__achievement"
    ).get(pk=event.attempt)
    badge_letters.write(
        "got_it",
        about=attempt.submission,
        occasion=f"submitted:{attempt.pk}",
        at=attempt.submitted_at,
        attempt=attempt,
    )


@on(Decided)
def letter_decided(event: Decided) -> None:
    """But for one that made or renewed an award: that has its own letter."""
    decision = badge_letters.decisions().get(pk=event.decision)
    if badge_letters.tells_of(decision):
        return
    submission = decision.attempt.submission
    with translation.override(submission.person.language):
        letter = letter_for(decision)
    badge_letters.write(
        "decided",
        about=submission,
        occasion=f"decided:{decision.pk}",
        at=decision.decided_at,
        letter=letter,
    )


@on(AwardMade)
def letter_earned(event: AwardMade) -> None:
    badge_letters.earned(event)


@on(AwardWithdrawn)
def letter_withdrawn(event: AwardWithdrawn) -> None:
    badge_letters.withdrawn(event)


@on(AwardSuspended)
def letter_suspended(event: AwardSuspended) -> None:
    badge_letters.suspended(event)


@on(AwardRestored)
def letter_restored(event: AwardRestored) -> None:
    badge_letters.restored(event)


@on(AwardRenewed)
def letter_renewed(event: AwardRenewed) -> None:
    badge_letters.renewed(event)


@on(HelpAsked)
def letter_asked(event: HelpAsked) -> None:
    """To whoever helps by now; nobody else, where they have left meanwhile."""
    asked = HelpRequest.objects.select_related("person__district", "version__achievement").get(
        pk=event.subject
    )
    district = asked.person.district
    desk = desk_of(district)
    if desk is None:
        return
    actions.write_letter(
        "asked",
        to=desk.person,
        occasion=f"{ASKED}:{asked.pk}",
        facts={
            "asked": asked,
            "version": asked.version,
            "link": f"{district.address}/catalog/{asked.version.achievement.slug}",
            "list": f"{district.address}/program/asked",
        },
        by=System(district, "notices"),
        at=asked.asked_at,
    )


@on(AwardCorrected)
def letter_corrected(event: AwardCorrected) -> None:
    badge_letters.corrected(event)


@on(PersonChanged)
def letter_changed(event: PersonChanged) -> None:
    _tell_of(event.change)


@on(PersonChanged)
def letter_moved(event: PersonChanged) -> None:
    goodbyes.to_the_old_address(event.change)


@on(AddressTaken)
def links_made_anew(event: AddressTaken) -> None:
    taken.make_links_anew(event.subject)


@on(PersonRemoved)
def letter_left(event: PersonRemoved) -> None:
    goodbyes.to_who_left(event.subject, event.person, at=timezone.now())


@on(PersonLeft)
def letter_take_along(event: PersonLeft) -> None:
    leaving.to_who_leaves(event.subject, at=timezone.now())


@on(OwnAddressAdded)
def letter_own_address(event: OwnAddressAdded) -> None:
    """To an address that waits to be confirmed; none once it is, or was taken out again."""
    row = EmailAddress.objects.filter(pk=event.address, verified=False).first()
    person = Person.objects.select_related("district").get(pk=event.subject)
    if row is None:
        return
    link = reverse("people:address_confirm", args=[own_addresses.token_for(row)])
    actions.write_letter(
        "own_address",
        to=person,
        occasion=f"own_address:{row.pk}",
        facts={
            "email": row.email,
            "days": own_addresses.DAYS,
            "link": person.district.address + link,
        },
        by=System(person.district, "notices"),
        at=timezone.now(),
        address=row.email,
    )


@on(PersonsJoined)
def letter_joined(event: PersonsJoined) -> None:
    _tell_of(event.change)


@on(PersonsJoined)
def quiet_follows(event: PersonsJoined) -> None:
    people = Person.objects.select_related("district", "joined_into__district")
    kept, other = people.get(pk=event.subject).holder, people.get(pk=event.other)
    actions.stay_quiet(before=other, to=kept)


def _tell_of(change: UUID) -> None:
    found = Change.objects.select_related("person__district").get(pk=change)
    district = found.district
    actions.write_letter(
        "changed",
        to=found.person.holder,
        occasion=f"changed:{found.pk}",
        facts={
            "change": found,
            "link": f"{district.address}/badges",
            "answered": bool(readers_of_answers(district)),
        },
        by=System(district, "notices"),
        at=found.changed_at,
    )


@on(ManuscriptCommented)
def letter_commented(event: ManuscriptCommented) -> None:
    together.tell(event.comment, at=timezone.now())


@on(InvitationWritten)
def letter_invitation(event: InvitationWritten) -> None:
    invitation = Invitation.objects.select_related(
        "person__district", "person__joined_into__district", "group", "text"
    ).get(pk=event.subject)
    reader = invitation.person.holder
    if reader.left_at or invitation.group.closed_at or not is_in(invitation.group, reader):
        return
    _written_by_the_team(
        "invitation",
        to=reader,
        subject=invitation.text.subject,
        body=invitation.text.body,
        link=link_of(invitation),
        stop=stop_of(invitation),
        occasion=f"invited:{invitation.pk}",
        at=invitation.written_at,
    )


@on(InvitationTried)
def letter_tried(event: InvitationTried) -> None:
    """To whoever runs the program; its links lead to how the page will look."""
    text = InvitationText.objects.get(pk=event.subject)
    reader = Person.objects.select_related("district").get(pk=event.person)
    page = f"{reader.district.address}{reverse('program:preview', args=[text.group_id])}"
    _written_by_the_team(
        "tried",
        to=reader,
        subject=text.subject,
        body=text.body,
        link=page,
        stop=page,
        occasion=f"tried:{text.pk}:{event.tried_at.timestamp():.0f}",
        at=event.tried_at,
    )


@on(MessageAddressed)
def letter_message(event: MessageAddressed) -> None:
    """Whoever was invited and has not come yet is led to their invitation, others to their home."""
    addressee = Addressee.objects.select_related(
        "message", "person__district", "person__joined_into__district"
    ).get(pk=event.subject)
    person, message = addressee.person.holder, addressee.message
    asked = Invitation.objects.select_related("district").filter(
        person__in=person.selves, group__closed_at=None
    )
    invitation = asked.order_by("-written_at").first() if person.first_seen_at is None else None
    link = link_of(invitation) if invitation else f"{person.district.address}/home"
    _written_by_the_team(
        "message",
        to=person,
        subject=message.subject,
        body=message.text if "{link}" in message.text else f"{message.text}\n\n{{link}}",
        link=link,
        stop=stop_of(invitation) if invitation else link,
        occasion=f"message:{addressee.pk}",
        at=message.written_at,
    )


@on(LetterWritten, outside=True)
def send_letter(event: LetterWritten) -> None:
    letter = Letter.objects.select_related("district").get(pk=event.subject)
    actions.send(letter=letter, at=timezone.now())


def _written_by_the_team(
    name: str,
    *,
    to: Person,
    subject: str,
    body: str,
    link: str,
    stop: str,
    occasion: str,
    at: dt.datetime,
) -> None:
    actions.write_letter(
        name,
        to=to,
        occasion=occasion,
        facts=by_the_team(to, subject=subject, body=body, link=link, stop=stop),
        by=System(to.district, "notices"),
        at=at,
    )
