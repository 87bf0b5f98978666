"""Home says what is next first, and shows each role its own duties and nobody's secrets."""

import datetime as dt
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.cast import NOW, Cast
from tests.credentials.made import confirmed
from tests.credentials.test_join import join, twice
from tests.pages.stage import begin, earn, few_queries, fill_catalog, hand_in, move, visitor, write
from waypost.credentials import actions as credentials
from waypost.pages.duties import campus_of
from waypost.pages.home import greeting
from waypost.people import actions as people
from waypost.people.models import Person, Role
from waypost.review import actions as review

__all__ = ["twice"]

pytestmark = pytest.mark.any_database

MICRO, BADGE, DEGREE = "check-and-change", "forms-quiz", "digital-classroom"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def home(cast: Cast, who: Person) -> str:
    answer = visitor(cast, who).get("/home")
    assert answer.status_code == 200
    return answer.content.decode()


def known(person: Person) -> Person:
    return Person.objects.with_roles().get(pk=person.pk)


def hero(page: str) -> str:
    return page.partition('class="hero')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("hour", "said"),
    [(5, "morning"), (11, "morning"), (12, "afternoon"), (17, "afternoon"), (18, "evening")],
)
def test_it_greets_by_the_hour(hour: int, said: str) -> None:
    assert greeting("María", dt.datetime(2026, 11, 18, hour, tzinfo=dt.UTC)) == (
        f"Good {said}, María"
    )


def test_the_hour_is_the_districts_own(pecan_flats: Cast) -> None:
    assert NOW.astimezone(ZoneInfo("America/Chicago")).hour == 14
    assert "Good afternoon, María" in home(pecan_flats, pecan_flats.ortiz)
    with time_machine.travel(NOW + dt.timedelta(hours=7), tick=False):
        assert "Good evening, María" in home(pecan_flats, pecan_flats.ortiz)


def test_a_stranger_is_asked_to_sign_in_and_comes_back(pecan_flats: Cast) -> None:
    answer = visitor(pecan_flats).get("/home")
    assert answer.headers["Location"] == "/account/login/?next=/home"


def test_another_districts_teacher_has_no_home_here(pecan_flats: Cast, caliche: Cast) -> None:
    assert visitor(pecan_flats, caliche.teacher).get("/home").status_code == 403


def test_someone_new_gets_one_first_step(pecan_flats: Cast) -> None:
    page = home(pecan_flats, pecan_flats.ortiz)
    assert "A good first step" in hero(page)
    assert f"/catalog/{BADGE}" in hero(page)
    assert page.count(f'"/catalog/{BADGE}"') == 1, "it is not suggested twice"
    assert "Your first badge will be sewn here." in page


def test_the_draft_nearest_to_done_leads(pecan_flats: Cast) -> None:
    ortiz = pecan_flats.ortiz
    far, near = begin(pecan_flats, ortiz, BADGE), begin(pecan_flats, ortiz, MICRO)
    write(near, ortiz, 1)
    write(near, ortiz, 3)

    page = home(pecan_flats, ortiz)
    assert "Continue where you left off" in hero(page)
    assert "2 of 3 pieces have something in them. Next: What happened." in hero(page)
    assert f"/work/{near.pk}" in hero(page)
    assert f"/work/{far.pk}" in page
    assert f"/work/{far.pk}" not in hero(page)


def test_a_draft_with_everything_in_it_says_hand_it_in(pecan_flats: Cast) -> None:
    work = begin(pecan_flats, pecan_flats.ortiz, DEGREE)
    write(work, pecan_flats.ortiz)
    assert "Every piece has something in it" in hero(home(pecan_flats, pecan_flats.ortiz))


def test_rows_to_redo_say_what_stays(pecan_flats: Cast) -> None:
    move(begin(pecan_flats, pecan_flats.ortiz, MICRO), "sent_back", rows_done=2)
    page = hero(home(pecan_flats, pecan_flats.ortiz))
    assert "1 row to redo" in page
    assert "2 of 3 rows are demonstrated and stay done" in page
    assert "Read the feedback" in page


