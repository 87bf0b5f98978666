"""Named people with known roles in two districts: the fixtures of every test, by name.

In Pecan Flats: ortiz (teacher, wary), reyes (teacher-author), dana (reviewer, coach),
wells (a second reviewer), lead (program lead), principal, hr. In Caliche County: a teacher, a
reviewer and a program lead, who must never see a row of the first.
"""

import datetime as dt
import pickle
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from waypost.catalog import actions as catalog
from waypost.catalog.blueprint import (
    AlignmentText,
    Blueprint,
    ChoicesText,
    ChoiceText,
    EvidenceText,
    PieceText,
    RowText,
    StepText,
)
from waypost.catalog.models import Audience, Choice, Row, Version
from waypost.people import actions as people
from waypost.people import reaching
from waypost.people.models import Account, Campus, District, Owned, Person, Role
from waypost.people.models.addresses import REACHED
from waypost.people.viewers import System, Viewer

NOW = dt.datetime(2026, 11, 18, 20, 0, tzinfo=dt.UTC)  # a Wednesday, 2 pm in Texas
PASSWORD = "a long enough password"


@dataclass
class Cast:
    """One district, its people by name, and its published versions by slug."""

    district: District
    campus: Campus
    people: dict[str, Person] = field(default_factory=dict)
    versions: dict[str, Version] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            found: Person = self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None
        return found

    @property
    def system(self) -> System:
        return System(self.district, "test")


FIRST = {
    "ortiz": ("María Ortiz", "María", [Role.TEACHER]),
    "reyes": ("Mateo Reyes", "Mateo", [Role.TEACHER, Role.AUTHOR]),
    "dana": ("Dana Whitfield", "Dana", [Role.REVIEWER, Role.COACH]),
    "wells": ("Wells Okafor", "Wells", [Role.REVIEWER, Role.TEACHER]),
    "lead": ("Priya Raman", "Priya", [Role.PROGRAM_LEAD]),
    "principal": ("Ruth Calloway", "Ruth", [Role.PRINCIPAL]),
    "hr": ("Hank Boyd", "Hank", [Role.HR]),
    "rep": ("Ana Sosa", "Ana", [Role.CAMPUS_REP, Role.TEACHER]),
}
SECOND = {
    "teacher": ("Otis Bell", "Otis", [Role.TEACHER]),
    "reviewer": ("June Park", "June", [Role.REVIEWER]),
    "lead": ("Carla Stone", "Carla", [Role.PROGRAM_LEAD]),
}

