"""The product from one end to the other, as a district meets it.

An empty folder becomes a district with a confirmed address; twenty teachers are invited by mail;
they hand in eleven works and earn seven badges, of which one is withdrawn and one corrected; a
degree comes by itself (it is the eighth award, and nobody hands anything in for it); and what a
backup of the running server brings back in another folder answers for every one of them.

Everything happens on pages: three people use a browser on a phone, three at a desk, and the others
send the same forms over the same name with TLS. Nothing is looked up in a database.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import Browse
from tests.front import Front, in_front
from tests.journeys.whole_pilot import lead as program
from tests.journeys.whole_pilot import people
from tests.journeys.whole_pilot.badges import Badge, checks_out, is_told_replaced
from tests.journeys.whole_pilot.stage import (
    AMY,
    BADGE,
    BADGE_PAGE,
    DEGREE,
    DOV,
    GUS,
    HR,
    INES,
    IVAN,
    JON,
    KAY,
    LENA,
    LEO,
    MAYA,
    MINA,
    NORA,
    OMAR,
    PRINCIPAL,
    REP,
    RIO,
    RUTH,
    SECOND,
    SECOND_PAGE,
    TEACHERS,
    TESS,
    THEO,
    Post,
    Somebody,
    Stage,
    come_in,
    served,
)
from tests.notices.mailserver import serving
from tests.serving import certificate
from tests.visitor import Visitor
from waypost.openbadges import Outcome

pytestmark = [pytest.mark.journey, pytest.mark.one_theme]

HAND_IN = (INES, OMAR, NORA, THEO, LENA, IVAN, RUTH, GUS)
START_ONLY, LOOK_ONLY = (MINA, DOV), (TESS, JON)
SHOWN, NOT_YET, EARNED = "demonstrated", "not_yet", "every row is Demonstrated"
NAME_ON_BADGE = "Léo Nguyễn"


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    return certificate(tmp_path, "localhost")


@pytest.fixture
def front(pem: Path) -> Iterator[Front]:
    with in_front(pem) as made:
        yield made


@pytest.fixture
def address(front: Front) -> Callable[..., str]:
    """Where `browse` looks: at the name in front, and at no server of the tests' own."""
    return lambda path="/": f"{front.address}{path}"


@pytest.fixture
def stage(tmp_path: Path, pem: Path, front: Front, browse: Browse) -> Iterator[Stage]:
    """A folder that holds nothing, and a server that was just started on it."""
    product = served(tmp_path / "data", "--empty")
    product.module = "tests.reachable"
    product.environment |= {"REACHABLE": front.name, "SSL_CERT_FILE": str(pem)}
    with serving() as mail:
        made = Stage(tmp_path, pem, front, Post(mail), product, browse)
        try:
            product.start()
            front.leads_to = product.port
            yield made
        finally:
            made.product.stop()


def test_a_pilot_goes_from_an_empty_folder_to_a_restore_that_verifies_every_badge(
    stage: Stage,
) -> None:
    lead = program.set_up(stage)
    program.write_two_badges_and_a_degree(lead)
    program.invite(lead)
    teachers = fourteen_come_and_one_says_not_this_time(stage)
    ten_hand_in_and_two_only_start(teachers)
    rio, kay = two_reviewers_come(stage)
    one_is_sent_back_and_earns_it_with_the_second_try(stage, teachers, rio)
    eight_are_reviewed_and_five_earn_it(teachers, kay)
    a_second_badge_brings_the_degree(stage, teachers, kay)
    assert program.counted(lead) == (["14", "12", "10", "6"], [13, 11, 7 + 1])
    principal = each_role_sees_what_is_theirs(stage)

    shared = everybody_shares(teachers)
    stranger, home = stage.visitor(), stage.front.address
    before = stranger.ask(f"{shared[LEO, BADGE]}.json").content
    program.withdraw(lead, OMAR)
    program.correct_the_name(lead, LEO, NAME_ON_BADGE)
    stage.post.text(OMAR, f"Withdrawn: {BADGE}")
    stage.post.text(LEO, f"Corrected: {BADGE}")
    badges = as_they_should_be(shared)
    signed = {badge: checks_out(badge, stranger, home) for badge in badges.values()}
    seen = teachers.maya.request.get(teachers.picture).body()

    stage.move()

    assert {badge: checks_out(badge, stranger, home) for badge in badges.values()} == signed
    is_told_replaced(before, stranger)
    assert teachers.maya.request.get(teachers.picture).body() == seen
    for who in (stranger, teachers.others[INES], principal):
        assert who.ask(teachers.picture).status_code == 404
    assert program.counted(lead) == (["14", "12", "10", "5"], [13, 11, 7 + 1 - 1])
    it_goes_on_where_it_was(stage, lead, badges[NORA, BADGE], signed)


@dataclass
class Teachers:
    """Two with a phone, and those without a browser around their pages."""

    maya: Page
    leo: Page
    others: dict[Somebody, Visitor]
    folder: Path
    # Addresses of Maya's first work and of the picture in it.
    work: str = ""
    picture: str = ""


