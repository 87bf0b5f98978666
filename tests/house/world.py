"""Two districts at work, for the tests of the house: everything that an address can name.

Pecan Flats has one person for each role and nothing else, work in every state, badges private,
public and withdrawn, an upload on its way and a letter; Caliche has one of each beside it.
"""

import datetime as dt
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from PIL import Image

from tests import cast
from tests.cast import NOW, Cast
from tests.catalog.manuscripts import sound
from tests.pages.stage import write as fill
from tests.review import work
from tests.wallets.app import App as WalletApp
from tests.wallets.app import turned_on
from waypost.catalog import actions as catalog
from waypost.catalog.authoring import actions as writing
from waypost.catalog.authoring import away, publishing, talk
from waypost.catalog.models import App, Comment, Manuscript, Requirement, Version
from waypost.credentials import actions as credentials
from waypost.credentials import mending, suspending
from waypost.credentials.earlier import actions as earlier
from waypost.credentials.earlier.plan import plan_of
from waypost.credentials.issuing import issue
from waypost.credentials.many import actions as many
from waypost.credentials.many.pieces import next_piece
from waypost.credentials.models import (
    Award,
    AwardList,
    EarlierImport,
    EarlierRecord,
    Endorsement,
    OutsideBadge,
)
from waypost.credentials.outside import actions as outside
from waypost.evidence import actions as evidence
from waypost.evidence.models import Artifact, Attempt, Submission, Upload
from waypost.integrations.actions import make_token
from waypost.integrations.models import ApiToken
from waypost.journal.actions import deliver_all
from waypost.notices.actions import came_back
from waypost.notices.models import Letter, QuietKey
from waypost.people import actions as people
from waypost.people import mending as people_mending
from waypost.people import reaching, settling
from waypost.people.models import AddressCheck, Campus, District, Group, Person, Placement, Role
from waypost.program import actions as program
from waypost.program.models import Invitation, Message
from waypost.program.participation import Wanted
from waypost.program.texts import usual_body, usual_subject
from waypost.program.usual import usual_words
from waypost.review import actions as review
from waypost.support import actions as support
from waypost.support.models import HelpDesk, HelpRequest
from waypost.surveys.models import Evaluation
from waypost.wallets.models import Connection

VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nWho picks C?\n"
# Who a table's column is; each holds one role only, but for the two whose work is looked at.
COLUMNS = ("stranger", "owner", "teacher", "author", "reviewer", "coach", "rep", "lead",
           "principal", "hr", "outsider")  # fmt: skip
ALONE = {
    "teacher": Role.TEACHER,
    "author": Role.AUTHOR,
    "reviewer": Role.REVIEWER,
    "coach": Role.COACH,
    "rep": Role.CAMPUS_REP,
    "lead": Role.PROGRAM_LEAD,
    "principal": Role.PRINCIPAL,
    "hr": Role.HR,
}


@dataclass
class Things:
    """What one district's addresses can name."""

    draft: Submission
    photo: Artifact
    spoken: Artifact
    upload: Upload
    waiting: Attempt
    handed_in: Artifact
    in_hand: Attempt
    link: Artifact
    award: Award
    public: Award
    shown: Artifact
    passed: Attempt
    letter: Letter
    lost: Letter
    quiet: QuietKey
    aside: Submission
    requirement: Requirement
    version: Version
    unpublished: Version
    campus: Campus
    tried: AddressCheck
    desk: HelpDesk
    token: ApiToken
    asked: HelpRequest
    manuscript: Manuscript
    comment: Comment
    brought: EarlierImport
    added: EarlierImport
    before: EarlierRecord
    listed: AwardList
    given: AwardList
    paused: AwardList
    outside: OutsideBadge
    endorsement: Endorsement
    colleague: Person
    placement: Placement
    group: Group
    invitation: Invitation
    message: Message
    connection: Connection
    # What a wallet asks a teacher, as the address that it opens.
    question: str


@dataclass
class World:
    """`who` maps a column of the tables to its person; a stranger is None."""

    home: Cast
    away: Cast
    here: Things
    there: Things
    who: dict[str, Person | None] = field(default_factory=dict)
    states: dict[str, UUID] = field(default_factory=dict)
    withdrawn_id: str = ""
    corrected_id: str = ""
    suspended_id: str = ""
    ending_id: str = ""
    # The invitation of somebody who has left their pilot group.
    left: str = ""
    # A district without people at work: made by `states`, for the tests that look at pages.
    bare: District = field(init=False)


