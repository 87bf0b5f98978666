"""The demo district is made by the rooms' own actions, once, with work in every state."""

import ast
import datetime as dt
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone

from waypost.credentials.models import Award
from waypost.demo import actions
from waypost.demo.clock import SchoolClock
from waypost.demo.files import FILES
from waypost.demo.people import STAFF
from waypost.demo.story import WORKS
from waypost.demo.story.shapes import Put, When
from waypost.evidence.models import Artifact, Attempt, Outcome, Status, Submission
from waypost.journal.models import Delivery, Entry
from waypost.notices.models import Letter
from waypost.people.models import District, Person

CHICAGO = ZoneInfo("America/Chicago")
ROOM = Path(actions.__file__).parent


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
