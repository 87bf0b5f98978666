"""The pilot group: twenty teachers of six campuses, their letter, and what each did with it."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from waypost.demo.beside.settled import LEAD
from waypost.demo.content.texts import prose
from waypost.demo.stage import Stage, Steps
from waypost.demo.story.shapes import When
from waypost.people.models import Group
from waypost.people.viewers import Stranger
from waypost.program import actions as program
from waypost.program.models import Answer, Invitation
from waypost.program.participation import State, Wanted, reachable
from waypost.program.usual import usual_words

STARTS, WEEKS = 46, 12
SUBJECT = "{name}, will you be one of our twenty?"
LETTER = prose(
    """
    Hi {name},

    No session and no sign-in sheet. We ask twenty people from our six campuses, and a colleague
    named you.

    You choose one of five: from a quiz that grades itself, which takes about an evening, to a
    device routine that works without you. You try it with your own class and send what you have.
    Somebody from another campus reads it and says what is there. Nothing is ever failed, and none
    of it is part of T-TESS.

    What it is, on one page:

    {link}

    Would you rather talk first? Dana is in the library on Tuesdays at 3:45.

    If your year is too full for it, one click says so, and we leave you in peace:

    {stop}

    Tessa
    """
)


@dataclass(frozen=True, kw_only=True)
class Guest:
    """What somebody did with the letter; `came`: pressed its button and signed in."""

    who: str
    opened: When | None = None
    came: When | None = None
    not_now: bool = False


GUESTS = (
    Guest(who="anh.tuyet", opened=When(46, "19:20"), came=When(46, "19:24")),
    Guest(who="beth.sandoval", opened=When(38, "06:55"), came=When(38, "20:10")),
    Guest(who="caleb.munn", opened=When(43, "15:40"), came=When(43, "15:43")),
    Guest(who="lukasz.wisniewski", opened=When(46, "16:40"), came=When(46, "16:41")),
    Guest(who="dolores.reyes", opened=When(44, "12:05"), came=When(44, "12:08")),
    Guest(who="kayla.brandt", opened=When(44, "17:30"), not_now=True),
    Guest(who="layla.haddad", opened=When(45, "21:02"), came=When(45, "21:09")),
    Guest(who="tom.ogletree"),
    Guest(who="rosa.villarreal", opened=When(37, "22:14")),
    Guest(who="maria.pena", opened=When(46, "15:50"), came=When(46, "15:52")),
    Guest(who="denise.fontenot", opened=When(46, "16:05"), came=When(46, "16:06")),
    Guest(who="nkechi.obi", opened=When(41, "07:20"), came=When(41, "18:45")),
    Guest(who="walt.jennings", opened=When(40, "11:52"), came=When(40, "11:58")),
    Guest(who="tyler.nash", opened=When(43, "15:35"), came=When(43, "15:36")),
    Guest(who="joy.kimball", opened=When(39, "20:30"), came=When(39, "20:33")),
    Guest(who="guadalupe.montemayor", opened=When(44, "12:10"), came=When(44, "19:50")),
    Guest(who="farah.siddiqui", opened=When(45, "07:05"), came=When(45, "07:06")),
    Guest(who="devon.price", opened=When(45, "07:10"), came=When(45, "07:12")),
    # These two came after the second letter.
    Guest(who="aisha.rahman", opened=When(31, "18:02"), came=When(31, "18:05")),
    Guest(who="jack.tidwell", opened=When(32, "15:31"), came=When(30, "15:20")),
)
# Asked to join last week, and not invited yet.
LATE = "nell.oconnor"
# Last year's trial of one badge: three people who agreed to it in the hallway.
TRIAL = {
    "samuel.reyes": When(278, "15:40"),
    "ellis.boone": When(277, "16:15"),
    "hannah.cho": When(275, "19:30"),
}
TRIAL_LEAD = "omar.castellano"


def acts(stage: Stage) -> Iterator[Steps]:
    yield _trial(stage)
    yield _lead(stage)
    for guest in GUESTS:
        if guest.opened:
            yield _guest(guest, guest.opened, stage)


def _trial(stage: Stage) -> Steps:
    at = yield from stage.wait(When(281, "09:00"))
    lead = stage.enter(TRIAL_LEAD, at)
    group = program.begin_group(
        district=stage.district,
        name="Recorder trial",
        starts_on=stage.clock.day(280),
        ends_on=stage.clock.day(244),
        by=lead,
        at=at,
    )
    program.add_people(group=group, people=[stage.staff[who] for who in TRIAL], by=lead, at=at)
    for who, when in TRIAL.items():
        at = yield from stage.wait(when)
        stage.enter(who, at)
    at = yield from stage.wait(When(244, "15:00"))
    program.close_group(group=group, by=stage.enter(TRIAL_LEAD, at), at=at)


def _lead(stage: Stage) -> Steps:
    at = yield from stage.wait(When(49, "09:10"))
    lead, starts = stage.enter(LEAD, at), stage.clock.day(STARTS)
    group = program.begin_group(
        district=stage.district,
        name=f"{starts:%B} pilot",
        starts_on=starts,
        ends_on=starts + dt.timedelta(weeks=WEEKS),
        by=lead,
        at=at,
    )
    people = [stage.staff[guest.who] for guest in GUESTS]
    program.add_people(group=group, people=people, by=lead, at=at)
    at = yield from stage.wait(When(48, "13:20"))
    program.write_text(group=group, subject=SUBJECT, body=LETTER, after=0, by=lead, at=at)
    program.try_text(group=group, by=stage.enter(LEAD, at), at=at)
    at = yield from stage.wait(When(STARTS, "09:00"))
    program.invite(group=group, by=stage.enter(LEAD, at), at=at)
    at = yield from stage.wait(When(32, "09:00"))
    _write_again(group, stage, at)
    at = yield from stage.wait(When(2, "10:15"))
    late = [stage.staff[LATE]]
    program.add_people(group=group, people=late, by=stage.enter(LEAD, at), at=at)


def _write_again(group: Group, stage: Stage, at: dt.datetime) -> None:
    """To whoever has not come so far, in the words that the product begins with."""
    lead = stage.enter(LEAD, at)
    wanted = Wanted(group=group.pk, state=State.INVITED)
    subject, text = usual_words(State.INVITED)
    program.write_message(
        wanted=wanted,
        subject=subject,
        text=text,
        key=uuid.uuid4(),
        expected=reachable(lead, wanted, at=at).count(),
        by=lead,
        at=at,
    )


def _guest(guest: Guest, opened: When, stage: Stage) -> Steps:
    at = yield from stage.wait(opened)
    invitation = Invitation.objects.get(person=stage.staff[guest.who])
    # The page is open to whoever holds its letter, so nobody has to sign in for these.
    stranger = Stranger(stage.district)
    if guest.not_now:
        program.answer(invitation=invitation, said=Answer.NOT_NOW, by=stranger, at=at)
    else:
        program.note_opened(invitation=invitation, by=stranger, at=at)
    if guest.came:
        at = yield from stage.wait(guest.came)
        program.answer(invitation=invitation, said=Answer.COMING, by=stranger, at=at)
        stage.enter(guest.who, at)