def build(now: dt.datetime = NOW) -> World:
    home, away = cast.pecan_flats(), cast.caliche()
    who: dict[str, Person | None] = {"stranger": None, "owner": home.ortiz}
    for name, role in ALONE.items():
        who[name] = _newcomer(home, f"only-{name}", role)
    who["outsider"] = away.lead
    here = _things(home, home.ortiz, _newcomer(home, "earner", Role.TEACHER), who["reviewer"])
    there = _things(away, away.teacher, _newcomer(away, "earner", Role.TEACHER), away.reviewer)
    world = World(home, away, here, there, who)
    world.states = _states(world)
    world.withdrawn_id = Award.objects.get(pk=world.states["withdrawn"]).public_id
    world.corrected_id = Award.objects.get(pk=world.states["corrected"]).public_id
    world.suspended_id = Award.objects.get(pk=world.states["suspended"]).public_id
    world.ending_id = Award.objects.get(pk=world.states["ending"]).public_id
    world.left = _left(home, home.reyes)
    who |= {"reyes": home.reyes, "dana": home.dana, "wells": home.wells, "rep_of_cast": home.rep}
    who["earner"] = here.public.person
    deliver_all(at=now)
    # Whoever looks has been here within the hour, so that only the page itself is counted.
    seen = timezone.now()
    Person.objects.update(first_seen_at=seen, last_seen_at=seen)
    return world


def _newcomer(where: Cast, key: str, role: Role) -> Person:
    """A name that no page says for another reason, so that a search for it finds only them."""
    person = people.add_person(
        district=where.district,
        name=f"{key.title()} Quillfeather",
        called=key.title(),
        email=f"{key}@{where.district.host}.example",
        by=where.system,
    )
    if person.account:
        person.account.set_password(cast.PASSWORD)
        person.account.save()
    people.place(
        person=person,
        role=role,
        campus=where.campus,
        since=dt.date(2026, 8, 1),
        by=where.system,
    )
    return person


def _things(where: Cast, teacher: Person, earner: Person, reviewer: Person | None) -> Things:
    """Drafts and a waiting try of `teacher`; a badge of theirs and one of `earner`, whose next
    work is in the hands of `reviewer`, every row scored."""
    assert reviewer
    draft = work.begun(where, teacher, "check-and-change")
    christmas = dt.date(2026, 12, 25)
    people.add_day_off(district=where.district, date=christmas, name="Christmas", by=where.system)
    photo = draft.artifacts.order_by("added_at")[0]
    upload = evidence.begin(
        submission=draft,
        piece=draft.requirement.pieces.get(position=2),
        size=1000,
        by=teacher,
        at=NOW,
    )
    begun = work.begun(where, earner, "forms-quiz")
    begun.artifacts.update(captions=VTT)
    passed = evidence.submit(submission=begun, by=earner, at=NOW)
    work.decided(passed, reviewer, "demonstrated", "demonstrated", verdict="award")
    public = Award.objects.get(person=earner)
    shown = passed.artifacts.get()
    credentials.share(
        award=public, visibility="front_page", shown=[str(shown.pk)], by=earner, at=NOW
    )
    deliver_all(at=NOW + dt.timedelta(hours=3))
    added = _records(where, teacher)
    waiting = work.handed_in(where, teacher, "forms-quiz")
    in_hand = work.handed_in(where, earner, "check-and-change")
    work.score_all(work.started(in_hand, reviewer), *["demonstrated"] * 3)
    return Things(
        draft=draft,
        photo=photo,
        spoken=_spoken(draft),
        upload=upload,
        waiting=waiting,
        handed_in=waiting.artifacts.get(),
        in_hand=in_hand,
        link=_link(where, teacher),
        award=_degree(where, teacher),
        public=public,
        shown=shown,
        passed=passed,
        letter=Letter.objects.filter(district=where.district)[0],
        lost=_lost(where, earner),
        quiet=QuietKey.objects.create(district=where.district, person=teacher),
        aside=_aside(where, teacher),
        requirement=draft.requirement,
        version=draft.version,
        unpublished=_unpublished(where),
        campus=people.add_campus(district=where.district, name="Lone Elm", by=where.system),
        tried=reaching.begin_check(
            district=where.district,
            address=f"https://learn.{where.district.host}",
            by=where.system,
            at=NOW,
        ),
        desk=_desk(where, where.lead),
        token=_token(where),
        asked=support.ask(
            version=draft.version,
            submission=draft,
            text="Which class may I take?",
            by=teacher,
            at=NOW,
        ),
        brought=_file(where, teacher, "Flipped lessons"),
        added=added,
        before=EarlierRecord.objects.get(brought=added),
        outside=outside.add(
            person=teacher,
            title="Flipped lessons",
            url=f"https://badges.example.org/{where.district.host}",
            link="not_tried",
            by=teacher,
            at=NOW,
        ),
        endorsement=_endorsed(where),
        **_lists(where),
        **_written(where),
        colleague=earner,
        placement=Placement.objects.get(person=earner),
        **_pilot(where, teacher, earner),
        **_wallet(where, teacher),
    )


