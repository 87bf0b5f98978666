"""What the last release left is carried on by this one: the same badges, and all that is frozen."""

import http.client
import json
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from tests.cast import PASSWORD
from tests.launcher import kept
from tests.product import Product

pytestmark = pytest.mark.xdist_group("keeping")
HOME, AWAY = "pecanflats.localhost", "caliche.localhost"
TOKEN = "x" * 32
# The key of the last release signs what is earned now.
EARN = """
from django.utils import timezone
from waypost.catalog.models import Requirement
from waypost.credentials.actions import meet_requirement
from waypost.people.models import Person
from waypost.people.viewers import System
wells = Person.objects.get(name="Wells Okafor")
meet_requirement(
    requirement=Requirement.objects.get(
        version__achievement__slug="forms-quiz", district=wells.district
    ),
    person=wells, basis={}, by=System(wells.district, "test"), at=timezone.now(),
)
"""


class Visitor:
    """Asks one district of a running server, and keeps what it is given to keep."""

    def __init__(self, port: int, host: str) -> None:
        self.port, self.host, self.cookies = port, host, {"csrftoken": TOKEN}

    def ask(self, path: str, **form: str) -> tuple[int, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        head = {"Host": self.host, "Cookie": "; ".join(map("=".join, self.cookies.items()))}
        body = urlencode({"csrfmiddlewaretoken": TOKEN, **form}) if form else None
        if body:
            head["Content-Type"] = "application/x-www-form-urlencoded"
        line.request("POST" if form else "GET", path, body, head)
        answer = line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read()


def test_a_folder_of_the_last_release_starts_with_the_same_badges_and_every_trigger(
    tmp_path: Path,
) -> None:
    data = kept.small(tmp_path / "data")
    signed = kept.badges(data)
    product = Product(data)
    try:
        product.start()
        home, away = Visitor(product.port, HOME), Visitor(product.port, AWAY)
        badges = [home.ask(f"/c/{name}.json")[1] for name in signed]
        badges += [away.ask(f"/c/{name}.json")[1] for name in signed]
        assert {body for body in badges if body in signed.values()} == set(signed.values())
        shown = [home.ask(path)[0] for path in ("/", "/catalog", "/catalog/check-and-change")]
        shown += [one.ask(f"/c/{name}")[0] for name in signed for one in (home, away)]
        assert set(shown[:3]) == {200}
        assert sorted(shown[3:]) == [200, 200, 200, 404, 404, 404], "each in its own district"
        assert home.ask("/account/login/", login="ortiz@pecanflats.example", password=PASSWORD)
        assert home.ask("/home")[0] == 200, "the same password opens"
    finally:
        product.stop()
    product.run(EARN)
    now = json.loads(kept.look(data))
    assert sorted(outcome for _, outcome in now["badges"].values()) == [
        "PRACTICE",
        "PRACTICE",
        "PRACTICE",
        "WITHDRAWN",
    ]
    fresh = tmp_path / "fresh"
    kept.manage(fresh, "migrate")
    assert kept.shape_of_file(data / "waypost.sqlite3") == kept.shape_of_file(
        fresh / "waypost.sqlite3"
    )
    assert {name: kept.badges(data)[name] for name in signed} == signed


@pytest.mark.django_db  # so that it runs on PostgreSQL, in databases of its own
@pytest.mark.skipif(not os.environ.get("WAYPOST_DATABASE"), reason="it is about PostgreSQL")
def test_a_postgresql_of_the_last_release_is_brought_forward_whole(
    tmp_path: Path, postgresql: Callable[[str], str]
) -> None:
    data, old, new = tmp_path / "data", postgresql("old"), postgresql("new")
    kept.fill(old, kept.unpack("postgresql", data))
    with psycopg.connect(old) as database:
        signed = database.execute("SELECT id, body FROM credentials_document").fetchall()
    kept.manage(data, "migrate", WAYPOST_DATABASE=old)
    kept.manage(tmp_path / "fresh", "migrate", WAYPOST_DATABASE=new)
    assert kept.shape(old) == kept.shape(new)
    now = json.loads(kept.look(data, WAYPOST_DATABASE=old))
    outcomes = sorted(outcome for _, outcome in now["badges"].values())
    assert outcomes == ["PRACTICE", "PRACTICE", "WITHDRAWN"]
    assert now["keys missing"] == 0
    with psycopg.connect(old) as database:
        found = "SELECT id, body FROM credentials_document"
        assert sorted(database.execute(found).fetchall()) == sorted(signed)
        assert len(signed) == 3
