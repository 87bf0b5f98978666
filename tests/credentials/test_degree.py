"""A degree rests on what stands the moment it is awarded, and is awarded as soon as that is so."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.cast import BADGE, DEGREE, NOW, Cast, publish
from tests.credentials.made import award, confirmed, show
from tests.pages.stage import visitor
from waypost.catalog import actions as catalog
from waypost.catalog.blueprint import Blueprint, ChoicesText, ChoiceText
from waypost.catalog.models import Version
from waypost.credentials import actions
from waypost.credentials.models import Award, Met
from waypost.journal.actions import deliver_all
from waypost.openbadges import load
from waypost.people import actions as people
from waypost.people.models import Person

SLUG = "digital-classroom"
PARTS = ("forms-quiz", "check-and-change")
LATER = NOW + dt.timedelta(days=30)
# Nothing of its own to hand in: the rule is all there is.
RULE_ALONE = replace(
    DEGREE,
    slug="both",
    title="Both",
    requirements=(ChoicesText(choices=(ChoiceText(label="Both", count=2, slugs=PARTS),)),),
)


def published(cast: Cast, blueprint: Blueprint) -> Version:
    draft = catalog.write(blueprint=blueprint, by=cast.system, at=NOW)
    cast.versions[blueprint.slug] = publish(draft)
    return cast.versions[blueprint.slug]


def parts(cast: Cast, who: Person, *slugs: str) -> list[Award]:
    made = [award(cast, slug, to=who) for slug in slugs or PARTS]
    deliver_all(at=LATER)
    return made


def degree(who: Person, slug: str = SLUG) -> Award | None:
    return Award.objects.filter(person=who, version__achievement__slug=slug).first()


def test_a_degree_is_not_awarded_on_badges_that_were_withdrawn(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    for made in parts(cast, cast.ortiz):
        actions.withdraw(award=made, reason="error", by=cast.lead, at=NOW)
    assert show(cast, SLUG, to=cast.ortiz) is None
    deliver_all(at=LATER)
    assert degree(cast.ortiz) is None


def test_a_degree_of_an_address_is_not_awarded_on_practice_badges(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    parts(cast, cast.ortiz)
    confirmed(cast)
    assert show(cast, SLUG, to=cast.ortiz) is None
    for slug in PARTS:
        assert not award(cast, slug, to=cast.ortiz).practice
    deliver_all(at=LATER)
    made = degree(cast.ortiz)
    assert made is not None
    assert not made.practice
    assert load(bytes(made.documents.get().body))["issuer"]["id"].startswith("did:web:")


def test_what_was_shown_for_practice_is_no_ground_for_a_real_degree(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    assert show(cast, SLUG, to=cast.ortiz) is None
    confirmed(cast)
    parts(cast, cast.ortiz)
    assert degree(cast.ortiz) is None
    made = show(cast, SLUG, to=cast.ortiz)
    assert made is not None
    assert not made.practice


def test_an_expired_badge_counts_no_more(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    published(cast, replace(BADGE, valid_months=1))
    parts(cast, cast.ortiz)
    late = NOW + dt.timedelta(days=40)
    assert show(cast, SLUG, to=cast.ortiz, at=late) is None


def test_the_degree_says_which_badges_it_rests_on(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    first, micro = parts(cast, cast.ortiz)
    actions.withdraw(award=first, reason="error", by=cast.lead, at=NOW)
    second = award(cast, to=cast.ortiz)
    assert show(cast, SLUG, to=cast.ortiz) is not None
    met = Met.objects.get(person=cast.ortiz, requirement__kind="achievements")
    assert met.basis["awards"] == sorted([str(second.pk), str(micro.pk)])


def test_a_degree_that_came_after_its_parts_is_awarded(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    parts(cast, cast.ortiz)
    published(cast, replace(DEGREE, slug="later"))
    made = show(cast, "later", to=cast.ortiz)
    assert made is not None
    assert degree(cast.ortiz, "later") == made


def test_whoever_began_on_an_earlier_version_is_awarded_that_one(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    first = cast.versions[SLUG]
    published(cast, DEGREE)
    parts(cast, cast.ortiz)
    cast.versions[SLUG] = first
    made = show(cast, SLUG, to=cast.ortiz)
    assert made is not None
    assert made.version == first


@pytest.mark.parametrize("then", ["superseded", "retired"])
def test_whoever_showed_the_own_piece_first_is_awarded_when_the_parts_follow(
    pecan_flats: Cast, caliche: Cast, then: str
) -> None:
    cast = pecan_flats
    first = cast.versions[SLUG]
    assert show(cast, SLUG, to=cast.ortiz) is None
    if then == "retired":
        catalog.retire(version=first, reason="", by=cast.system, at=NOW)
    else:
        published(cast, DEGREE)
    parts(cast, cast.ortiz)
    made = degree(cast.ortiz)
    assert made is not None
    assert made.version == first


def test_a_rule_alone_is_looked_at_for_everyone_when_it_is_published(
    pecan_flats: Cast, caliche: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In pieces of work: nobody is forgotten where one ends and the next begins."""
    cast = pecan_flats
    monkeypatch.setattr(actions, "AT_ONCE", 2, raising=False)
    earners = [
        people.add_person(
            district=cast.district,
            name=f"Earner {n}",
            called="E",
            email=f"earner{n}@pecanflats.example",
            by=cast.system,
        )
        for n in range(5)
    ]
    for who in earners:
        parts(cast, who)
    parts(cast, cast.ortiz, "forms-quiz")
    version = published(cast, RULE_ALONE)
    deliver_all(at=LATER)
    assert {a.person for a in Award.objects.filter(version=version)} == set(earners)
    deliver_all(at=LATER)
    assert Award.objects.filter(version=version).count() == len(earners)


def test_a_new_version_of_a_rule_is_no_second_degree_for_those_who_hold_it(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    published(cast, RULE_ALONE)
    parts(cast, cast.ortiz)
    held = degree(cast.ortiz, "both")
    assert held is not None
    published(cast, replace(RULE_ALONE, title="Both, said better"))
    deliver_all(at=LATER)
    assert Award.objects.filter(person=cast.ortiz, version__achievement__slug="both").count() == 1


def test_the_public_page_of_a_rule_alone_shows_what_it_rests_on_and_no_empty_rubric(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    published(cast, RULE_ALONE)
    parts(cast, cast.ortiz)
    made = degree(cast.ortiz, "both")
    assert made is not None
    actions.share(award=made, visibility="public", shown=[], by=cast.ortiz, at=NOW)
    page = visitor(cast).get(f"/c/{made.public_id}").content.decode()
    assert "What it rests on" in page
    assert "What María Ortiz showed" not in page


def test_nobody_says_by_hand_that_a_rule_is_met(pecan_flats: Cast, caliche: Cast) -> None:
    rule = pecan_flats.versions[SLUG].requirements.get(kind="achievements")
    with pytest.raises(actions.DecidedByRule):
        actions.meet_requirement(
            requirement=rule, person=pecan_flats.ortiz, basis={}, by=pecan_flats.dana, at=NOW
        )
