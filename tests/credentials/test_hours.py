"""Hours: what an award counts, what its certificate must say, and the file that HR takes away."""

import csv
import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from tests.cast import NOW, Cast
from tests.credentials.made import award, confirmed
from tests.pages.stage import few_queries, visitor
from waypost.credentials import actions, hours, mending, state_rules
from waypost.credentials.hours import NotHours, Wanted
from waypost.credentials.models import Award, OutsideHours
from waypost.credentials.state_rules import BadRule
from waypost.journal.models import Entry
from waypost.people.calendar import school_year
from waypost.people.models import District, Person
from waypost.people.policies import NotAllowed

HOURS = Decimal(4)


def provider(cast: Cast, name: str = "Pecan Flats ISD", number: str = "500123") -> None:
    District.objects.filter(pk=cast.district.pk).update(provider_name=name, provider_number=number)


def earned(cast: Cast, who: Person | None = None) -> Award:
    """A real one that counts four hours."""
    made = award(cast, "check-and-change", to=who or cast.ortiz)
    return Award.objects.with_face().get(pk=made.pk)


def say(made: Award, by: Person, number: str = "1.5", note: str = "") -> OutsideHours | None:
    return hours.say_outside(award=made, hours=Decimal(number), by=by, at=NOW, note=note)


def words(client: Client, made: Award) -> str:
    answer = client.get(f"/c/{made.public_id}.pdf")
    assert answer.status_code == 200
    return " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())