BADGE = Blueprint(
    kind="badge",
    slug="forms-quiz",
    title="Google Forms: a quiz that grades itself",
    sentence="I can build a short quiz that grades itself.",
    public_sentence="Builds self-grading quizzes.",
    beginner_minutes=45,
    beginner_time="About 45 minutes",
    why="It gives you the evening back.",
    already="Send the picture.",
    reviewed_by="Instructional Media",
    review_days=3,
    shape="round",
    hue="assess",
    icon="list-checks",
    app="Google Forms",
    requirements=(
        EvidenceText(
            pieces=(
                PieceText(title="The summary", text="One picture, names off.", kinds=("photo",)),
                PieceText(
                    title="One sentence",
                    text="What did the class miss, and what did you do?",
                    kinds=("text",),
                    prompts=("What did the class miss, and what did you do about it?",),
                ),
            ),
            rows=(
                RowText(
                    title="Names safe",
                    not_yet="A name can be read.",
                    demonstrated="No name, e-mail or face can be read.",
                    saved_comment="A name shows in picture 1.",
                    pieces=(1,),
                    privacy=True,
                ),
                RowText(
                    title="Used with students",
                    not_yet="No class has taken it.",
                    demonstrated="The sentence names the item most missed.",
                    saved_comment="Which question did they miss most?",
                    pieces=(1, 2),
                ),
            ),
        ),
    ),
)
MICRO = Blueprint(
    kind="micro_credential",
    slug="check-and-change",
    title="Check and change",
    tagline="A quick check that changes your next ten minutes",
    sentence="I ask every student a question whose wrong answers tell me something.",
    public_sentence="Uses a quick digital check with every student.",
    grade_from=2,
    beginner_minutes=240,
    beginner_time="About 4 hours over 2 weeks",
    clock_hours=4,  # type: ignore[arg-type]  # an int is a fine Decimal in a test
    why="Exit tickets tell you at 3:30 what you needed at 9:40.",
    use_tomorrow="## Question frame\n\nFor every wrong answer: *A student picks this if …*",
    already="Skip the lessons and send the pieces.",
    reviewed_by="A teacher or coach from another campus",
    review_days=5,
    shape="scallop",
    hue="assess",
    icon="messages-square",
    steps=(StepText(title="Write one question", text="Pick the point."),),
    alignments=(
        AlignmentText(
            framework="T-TESS",
            framework_version="2015",
            code="1.2",
            url="https://teachfortexas.example/rubric",
        ),
    ),
    requirements=(
        EvidenceText(
            pieces=(
                PieceText(
                    title="Your question", text="Half a page.", kinds=("pdf", "photo", "text")
                ),
                PieceText(
                    title="What happened", text="Video or photos.", kinds=("video", "photo", "link")
                ),
                PieceText(
                    title="Looking back",
                    text="Two questions.",
                    kinds=("text", "audio"),
                    prompts=("Which answer surprised you?", "What will you ask differently?"),
                    words_from=150,
                    words_to=300,
                ),
            ),
            rows=(
                RowText(
                    title="The question",
                    not_yet="Wrong answers are fillers.",
                    demonstrated="Every wrong answer is matched to one misunderstanding.",
                    saved_comment="What would a student be thinking who picks C?",
                    pieces=(1,),
                ),
                RowText(
                    title="Acting on it",
                    not_yet="The lesson goes on as planned.",
                    demonstrated="One move in the same class period.",
                    saved_comment="Say which answer it was for.",
                    pieces=(2,),
                ),
                RowText(
                    title="What changed",
                    not_yet="Nothing pointed at.",
                    demonstrated="Points at the exact place.",
                    saved_comment="Circle the spot.",
                    pieces=(2, 3),
                ),
            ),
        ),
    ),
)
DEGREE = Blueprint(
    kind="degree",
    slug="digital-classroom",
    title="Digital Classroom Teacher",
    sentence="I choose technology for what it does for learning.",
    public_sentence="Chooses technology for what it does for learning.",
    beginner_minutes=1800,
    beginner_time="One to three school years",
    why="It adds up.",
    already="Badges earned before count when shown.",
    reviewed_by="Instructional Media",
    review_days=10,
    shape="shield",
    hue="design",
    icon="graduation-cap",
    requirements=(
        ChoicesText(
            choices=(
                ChoiceText(label="One badge", count=1, slugs=("forms-quiz",)),
                ChoiceText(label="Check and change", count=1, slugs=("check-and-change",)),
            )
        ),
        EvidenceText(
            title="Pass it on",
            pieces=(PieceText(title="A note", text="From a colleague.", kinds=("text", "pdf")),),
            rows=(
                RowText(
                    title="Passed on",
                    not_yet="Nobody yet.",
                    demonstrated="The note says what they tried.",
                    saved_comment="What did they try because of you?",
                    pieces=(1,),
                ),
            ),
        ),
    ),
)


def as_demo(cast: Cast) -> None:
    """Nobody in it exists any more: its outbox is open, and one click signs in."""
    cast.district.demo = True
    cast.district.save(update_fields=["demo"])


def assemble(name: str, host: str, who: dict[str, tuple[str, str, list[Role]]]) -> Cast:
    """A district with its people (all sign in with PASSWORD) and three published versions."""
    district = people.create_district(
        name=name, host=host, address=f"http://{host}:8000", at=NOW, state="Texas"
    )
    system = System(district, "test")
    campus = people.add_campus(district=district, name="Bluestem Elementary", by=system)
    cast = Cast(district=district, campus=campus)
    for key, (full, called, roles) in who.items():
        person = people.add_person(
            district=district,
            name=full,
            called=called,
            email=f"{key}@{host.replace('localhost', 'example')}",
            by=system,
        )
        if person.account:
            person.account.set_password(PASSWORD)
            person.account.save()
        for role in roles:
            people.place(
                person=person, role=role, campus=campus, since=dt.date(2026, 8, 1), by=system
            )
        cast.people[key] = person
    for blueprint in (BADGE, MICRO, DEGREE):
        draft = catalog.write(blueprint=blueprint, by=system, at=NOW)
        cast.versions[blueprint.slug] = publish(draft)
    return cast


