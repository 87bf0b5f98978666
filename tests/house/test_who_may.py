"""Who may: every address of the product, for every role. The table is `who_may.txt`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from tests.cast import NOW, as_demo, confirm
from tests.house.addresses import HOLDS, names, path_of, unknown
from tests.house.screens import without_screen
from tests.house.world import COLUMNS, Things, World
from waypost.catalog.authoring.body import mark
from waypost.catalog.models import Requirement
from waypost.credentials import actions as credentials
from waypost.credentials.models import StatusList
from waypost.people.models import District, Person
from waypost.people.viewers import System

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("house-world")]

TABLE = Path(__file__).with_name("who_may.txt")
# What is sent with a step, so that those who may take it do; a list is one thing as JSON.
Filled = dict[str, Any] | list[dict[str, Any]]
SENT: dict[str, Callable[[Things], Filled]] = {
    "pages:work": lambda t: {"then": "save", "words-1-0": "Anew.", "revision-words-1-0": "1"},
    "pages:badge": lambda t: {"visibility": "public"},
    "pages:badge+public": lambda t: {"visibility": "private"},
    "pages:withdraw": lambda t: {"reason": "error", "note": "Twice."},
    "pages:suspend": lambda t: {"reason": "question", "note": "Whose class is it?"},
    "pages:restore": lambda t: {"note": "It is hers."},
    "founding:district": lambda t: {
        "name": "Pecan Flats ISD",
        "program": "Learning",
        "team": "Media",
        "timezone": "America/Chicago",
    },
    "founding:choices": lambda t: {"renewal": "lead"},
    "founding:campuses": lambda t: {"lines": "Ridge High"},
    "founding:campus": lambda t: {"name": "Elm"},
    "founding:look": lambda t: {"brand": "#7a0019"},
    "founding:days_off": lambda t: {"days": "2026-11-26 Thanksgiving"},
    "support:ask": lambda t: {"text": "How many classes?"},
    "integrations:tokens": lambda t: {"name": "Registrar", "may": ["verify"], "days": "90"},
    "support:settings": lambda t: {"email": t.desk.person.email, "line": "Fridays"},
    "pages:correct_name": lambda t: _correction(t) | {"name": "María Ortíz"},
    "pages:correct_date": lambda t: _correction(t) | {"day": "2026-11-18"},
    "pages:sign_anew": lambda t: _correction(t) | {"reason": "damaged"},
    "pages:outside_hours": lambda t: {"hours": "1"},
    "pages:record": lambda t: {"reason": "changed", "note": "Married."},
    "pages:rename": lambda t: {"name": "María Salas", "called": "María", "note": "Married."},
    "pages:move_address": lambda t: {"email": "anew@pecanflats.example", "note": "Moved."},
    "pages:join": lambda t: {"other": str(t.public.person_id), "note": "Twice."},
    "catalog:begin": lambda t: {"kind": "badge", "title": "Docs"},
    "catalog:apps": lambda t: {"name": "Docs", "checked_on": "2026-08-03"},
    "catalog:section": lambda t: {"revision-tagline": mark(""), "tagline": "Anew."},
    "catalog:keep": lambda t: [{"field": "tagline", "value": "Anew.", "revision": mark("")}],
    "catalog:say": lambda t: {"text": "Yes."},
    "catalog:publish": lambda t: {"audience": "pilot", "revision": str(t.manuscript.revision)},
    "catalog:retire": lambda t: {"reason": "The app is gone."},
    "pages:outside_add": lambda t: {"link": "badges.example.org/99"},
    "pages:outside_count": lambda t: {
        "achievement": str(t.version.achievement_id),
        "earned": "May 2019",
        "reason": "We sent them there.",
    },
    "pages:earlier": lambda t: {
        "file": SimpleUploadedFile("old.csv", b"Name,Badge,Date\nA,Seesaw,2019\n")
    },
    "pages:earlier_import": lambda t: {"then": "let_go"},
    "pages:earlier_titles": lambda t: {"key-1": "flipped lessons", "as-1": "itself"},
    "pages:earlier_take_back": lambda t: {"reason": "The wrong file."},
    "pages:earlier_take_back_one": lambda t: {"reason": "The wrong line."},
    "pages:award_many": lambda t: _list_of(t) | {"pasted": t.colleague.email},
    "pages:award_many_people": lambda t: _list_of(t) | {"role": "teacher", "shown": "role=teacher"},
    "pages:award_list": lambda t: {"then": "let_go"},
    "pages:award_list+done": lambda t: {"then": "pause"},
    "pages:award_list+paused": lambda t: {"then": "go_on"},
    "pages:award_list_begin": lambda t: {"typed": "1"},
    "pages:award_list_withdraw": lambda t: {"typed": "1", "note": "The wrong list."},
    "evidence:words": lambda t: [{"piece": 1, "prompt": 0, "text": "Anew.", "revision": 1}],
    "evidence:told": lambda t: [{"students": "none", "caption": "The board again"}],
    "program:groups": lambda t: {"name": "Second", "starts_on": "2026-11-18"},
    "program:add": lambda t: {
        "then": "campus",
        "campus": str(t.group.district.campuses.exclude(pk=t.campus.pk).get().pk),
    },
    "program:remove": lambda t: {"person": str(t.draft.person_id)},
    "program:letter": lambda t: {"subject": "Anew", "body": "{link} {stop}", "after": "1"},
    "program:offer": lambda t: {"audience": "pilot"},
    "program:welcome": lambda t: {"answer": "not_now"},
    "program:aim": lambda t: {"days": "30"},
    "program:write": lambda t: {
        "then": "send",
        "group": str(t.group.pk),
        "expected": "2",
        "subject": "Hello",
        "text": "Hi {name}",
        "key": str(uuid4()),
    },
    "review:score": lambda t: {f"comment-{_row(t)}": "Seen.", f"revision-{_row(t)}": "1"},
    "review:decide": lambda t: {"verdict": "award"},
    "people:person": lambda t: {
        "name": "Somebody Else",
        "called": "Some",
        "email": t.colleague.email,
        "language": "en-us",
    },
    "people:give_role": lambda t: {"role": "coach"},
    "surveys:evaluate": lambda t: {"useful": "5", "tell": "yes", "change": ""},
    "surveys:settings": lambda t: {"url": "https://forms.example.org/a"},
    "notices:server": lambda t: {
        "host": "smtp.district.example",
        "port": "587",
        "security": "starttls",
        "sender": "no-reply@district.example",
        "then": "save",
    },
    "wallets:settings": lambda t: {"is_on": "on"},
    "notices:own": lambda t: {"choose": "1", "wanted": ["earned"]},
}


def _list_of(things: Things) -> dict[str, Any]:
    return {
        "version": str(things.given.version_id),
        "ground": "paper",
        "note": "The binder of the spring workshop.",
    }


def _row(things: Things) -> UUID:
    row = things.in_hand.submission.requirement.rows.first()
    assert row
    return row.pk


def _correction(things: Things) -> dict[str, Any]:
    current = things.award.documents.current()
    return {"document": str(current.pk), "reason": "mistake", "note": "Spelled wrong."}


# What a step is asked with: a page alone is no answer to it.
STEPS = ("POST", "PUT", "PATCH", "DELETE")
# Those who could come across another district's address with some power of their own.
CURIOUS = ("stranger", "owner", "reviewer", "lead", "hr", "outsider")
# Everything that some address reads after its question mark.
QUERIES = ("q", "kind", "about", "time", "grade", "subject", "counts", "page", "version", "check",
           "year", "since", "until", "campus", "unsaid", "email", "from", "app", "drafts", "away",
           "as", "about", "icon", "group", "state", "sort", "role", "holding", "client_id",
           "redirect_uri", "scope", "response_type", "code_challenge", "show", "badge", "verdict",
           "k", "small", "brand", "accent", "theme", "next")  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One row of the table."""

    method: str
    name: str
    expected: dict[str, str]