def test_the_certificate_says_all_that_texas_asks_and_outside_contract_time(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    provider(cast)
    made = earned(cast)
    say(made, cast.ortiz)
    said = words(visitor(cast, cast.ortiz), made)
    for field in (
        "Provider Pecan Flats ISD",
        "Provider number 500123",
        "Educator María Ortiz",
        "Date November 18, 2026",
        "Content Check and change",
        "Clock-hours 4",
        "Outside contract time 1.5 h",
        "19 TAC §232.21(b)",
    ):
        assert field in said, field


@pytest.mark.parametrize("blank", ["name", "number", "outside"])
def test_none_may_be_blank_and_the_page_says_which_and_who_fills_it(
    pecan_flats: Cast, caliche: Cast, blank: str
) -> None:
    cast = confirmed(pecan_flats)
    provider(cast, **({blank: ""} if blank != "outside" else {}))
    made = earned(cast)
    if blank != "outside":
        say(made, cast.ortiz, "0")
    mine = visitor(cast, cast.ortiz)
    answer = mine.get(f"/c/{made.public_id}.pdf")
    assert answer.status_code == 409
    missing = {
        "name": "The provider’s name: a program lead writes it",
        "number": "The provider’s number: a program lead writes it",
        "outside": "Hours outside contract time: the earner says how many",
    }
    shown = mine.get(f"/badges/{made.pk}").content.decode()
    for key, text in missing.items():
        for page in (answer.content.decode(), shown):
            assert (text in page) == (key == blank), key
    assert "Certificate (PDF)" not in shown


def test_a_badge_without_hours_and_a_district_without_a_rule_print_as_before(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    plain = award(cast, to=cast.ortiz)
    assert "Provider" not in words(visitor(cast, cast.ortiz), plain)
    District.objects.filter(pk=cast.district.pk).update(state="Colorado")
    made = earned(cast)
    said = words(visitor(cast, cast.ortiz), made)
    assert "Clock-hours 4" in said
    assert "TAC" not in said


def test_a_practice_certificate_cannot_be_taken_for_hours(pecan_flats: Cast, caliche: Cast) -> None:
    provider(pecan_flats)
    made = earned(pecan_flats)
    said = words(visitor(pecan_flats, pecan_flats.ortiz), made)
    assert "Practice" in said
    assert "for practice: they don’t count" in said
    assert "TAC" not in said
    assert "Provider" not in said


def test_the_earner_says_hours_in_quarters_until_they_were_handed_on(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    made = earned(cast)
    for number, why in (("4.25", "range"), ("-0.25", "range"), ("1.1", "quarter")):
        with pytest.raises(NotHours) as wrong:
            say(made, cast.ortiz, number)
        assert wrong.value.why == why
    assert say(made, cast.ortiz, "1")
    assert say(made, cast.ortiz, "1.0") is None, "the same twice is one"
    assert say(made, cast.ortiz, "2")
    for who in (cast.hr, cast.lead, cast.dana, caliche.lead):
        with pytest.raises(NotAllowed):
            say(made, who)
    hours.hand_on(awards=[made], by=cast.hr, at=NOW)
    with pytest.raises(NotAllowed):
        say(made, cast.ortiz, "3")
    with pytest.raises(NotHours):
        say(made, cast.hr, "3")
    assert say(made, cast.hr, "3", "The calendar says so.")
    made.refresh_from_db()
    assert made.outside_hours == 3
    said = OutsideHours.objects.order_by("said_at").values_list("hours", flat=True)
    assert sorted(said) == [1, 2, 3]
    with pytest.raises(IntegrityError), transaction.atomic():
        OutsideHours.objects.update(hours=0)


def test_a_wrong_number_comes_back_beside_its_field(pecan_flats: Cast, caliche: Cast) -> None:
    made = earned(confirmed(pecan_flats))
    page = f"/badges/{made.pk}/hours"
    mine = visitor(pecan_flats, pecan_flats.ortiz)
    for number, text in (
        ("5", "from 0 to 4"),
        ("1.1", "quarter"),
        ("", "0 is an answer"),
        ("x", ""),
    ):
        answer = mine.post(page, {"hours": number})
        assert answer.status_code == 200
        assert text in answer.content.decode()
        assert f'value="{number}"' in answer.content.decode() or not number
    assert mine.post(page, {"hours": "1.25"}).status_code == 302
    assert visitor(pecan_flats, pecan_flats.dana).post(page, {"hours": "1"}).status_code == 404
    assert visitor(caliche, caliche.lead).post(page, {"hours": "1"}).status_code == 404


def rows(answer: bytes) -> list[dict[str, str]]:
    assert answer.startswith(b"\xef\xbb\xbf"), "spreadsheets need the mark to read names"
    return list(csv.DictReader(io.StringIO(answer.decode("utf-8-sig"))))


def test_the_file_says_all_columns_and_no_formula_and_is_journaled(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    provider(cast, '=HYPERLINK("http://x")')
    Person.objects.filter(pk=cast.reyes.pk).update(name="@SUM(A1)")
    made, gone = earned(cast), earned(cast, cast.reyes)
    award(cast, to=cast.ortiz)
    say(made, cast.ortiz)
    actions.withdraw(award=gone, reason="error", note="x", by=cast.lead, at=NOW)
    answer = visitor(cast, cast.hr).post("/hours/file")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    found = {row["email"]: row for row in rows(answer.content)}
    assert len(found) == 2
    assert found["ortiz@pecanflats.example"] == {
        "provider_name": '\'=HYPERLINK("http://x")',
        "provider_number": "500123",
        "educator": "María Ortiz",
        "email": "ortiz@pecanflats.example",
        "campus": "Bluestem Elementary",
        "title": "Check and change",
        "content_area": "",
        "date": "2026-11-18",
        "clock_hours": "4.00",
        "outside_contract_hours": "1.50",
        "public_address": f"{cast.district.address}/c/{made.public_id}",
        "status": "valid",
    }
    other = found["reyes@pecanflats.example"]
    assert (other["educator"], other["status"]) == ("'@SUM(A1)", "withdrawn")
    assert Entry.objects.get(kind="credentials.HoursExported").facts["count"] == 2
    made.refresh_from_db()
    assert made.exported_at
    assert visitor(cast, cast.principal).post("/hours/file").status_code == 403


@time_machine.travel(NOW, tick=False)
def test_filters_totals_and_what_a_teacher_sees_are_one_count(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    made, gone = earned(cast), earned(cast, cast.reyes)
    say(made, cast.ortiz)
    actions.withdraw(award=gone, reason="error", note="x", by=cast.lead, at=NOW)
    totals = hours.totals(hours.wanted(cast.hr, Wanted()))
    assert (totals.hours, totals.outside) == (Decimal(4), Decimal("1.5"))
    assert (totals.awards, totals.people) == (1, 1)
    day = dt.date(2026, 11, 18)
    for wish, count in (
        (Wanted(since=day, until=day), 2),
        (Wanted(since=day + dt.timedelta(days=1)), 0),
        (Wanted(until=day - dt.timedelta(days=1)), 0),
        (Wanted(campus=cast.campus), 2),
        (Wanted(words="ortiz"), 1),
        (Wanted(words="nobody"), 0),
        (Wanted(unsaid=True), 0),
    ):
        assert hours.wanted(cast.hr, wish).count() == count, wish
    shelf = visitor(cast, cast.ortiz).get("/badges").content.decode()
    assert "Clock-hours: 4 this school year" in shelf
    mended = made.documents.current()
    mending.correct(
        document=mended, what="date", reason="mistake", note="x", day=day, by=cast.lead, at=NOW
    )
    assert school_year(day) == (dt.date(2026, 8, 1), dt.date(2027, 7, 31))
    hr = visitor(cast, cast.hr)
    for query in ("?year=2026", "?since=2026-11-18", f"?campus={cast.campus.pk}", "?q=change"):
        assert "María Ortiz" in hr.get(f"/hours{query}").content.decode(), query
    assert "No hours like that" in hr.get("/hours?year=2024").content.decode()
    assert (
        "Choose a later one" in hr.get("/hours?since=2026-11-18&until=2026-01-01").content.decode()
    )
    assert hr.get("/hours?since=x&campus=y&year=z&page=q").status_code == 200


def test_a_page_of_hours_costs_the_same_for_one_and_for_many(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    for who in ("ortiz", "reyes", "wells", "rep"):
        earned(cast, cast.people[who])
    hr = visitor(cast, cast.hr)
    hr.get("/hours")
    with few_queries():
        assert hr.get("/hours").status_code == 200


def test_a_practice_district_sees_its_hours_as_practice(pecan_flats: Cast, caliche: Cast) -> None:
    earned(pecan_flats)
    hr = visitor(pecan_flats, pecan_flats.hr)
    assert "none of these hours counts" in hr.get("/hours").content.decode()
    (row,) = rows(hr.post("/hours/file").content)
    assert row["status"] == "practice"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "state = 1",
        'requires = ["shoe_size"]',
        'url = "ftp://x"',
        "checked = 5",
        'citation = " "',
        'requires = ["date", "date"]',
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_at_start(tmp_path: Path, text: str) -> None:
    whole = (state_rules.FOLDER / "texas.toml").read_text()
    key = text.split(" ")[0]
    lines = [line for line in whole.splitlines() if not key or not line.startswith(f"{key} ")]
    file = tmp_path / "bad.toml"
    file.write_text("\n".join([text, *lines]) if text else "[records]")
    with pytest.raises(BadRule):
        state_rules.read(file)


def test_a_rule_knows_its_text_its_day_and_its_state() -> None:
    rule = state_rules.rules()["texas"]
    assert state_rules.rules()["tx"] == rule
    assert rule.citation == "19 TAC §232.21(b)"
    assert rule.as_of < rule.checked <= timezone.localdate()
    assert rule.keep_years == 7


def test_who_may_write_the_settings_is_led_there_and_nobody_else(
    pecan_flats: Cast, caliche: Cast
) -> None:
    for name in ("", "Pecan Flats ISD"):
        provider(pecan_flats, name)
        lead = visitor(pecan_flats, pecan_flats.lead).get("/hours").content.decode()
        hr = visitor(pecan_flats, pecan_flats.hr).get("/hours").content.decode()
        assert lead.count('href="/settings/hours"') == 1
        assert "/settings/hours" not in hr