def _desk(where: Cast, person: Person) -> HelpDesk:
    """Somebody with a face helps; the district has a logo of its own."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("photo.png", "logo.png"):
            Image.new("RGB", (40, 40), "#7a0019").save(Path(folder) / name)
        settling.keep_look(
            district=where.district,
            brand=where.district.brand,
            accent="",
            logo=settling.NewLogo(Path(folder) / "logo.png"),
            by=where.system,
            at=NOW,
        )
        return support.keep_desk(
            person=person,
            line="Tuesdays 3:45",
            photo=Path(folder) / "photo.png",
            by=where.system,
            at=NOW,
        )


def _endorsed(where: Cast) -> Endorsement:
    """Brought, and not shown yet: as from the day on which the district's address was confirmed."""
    return Endorsement.objects.create(
        district=where.district,
        version=where.versions["forms-quiz"],
        body=b"{}",
        sha256="0" * 64,
        endorser="did:web:badges.littlefork.example",
        endorser_name="Little Fork University",
        comment="Counts as one hour toward our reading certificate.",
        valid_from=NOW,
        brought_by=where.lead,
        brought_at=NOW,
    )


def _token(where: Cast) -> ApiToken:
    """It ends by itself, so it counts from today."""
    made = make_token(
        district=where.district,
        name="State wallet",
        may_issue=True,
        may_verify=True,
        may_change_status=True,
        days=90,
        by=where.lead,
        at=timezone.now(),
    )
    return made.token


def _written(where: Cast) -> dict[str, Any]:
    """What the lead writes, with a preview and a remark about it; and an app of the list."""
    made = sound(where, where.lead)
    publishing.draft(manuscript=made, by=where.lead, at=NOW)
    App.objects.create(
        district=where.district, name="Google Forms", checked_on=dt.date(2026, 8, 3), note="Trial."
    )
    said = talk.say(manuscript=made, field="why", text="Shorter?", by=where.lead, at=NOW)
    return {"manuscript": made, "comment": said}


def _file(where: Cast, teacher: Person, title: str) -> EarlierImport:
    """Brought and not added: one line whose title nobody has decided, and one to correct."""
    lines = f"E-mail,Badge,Date\n{teacher.email},{title},May 2019\n,{title},2019\n"
    return earlier.bring(
        district=where.district,
        source=lines.encode(),
        file_name="old badges.csv",
        by=where.lead,
        at=NOW,
    )


def _records(where: Cast, teacher: Person) -> EarlierImport:
    brought = _file(where, teacher, "Class websites")
    earlier.leave_the_rest(brought=brought, by=where.lead, at=NOW)
    shown = plan_of(brought, at=NOW).digest
    earlier.add(brought=brought, shown=shown, by=where.lead, at=NOW)
    brought.refresh_from_db()
    return brought


def _lists(where: Cast) -> dict[str, Any]:
    """Of a badge that nobody else has: one to look over, one that ended, one that was stopped."""
    version = cast.publish(
        catalog.write(
            blueprint=replace(cast.BADGE, slug="paper", title="The paper certificate"),
            by=where.system,
            at=NOW,
        )
    )
    found: dict[str, AwardList] = {}
    for key in ("given", "paused", "listed"):
        person = _newcomer(where, key, Role.TEACHER)
        lines = f"{person.email},2019-05-14,Binder 3\n{person.email}\n{key}@nowhere.example\n"
        found[key] = many.bring(
            version=version,
            source=lines.encode(),
            file_name=f"{key}.csv",
            ground="paper",
            note="The binder of the spring workshop.",
            by=where.lead,
            at=NOW,
        )
    for key in ("given", "paused"):
        many.begin(award_list=found[key], typed=1, letters=False, by=where.lead, at=NOW)
    many.pause(award_list=found["paused"], by=where.lead, at=NOW)
    next_piece(award_list=found["given"], turn=1, by=where.system, at=NOW)
    for each in found.values():
        each.refresh_from_db()
    return found