def fourteen_come_and_one_says_not_this_time(stage: Stage) -> Teachers:
    """Five never open their letter."""
    maya, leo = people.come_by_phone(stage, MAYA), people.come_by_phone(stage, LEO)
    others = {who: people.come(stage, who) for who in (*HAND_IN, *START_ONLY, *LOOK_ONLY)}
    people.stay_away(stage, AMY)
    return Teachers(maya, leo, others, stage.folder)


def ten_hand_in_and_two_only_start(teachers: Teachers) -> None:
    """Leo without a lesson: he does it already."""
    teachers.work, teachers.picture = people.hand_in_a_picture(teachers.maya, teachers.folder)
    people.show_what_is_done_already(teachers.leo, BADGE_PAGE)
    for who in (*HAND_IN, *START_ONLY):
        people.start(teachers.others[who])
    for who in HAND_IN:
        people.hand_in(teachers.others[who], f"{who.called}: they answer before it plays on.")


def two_reviewers_come(stage: Stage) -> tuple[Page, Visitor]:
    rio = stage.at_a_desk()
    rio.goto("/account/login/code/")
    come_in(stage, rio, RIO)
    return rio, stage.signed_in(KAY)


def one_is_sent_back_and_earns_it_with_the_second_try(
    stage: Stage, teachers: Teachers, rio: Page
) -> None:
    """The row that was shown stays shown."""
    people.review_at_a_desk(rio, MAYA, ["1", "2"], people.NEXT_STEP)
    stage.post.text(MAYA, f"{BADGE}: one row to go")
    people.hand_in_another_picture(teachers.maya, teachers.work, teachers.folder)
    people.review_at_a_desk(rio, MAYA, ["2"])
    stage.post.text(MAYA, f"You earned it: {BADGE}")


def eight_are_reviewed_and_five_earn_it(teachers: Teachers, kay: Visitor) -> None:
    """One of them with the second try; Gus still waits."""
    for who in (LEO, INES, OMAR, NORA):
        people.review(kay, who, SHOWN, SHOWN, says=EARNED)
    for who in (THEO, LENA, IVAN):
        people.review(kay, who, NOT_YET, SHOWN, says="Sent back with the next steps")
    people.send_back_to_complete(kay, RUTH)
    people.hand_in_again(teachers.others[THEO], "The stop at 2:05 makes them think.")
    people.review(kay, THEO, SHOWN, says=EARNED)


def a_second_badge_brings_the_degree(stage: Stage, teachers: Teachers, kay: Visitor) -> None:
    """The seventh badge, the eleventh work, and nobody does anything more."""
    people.show_what_is_done_already(teachers.maya, SECOND_PAGE)
    people.review(kay, MAYA, SHOWN, SHOWN, says=EARNED)
    stage.post.text(MAYA, f"You earned it: {DEGREE}")


def each_role_sees_what_is_theirs(stage: Stage) -> Visitor:
    """HR every award, a campus representative their campus, a principal numbers alone."""
    hr, rep, principal = (stage.signed_in(one) for one in (HR, REP, PRINCIPAL))
    hr.open("/awards")
    hr.says("8 awards")
    rep.open("/participation")
    assert {one for one in TEACHERS if one.name in rep.text} == set(TEACHERS[0::2])
    principal.open("/participation")
    principal.says("Counts of people only.")
    assert not [one for one in TEACHERS if one.name in principal.text]
    assert principal.ask("/review").status_code in {403, 404}
    return principal


def everybody_shares(teachers: Teachers) -> dict[tuple[Somebody, str], str]:
    """Public addresses of the seven badges and the degree."""
    maya, leo, others = teachers.maya, teachers.leo, teachers.others
    shared = {
        (MAYA, title): people.share_by_phone(maya, title) for title in (BADGE, SECOND, DEGREE)
    }
    shared[LEO, BADGE] = people.share_by_phone(leo, BADGE)
    return shared | {(who, BADGE): people.share(others[who]) for who in (INES, OMAR, NORA, THEO)}


def as_they_should_be(
    shared: dict[tuple[Somebody, str], str],
) -> dict[tuple[Somebody, str], Badge]:
    """After one was withdrawn and one corrected."""
    return {
        (who, title): Badge(
            address=address,
            title=title,
            name=NAME_ON_BADGE if who is LEO else who.name,
            outcome=Outcome.WITHDRAWN if who is OMAR else Outcome.REAL,
            corrected=who is LEO,
        )
        for (who, title), address in shared.items()
    }


def it_goes_on_where_it_was(
    stage: Stage, lead: Page, badge: Badge, signed: dict[Badge, bytes]
) -> None:
    """What is secret came along too: it still mails codes, and signs with the district's key."""
    gus = stage.signed_in(GUS)
    gus.open("/work")
    gus.says("You’ll hear by")
    program.sign_anew(lead, NORA)
    stranger = stage.visitor()
    assert checks_out(badge, stranger, stage.front.address) != signed[badge]
    is_told_replaced(signed[badge], stranger)
