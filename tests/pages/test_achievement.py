"""An achievement's page: everything before one begins, and the one thing to do next."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
import time_machine

from tests.cast import BADGE, DEGREE, MICRO, NOW, Cast, publish
from tests.pages.stage import begin, earn, few_queries, fill_catalog, hand_in, move, visitor, write
from tests.program.scene import group, newcomer
from waypost.catalog import actions
from waypost.catalog.blueprint import EvidenceText
from waypost.catalog.models import Audience
from waypost.credentials import actions as credentials
from waypost.evidence.models import Submission
from waypost.people.models import Group, Person
from waypost.program.actions import add_people, remove_person
from waypost.support import actions as support

pytestmark = pytest.mark.any_database

SMALL = 20 * 1024


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def text(cast: Cast, slug: str, who: Person | None = None) -> str:
    answer = visitor(cast, who).get(f"/catalog/{slug}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_micro_credential_tells_everything(pecan_flats: Cast) -> None:
    page = text(pecan_flats, MICRO.slug)
    part = MICRO.requirements[0]
    assert isinstance(part, EvidenceText)
    for said in (
        MICRO.sentence,
        MICRO.tagline,
        MICRO.why,
        "Write one question",
        "Question frame",
        MICRO.already,
        MICRO.reviewed_by,
        MICRO.beginner_time,
        "Grades 2–12, any subject",
        "Within 5 school days: hand it in today and you’d hear by Wednesday, Nov 25.",
        "4 hours",
        "Your district sets the hours. Ask your ESC if unsure.",
        "T-TESS",
        "1.2",
        "150–300 words in all",
        "Which answer surprised you?",
        "No last names. Faces only with a media release on file.",
        "Nothing with students is ever shown publicly.",
        "A lesson that flopped still counts when you show what you learned from it.",
        "Digital Classroom Teacher",
        *(piece.title for piece in part.pieces),
        *(words for row in part.rows for words in (row.title, row.not_yet, row.demonstrated)),
    ):
        assert said.replace("'", "&#x27;") in page, said
    assert "<table>" in page
    for row in part.rows:
        assert row.saved_comment not in page, "what reviewers say is theirs to say"


def test_a_badge_is_light(pecan_flats: Cast) -> None:
    page = text(pecan_flats, BADGE.slug)
    assert "2 small things to send, no essay" in page
    assert "<table>" not in page
    assert page.count('<span class="lv">Not yet:</span>') == 2
    part = BADGE.requirements[0]
    assert isinstance(part, EvidenceText)
    for row in part.rows:
        assert row.not_yet in page
        assert row.demonstrated in page
    assert "Google Forms" in page


def test_codes_link_out_where_there_is_an_address(pecan_flats: Cast) -> None:
    linked = replace(MICRO.alignments[0], url="https://teachfortexas.org/")
    draft = actions.write(
        blueprint=replace(MICRO, alignments=(linked,)), by=pecan_flats.system, at=NOW
    )
    publish(draft)
    page = text(pecan_flats, MICRO.slug)
    assert '<a href="https://teachfortexas.org/" rel="noopener">1.2</a>' in page


def test_a_stranger_signs_in_and_comes_back(pecan_flats: Cast) -> None:
    page = text(pecan_flats, BADGE.slug)
    assert 'href="/account/login/?next=/catalog/forms-quiz"' in page
    assert "<form" not in page


def test_starting_leads_to_the_work_and_the_button_then_goes_on(pecan_flats: Cast) -> None:
    ortiz = pecan_flats.ortiz
    client = visitor(pecan_flats, ortiz)
    requirement = pecan_flats.versions[BADGE.slug].requirements.get()
    page = text(pecan_flats, BADGE.slug, ortiz)
    # Near the top on a phone, at the side, and under "Already do this?".
    assert page.count(f'action="/earn/{requirement.pk}"') == 3
    answer = client.post(f"/earn/{requirement.pk}")
    work = ortiz.submissions.get()
    assert answer.headers["Location"].startswith(f"/work/{work.pk}")

    page = text(pecan_flats, BADGE.slug, ortiz)
    assert f'href="/work/{work.pk}"' in page
    assert "0 of 2 pieces begun" in page
    assert "/earn/" not in page
    assert "Sign in to start" not in page


def test_the_button_follows_the_work(pecan_flats: Cast) -> None:
    ortiz = pecan_flats.ortiz
    work = begin(pecan_flats, ortiz, MICRO.slug)
    write(work, ortiz, 1)
    assert "1 of 3 pieces begun" in text(pecan_flats, MICRO.slug, ortiz)

    move(work, "sent_back", rows_done=1)
    page = text(pecan_flats, MICRO.slug, ortiz)
    assert "Read the feedback" in page
    assert "2 rows to redo" in page


def test_what_waits_says_by_when(pecan_flats: Cast) -> None:
    hand_in(pecan_flats, pecan_flats.ortiz)
    page = text(pecan_flats, BADGE.slug, pecan_flats.ortiz)
    assert "With a reviewer. You’ll hear by Monday, Nov 23." in page
    assert "/earn/" not in page


def test_what_was_earned_leads_to_the_badge(pecan_flats: Cast) -> None:
    award = earn(pecan_flats, pecan_flats.ortiz, BADGE.slug)
    page = text(pecan_flats, BADGE.slug, pecan_flats.ortiz)
    assert f'href="/badges/{award.pk}"' in page
    assert "Earned on November 18, 2026" in page

    credentials.withdraw(award=award, reason="error", by=pecan_flats.lead, at=NOW)
    page = text(pecan_flats, BADGE.slug, pecan_flats.ortiz)
    assert "See why it was withdrawn" in page
    assert "Earned on" not in page


def test_it_leads_to_the_degree_over_what_was_earned(pecan_flats: Cast) -> None:
    ortiz = pecan_flats.ortiz
    earn(pecan_flats, ortiz, BADGE.slug)
    page = text(pecan_flats, MICRO.slug, ortiz)
    path = page.partition('<ol class="path"')[2].partition("</ol>")[0]
    assert "1 of 3 done." in page
    assert path.index(BADGE.title) < path.index("This one") < path.index("<b>Degree")
    assert "1 of 3 done." not in text(pecan_flats, MICRO.slug)


def test_a_degree_shows_its_rule_and_what_is_left(pecan_flats: Cast) -> None:
    ortiz = pecan_flats.ortiz
    begin(pecan_flats, ortiz, MICRO.slug)
    earn(pecan_flats, ortiz, BADGE.slug)
    page = text(pecan_flats, DEGREE.slug, ortiz)
    assert "1 of 3 parts done" in page
    assert f'href="/catalog/{BADGE.slug}"' in page
    assert "Start “Pass it on”" in page
    assert "Pass it on: what you’ll submit" in page
    assert "hand it in today and you’d hear by" in page
    assert "Badges earned before count when shown." in page
    rule = page.partition('<ol class="rule">')[2].partition("</ol>")[0]
    assert rule.count("Earned") == 1
    assert rule.count("In progress") == 1
    assert "parts done" not in text(pecan_flats, DEGREE.slug)


def test_an_unknown_slug_and_another_districts_answer_alike(
    pecan_flats: Cast, caliche: Cast
) -> None:
    draft = actions.write(blueprint=replace(BADGE, slug="only-theirs"), by=caliche.system, at=NOW)
    publish(draft)
    client = visitor(pecan_flats, pecan_flats.lead)
    answers = [client.get(f"/catalog/{slug}") for slug in ("only-theirs", "never-was-any")]
    assert [answer.status_code for answer in answers] == [404, 404]
    for odd in ("forms-quiz/v9", "forms-quiz/vx", f"forms-quiz/v{10**30}", "forms-quiz/v1%00"):
        assert client.get(f"/catalog/{odd}").status_code == 404


def test_earlier_links_to_a_version_lead_there(pecan_flats: Cast, caliche: Cast) -> None:
    client = visitor(pecan_flats)
    answer = client.get("/catalog/forms-quiz?version=1")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/catalog/forms-quiz/v1")
    assert client.get("/catalog/forms-quiz?version=x").status_code == 200


def test_a_draft_is_for_authors_and_cannot_be_started(pecan_flats: Cast) -> None:
    actions.write(blueprint=replace(BADGE, slug="new"), by=pecan_flats.reyes, at=NOW)
    assert visitor(pecan_flats, pecan_flats.ortiz).get("/catalog/new").status_code == 404
    assert visitor(pecan_flats).get("/catalog/new").status_code == 404
    page = text(pecan_flats, "new", pecan_flats.reyes)
    assert "This is a draft." in page
    assert "/earn/" not in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_retired_one_stays_readable_and_lets_people_finish(pecan_flats: Cast) -> None:
    work = begin(pecan_flats, pecan_flats.ortiz, BADGE.slug)
    actions.retire(version=pecan_flats.versions[BADGE.slug], reason="", by=pecan_flats.lead, at=NOW)
    mine = text(pecan_flats, BADGE.slug, pecan_flats.ortiz)
    assert "since you started it, you can finish it" in mine
    assert f'href="/work/{work.pk}"' in mine
    for who in (None, pecan_flats.reyes):
        page = text(pecan_flats, BADGE.slug, who)
        assert "no longer offered" in page
        assert "/earn/" not in page
        assert "Sign in to start" not in page
    start = f"/earn/{work.requirement_id}"
    late = visitor(pecan_flats, pecan_flats.reyes).post(start, follow=True)
    assert late.redirect_chain == [(f"/catalog/{BADGE.slug}", 302)]
    assert "This changed while the page was open." in late.content.decode()
    assert not Submission.objects.filter(person=pecan_flats.reyes).exists()
    assert visitor(pecan_flats, pecan_flats.ortiz).post(start).status_code == 302


def test_an_earlier_version_can_be_read_as_it_was(pecan_flats: Cast) -> None:
    better = replace(BADGE, title="A better title", sentence="I can do more.")
    draft = actions.write(blueprint=better, by=pecan_flats.system, at=NOW)
    before = text(pecan_flats, BADGE.slug)
    publish(draft)

    assert "I can do more." in text(pecan_flats, BADGE.slug)
    old = text(pecan_flats, f"{BADGE.slug}/v1", pecan_flats.ortiz)
    assert BADGE.sentence in before
    assert BADGE.sentence in old
    assert "This is version 1, as it was published." in old
    assert "/earn/" not in old


def test_a_page_left_open_cannot_start_what_was_renewed_meanwhile(
    pecan_flats: Cast, caliche: Cast
) -> None:
    old = pecan_flats.versions[BADGE.slug]
    begun = begin(pecan_flats, pecan_flats.ortiz, BADGE.slug)
    draft = actions.write(
        blueprint=replace(BADGE, title="A better title"), by=pecan_flats.system, at=NOW
    )
    publish(draft)
    late = visitor(pecan_flats, pecan_flats.reyes).post(f"/earn/{old.pk}", follow=True)
    assert late.redirect_chain == [(f"/catalog/{BADGE.slug}", 302)]
    assert "Here is what is offered today." in late.content.decode()
    assert not Submission.objects.filter(person=pecan_flats.reyes).exists()
    mine = visitor(pecan_flats, pecan_flats.ortiz).post(f"/earn/{old.pk}")
    assert mine["Location"] == f"/work/{begun.pk}"
    theirs = visitor(caliche, caliche.teacher).post(f"/earn/{old.pk}")
    assert theirs.status_code == 404


def test_what_authors_type_stays_text(pecan_flats: Cast) -> None:
    sly = replace(
        BADGE,
        slug="sly",
        title="<b>Bold</b>",
        why="<script>alert(1)</script> [x](javascript:alert(1))",
        use_tomorrow="<img src=x onerror=alert(1)>",
    )
    draft = actions.write(blueprint=sly, by=pecan_flats.system, at=NOW)
    publish(draft)
    page = text(pecan_flats, "sly")
    assert "<b>Bold" not in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize("slug", [BADGE.slug, MICRO.slug, DEGREE.slug])
@pytest.mark.parametrize("name", [None, "ortiz", "lead"])
def test_it_costs_little_however_long_the_catalog_is(
    pecan_flats: Cast, slug: str, name: str | None
) -> None:
    who = getattr(pecan_flats, name) if name else None
    client = visitor(pecan_flats, who)
    if who:
        earn(pecan_flats, who, BADGE.slug)
    with few_queries() as few:
        client.get(f"/catalog/{slug}")
    fill_catalog(pecan_flats, 1000)
    with few_queries(len(few.captured_queries)):
        page = client.get(f"/catalog/{slug}")
    assert len(gzip.compress(page.content)) <= SMALL


def test_a_degree_leads_only_to_what_its_reader_may_open(pecan_flats: Cast) -> None:
    piloted = pecan_flats.versions["check-and-change"].achievement
    actions.offer(achievement=piloted, audience=Audience.PILOT, by=pecan_flats.lead, at=NOW)
    for who, leads in ((None, False), (pecan_flats.ortiz, False), (pecan_flats.dana, True)):
        page = visitor(pecan_flats, who).get("/catalog/digital-classroom").content.decode()
        assert ('href="/catalog/check-and-change"' in page) is leads
        assert 'href="/catalog/forms-quiz"' in page


def piloted(cast: Cast, *who: Person) -> Group:
    """The badge, for a pilot group only."""
    offered = cast.versions[BADGE.slug].achievement
    actions.offer(achievement=offered, audience=Audience.PILOT, by=cast.lead, at=NOW)
    return group(cast, *who)


def leave(cast: Cast, pilot: Group, who: Person) -> None:
    remove_person(group=pilot, person=who, by=cast.lead, at=NOW)


def test_who_left_a_pilot_opens_what_they_began_and_goes_on(
    pecan_flats: Cast, caliche: Cast
) -> None:
    ortiz, other = pecan_flats.ortiz, newcomer(pecan_flats, "Other Teacher")
    support.keep_desk(person=pecan_flats.dana, line="", by=pecan_flats.lead, at=NOW)
    pilot = piloted(pecan_flats, ortiz, other)
    work = begin(pecan_flats, ortiz, BADGE.slug)
    for who in (ortiz, other):
        leave(pecan_flats, pilot, who)
    assert visitor(pecan_flats, other).get(f"/catalog/{BADGE.slug}").status_code == 404
    page = text(pecan_flats, BADGE.slug, ortiz)
    assert "since you started it, you can finish it" in page
    assert f'href="/work/{work.pk}"' in page
    assert "/earn/" not in page
    client = visitor(pecan_flats, ortiz)
    late = client.post(f"/earn/{work.requirement_id}")
    assert late["Location"].startswith(f"/work/{work.pk}"), "a page left open goes on as well"
    asked = f"/help/ask/{work.version_id}"
    assert f'action="{asked}"' in client.get(f"/work/{work.pk}").content.decode()
    assert client.post(asked, {"work": str(work.pk)})["Location"] == f"/work/{work.pk}"
    assert visitor(pecan_flats, other).post(asked).status_code == 404


def test_who_left_a_pilot_opens_what_they_earned_and_is_offered_no_new_beginning(
    pecan_flats: Cast, caliche: Cast
) -> None:
    ortiz = pecan_flats.ortiz
    pilot = piloted(pecan_flats, ortiz)
    award = earn(pecan_flats, ortiz, BADGE.slug)
    leave(pecan_flats, pilot, ortiz)
    page = text(pecan_flats, BADGE.slug, ortiz)
    assert "You earned it, and it stays yours." in page
    assert f'href="/badges/{award.pk}"' in page
    assert "/earn/" not in page
    credentials.withdraw(award=award, reason="error", by=pecan_flats.lead, at=NOW)
    page = text(pecan_flats, BADGE.slug, ortiz)
    assert "See why it was withdrawn" in page
    assert "/earn/" not in page, "the button would be refused"
    requirement = pecan_flats.versions[BADGE.slug].requirements.get()
    assert visitor(pecan_flats, ortiz).post(f"/earn/{requirement.pk}").status_code == 404
    add_people(group=pilot, people=[ortiz], by=pecan_flats.lead, at=NOW)
    assert "Start again" in text(pecan_flats, BADGE.slug, ortiz)