def publish(draft: Version) -> Version:
    """For everyone, as most tests are not about a pilot."""
    system = System(draft.district, "test")
    version = catalog.publish(version=draft, by=system, at=NOW)
    catalog.offer(achievement=version.achievement, audience=Audience.EVERYONE, by=system, at=NOW)
    return version


def confirm(district: District, address: str, *, by: Viewer, at: dt.datetime) -> None:
    """As a lead confirms it: reached by the server and opened from outside, which tests of the
    address itself do for real."""
    check = reaching.begin_check(district=district, address=address, by=by, at=at)
    reaching.note_found(check=check, found=REACHED, by=by, at=at)
    reaching.note_seen(check=check, at=at)
    people.confirm_address(district=district, address=check.address, by=by, at=at)


def pecan_flats() -> Cast:
    return again("Pecan Flats ISD", "pecanflats.localhost", FIRST)


def caliche() -> Cast:
    return again("Caliche County ISD", "caliche.localhost", SECOND)


@dataclass
class Kept:
    """A district as it was first assembled: the cast, its rows in the order they go back, and the
    statements that put them back, from the second time on."""

    cast: bytes
    rows: list[list[Model]]
    statements: list[tuple[str, Any]] = field(default_factory=list)

    def put_back(self) -> None:
        with transaction.atomic():
            if self.statements:
                with connection.cursor() as cursor:
                    for sql, params in self.statements:
                        cursor.execute(sql, params)
                return
            with connection.execute_wrapper(self._note):
                for rows in self.rows:
                    type(rows[0])._base_manager.bulk_create(rows)

    def _note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.statements.append((sql, params))
        return execute(sql, params, many, context)


_kept: dict[str, Kept] = {}


def again(name: str, host: str, who: dict[str, tuple[str, str, list[Role]]]) -> Cast:
    """Assembled through the actions once per process; after that its rows are put back as they
    were, which is many times quicker and the same (but for the journal's entries)."""
    if host not in _kept:
        made = assemble(name, host, who)
        _kept[host] = Kept(pickle.dumps(made), rows_of(made.district))
        return made
    _kept[host].put_back()
    cast: Cast = pickle.loads(_kept[host].cast)  # noqa: S301  # written above, by this process
    return cast


def rows_of(district: District) -> list[list[Model]]:
    """Every row of the district. Versions last: once they are there, the database refuses parts."""
    persons = Person.objects.filter(district=district)
    found: list[list[Model]] = [
        list(District.objects.filter(pk=district.pk)),
        list(Account.objects.filter(persons__in=persons)),
        numbered(EmailAddress.objects.filter(user__persons__in=persons)),
        list(Campus.objects.filter(district=district)),
        list(persons),
    ]
    for model in apps.get_models():
        owned = model.__module__.startswith("waypost") and issubclass(model, Owned)
        if owned and model not in (Person, Version):
            found.append(list(model._base_manager.filter(district=district)))
    found.append(numbered(Row.pieces.through.objects.filter(row__district=district)))
    found.append(numbered(Choice.achievements.through.objects.filter(choice__district=district)))
    found.append(list(Version.objects.filter(district=district)))
    return [rows for rows in found if rows]


def numbered(rows: Iterable[Model]) -> list[Model]:
    """The database numbers these itself, so they come back under whatever number is free."""
    found = list(rows)
    for row in found:
        row.pk = None
    return found


def take_stock() -> None:
    """After a test made a crowd: PostgreSQL counts its tables by itself, but only minutes later,
    and plans for an empty one until then."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