def _pilot(where: Cast, *members: Person) -> dict[str, Any]:
    """A group whose letter was sent to the first of them, and a few words to both."""
    group = program.begin_group(
        district=where.district,
        name="September pilot",
        starts_on=where.district.day_of(NOW),
        ends_on=None,
        by=where.lead,
        at=NOW,
    )
    program.add_people(group=group, people=members[:1], by=where.lead, at=NOW)
    program.write_text(
        group=group, subject=usual_subject(), body=usual_body(), after=0, by=where.lead, at=NOW
    )
    program.invite(group=group, by=where.lead, at=NOW)
    program.add_people(group=group, people=members[1:], by=where.lead, at=NOW)
    subject, text = usual_words("started")
    message = program.write_message(
        wanted=Wanted(group=group.pk),
        subject=subject,
        text=text,
        key=uuid4(),
        expected=len(members),
        by=where.lead,
        at=NOW,
    )
    invitation = Invitation.objects.get(group=group)
    return {"group": group, "invitation": invitation, "message": message}


def _wallet(where: Cast, teacher: Person) -> dict[str, Any]:
    """Connected once, and asking again."""
    app = WalletApp.registered(turned_on(where))
    app.connected(teacher)
    connection = Connection.objects.get(district=where.district)
    return {"connection": connection, "question": app.question()}


def _left(where: Cast, who: Person) -> str:
    """Out of a group of their own, with work begun in it."""
    group = program.begin_group(
        district=where.district,
        name="Spring pilot",
        starts_on=where.district.day_of(NOW),
        ends_on=None,
        by=where.lead,
        at=NOW,
    )
    program.add_people(group=group, people=[who], by=where.lead, at=NOW)
    program.write_text(
        group=group, subject=usual_subject(), body=usual_body(), after=0, by=where.lead, at=NOW
    )
    program.invite(group=group, by=where.lead, at=NOW)
    program.remove_person(group=group, person=who, by=who, at=work.LATER)
    return Invitation.objects.get(group=group).token


def _spoken(draft: Submission) -> Artifact:
    """Another file, with captions, as a video has them."""
    made = work.photo(draft, 2, caption="The second board")
    Artifact.objects.filter(pk=made.pk).update(captions=VTT, sha256="1" * 64)
    made.refresh_from_db()
    return made


def _link(where: Cast, teacher: Person) -> Artifact:
    """In a draft of its own, to an address that answers nobody."""
    requirement = where.versions["digital-classroom"].requirements.get(kind="evidence")
    submission = evidence.start(requirement=requirement, by=teacher, at=NOW)
    return Artifact.objects.create(
        district=submission.district,
        submission=submission,
        piece=requirement.pieces.all()[0],
        kind="link",
        name="Link 1",
        url="http://127.0.0.1/plan",
        trial="not_found",
        students="none",
        added_at=NOW,
    )


def _lost(where: Cast, to: Person) -> Letter:
    """It came back; its words are those of a letter that the product wrote."""
    words = Letter.objects.filter(district=where.district).exclude(html="")[0]
    made = Letter.objects.create(
        district=where.district,
        to=to,
        address=to.email,
        kind="got_it",
        occasion="lost:1",
        subject=words.subject,
        text=words.text,
        html=words.html,
        written_at=NOW,
        sent_at=NOW,
    )
    came_back(letter=made, trouble="full", at=NOW)
    return made


def _aside(where: Cast, teacher: Person) -> Submission:
    """Work of its own, as every address of the draft is asked for while it goes on."""
    version = cast.publish(
        catalog.write(
            blueprint=replace(cast.BADGE, slug="set-aside", title="Stopped half-way"),
            by=where.system,
            at=NOW,
        )
    )
    made = evidence.start(requirement=version.requirements.get(), by=teacher, at=NOW)
    evidence.set_aside(submission=made, by=teacher, at=NOW)
    for useful in (5, 4, 2):
        Evaluation.objects.create(
            district=where.district,
            version=where.versions["check-and-change"],
            occasion="award",
            useful=useful,
            tell="yes",
            change="Shorter lessons.",
            asked=NOW.date(),
            month=NOW.date().replace(day=1),
        )
    return made


def _unpublished(where: Cast) -> Version:
    """A draft of the catalog, at an address that the other district does not have."""
    text = replace(cast.BADGE, slug=f"new-{where.district.host.split('.')[0]}", title="Next year")
    return catalog.write(blueprint=text, by=where.system, at=NOW)


def _degree(where: Cast, teacher: Person) -> Award:
    """Private, and made without the road to it, which other tests walk."""
    made = Award.objects.create(
        district=where.district,
        person=teacher,
        version=where.versions["digital-classroom"],
        practice=where.district.practice,
        awarded_at=NOW,
    )
    issue(made, at=NOW)
    return made