def table() -> list[Asked]:
    found = []
    for line in TABLE.read_text().partition("\n#")[2].splitlines()[1:]:
        method, name, *cells = line.split()
        cells = cells * len(COLUMNS) if len(cells) == 1 else cells
        found.append(Asked(method, name, dict(zip(COLUMNS, cells, strict=True))))
    return found


@dataclass(frozen=True)
class Answer:
    """What came back; `words` without what differs from one asking to the next."""

    said: str
    words: str


@pytest.fixture(scope="module")
def cookies(world: World) -> dict[str, str]:
    """A session for every column of the table."""
    made = {"stranger": ""}
    for column, who in world.who.items():
        if who is not None and who.account is not None:
            client = Client()
            client.force_login(who.account)
            made[column] = client.cookies["sessionid"].value
    return made


class Written:
    """What the database took while it was asked, but for sessions; what was taken back in the same
    breath counts for nothing."""

    def __init__(self) -> None:
        self.rows = 0
        self.marks: dict[str, int] = {}

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        verb, *rest = sql.split(maxsplit=3)
        if verb == "SAVEPOINT":
            self.marks[rest[0]] = self.rows
        elif sql.startswith("ROLLBACK TO SAVEPOINT"):
            self.rows = self.marks[rest[2]]
        elif verb in {"INSERT", "UPDATE", "DELETE"} and "django_session" not in sql:
            # A row that comes back with its number is only counted once it was fetched.
            self.rows += max(context["cursor"].rowcount, int("RETURNING" in sql))
        return result


