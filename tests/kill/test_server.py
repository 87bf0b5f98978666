"""The real server, killed with -9 while it answers, again and again on the way to an award."""

import http.client
import json
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.product import Product

SCENE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from tests import cast
from tests.review import work
home = cast.pecan_flats()
cast.caliche()
submission = work.begun(home, home.ortiz, "forms-quiz")
told = {"work": str(submission.pk), "host": home.district.host}
told["rows"] = [str(row.pk) for row in submission.requirement.rows.all()]
for name in ("ortiz", "dana"):
    account = home.people[name].account
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "waypost.people.sign_in.Backend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    told[name] = session.session_key
import json
print(json.dumps(told))
"""
LOOK = """
import json
from waypost.credentials.models import Award, Document, Met
from waypost.evidence.models import Attempt, Submission
from waypost.journal.models import Delivery
from waypost.notices.models import Letter
from waypost.review.models import Decision, Review
print(json.dumps({
    "status": Submission.objects.get().status,
    "attempt": str(Attempt.objects.get().pk) if Attempt.objects.exists() else "",
    "attempts": Attempt.objects.count(),
    "reviews": Review.objects.count(),
    "decisions": Decision.objects.count(),
    "met": Met.objects.count(),
    "awards": Award.objects.count(),
    "documents": Document.objects.count(),
    "letters": sorted(Letter.objects.values_list("subject", flat=True)),
    "unsent": Letter.objects.filter(sent_at=None).count(),
    "waiting": Delivery.objects.filter(done_at=None).count(),
}))
"""
# The lease of a delivery loop that died runs for minutes; here nobody waits for it.
HURRY = """
from waypost.journal.models import Delivery
Delivery.objects.filter(done_at=None).update(leased_until=None)
"""
TOKEN = "x" * 32


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    made = Product(tmp_path / "data")
    yield made
    made.stop()


class Visitor:
    """Posts as somebody who is signed in, and shrugs when the line goes dead."""

    def __init__(self, product: Product, host: str, session: str) -> None:
        self.product, self.host, self.session = product, host, session

    def post(self, path: str, **form: str) -> int:
        line = http.client.HTTPConnection("127.0.0.1", self.product.port, timeout=30)
        cookies = f"sessionid={self.session}; csrftoken={TOKEN}"
        head = {
            "Host": self.host,
            "Cookie": cookies,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            line.request("POST", path, urlencode({"csrfmiddlewaretoken": TOKEN, **form}), head)
            return line.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            line.close()


@pytest.mark.only_with_all
def test_an_award_survives_a_server_that_is_killed_at_every_step(product: Product) -> None:
    chance = random.Random(7)  # noqa: S311  # where it is killed, not a secret
    told = json.loads(product.run(SCENE))
    teacher = Visitor(product, told["host"], told["ortiz"])
    reviewer = Visitor(product, told["host"], told["dana"])
    product.start()

    def state() -> dict[str, object]:
        return dict(json.loads(product.run(LOOK)))

    def insist(step: Callable[[], object], done: Callable[[dict[str, object]], bool]) -> None:
        """Twice the server dies while it is at it; then somebody tries once more."""
        for patience in (chance.uniform(0, 0.03), chance.uniform(0.03, 0.3), None):
            at_it = threading.Thread(target=step)
            at_it.start()
            if patience is None:
                at_it.join()
                break
            time.sleep(patience)
            product.kill()
            at_it.join()
            product.start()
        assert done(state()), state()

    insist(
        lambda: teacher.post(f"/work/{told['work']}", then="submit"),
        lambda now: now["attempts"] == 1,
    )
    attempt = state()["attempt"]
    insist(lambda: reviewer.post(f"/review/{attempt}/start"), lambda now: now["reviews"] == 1)
    typed = {"level": "demonstrated", "comment": "", "revision": "0"}
    levels = {f"{name}-{row}": value for row in told["rows"] for name, value in typed.items()}

    def decide() -> None:
        reviewer.post(f"/review/{attempt}/score", then="save", **levels)
        reviewer.post(f"/review/{attempt}/decide", verdict="award", then="send")

    insist(decide, lambda now: now["awards"] == 1)
    product.kill()
    product.run(HURRY)
    product.start()
    with suppress(AssertionError):
        _wait_for(lambda: state()["waiting"] == 0)
    now = state()
    assert now == {
        "status": "demonstrated",
        "attempt": attempt,
        "attempts": 1,
        "reviews": 1,
        "decisions": 1,
        "met": 1,
        "awards": 1,
        "documents": 1,
        "letters": [
            "Got it: Google Forms: a quiz that grades itself",
            "You earned it: Google Forms: a quiz that grades itself",
        ],
        "unsent": 0,
        "waiting": 0,
    }


def _wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.5)
