"""The demo district is made by the rooms' own actions, once, with work in every state."""

import ast
import datetime as dt
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from waypost.catalog.authoring import publishing
from waypost.catalog.lint import CHECKED_FOR
from waypost.catalog.models import App, Manuscript, Version
from waypost.credentials.checking import check, signed_name
from waypost.credentials.models import Award, Correction, EarlierImport, OutsideBadge
from waypost.credentials.rules import earned_before
from waypost.demo import actions
from waypost.demo.cast import CAST
from waypost.demo.clock import SchoolClock
from waypost.demo.files import FILES
from waypost.demo.people import CAMPUSES, STAFF
from waypost.demo.story import WORKS
from waypost.demo.story.shapes import Put, When
from waypost.evidence.models import Artifact, Attempt, Outcome, Status, Submission
from waypost.journal.models import Delivery, Entry
from waypost.notices.models import Letter
from waypost.openbadges import Outcome as Verdict
from waypost.pages.hub import PARTS
from waypost.people.models import District, Group, Person, Role
from waypost.program.groups import tally
from waypost.program.models import Invitation
from waypost.support.models import HelpDesk, HelpRequest
from waypost.surveys.models import Evaluation
from waypost.surveys.results import summaries

CHICAGO = ZoneInfo("America/Chicago")
ROOM = Path(actions.__file__).parent


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.xdist_group("demo")  # seeded once, so read by one worker
class TestTheDemo:
    def test_has_work_in_every_state(self, demo: District) -> None:
        found = set(Submission.objects.filter(district=demo).values_list("status", flat=True))
        assert found == set(Status.values)

    def test_tells_of_tries_that_were_sent_back_and_tried_again(self, demo: District) -> None:
        outcomes = set(Attempt.objects.values_list("outcome", flat=True))
        assert outcomes >= {"", Outcome.NOT_YET, Outcome.INCOMPLETE, Outcome.DEMONSTRATED}
        waiting = Attempt.objects.undecided()
        assert waiting.filter(try_number=2).exists()
        soon = timezone.now() + dt.timedelta(days=4)
        assert waiting.filter(due_at__lte=soon).exists()
        assert waiting.filter(due_at__gt=soon).exists()

    def test_marias_first_badge_took_two_tries(self, demo: District) -> None:
        work = Submission.objects.get(
            person__name="María Peña", version__achievement__slug="check-and-change"
        )
        first, second = work.attempts.order_by("number")
        assert [first.outcome, second.outcome] == [Outcome.NOT_YET, Outcome.DEMONSTRATED]
        assert len(first.decision.review.scores.all()) == 4
        assert len(second.decision.review.scores.all()) == 1
        assert "cant be smaller" in str(second.words)

    def test_awards_are_private_public_withdrawn_and_expired(self, demo: District) -> None:
        awards = Award.objects.filter(district=demo)
        assert awards.filter(visibility="private").exists()
        assert awards.filter(visibility="public").exists()
        assert awards.filter(withdrawal__isnull=False).count() == 1
        assert [a.person.called for a in awards if a.is_expired(timezone.now())] == ["Samuel"]
        assert all(a.practice and a.documents.exists() for a in awards)
        front = awards.active().get(visibility="front_page")
        assert front.person.called == "María"

    def test_a_childs_name_was_hidden_at_once(self, demo: District) -> None:
        hidden = Artifact.objects.exclude(hidden_at=None)
        assert [a.submission.status for a in hidden] == [Status.INCOMPLETE]

    def test_nothing_lies_in_the_future_and_the_journal_is_in_order(self, demo: District) -> None:
        now = timezone.now()
        assert not Attempt.objects.filter(submitted_at__gt=now).exists()
        assert not Award.objects.filter(awarded_at__gt=now).exists()
        # Letters are written as the deliveries run, at the moment of seeding.
        told = Entry.objects.exclude(kind__contains="Letter").order_by("pk")
        moments = [entry.at for entry in told]
        assert moments == sorted(moments)

    def test_every_letter_is_written_and_every_event_delivered(self, demo: District) -> None:
        assert not Delivery.objects.filter(done_at=None).exists()
        decided = Attempt.objects.exclude(outcome="").count()
        assert Letter.objects.count() >= decided

    def test_files_carry_no_camera_and_no_place(self, demo: District) -> None:
        for artifact in Artifact.objects.exclude(file="").filter(kind="photo"):
            data = artifact.file.open("rb").read()
            assert b"Phone 3" not in data
            assert b"GPS" not in data
        assert b"Phone 3" in FILES["strips-before.jpg"].path.read_bytes()

    def test_films_have_their_captions(self, demo: District) -> None:
        for film in Artifact.objects.filter(kind="video"):
            assert film.captions.startswith("WEBVTT")

    def test_everyone_of_the_staff_can_sign_in(self, demo: District) -> None:
        assert Person.objects.filter(district=demo).count() == len(STAFF)
        assert not Person.objects.filter(account=None).exists()

    def test_running_it_twice_says_so_and_changes_nothing(self, demo: District) -> None:
        before = (Entry.objects.count(), Person.objects.count(), Artifact.objects.count())
        out = StringIO()
        call_command("seed_demo", stdout=out)
        assert "nothing was changed" in out.getvalue()
        assert (
            Entry.objects.count(),
            Person.objects.count(),
            Artifact.objects.count(),
        ) == before


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.xdist_group("demo")
class TestTwoMonthsOfAPilot:
    def test_twenty_of_six_campuses_were_invited_and_one_more_can_be(self, demo: District) -> None:
        group = Group.objects.get(district=demo, closed_at=None)
        assert group.name == f"{group.starts_on:%B} pilot"
        counted = tally(group)
        assert (counted.members, counted.invited, counted.uninvited) == (21, 20, 1)
        assert (counted.opened, counted.signed_in, counted.started) == (19, 17, 15)
        assert counted.not_now == 1
        invited = Person.objects.with_roles().filter(invitations__group=group)
        assert {person.campus.name for person in invited if person.campus} == set(CAMPUSES)

    def test_nobody_came_before_their_letter_or_worked_before_they_came(
        self, demo: District
    ) -> None:
        asked = Invitation.objects.select_related("person", "group")
        for one in asked:
            person = one.person
            works = Submission.objects.filter(person=person)
            began = [work.started_at for work in works]
            earned = [award.awarded_at for award in Award.objects.filter(person=person)]
            came = [person.first_seen_at] if person.first_seen_at else []
            happened = [one.written_at, *filter(None, [one.opened_at, one.answered_at]), *came]
            assert happened == sorted(happened), person.name
            assert min([*began, *earned], default=timezone.now()) >= happened[-1], person.name
            assert bool(came) == (one.answer == "coming"), person.name
            assert bool(came) >= bool(began), person.name

    def test_whoever_did_something_has_signed_in(self, demo: District) -> None:
        actors = Entry.objects.filter(actor__startswith="person:").values_list("actor", flat=True)
        keys = {actor.removeprefix("person:") for actor in actors}
        found = Person.objects.filter(pk__in=keys)
        assert len(found) == len(keys) > 20
        assert [person.name for person in found if not person.signed_in_at] == []

    def test_what_was_published_opened_to_everyone_but_for_three(self, demo: District) -> None:
        current = Version.objects.filter(district=demo).current().select_related("achievement")
        piloted = {
            each.achievement.slug for each in current if each.achievement.audience == "pilot"
        }
        assert piloted == actions.PILOTED

    def test_two_ask_for_help_and_two_had_an_answer(self, demo: District) -> None:
        desk = HelpDesk.objects.get(district=demo)
        assert (desk.person.called, bool(desk.line)) == ("Dana", True)
        asked = HelpRequest.objects.filter(district=demo)
        assert (asked.open().count(), asked.exclude(answered_at=None).count()) == (2, 2)
        assert {one.place for one in asked} == {"reading", "working"}

    def test_what_was_earned_before_counts_toward_a_degree(self, demo: District) -> None:
        brought = EarlierImport.objects.get(district=demo)
        assert {key: brought.report[key] for key in ("new", "here", "wrong")} == {
            "new": 8,
            "here": 1,
            "wrong": 2,
        }
        denise = Person.objects.get(called="Denise")
        offered = Version.objects.filter(district=demo, achievement__kind="degree").current().get()
        rule = offered.requirements.get(kind="achievements")
        takes = rule.choices.get(counts_earlier=True).achievements.all()
        assert len(set(earned_before(denise)) & {each.pk for each in takes}) == 2

    def test_a_badge_from_elsewhere_is_kept_as_one_that_nobody_here_can_check(
        self, demo: District
    ) -> None:
        badge = OutsideBadge.objects.get(district=demo)
        assert (badge.person.called, badge.found["whose"]) == ("María", "mine")
        assert badge.outcome == Verdict.CANNOT_CHECK

    def test_one_badge_says_a_name_that_was_put_right(self, demo: District) -> None:
        award = Correction.objects.get(district=demo).award
        assert signed_name(award) == award.person.name == "Nguyễn Thị Ánh Tuyết"
        assert check(award.documents.current(), at=timezone.now()).outcome == Verdict.PRACTICE

    def test_hours_name_their_provider_and_are_said_by_some(self, demo: District) -> None:
        demo.refresh_from_db()
        assert demo.provider_name
        assert "demo" in demo.provider_number, "nobody else's number"
        assert demo.logo
        said = Award.objects.filter(district=demo).exclude(outside_hours=None)
        assert said.count() == 5
        assert all(0 < (a.outside_hours or 0) <= a.version.clock_hours for a in said)
        assert Award.objects.filter(district=demo, outside_hours=None).active().exists()

    def test_one_badge_has_enough_answers_to_show_and_none_names_anybody(
        self, demo: District
    ) -> None:
        said = Evaluation.objects.filter(district=demo)
        found = summaries(said, Version.objects.filter(evaluations__in=said).distinct())
        assert sorted(0 if one.too_few else one.answers for one in found) == [0, 0, 4]
        words = " ".join(said.values_list("change", flat=True))
        assert not [person.called for person in STAFF if person.called in words.split()]

    def test_one_badge_is_nearly_written_and_another_just_begun(self, demo: District) -> None:
        open_ones = Manuscript.objects.open().filter(district=demo).order_by("begun_at")
        nearly, begun = (publishing.read(each, at=timezone.now()) for each in open_ones)
        assert [(one.must, one.field.rpartition(".")[2]) for one in nearly] == [
            (True, "saved_comment"),
            (False, "app"),
        ]
        assert len([one for one in begun if one.must]) > 5
        talk = open_ones[0].comments.all()
        assert [bool(each.resolved_at) for each in talk] == [True, False]
        assert all(each.field for each in talk)

    def test_apps_were_checked_within_the_year_but_for_one(self, demo: District) -> None:
        apps = {app.name: app for app in App.objects.filter(district=demo)}
        used = set(
            Version.objects.filter(district=demo).exclude(app="").values_list("app", flat=True)
        )
        assert all(apps[name].approved for name in used - {"Screen recorder"})
        old = demo.day_of(timezone.now()) - CHECKED_FOR
        assert [name for name, app in apps.items() if app.checked_on < old] == ["Padlet"]
        assert len([app for app in apps.values() if not app.approved]) == 1

    def test_there_is_a_letter_of_nearly_every_kind(self, demo: District) -> None:
        kinds = set(Letter.objects.filter(district=demo).values_list("kind", flat=True))
        assert kinds >= {
            *("got_it", "decided", "earned", "withdrawn", "corrected", "changed", "commented"),
            *("invitation", "tried", "message", "asked", "monday_lead", "monday_rep"),
        }
        assert not Letter.objects.filter(sent_at=None).exists()

    def test_letters_say_what_was_true_when_they_were_written(self, demo: District) -> None:
        letters = Letter.objects.filter(district=demo)
        theirs = letters.filter(to__called="Nkechi").order_by("written_at")
        assert [each.kind for each in theirs.exclude(kind="invitation")] == [
            *("got_it", "earned", "withdrawn"),
        ]
        assert "/e/" in letters.get(kind="earned", to__called="Devon").text
        assert all("/i/" in each.text for each in letters.filter(kind="message"))

    def test_every_page_of_the_program_opens_for_whom_it_is(self, demo: District) -> None:
        here = Person.objects.with_roles()
        for part in CAST:
            person = here.get(email=part.person.email)
            client = Client(headers={"host": demo.host})
            assert person.account
            client.force_login(person.account)
            places = [place.url for one in PARTS for place in one.places if place.opens(person)]
            for url in ("/home", "/badges", *places):
                assert client.get(url).status_code == 200, (part.key, url)
            assert part.role != Role.PROGRAM_LEAD or len(places) > 15


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-18T14:00", "2026-11-18"),  # a Wednesday
        ("2026-11-18T06:30", "2026-11-17"),  # before school
        ("2026-11-21T15:00", "2026-11-20"),  # a Saturday
        ("2026-11-23T08:00", "2026-11-20"),  # a Monday, before school
        ("2027-07-04T23:59", "2027-07-02"),
    ],
)
def test_the_story_ends_on_the_last_school_morning(now: str, morning: str) -> None:
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=CHICAGO)
    clock = SchoolClock(moment, CHICAGO)
    assert clock.day(0).isoformat() == morning
    assert clock.day(5) == clock.day(0) - dt.timedelta(days=7)
    assert all(clock.day(n).weekday() < 5 for n in range(300))
    assert clock.at(When(0, "07:30")) < moment


def test_dates_in_a_text_are_school_days() -> None:
    clock = SchoolClock(dt.datetime(2026, 11, 18, 14, tzinfo=CHICAGO), CHICAGO)
    assert clock.fill("<0> and <3>") == "Nov 18 and Nov 13"


def test_every_file_is_used_by_somebody() -> None:
    used = {
        part.file
        for work in WORKS
        for told in work.tries
        for part in told.parts
        if isinstance(part, Put)
    }
    assert used == set(FILES)


def test_the_demo_writes_no_row_itself() -> None:
    """Whatever it makes went through a room's action; reading is all it does with models."""
    writers = {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update"}
    found = [
        f"{path.name}:{node.lineno}"
        for path in ROOM.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in writers
    ]
    assert found == []