class Asking:
    """Asks as anybody, and leaves no trace."""

    def __init__(self, world: World, cookies: dict[str, str]) -> None:
        self.world = world
        self.cookies = cookies

    def ask(self, column: str, method: str, name: str, path: str) -> Answer:
        cache.clear()  # no limit on tries is meant here
        client = Client(headers={"host": self.world.home.district.host})
        if self.cookies[column]:
            client.cookies["sessionid"] = self.cookies[column]
        written = Written()
        with transaction.atomic(), connection.execute_wrapper(written):
            if method == "POST":
                sent = SENT[name](self.world.here) if name in SENT else {}
                kind: Any = {"content_type": "application/json"} if isinstance(sent, list) else {}
                got = client.post(path, sent[0] if isinstance(sent, list) else sent, **kind)
            else:
                got = client.generic(method, path)
            body = got.getvalue()
            transaction.set_rollback(True)
        told = said(got)
        if told == "yes" and method in STEPS and not written.rows:
            told = "heard"
        return Answer(told, words(body.decode(errors="replace"), got, path))


@pytest.fixture(scope="module")
def asking(world: World, cookies: dict[str, str]) -> Asking:
    return Asking(world, cookies)


def said(answer: Any) -> str:
    if answer.headers.get("Location", "").startswith("/account/login/"):
        return "sign-in"
    if answer.status_code < 400 or answer.status_code in {400, 409, 412, 422}:
        return "yes"
    return {403: "no", 404: "none"}.get(answer.status_code, str(answer.status_code))


def words(body: str, answer: Any, path: str) -> str:
    """All that a browser is told, but for the address itself, the form's token and the moment at
    which it was told: what is never kept "expires" in the second in which it is asked for."""
    timed = {"Content-Length", "Date", "Expires"}
    head = {k: v for k, v in answer.headers.items() if k not in timed}
    text = f"{answer.status_code} {sorted(head.items())} {body}"
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "token", text)
    for part in path.split("/"):
        if len(part) > 12:
            text = text.replace(part.partition(".")[0], "ID")
    return text


def test_every_address_is_in_the_table() -> None:
    rows = {asked.name for asked in table()}
    assert set(names()) - rows == set(), "say in who_may.txt who may ask these addresses"
    assert {name.partition("+")[0] for name in rows} - set(names()) == set()


def test_every_address_is_looked_at_or_has_no_screen(world: World) -> None:
    """Those that are missing in `screens.py` would never be seen by axe or at 320 px."""
    assert without_screen(world) == set()


def hidden(column: str, got: Answer) -> bool:
    """Turned away because of where they belong, whatever they asked for."""
    return column == "outsider" and got.said == "no"


@pytest.mark.any_database
def test_everyone_may_what_the_table_says_and_nothing_else(asking: Asking) -> None:
    wrong = []
    for asked in table():
        path = path_of(asked.name, asking.world.here)
        for column in COLUMNS:
            got = asking.ask(column, asked.method, asked.name, path)
            if got.said != asked.expected[column]:
                wrong.append(
                    f"{asked.method} {asked.name} as {column}: {got.said},"
                    f" the table says {asked.expected[column]}"
                )
            elif asked.name in HOLDS and (got.said == "none" or hidden(column, got)):
                never = asking.ask(
                    column, asked.method, asked.name, unknown(asked.name, asking.world.here)
                )
                if never != got:
                    wrong.append(f"{asked.method} {asked.name} as {column} tells that it is there")
    assert not wrong, "\n".join(wrong)


@pytest.mark.any_database
def test_no_address_is_asked_in_a_way_that_the_table_does_not_know(asking: Asking) -> None:
    """By a GET or POST for anything at all; and no other method does something by the way."""
    listed = {(asked.method, asked.name) for asked in table()}
    wrong = [
        f"{method} {name} as {column}"
        for name in names()
        for method in ("GET", *STEPS)
        for column in ("stranger", "owner", "lead")
        if (method, name) not in listed
        and asking.ask(column, method, name, path_of(name, asking.world.here)).said
        in ({"yes", "heard"} if method in {"GET", "POST"} else {"yes"})
    ]
    assert wrong == []