def test_something_incomplete_is_not_a_try(pecan_flats: Cast) -> None:
    move(begin(pecan_flats, pecan_flats.ortiz, MICRO), "incomplete")
    assert "It does not count as a try." in hero(home(pecan_flats, pecan_flats.ortiz))


def test_what_waits_says_by_when(pecan_flats: Cast) -> None:
    hand_in(pecan_flats, pecan_flats.ortiz)
    page = home(pecan_flats, pecan_flats.ortiz)
    assert "With a reviewer. You’ll hear by Monday, Nov 23." in page


def test_badges_and_the_way_to_the_degree(pecan_flats: Cast) -> None:
    ortiz = pecan_flats.ortiz
    first = earn(pecan_flats, ortiz, BADGE)
    page = home(pecan_flats, ortiz)
    assert f"/badges/{first.pk}" in page
    assert "1 of 3 done." in page
    assert "Still to go: Check and change, then “Pass it on”." in page

    earn(pecan_flats, ortiz, MICRO)
    assert "Only “Pass it on” is left." in home(pecan_flats, ortiz)
    earn(pecan_flats, ortiz, DEGREE)
    page = home(pecan_flats, ortiz)
    assert "to go" not in page
    assert "You’ve earned everything in the catalog" in page


def test_a_withdrawn_badge_leaves_the_shelf(pecan_flats: Cast) -> None:
    award = earn(pecan_flats, pecan_flats.ortiz, BADGE)
    credentials.withdraw(award=award, reason="error", by=pecan_flats.lead, at=NOW)
    assert f"/badges/{award.pk}" not in home(pecan_flats, pecan_flats.ortiz)


def test_a_reviewer_sees_how_many_wait_and_by_when(pecan_flats: Cast, caliche: Cast) -> None:
    hand_in(pecan_flats, pecan_flats.ortiz)
    hand_in(caliche, caliche.teacher)
    page = home(pecan_flats, pecan_flats.dana)
    assert "1 try is waiting for a reviewer" in hero(page)
    assert "promised by Monday, Nov 23" in hero(page)
    assert "María" not in page
    with time_machine.travel(NOW + dt.timedelta(days=9), tick=False):
        assert "The oldest was promised by Monday, Nov 23." in home(pecan_flats, pecan_flats.dana)


def test_ones_own_work_is_not_ones_to_review(pecan_flats: Cast) -> None:
    hand_in(pecan_flats, pecan_flats.wells)
    assert "waiting for a reviewer" not in home(pecan_flats, pecan_flats.wells)
    assert "waiting for a reviewer" in home(pecan_flats, pecan_flats.dana)


def test_what_one_reviews_already_is_not_waiting(pecan_flats: Cast) -> None:
    work = hand_in(pecan_flats, pecan_flats.ortiz)
    review.start(attempt=work.attempts.get(), by=pecan_flats.dana, at=NOW)
    page = home(pecan_flats, pecan_flats.dana)
    assert "You are reviewing" in page
    assert not hero(page)


def test_a_lead_sees_the_queues_health_and_the_newest_awards(
    pecan_flats: Cast, caliche: Cast
) -> None:
    hand_in(pecan_flats, pecan_flats.ortiz)
    earn(pecan_flats, pecan_flats.reyes, BADGE)
    earn(caliche, caliche.teacher, BADGE)
    with time_machine.travel(NOW + dt.timedelta(days=9), tick=False):
        page = home(pecan_flats, pecan_flats.lead)
    assert "Past the promised day" in page
    assert "Mateo Reyes" in page
    assert "Otis Bell" not in page
    assert "María Ortiz" not in page


def test_hr_sees_what_was_awarded_and_no_queue(pecan_flats: Cast) -> None:
    hand_in(pecan_flats, pecan_flats.ortiz)
    earn(pecan_flats, pecan_flats.reyes, BADGE)
    page = home(pecan_flats, pecan_flats.hr)
    assert "Recently awarded" in page
    assert "Mateo Reyes" in page
    assert "Past the promised day" not in page
    assert "Ortiz" not in page