def _states(world: World) -> dict[str, UUID]:
    """Work and badges in the other states, in Pecan Flats, for the tests that look at pages."""
    home = world.home
    redo = work.handed_in(home, home.reyes, "check-and-change")
    work.decided(redo, home.dana, "demonstrated", "not_yet", "demonstrated")
    evidence.begin(
        submission=Submission.objects.get(pk=redo.submission_id),
        piece=redo.submission.requirement.pieces.get(position=2),
        size=1000,
        by=home.reyes,
        at=work.LATER,
    )
    again = work.handed_in(home, home.wells, "check-and-change")
    under = work.started(again, home.dana)
    work.score_all(under, "demonstrated", "not_yet", "")
    blurred = work.handed_in(home, home.rep, "check-and-change")
    open_review = work.started(blurred, home.wells)
    hidden = blurred.artifacts.order_by("pk")[0]
    review.decide(
        review=open_review,
        verdict="incomplete",
        note="A name can be read in the first photo.",
        hidden=[hidden],
        by=home.wells,
        at=work.LATER,
    )
    taken = _badge(home, home.rep)
    credentials.withdraw(award=taken, reason="error", note="Twice.", by=home.lead, at=work.LATER)
    fixed = _corrected(home, home.principal)
    started = evidence.start(
        requirement=home.versions["forms-quiz"].requirements.get(), by=home.reyes, at=NOW
    )
    fill(started, home.reyes, 2)
    return {
        "sent_back": redo.submission_id,
        "sent_back_try": redo.pk,
        "in_review": again.submission_id,
        "in_review_try": again.pk,
        "incomplete": blurred.submission_id,
        "incomplete_try": blurred.pk,
        "hidden": hidden.pk,
        "withdrawn": taken.pk,
        "corrected": fixed.pk,
        "suspended": _suspended(home, home.hr).pk,
        "ending": _ending(home, home.wells).pk,
        "stale": fixed.person_id,
        "begun": started.pk,
        "away": _away(home).pk,
        "degree": writing.begin(
            kind="degree", title="Library", slug="", source=None, by=home.lead, at=NOW
        ).pk,
    }


def _away(where: Cast) -> Manuscript:
    """Begun by mistake, put away and brought back and put away again."""
    made = writing.begin(
        kind="badge", title="Begun twice", slug="", source=None, by=where.lead, at=NOW
    )
    for act in (away.put_away, away.bring_back, away.put_away):
        act(manuscript=made, by=where.lead, at=NOW)
    return made


def _corrected(where: Cast, to: Person) -> Award:
    """Public, and signed anew with another date; its earner changed their name afterwards."""
    made = _badge(where, to)
    credentials.share(award=made, visibility="public", shown=[], by=to, at=NOW)
    mending.correct(
        document=made.documents.current(),
        what="date",
        day=where.district.day_of(NOW),
        reason="mistake",
        note="It was a Wednesday.",
        by=where.lead,
        at=work.LATER,
    )
    people_mending.rename(
        person=to,
        name="Ruth Calloway-Reed",
        called="Ruth",
        note="Both names.",
        by=where.lead,
        at=work.LATER,
    )
    return made


def _suspended(where: Cast, to: Person) -> Award:
    """Public, suspended and restored once before."""
    made = _badge(where, to)
    credentials.share(award=made, visibility="public", shown=[], by=to, at=NOW)
    why: dict[str, Any] = {
        "award": made,
        "note": "A colleague asked whose class it is.",
        "by": where.lead,
    }
    suspending.suspend(reason="question", at=NOW, **why)
    suspending.restore(at=work.LATER, **why)
    suspending.suspend(reason="request", at=work.LATER, **why)
    return made


def _ending(where: Cast, to: Person) -> Award:
    """Two months are almost over, and there is a newer version by now."""
    when = NOW - dt.timedelta(days=50)

    def published(**changes: Any) -> Version:
        blueprint = replace(cast.BADGE, slug="for-now", title="For now", **changes)
        return cast.publish(catalog.write(blueprint=blueprint, by=where.system, at=when))

    made = credentials.meet_requirement(
        requirement=published(valid_months=2).requirements.get(),
        person=to,
        basis={},
        by=where.system,
        at=when,
    )
    published(valid_months=12, changes="It is valid for a year now.")
    assert made
    return made


def _badge(where: Cast, to: Person) -> Award:
    made = credentials.meet_requirement(
        requirement=where.versions["check-and-change"].requirements.get(),
        person=to,
        basis={},
        by=where.system,
        at=NOW,
    )
    assert made is not None
    credentials.share(award=made, visibility="public", shown=[], by=to, at=NOW)
    return made
