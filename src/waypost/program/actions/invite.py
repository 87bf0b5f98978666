"""Write the letter, read it first, send it once to each, and hear what they say."""

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet

from waypost.journal.actions import record
from waypost.people.models import Group, Person
from waypost.people.models.persons import holders
from waypost.people.policies import may_run_program, require
from waypost.people.viewers import Viewer
from waypost.program.actions.groups import Closed, open_group
from waypost.program.events import (
    InvitationAnswered,
    InvitationOpened,
    InvitationTextWritten,
    InvitationTried,
    InvitationWritten,
)
from waypost.program.groups import is_in
from waypost.program.models import Answer, Invitation, InvitationText, invitation_token
from waypost.program.policies import may_answer
from waypost.program.texts import faults

# Written in one go; more are invited with the next click.
AT_ONCE = 500


class Overwritten(Exception):
    """Somebody else saved first; `.current` is their text. Nothing was lost."""

    def __init__(self, current: InvitationText) -> None:
        super().__init__()
        self.current = current


class Unfit(Exception):
    """It cannot be sent like this; `.faults` are sentences by field."""

    def __init__(self, faults: dict[str, list[str]]) -> None:
        super().__init__()
        self.faults = faults


class NotIn(Exception):
    """They are in this group no more: there is nothing to say to its invitation."""


class NoText(Exception):
    """The letter is not written yet."""


class NoAddress(Exception):
    """Whoever wants to read it first has no e-mail address here."""


def text_of(group: Group) -> InvitationText | None:
    """The letter as it was written last."""
    return InvitationText.objects.filter(group=group).order_by("-number").first()


@transaction.atomic
def write_text(
    *, group: Group, subject: str, body: str, after: int, by: Person, at: dt.datetime
) -> InvitationText:
    """`after` is the number of the text that was on the page (0: none).

    Raises Closed, Unfit, Overwritten.
    """
    require(may_run_program(by, group.district))
    open_group(group)
    if found := faults(subject, body):
        raise Unfit(found)
    current = text_of(group)
    if current and (current.subject, current.body) == (subject, body):
        return current
    if current and current.number != after:
        raise Overwritten(current)
    text = InvitationText.objects.create(
        district=group.district,
        group=group,
        number=current.number + 1 if current else 1,
        subject=subject,
        body=body,
        written_by=by,
        written_at=at,
    )
    record(
        InvitationTextWritten(
            district=group.district_id, subject=text.pk, group=group.pk, number=text.number
        ),
        by=by,
        at=at,
    )
    return text


@transaction.atomic
def try_text(*, group: Group, by: Person, at: dt.datetime) -> None:
    """To oneself, before anybody else gets it. Raises NoText, NoAddress."""
    require(may_run_program(by, group.district))
    text = text_of(group)
    if text is None:
        raise NoText
    if not by.email:
        raise NoAddress
    record(
        InvitationTried(district=group.district_id, subject=text.pk, person=by.pk, tried_at=at),
        by=by,
        at=at,
    )


@transaction.atomic
def invite(*, group: Group, by: Viewer, at: dt.datetime) -> int:
    """Whoever is in the group, has an address and was not invited; returns how many.

    Raises Closed, NoText.
    """
    require(may_run_program(by, group.district))
    open_group(group)
    text = text_of(group)
    if text is None:
        raise NoText
    made = Invitation.objects.bulk_create(
        Invitation(district=group.district, group=group, person=person, text=text, written_at=at)
        for person in uninvited(group).exclude(email="").order_by("name", "pk")[:AT_ONCE]
    )
    for invitation in made:
        record(
            InvitationWritten(district=group.district_id, subject=invitation.pk, group=group.pk),
            by=by,
            at=at,
        )
    return len(made)


def uninvited(group: Group) -> QuerySet[Person]:
    """In the group now, and never invited to it."""
    return Person.objects.filter(
        pk__in=holders(group.memberships.filter(left_at=None)), left_at=None
    ).exclude(pk__in=holders(group.invitations.all()))


@transaction.atomic
def note_opened(*, invitation: Invitation, by: Viewer, at: dt.datetime) -> None:
    """The first time only."""
    require(may_answer(by, invitation))
    moved = Invitation.objects.filter(pk=invitation.pk, opened_at=None).update(opened_at=at)
    if moved:
        record(
            InvitationOpened(district=invitation.district_id, subject=invitation.pk),
            by=by,
            at=at,
        )


@transaction.atomic
def answer(*, invitation: Invitation, said: Answer, by: Viewer, at: dt.datetime) -> None:
    """Minds change: the last answer stands. Raises Closed when the group was, and NotIn."""
    require(may_answer(by, invitation))
    if not Group.objects.filter(pk=invitation.group_id, closed_at=None).exists():
        raise Closed
    if not is_in(invitation.group, invitation.person.holder):
        raise NotIn
    note_opened(invitation=invitation, by=by, at=at)
    moved = Invitation.objects.filter(Q(pk=invitation.pk) & ~Q(answer=said)).update(
        answer=said, answered_at=at
    )
    if moved:
        record(
            InvitationAnswered(
                district=invitation.district_id, subject=invitation.pk, answer=said.value
            ),
            by=by,
            at=at,
        )


@transaction.atomic
def renew_links(*, person: Person, by: Viewer) -> dict[str, str]:
    """Of all that they were invited to: what was mailed before opens nothing. Returns the new token
    of each that there was."""
    require(may_run_program(by, person.district))
    renewed = {}
    for invitation in Invitation.objects.filter(person__in=person.selves):
        renewed[invitation.token] = invitation_token()
        Invitation.objects.filter(pk=invitation.pk).update(token=renewed[invitation.token])
    return renewed