def test_a_district_with_an_address_shows_its_keys_and_lists_to_everyone(asking: Asking) -> None:
    """Where badges are practice alone, as in the table, there are none."""
    # Read anew: what is confirmed here is taken back in the database alone.
    district = District.objects.get(pk=asking.world.home.district.pk)
    lead = Person.objects.get(pk=asking.world.home.lead.pk)
    confirm(district, "https://pecan.example", by=lead, at=NOW)
    award = credentials.meet_requirement(
        requirement=Requirement.objects.get(pk=asking.world.here.requirement.pk),
        person=Person.objects.get(pk=asking.world.home.hr.pk),
        basis={},
        by=System(district, "test"),
        at=NOW,
    )
    assert award
    number = StatusList.objects.get(district=district, practice=False).number
    lists = [
        f"/status/{number}",
        f"/status/suspension/{number}",
        f"/status/revocations/{number}.json",
    ]
    for path in ("/.well-known/did.json", *lists):
        assert {asking.ask(column, "GET", "", path).said for column in COLUMNS} == {"yes"}, path


@pytest.mark.any_database
def test_another_districts_things_answer_like_things_that_never_were(asking: Asking) -> None:
    wrong = []
    for asked in table():
        # Both districts have an achievement at the same address, each its own.
        if asked.name not in HOLDS or asked.name in {"pages:achievement", "pages:version"}:
            continue
        for column in CURIOUS:
            theirs = asking.ask(
                column, asked.method, asked.name, path_of(asked.name, asking.world.there)
            )
            never = asking.ask(
                column, asked.method, asked.name, unknown(asked.name, asking.world.there)
            )
            if theirs != never:
                wrong.append(f"{asked.method} {asked.name} as {column}: {theirs.said}")
    assert not wrong, "these tell that another district has something there:\n" + "\n".join(wrong)


def test_a_thing_of_one_district_is_not_found_through_anothers(asking: Asking) -> None:
    """Addresses with two ids: the first one's own, the second another district's."""
    here, there = asking.world.here, asking.world.there
    mixed = {
        "owner": f"/work/{here.draft.pk}/{there.photo.pk}/remove",
        "reviewer": f"/review/{here.waiting.pk}/hide/{there.handed_in.pk}",
        "stranger": f"/c/{here.public.public_id}/evidence/{there.shown.pk}",
    }
    for column, path in mixed.items():
        assert asking.ask(column, "GET", "", path).said == "none", path


def test_only_the_demo_shows_its_outbox_and_signs_anyone_in(asking: Asking) -> None:
    as_demo(asking.world.home)
    for name in ("notices:outbox", "notices:letter", "notices:body", "ui:components"):
        path = path_of(name, asking.world.here)
        assert asking.ask("stranger", "GET", name, path).said == "yes", name
    letter = path_of("notices:letter", asking.world.there)
    assert asking.ask("lead", "GET", "notices:letter", letter).said == "none"


@pytest.mark.only_with_all
def test_a_head_is_answered_wherever_a_get_is(asking: Asking) -> None:
    wrong = []
    for asked in table():
        if asked.method != "GET":
            continue
        path = path_of(asked.name, asking.world.here)
        for column in ("stranger", "owner", "lead"):
            head = asking.ask(column, "HEAD", asked.name, path).said
            if head != asked.expected[column]:
                wrong.append(f"{asked.name} as {column}: {head}")
    assert wrong == []


LONGER = pytest.mark.only_with_all


@pytest.mark.parametrize(
    "odd",
    ["%00", pytest.param("%ED%A0%80", marks=LONGER), pytest.param("9" * 40, marks=LONGER)],
)
def test_no_address_breaks_on_what_no_text_holds(asking: Asking, odd: str) -> None:
    """PostgreSQL refuses U+0000 where SQLite takes it."""
    query = "&".join(f"{name}={odd}" for name in QUERIES)
    here = asking.world.here
    paths = {path_of(asked.name, here) for asked in table() if asked.method == "GET"}
    told = {
        f"{path} as {column}": asking.ask(column, "GET", "", f"{path}?{query}").said
        for path in sorted(paths)
        for column in ("stranger", "owner", "lead")
    }
    # What asks for a token, and for nothing else, says so.
    broken = {where: said for where, said in told.items() if said.isdigit() and said != "401"}
    assert broken == {}
    starts = ("/catalog/", "/c/", "/brand/", "/work/", "/badges/", "/nowhere/")
    assert {asking.ask("lead", "GET", "", f"{start}{odd}").said for start in starts} == {"none"}
