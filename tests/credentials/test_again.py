"""What was withdrawn, or earned for practice, can be earned again; nothing comes back by itself."""

import pytest
from django.db import IntegrityError, transaction

from tests.cast import NOW, Cast
from tests.credentials.made import award, confirmed
from tests.pages.stage import visitor
from tests.review import work
from waypost.credentials import actions
from waypost.credentials.models import Award, Met
from waypost.evidence import actions as evidence
from waypost.evidence.models import Status, Submission
from waypost.journal.actions import deliver_all
from waypost.notices.models import Letter
from waypost.pages.standing import State, standings
from waypost.people.models import Person


def earned(cast: Cast, who: Person, slug: str = "forms-quiz") -> Award:
    """Handed in, reviewed and awarded, on whatever lies in the work."""
    work.decided(work.handed_in(cast, who, slug), cast.dana, *["demonstrated"] * 2, verdict="award")
    return Award.objects.held_by(who).get(version=cast.versions[slug])


def taken(cast: Cast, made: Award) -> Award:
    actions.withdraw(award=made, reason="error", note="A mix-up.", by=cast.lead, at=NOW)
    return made


def started(cast: Cast, who: Person, slug: str = "forms-quiz") -> Submission:
    requirement = cast.versions[slug].requirements.get(kind="evidence")
    return evidence.start(requirement=requirement, by=who, at=NOW)


def test_what_is_shown_again_after_a_withdrawal_is_awarded_again(
    pecan_flats: Cast, caliche: Cast
) -> None:
    first = taken(pecan_flats, award(pecan_flats, to=pecan_flats.ortiz))
    second = award(pecan_flats, to=pecan_flats.ortiz)
    assert second != first
    assert second.stands
    assert award(pecan_flats, to=pecan_flats.ortiz) == second
    assert list(Met.objects.order_by("round").values_list("round", flat=True)) == [0, 1]
    taken(pecan_flats, second)
    assert award(pecan_flats, to=pecan_flats.ortiz) not in (first, second)


def test_a_practice_badge_is_not_in_the_way_of_the_real_one(
    pecan_flats: Cast, caliche: Cast
) -> None:
    practice = award(pecan_flats, to=pecan_flats.ortiz)
    real = award(confirmed(pecan_flats), to=pecan_flats.ortiz)
    assert (practice.practice, real.practice) == (True, False)
    taken(pecan_flats, practice)
    assert award(pecan_flats, to=pecan_flats.ortiz) == real


def test_the_database_lets_one_award_of_a_version_stand(pecan_flats: Cast, caliche: Cast) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    twin = {
        "district": made.district,
        "person": made.person,
        "version": made.version,
        "practice": True,
        "awarded_at": NOW,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.create(**twin)
    taken(pecan_flats, made)
    Award.objects.create(**twin)


@pytest.mark.parametrize("why", ["withdrawn", "confirmed"])
def test_its_work_opens_again_and_leads_to_a_new_award(
    pecan_flats: Cast, caliche: Cast, why: str
) -> None:
    cast = pecan_flats
    first = earned(cast, cast.ortiz)
    assert started(cast, cast.ortiz).status == Status.DEMONSTRATED, "nothing to begin again"
    if why == "withdrawn":
        taken(cast, first)
    else:
        confirmed(cast)
    assert started(cast, cast.ortiz).is_open
    assert started(cast, cast.ortiz).rows_done == []
    second = earned(cast, cast.ortiz)
    assert second != first
    assert started(cast, cast.ortiz).status == Status.DEMONSTRATED
    numbers = second.person.submissions.get().attempts.values_list("number", flat=True)
    assert sorted(numbers) == [1, 2]


def test_a_degree_that_waits_for_its_parts_does_not_open_again(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    attempt = work.handed_in(cast, cast.ortiz, "digital-classroom")
    work.decided(attempt, cast.dana, "demonstrated", verdict="award")
    assert started(cast, cast.ortiz, "digital-classroom").status == Status.DEMONSTRATED


def test_whose_badge_was_withdrawn_is_offered_to_start_again(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    taken(cast, earned(cast, cast.ortiz))
    client = visitor(cast, cast.ortiz)
    page = client.get("/catalog/forms-quiz").content.decode()
    assert "See why it was withdrawn" in page
    assert "Start again" in page
    place = "/earn/" + page.partition('action="/earn/')[2].partition('"')[0]
    answer = client.post(place, follow=True)
    assert "Withdrawn" not in answer.content.decode()
    assert Submission.objects.get(person=cast.ortiz).status == Status.DRAFT
    page = client.get("/catalog/forms-quiz").content.decode()
    assert "Continue" in page
    assert "Start again" not in page


def test_after_the_address_is_confirmed_a_practice_badge_is_not_shown_as_earned(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = earned(pecan_flats, pecan_flats.ortiz)
    achievement = made.version.achievement_id
    assert standings(pecan_flats.ortiz)[achievement].state is State.EARNED
    ortiz = confirmed(pecan_flats).ortiz
    ortiz = Person.objects.with_roles().get(pk=ortiz.pk)
    shown = standings(ortiz)[achievement]
    assert (shown.state, shown.label) == (State.PRACTICE, "Earned for practice")
    client = visitor(pecan_flats, ortiz)
    page = client.get("/catalog/forms-quiz").content.decode()
    assert "Earned for practice" in page
    assert "Start again" in page
    assert f"/badges/{made.pk}" not in client.get("/home").content.decode()
    assert f"/badges/{made.pk}" in client.get("/badges").content.decode()


def test_whoever_withdraws_and_whose_it_was_read_that_it_can_be_started_again(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    page = visitor(pecan_flats, pecan_flats.lead).get(f"/badges/{made.pk}/withdraw")
    assert "the teacher can start again" in page.content.decode()
    taken(pecan_flats, made)
    deliver_all(at=NOW)
    letter = Letter.objects.get(occasion=f"withdrawn:{made.pk}")
    assert "You can start again" in letter.text
