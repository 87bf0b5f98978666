"""People say what they think once, and nobody can tell who said it."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client

from tests.cast import NOW, Cast
from tests.credentials.made import award
from tests.review import work
from waypost.credentials.models import Award
from waypost.evidence import actions as evidence
from waypost.evidence.models import Submission
from waypost.journal.actions import deliver_all
from waypost.journal.models import Entry
from waypost.notices.models import Quiet
from waypost.people.models import Person
from waypost.people.policies import NotAllowed
from waypost.surveys import actions
from waypost.surveys.asking import ask, question_of, token_for
from waypost.surveys.models import Evaluation, Occasion, OwnForm, Used

SOON = NOW + dt.timedelta(hours=1)
SAID = {"useful": "4", "tell": "yes", "change": "Shorter lessons."}


@pytest.fixture
def made(pecan_flats: Cast, caliche: Cast) -> Award:
    return award(pecan_flats, to=pecan_flats.ortiz)


def visit(cast: Cast, who: Person | None = None) -> Client:
    client = Client(headers={"host": cast.district.host})
    if who:
        assert who.account
        client.force_login(who.account)
    return client


def token(thing: Award | Submission) -> str:
    return token_for(Occasion.AWARD if isinstance(thing, Award) else Occasion.LEAVING, thing.pk)


def test_the_letter_about_a_badge_leads_to_the_form_and_one_answer_is_kept(
    pecan_flats: Cast, made: Award
) -> None:
    deliver_all(at=SOON)
    link = f"/e/{token(made)}"
    assert f"{pecan_flats.district.address}{link}" in mail.outbox[0].body
    stranger = visit(pecan_flats)
    page = stranger.get(link).content.decode()
    assert "How useful was it for your teaching?" in page
    assert "Google Forms: a quiz that grades itself" in page
    assert stranger.post(link, SAID).status_code == 302
    assert "Your answer is here." in stranger.get(link).content.decode()
    stranger.post(link, SAID | {"useful": "1"})
    kept = Evaluation.objects.get()
    assert (kept.useful, kept.tell, kept.change) == (4, "yes", "Shorter lessons.")
    assert kept.version == made.version


def test_no_row_says_who_answered_or_on_which_day(pecan_flats: Cast, made: Award) -> None:
    before = Entry.objects.count()
    visit(pecan_flats, pecan_flats.ortiz).post(f"/e/{token(made)}", SAID)
    fields = {field.name for field in Evaluation._meta.get_fields()}
    assert fields == {
        *("id", "district", "version", "occasion", "useful", "tell", "change", "asked", "month")
    }
    assert {field.name for field in Used._meta.get_fields()} == {"id", "district", "digest"}
    assert Evaluation.objects.get().month.day == 1
    rows = str([*Evaluation.objects.values(), *Used.objects.values()])
    for trace in (str(made.pk), made.pk.hex, str(pecan_flats.ortiz.pk), token(made)):
        assert trace not in rows
    assert Entry.objects.count() == before, "the journal knows the hour and the actor"


def test_a_link_is_nobody_s_to_make_and_holds_in_its_own_district_only(
    pecan_flats: Cast, caliche: Cast, made: Award
) -> None:
    good = token(made)
    assert visit(caliche).get(f"/e/{good}").status_code == 404
    for wrong in (good[:-2] + "AA", "x" + good[1:], good[:-4], "", "%00", "é", "A" * 5000):
        assert question_of(pecan_flats.district, wrong) is None, wrong
        assert visit(pecan_flats).get(f"/e/{wrong}").status_code == 404
    with pytest.raises(NotAllowed):
        actions.answer(
            district=caliche.district, token=good, useful=5, tell="yes", change="", at=NOW
        )
    assert not Evaluation.objects.exists()
    assert not Used.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"useful": ""}, "How useful was it for your teaching?"),
        ({"useful": "6"}, "Select a valid choice"),
        ({"tell": "perhaps"}, "Select a valid choice"),
        ({"change": "x" * 2001}, "This is 2001 characters long and 2000 fit."),
    ],
)
def test_what_was_typed_stays_beside_what_is_wrong(
    pecan_flats: Cast, made: Award, changed: dict[str, str], said: str
) -> None:
    sent = {**SAID, **changed}
    answer = visit(pecan_flats).post(f"/e/{token(made)}", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert sent["change"] in page
    assert not Used.objects.exists()


def test_the_badge_page_asks_its_earner_until_they_answered(pecan_flats: Cast, made: Award) -> None:
    link, place = f"/e/{token(made)}", f"/badges/{made.pk}"
    assert link in visit(pecan_flats, pecan_flats.ortiz).get(place).content.decode()
    assert link not in visit(pecan_flats, pecan_flats.lead).get(place).content.decode()
    visit(pecan_flats).post(link, SAID)
    assert link not in visit(pecan_flats, pecan_flats.ortiz).get(place).content.decode()


def test_whoever_does_not_want_to_be_asked_gets_the_letter_without_it(
    pecan_flats: Cast, made: Award
) -> None:
    Quiet.objects.create(
        district=pecan_flats.district, person=pecan_flats.ortiz, kind="evaluation", since=NOW
    )
    deliver_all(at=SOON)
    assert "You earned it" in mail.outbox[0].subject
    assert "/e/" not in mail.outbox[0].body


def test_a_district_s_own_form_is_asked_instead(
    pecan_flats: Cast, caliche: Cast, made: Award
) -> None:
    lead, page = visit(pecan_flats, pecan_flats.lead), "/settings/evaluation"
    for wrong in ("http://forms.example.org/a", "forms.example.org", "javascript:alert(1)"):
        answer = lead.post(page, {"url": wrong})
        assert answer.status_code == 422
        assert wrong in answer.content.decode()
    own = "https://forms.example.org/a?b=c"
    assert lead.post(page, {"url": own}).status_code == 302
    assert ask(pecan_flats.district, Occasion.AWARD, made.pk) == own
    assert "/e/" in ask(caliche.district, Occasion.AWARD, made.pk)
    deliver_all(at=SOON)
    assert own in mail.outbox[0].body
    lead.post(page, {"url": ""})
    assert "/e/" in ask(pecan_flats.district, Occasion.AWARD, made.pk)
    for nobody in (pecan_flats.ortiz, pecan_flats.principal, caliche.lead):
        with pytest.raises(NotAllowed):
            actions.choose_form(district=pecan_flats.district, url=own, by=nobody, at=NOW)
    assert OwnForm.objects.get().url == ""


def test_whoever_stops_is_asked_on_the_page_of_their_work(pecan_flats: Cast, caliche: Cast) -> None:
    begun = work.begun(pecan_flats, pecan_flats.ortiz)
    client = visit(pecan_flats, pecan_flats.ortiz)
    link, place = f"/e/{token(begun)}", f"/work/{begun.pk}"
    assert link not in client.get(place).content.decode()
    client.post(f"{place}/set-aside")
    page = client.get(place).content.decode()
    assert "You set this aside on" in page
    assert link in page
    client.post(link, SAID)
    assert Evaluation.objects.get().occasion == "leaving"
    assert link not in client.get(place).content.decode()


def test_nothing_is_lost_by_setting_aside_and_touching_it_takes_it_up(
    pecan_flats: Cast, caliche: Cast
) -> None:
    begun = work.begun(pecan_flats, pecan_flats.ortiz)
    writings = list(begun.writings.values())
    evidence.set_aside(submission=begun, by=pecan_flats.ortiz, at=SOON)
    evidence.set_aside(submission=begun, by=pecan_flats.ortiz, at=SOON + dt.timedelta(hours=1))
    begun.refresh_from_db()
    assert begun.is_set_aside
    assert begun.status == "draft"
    assert list(begun.writings.values()) == writings
    assert not Submission.objects.under_way().exists()
    assert Entry.objects.filter(kind="evidence.WorkSetAside").count() == 1
    client = visit(pecan_flats, pecan_flats.ortiz)
    assert "Check and change" not in client.get("/home").content.decode().split("Your badges")[0]
    assert "Set aside" in client.get("/work").content.decode()
    evidence.take_up(submission=begun, by=pecan_flats.ortiz, at=SOON + dt.timedelta(hours=2))
    assert Submission.objects.under_way().count() == 1
    evidence.set_aside(submission=begun, by=pecan_flats.ortiz, at=SOON + dt.timedelta(hours=3))
    piece = begun.requirement.pieces.get(position=3)
    stored = begun.writings.get(piece=piece, prompt=0)
    evidence.write(
        submission=begun,
        piece=piece,
        prompt=0,
        text="On again.",
        revision=stored.revision,
        by=pecan_flats.ortiz,
        at=SOON + dt.timedelta(hours=4),
    )
    begun.refresh_from_db()
    assert not begun.is_set_aside


def test_what_is_with_a_reviewer_or_somebody_else_s_is_not_set_aside(
    pecan_flats: Cast, caliche: Cast
) -> None:
    attempt = work.handed_in(pecan_flats, pecan_flats.ortiz)
    with pytest.raises(evidence.NotPossible):
        evidence.set_aside(submission=attempt.submission, by=pecan_flats.ortiz, at=SOON)
    for nobody in (pecan_flats.lead, pecan_flats.reyes, caliche.lead):
        with pytest.raises(NotAllowed):
            evidence.set_aside(submission=attempt.submission, by=nobody, at=SOON)
        with pytest.raises(NotAllowed):
            evidence.take_up(submission=attempt.submission, by=nobody, at=SOON)