def test_what_was_awarded_is_of_today_s_kind_and_named_as_its_holder_is(
    pecan_flats: Cast, caliche: Cast, twice: Person
) -> None:
    cast = pecan_flats
    earn(cast, cast.reyes, BADGE)
    earn(caliche, caliche.teacher, BADGE)
    confirmed(cast)
    earn(cast, Person.objects.get(pk=twice.pk), BADGE)
    join(cast, twice)
    recent = home(cast, cast.hr).partition('id="recent"')[2].partition("</section>")[0]
    assert "María Ortiz" in recent
    assert "Maria Ortiz" not in recent
    assert "Reyes" not in recent, "that one was for practice"


def staff(cast: Cast, count: int) -> list[Person]:
    made = []
    for n in range(count):
        person = people.add_person(
            district=cast.district,
            name=f"Colleague {n}",
            called=f"C{n}",
            email=f"c{n}@pf.example",
            by=cast.system,
        )
        people.place(
            person=person,
            role=Role.TEACHER,
            campus=cast.campus,
            since=dt.date(2026, 8, 1),
            by=cast.system,
        )
        made.append(person)
    return made


def test_a_principal_sees_counts_of_people_and_never_names(pecan_flats: Cast) -> None:
    colleagues = staff(pecan_flats, 7)
    for person in colleagues[:6]:
        begin(pecan_flats, person, MICRO)
    for person in colleagues[:2]:
        hand_in(pecan_flats, person)

    page = home(pecan_flats, pecan_flats.principal)
    assert "Bluestem Elementary" in page
    assert '<dt>Working on something</dt><dd class="num">6</dd>' in page
    assert '<dt>With a reviewer now</dt><dd class="num">fewer than 5</dd>' in page
    assert "Colleague" not in page
    assert "/work/" not in page


def test_a_principal_s_count_of_who_earned_leaves_practice_out(
    pecan_flats: Cast, caliche: Cast
) -> None:
    colleagues = staff(pecan_flats, 6)
    for person in colleagues:
        earn(pecan_flats, person, BADGE)
    counted = campus_of(known(pecan_flats.principal))
    assert counted
    assert counted.earned == 6
    confirmed(pecan_flats)
    for number, says in ((4, None), (5, 5)):
        for person in colleagues[:number]:
            earn(pecan_flats, Person.objects.get(pk=person.pk), BADGE)
        counted = campus_of(known(pecan_flats.principal))
        assert counted
        assert counted.earned == says


def test_a_teacher_sees_no_campus_and_no_queue(pecan_flats: Cast) -> None:
    hand_in(pecan_flats, pecan_flats.reyes)
    page = home(pecan_flats, pecan_flats.ortiz)
    assert "Bluestem" not in page
    assert "Mateo" not in page
    assert "waiting for a reviewer" not in page


def test_ten_and_a_thousand_rows_cost_the_same(pecan_flats: Cast) -> None:
    """For the one who holds every role, with everything on the page at once."""
    everyone = pecan_flats.wells
    for role in (Role.PRINCIPAL, Role.PROGRAM_LEAD, Role.HR):
        people.place(
            person=everyone,
            role=role,
            campus=pecan_flats.campus,
            since=dt.date(2026, 8, 1),
            by=pecan_flats.system,
        )
    earn(pecan_flats, everyone, BADGE)
    begin(pecan_flats, everyone, MICRO)
    hand_in(pecan_flats, pecan_flats.ortiz)
    client = visitor(pecan_flats, everyone)
    fill_catalog(pecan_flats, 10)
    with few_queries() as few:
        client.get("/home")
    fill_catalog(pecan_flats, 990, first=10)
    with few_queries(len(few.captured_queries)):
        client.get("/home")


def test_one_patch_is_sewn_alike_wherever_it_is_shown(pecan_flats: Cast) -> None:
    ortiz = pecan_flats.ortiz
    work = begin(pecan_flats, ortiz, MICRO)
    write(work, ortiz, 1)
    for status in ("draft", "sent_back", "incomplete"):
        move(work, status, rows_done=1)
        client = visitor(pecan_flats, ortiz)
        sewn = {
            place: set(re.findall(r'class="sew sewn" stroke-dasharray="([^"]+)"', text))
            for place in ("/home", "/work", f"/work/{work.pk}", f"/catalog/{MICRO}")
            if (text := client.get(place).content.decode())
        }
        assert len(set(map(frozenset, sewn.values()))) == 1, sewn
        assert sewn["/work"]
