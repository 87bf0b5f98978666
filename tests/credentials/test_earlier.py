"""What was earned before: read from a district's file, shown, added once, counting by rule."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import cast as people_of
from tests.cast import DEGREE, NOW, Cast, publish
from tests.credentials.made import award, confirmed, show
from tests.racing import at_once
from waypost.catalog import actions as catalog
from waypost.catalog.blueprint import Blueprint, ChoicesText, ChoiceText
from waypost.credentials.duties import files_never_added
from waypost.credentials.earlier import actions as earlier
from waypost.credentials.earlier.dates import NotADate, read_date
from waypost.credentials.earlier.plan import ITSELF, Plan, State, plan_of
from waypost.credentials.models import Award, EarlierImport, EarlierRecord, Met
from waypost.journal.actions import deliver_all
from waypost.journal.models import Entry
from waypost.people import actions as people
from waypost.people.models import Person
from waypost.people.policies import NotAllowed
from waypost.people.tables import BadTable

LATER = NOW + dt.timedelta(days=1)
HEAD = "E-mail,Name,Badge,Date,Issuer,Note\n"
ORTIZ = "ortiz@pecanflats.example"
QUIZ = "Google Forms: a quiz that grades itself"
# The district's degree, as its rule says that badges from before count.
COUNTS = replace(
    DEGREE,
    slug="counts",
    requirements=(
        ChoicesText(
            choices=(
                ChoiceText(label="One badge", count=1, slugs=("forms-quiz",), counts_earlier=True),
                ChoiceText(label="Check and change", count=1, slugs=("check-and-change",)),
            )
        ),
        DEGREE.requirements[1],
    ),
)
RULE_ALONE = replace(
    DEGREE,
    slug="alone",
    title="Alone",
    requirements=(
        ChoicesText(
            choices=(
                ChoiceText(
                    label="Both",
                    count=2,
                    slugs=("forms-quiz", "check-and-change"),
                    counts_earlier=True,
                ),
            )
        ),
    ),
)


def offered(cast: Cast, blueprint: Blueprint) -> None:
    draft = catalog.write(blueprint=blueprint, by=cast.system, at=NOW)
    cast.versions[blueprint.slug] = publish(draft)


def bring(cast: Cast, text: str, by: str = "lead") -> EarlierImport:
    return earlier.bring(
        district=cast.district,
        source=text.encode(),
        file_name="old badges.csv",
        by=cast.people[by],
        at=NOW,
    )


def look(brought: EarlierImport) -> Plan:
    return plan_of(brought, at=NOW)


def added(cast: Cast, *lines: str) -> EarlierImport:
    """Each line as "e-mail,name,title,date"; whatever the catalog doesn't know counts as itself."""
    brought = bring(cast, HEAD + "\n".join(lines) + "\n")
    earlier.leave_the_rest(brought=brought, by=cast.lead, at=NOW)
    earlier.add(brought=brought, shown=look(brought).digest, by=cast.lead, at=NOW)
    deliver_all(at=LATER)
    return brought


def problems(plan: Plan) -> list[tuple[int, str]]:
    return [(line.number, line.problem) for line in plan.lines if line.problem]


@pytest.mark.parametrize(
    ("text", "on", "known"),
    [
        ("2019-05-14", (2019, 5, 14), "day"),
        ("2019-05-14 00:00:00", (2019, 5, 14), "day"),
        ("5/14/2019 12:00:00 AM", (2019, 5, 14), "day"),
        ("05-14-2019", (2019, 5, 14), "day"),
        ("May 14, 2019", (2019, 5, 14), "day"),
        ("Sept. 3rd 2019", (2019, 9, 3), "day"),
        ("14-May-2019", (2019, 5, 14), "day"),
        ("May 2019", (2019, 5, 1), "month"),
        ("5/2019", (2019, 5, 1), "month"),
        ("2019-05", (2019, 5, 1), "month"),
        ("2019", (2019, 1, 1), "year"),
    ],
)
def test_dates_are_read_as_lists_have_them(text: str, on: tuple[int, ...], known: str) -> None:
    found = read_date(text)
    assert (found.on, found.known) == (dt.date(*on), known)


