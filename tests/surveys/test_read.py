"""What was said is shown added up, from three answers on, to those who can make it better."""

import csv
import io

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from waypost.people.models import Person
from waypost.surveys.models import Evaluation
from waypost.surveys.results import summaries, words
from waypost.surveys.views import harmless


def said(cast: Cast, number: int, slug: str = "forms-quiz", **more: object) -> None:
    values = {"occasion": "award", "useful": 5, "tell": "yes", "change": "Fewer words."} | more
    Evaluation.objects.bulk_create(
        Evaluation(
            district=cast.district,
            version=cast.versions[slug],
            asked=NOW.date(),
            month=NOW.date().replace(day=1),
            **values,
        )
        for _each in range(number)
    )


def page(cast: Cast, who: Person, path: str = "/evaluations") -> str:
    client = Client(headers={"host": cast.district.host})
    assert who.account
    client.force_login(who.account)
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_two_answers_are_not_shown_and_three_are(pecan_flats: Cast, caliche: Cast) -> None:
    said(pecan_flats, 2)
    said(caliche, 5, change="From the other district.")
    about = f"/evaluations/{pecan_flats.versions['forms-quiz'].pk}"
    assert "Too few answers to show" in page(pecan_flats, pecan_flats.lead)
    assert "Fewer words." not in page(pecan_flats, pecan_flats.lead, about)
    said(pecan_flats, 1, useful=2, tell="no", change="<b>Louder</b>")
    assert "3 answers, 2 found it useful" in page(pecan_flats, pecan_flats.lead)
    whole = page(pecan_flats, pecan_flats.reyes, about)
    assert "Fewer words." in whole
    assert "&lt;b&gt;Louder&lt;/b&gt;" in whole
    assert "other district" not in whole


def test_each_occasion_has_to_have_three_of_its_own(pecan_flats: Cast, caliche: Cast) -> None:
    said(pecan_flats, 3)
    said(pecan_flats, 2, occasion="leaving", change="No time in spring.")
    about = f"/evaluations/{pecan_flats.versions['forms-quiz'].pk}"
    whole = page(pecan_flats, pecan_flats.lead, about)
    assert "Fewer words." in whole
    assert "No time in spring." not in whole
    assert "No time in spring." not in page(pecan_flats, pecan_flats.lead, "/evaluations.csv")


@pytest.mark.parametrize("who", ["ortiz", "principal", "hr", "dana", "rep"])
def test_nobody_else_reads_them(pecan_flats: Cast, caliche: Cast, who: str) -> None:
    said(pecan_flats, 4)
    client = Client(headers={"host": pecan_flats.district.host})
    account = pecan_flats.people[who].account
    assert account
    client.force_login(account)
    about = f"/evaluations/{pecan_flats.versions['forms-quiz'].pk}"
    assert client.get("/evaluations").status_code == 403
    assert client.get("/evaluations.csv").status_code == 403
    assert client.get(about).status_code == 404


def test_the_table_holds_every_answer_and_no_formula(pecan_flats: Cast, caliche: Cast) -> None:
    said(pecan_flats, 3, change='=HYPERLINK("http://x.example")')
    said(pecan_flats, 2, "check-and-change")
    table = page(pecan_flats, pecan_flats.lead, "/evaluations.csv").removeprefix("\ufeff")
    head, *rows = list(csv.reader(io.StringIO(table)))
    assert len(head) == 7
    assert len(rows) == 3
    assert {row[6] for row in rows} == {'\'=HYPERLINK("http://x.example")'}
    assert [harmless(text) for text in ("@x", "-1", "a=b", "")] == ["'@x", "'-1", "a=b", ""]


def test_answers_come_in_no_order(pecan_flats: Cast, caliche: Cast) -> None:
    for number in range(12):
        said(pecan_flats, 1, change=f"Number {number}")
    found = Evaluation.objects.visible_to(pecan_flats.lead)
    (summary,) = summaries(found, [pecan_flats.versions["forms-quiz"]])
    orders = {tuple(words(found, summary)) for _each in range(5)}
    assert len(orders) > 1
    assert {frozenset(order) for order in orders} == {frozenset(f"Number {n}" for n in range(12))}