@pytest.mark.parametrize(
    "text",
    ["14/5/2019", "5/14/19", "spring 2019", "2018-19", "Mai 2019", "2/30/2019", "43599", "0/2019",
     "1/0/2019", "1899", "²⁰¹⁹", "0000-00-00"],
)  # fmt: skip
def test_a_date_that_could_mean_another_is_not_guessed(text: str) -> None:
    with pytest.raises(NotADate):
        read_date(text)


def test_every_line_says_what_would_become_of_it(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    for n in (1, 2):
        people.add_person(
            district=cast.district,
            name="Pat Lee",
            called="Pat",
            email=f"pat{n}@pecanflats.example",
            by=cast.system,
        )
    plan = look(
        bring(
            cast,
            HEAD
            + f"{ORTIZ},María Ortiz,{QUIZ},2019-05-14,Region 10,first\n"
            + f",maria ortiz,{QUIZ.upper()},May 2019,,\n"
            + f"{ORTIZ},,{QUIZ},5/14/2019,,\n"
            + "ortis@pecanflats.example,,Seesaw,2019,,\n"
            + ",Maria Ortis,Seesaw,2019,,\n"
            + ",Pat Lee,Seesaw,2019,,\n"
            + f"{ORTIZ},Dana Whitfield,Seesaw,2019,,\n"
            + f"{ORTIZ},,,2019,,\n"
            + f"{ORTIZ},,Seesaw,,,\n"
            + f"{ORTIZ},,Seesaw,2031-01-01,,\n"
            + f"{ORTIZ},,Seesaw,spring 2019,,\n"
            + ",,Seesaw,2019,,\n"
            + "teacher@caliche.example,,Seesaw,2019,,\n"
            + f"{ORTIZ},,Seesaw,2019,,,\n"
            + f"{ORTIZ},,Seesaw Pioneer,2018,,,more\n",
        )
    )
    assert problems(plan) == [
        (4, "twice"),
        (5, "unknown_email"),
        (6, "unknown_name"),
        (7, "ambiguous_name"),
        (8, "two_people"),
        (9, "no_badge"),
        (10, "no_date"),
        (11, "future_date"),
        (12, "unreadable_date"),
        (13, "nobody_named"),
        (14, "unknown_email"),
        (16, "too_many_cells"),
    ]
    hints = {line.number: plan.nearest(line) for line in plan.lines}
    assert hints[5] == ORTIZ
    assert hints[6] == "María Ortiz"
    assert hints[14] == ""
    first, second = plan.of(State.NEW)[:2]
    assert first.achievement == second.achievement
    assert [title.title for title in plan.undecided] == ["Seesaw"]
    assert EarlierRecord.objects.count() == 0


def test_a_file_without_its_columns_is_refused_before_it_is_kept(
    pecan_flats: Cast, caliche: Cast
) -> None:
    with pytest.raises(BadTable) as problem:
        bring(pecan_flats, "E-mail,Name\na@x.org,A\n")
    assert problem.value.facts["missing"] == ["badge", "date"]
    assert EarlierImport.objects.count() == 0


def test_what_is_added_is_what_was_shown_and_only_once(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    text = (
        f"{HEAD}{ORTIZ},,{QUIZ},May 2019,Region 10,\n{ORTIZ},,Seesaw,2018,,\nno@x.org,,A,2018,,\n"
    )
    brought = bring(cast, text)
    shown = look(brought).digest
    with pytest.raises(earlier.TitlesUndecided):
        earlier.add(brought=brought, shown=shown, by=cast.lead, at=NOW)
    earlier.decide_titles(
        brought=brought,
        choices={"seesaw": ITSELF, "x": "no id", "y\x00": ITSELF},
        by=cast.lead,
        at=NOW,
    )
    with pytest.raises(earlier.ChangedSince):
        earlier.add(brought=brought, shown=shown, by=cast.lead, at=NOW)
    shown = look(brought).digest
    assert earlier.add(brought=brought, shown=shown, by=cast.lead, at=NOW) == 2
    with pytest.raises(earlier.AlreadyAdded):
        earlier.add(brought=brought, shown=shown, by=cast.lead, at=NOW)
    brought.refresh_from_db()
    assert brought.body is None
    assert brought.report == {"new": 2, "here": 0, "wrong": 1, "lines": [[4, "unknown_email"]]}
    again = bring(cast, text)
    plan = look(again)
    assert plan.counts == {State.HERE: 2, State.WRONG: 1}
    with pytest.raises(earlier.NothingNew):
        earlier.add(brought=again, shown=plan.digest, by=cast.lead, at=NOW)
    quiz, seesaw = EarlierRecord.objects.order_by("line")
    assert (quiz.person, quiz.issuer, quiz.known) == (cast.ortiz, "Region 10", "month")
    assert quiz.achievement == cast.versions["forms-quiz"].achievement
    assert seesaw.achievement is None


def test_a_title_is_decided_once_and_remembered_by_the_next_file(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    quiz = str(cast.versions["forms-quiz"].achievement_id)
    brought = bring(cast, f"{HEAD}{ORTIZ},,Forms quizzes,2018,,\n")
    earlier.decide_titles(brought=brought, choices={"forms quizzes": quiz}, by=cast.hr, at=NOW)
    earlier.add(brought=brought, shown=look(brought).digest, by=cast.hr, at=NOW)
    other = look(bring(cast, f"{HEAD}reyes@pecanflats.example,,FORMS Quizzes,2017,,\n"))
    assert [title.counts_as for title in other.titles] == [quiz]
    there = bring(caliche, f"{HEAD}teacher@caliche.example,,Forms quizzes,2017,,\n")
    assert look(there).undecided
    earlier.decide_titles(brought=there, choices={"forms quizzes": quiz}, by=caliche.lead, at=NOW)
    assert look(there).undecided, "another district's badge is nothing to choose"


def test_only_the_lead_and_hr_keep_records(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    text = f"{HEAD}{ORTIZ},,{QUIZ},2018,,\n"
    for who in ("ortiz", "dana", "principal", "rep"):
        with pytest.raises(NotAllowed):
            bring(cast, text, by=who)
    brought = bring(cast, text, by="hr")
    plan = look(brought)
    for by in (cast.dana, caliche.lead, cast.system):
        with pytest.raises(NotAllowed):
            earlier.add(brought=brought, shown=plan.digest, by=by, at=NOW)
    earlier.add(brought=brought, shown=plan.digest, by=cast.lead, at=NOW)
    seen = EarlierRecord.objects.visible_to
    assert seen(cast.ortiz).count() == seen(cast.hr).count() == 1
    assert seen(cast.reyes).count() == seen(cast.principal).count() == 0
    assert seen(caliche.lead).count() == 0
    assert EarlierImport.objects.visible_to(cast.ortiz).count() == 0


def test_a_file_is_taken_back_with_a_reason_and_can_come_again(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    brought = added(cast, f"{ORTIZ},,{QUIZ},2018", f"{ORTIZ},,Seesaw,2017")
    seesaw = EarlierRecord.objects.get(title="Seesaw")
    earlier.take_back_one(earlier=seesaw, reason="A webinar.", by=cast.hr, at=NOW)
    assert earlier.take_back(brought=brought, reason="Wrong file.", by=cast.lead, at=LATER) == 1
    with pytest.raises(earlier.NotAdded):
        earlier.take_back(brought=brought, reason="Again.", by=cast.lead, at=LATER)
    with pytest.raises(earlier.NotAdded):
        earlier.take_back_one(earlier=seesaw, reason="Again.", by=cast.lead, at=LATER)
    seesaw.refresh_from_db()
    assert seesaw.taken_back_reason == "A webinar."
    kinds = Entry.objects.filter(district=cast.district.pk).values_list("kind", flat=True)
    assert {"credentials.EarlierTakenBack", "credentials.EarlierImportTakenBack"} <= set(kinds)
    facts = str(list(Entry.objects.filter(kind__contains="Earlier").values_list("facts")))
    assert "Wrong" not in facts
    added(cast, f"{ORTIZ},,{QUIZ},2018")
    assert EarlierRecord.objects.active().count() == 1


def test_a_record_is_frozen(pecan_flats: Cast, caliche: Cast) -> None:
    added(pecan_flats, f"{ORTIZ},,Seesaw,2017")
    for change in ({"title": "X"}, {"earned_on": NOW.date()}, {"person": pecan_flats.dana}):
        with pytest.raises(DatabaseError, match="frozen:"), transaction.atomic():
            EarlierRecord.objects.update(**change)
    with pytest.raises(DatabaseError, match="frozen:"), transaction.atomic():
        EarlierRecord.objects.all().delete()


def test_a_file_nobody_added_is_let_go_after_a_week(pecan_flats: Cast, caliche: Cast) -> None:
    bring(pecan_flats, f"{HEAD}{ORTIZ},,Seesaw,2017,,\n")
    added(pecan_flats, f"{ORTIZ},,{QUIZ},2018")
    assert files_never_added(NOW + dt.timedelta(days=6)) == 0
    assert files_never_added(NOW + dt.timedelta(days=8)) == 1
    assert EarlierImport.objects.count() == 1


def degree(who: Person, slug: str = "counts") -> Award | None:
    return Award.objects.filter(person=who, version__achievement__slug=slug).first()


def rule_basis(who: Person, slug: str = "counts") -> dict[str, list[str]]:
    found = Met.objects.get(
        person=who, requirement__kind="achievements", requirement__version__achievement__slug=slug
    )
    return dict(found.basis)


def test_a_degree_counts_what_was_earned_before_only_where_its_rule_says_so(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    offered(cast, COUNTS)
    added(cast, f"{ORTIZ},,{QUIZ},2018")
    micro = award(cast, "check-and-change", to=cast.ortiz)
    assert show(cast, "digital-classroom", to=cast.ortiz) is None
    assert show(cast, "counts", to=cast.ortiz) is not None
    basis = rule_basis(cast.ortiz)
    assert basis["awards"] == [str(micro.pk)]
    assert basis["earlier"] == [str(EarlierRecord.objects.get().pk)]


def test_a_choice_that_does_not_take_them_is_not_filled(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    offered(cast, COUNTS)
    added(cast, f"{ORTIZ},,Check and change,2018")
    award(cast, to=cast.ortiz)
    assert show(cast, "counts", to=cast.ortiz) is None


def test_whatever_comes_last_awards_the_degree(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    offered(cast, COUNTS)
    award(cast, "check-and-change", to=cast.ortiz)
    assert show(cast, "counts", to=cast.ortiz) is None
    assert degree(cast.ortiz) is None
    added(cast, f"{ORTIZ},,{QUIZ},2018")
    assert degree(cast.ortiz) is not None
    deliver_all(at=LATER)
    assert Award.objects.filter(version__achievement__slug="counts").count() == 1


def test_one_achievement_counts_once_whether_earned_here_or_before(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    offered(cast, RULE_ALONE)
    added(cast, f"{ORTIZ},,{QUIZ},2018", f"{ORTIZ},,{QUIZ},2019")
    quiz = award(cast, to=cast.ortiz)
    deliver_all(at=LATER)
    assert degree(cast.ortiz, "alone") is None
    added(cast, f"{ORTIZ},,Check and change,2017")
    assert degree(cast.ortiz, "alone") is not None
    assert rule_basis(cast.ortiz, "alone")["awards"] == [str(quiz.pk)]
    assert len(rule_basis(cast.ortiz, "alone")["earlier"]) == 1


def test_a_degree_published_later_finds_those_who_have_records_only(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    added(cast, f"{ORTIZ},,{QUIZ},2018", f"{ORTIZ},,Check and change,2019")
    offered(cast, RULE_ALONE)
    deliver_all(at=LATER)
    assert degree(cast.ortiz, "alone") is not None


def test_everyone_in_a_file_is_looked_at_in_pieces_of_work(
    pecan_flats: Cast, caliche: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = pecan_flats
    offered(cast, RULE_ALONE)
    monkeypatch.setattr(earlier, "AT_ONCE", 2)
    names = ["ortiz", "reyes", "rep", "wells", "dana"]
    mail = [f"{name}@pecanflats.example" for name in names]
    added(
        cast,
        *(f"{each},,{QUIZ},2018" for each in mail),
        *(f"{each},,Check and change,2018" for each in mail),
    )
    held = Award.objects.filter(version__achievement__slug="alone")
    assert {one.person for one in held} == {cast.people[name] for name in names}
    deliver_all(at=LATER)
    assert held.count() == len(names)


def test_taking_back_leaves_the_degree_and_counts_for_no_other(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    offered(cast, RULE_ALONE)
    brought = added(cast, f"{ORTIZ},,{QUIZ},2018", f"{ORTIZ},,Check and change,2019")
    held = degree(cast.ortiz, "alone")
    earlier.take_back(brought=brought, reason="Wrong.", by=cast.lead, at=NOW)
    offered(cast, replace(RULE_ALONE, slug="next", title="Next"))
    deliver_all(at=LATER)
    assert held is not None
    held.refresh_from_db()
    assert held.stands
    assert degree(cast.ortiz, "next") is None


def test_a_real_degree_rests_on_records_and_never_on_practice_badges(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    offered(cast, COUNTS)
    added(cast, f"{ORTIZ},,{QUIZ},2018")
    award(cast, "check-and-change", to=cast.ortiz)
    confirmed(cast)
    assert show(cast, "counts", to=cast.ortiz) is None
    award(cast, "check-and-change", to=cast.ortiz)
    deliver_all(at=LATER)
    made = degree(cast.ortiz)
    assert made is not None
    assert not made.practice


def test_five_thousand_lines_cost_as_many_questions_as_fifty(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    Person.objects.bulk_create(
        Person(
            district=cast.district,
            name=f"Teacher {n}",
            called="T",
            email=f"t{n}@pecanflats.example",
        )
        for n in range(1000)
    )

    def queries(lines: int) -> list[int]:
        text = HEAD + "".join(
            f"t{n % 1000}@pecanflats.example,,{lines} badge {n // 1000},2019-05-{1 + n % 28},,\n"
            for n in range(lines)
        )
        brought = bring(cast, text)
        earlier.leave_the_rest(brought=brought, by=cast.lead, at=NOW)
        with CaptureQueriesContext(connection) as looked:
            plan = look(brought)
        with CaptureQueriesContext(connection) as put:
            count = earlier.add(brought=brought, shown=plan.digest, by=cast.lead, at=NOW)
        assert count == lines
        return [len(looked), len(put)]

    few, many = queries(50), queries(5000)
    assert few[0] == many[0] <= 8
    # SQLite takes some fifty rows in one statement.
    assert many[1] - few[1] <= 100


@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_same_file_at_once_add_it_once() -> None:
    cast = people_of.pecan_flats()
    people_of.caliche()
    brought = bring(cast, f"{HEAD}{ORTIZ},,{QUIZ},2018,,\n")
    twin = bring(cast, f"{HEAD}{ORTIZ},,{QUIZ},2018,,\n")
    shown = look(brought).digest

    def press(which: EarlierImport) -> object:
        mine = EarlierImport.objects.select_related("district").get(pk=which.pk)
        return earlier.add(brought=mine, shown=shown, by=cast.lead, at=NOW)

    ends = at_once(lambda: press(brought), lambda: press(brought), lambda: press(twin))
    assert ends.count("done") == 1
    assert EarlierRecord.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_own_piece_and_the_records_arrive_at_the_same_moment() -> None:
    cast = people_of.pecan_flats()
    people_of.caliche()
    offered(cast, COUNTS)
    award(cast, "check-and-change", to=cast.ortiz)
    brought = bring(cast, f"{HEAD}{ORTIZ},,{QUIZ},2018,,\n")
    shown = look(brought).digest
    assert at_once(
        lambda: earlier.add(brought=brought, shown=shown, by=cast.lead, at=NOW),
        lambda: show(cast, "counts", to=cast.ortiz),
    ) == ["done", "done"]
    assert at_once(lambda: deliver_all(at=LATER), lambda: show(cast, "counts", to=cast.ortiz)) == [
        "done",
        "done",
    ]
    assert Award.objects.filter(version__achievement__slug="counts").count() == 1


def test_nothing_of_another_district_is_found(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    brought = bring(cast, f"{HEAD}{ORTIZ},,{QUIZ},2018,,\n")
    assert not EarlierImport.objects.visible_to(caliche.lead).filter(pk=brought.pk).exists()
    with pytest.raises(NotAllowed):
        earlier.let_go(brought=brought, by=caliche.lead)
    earlier.let_go(brought=brought, by=cast.lead)
    assert not EarlierImport.objects.filter(pk=brought.pk).exists()
