"""The pages of what was earned before: what a wrong file, an old page and a long list answer."""

import datetime as dt
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW, Cast
from tests.credentials.made import award, confirmed
from tests.credentials.test_earlier import COUNTS, ORTIZ, QUIZ, added, bring, look, offered
from tests.pages.stage import few_queries, visitor
from waypost.credentials import actions as credentials
from waypost.credentials.earlier import actions as earlier
from waypost.credentials.models import EarlierRecord

pytestmark = pytest.mark.any_database


def post(client: Client, path: str, **fields: object) -> str:
    answer = client.post(path, fields, follow=True)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"PK\x03\x04xlsx", "This is a workbook or a PDF, not a CSV file."),
        (b"E-mail,Name\na,b\n", "Not there: “Badge” and “Date”. There: “E-mail” and “Name”."),
        (b"Badge,Date\n", "The file has a first line with names and nothing below it."),
        (b"Badge,Date,Title\na,b,c\n", "Two columns are called “Title” or mean the same."),
        (b"Badge,Date\n" + b"a,2019\n" * 5001, "At most 5000 are taken at one time"),
        (b"\x81\x8d\x8f" * 20, "can’t be read as a table"),
        (b" \n", "This file is empty"),
    ],
)
def test_a_wrong_file_says_what_to_do(
    pecan_flats: Cast, caliche: Cast, body: bytes, said: str
) -> None:
    client = visitor(pecan_flats, pecan_flats.lead)
    page = post(client, "/earlier", file=SimpleUploadedFile("old.xlsx", body))
    assert said in page


def test_a_second_click_and_an_old_page_add_nothing(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    client = visitor(cast, cast.lead)
    brought = bring(cast, f"E-mail,Badge,Date\n{ORTIZ},{QUIZ},2019\n{ORTIZ},Seesaw,2018\n")
    path = f"/earlier/{brought.pk}"
    old = look(brought).digest
    assert "First say what every title counts as." in post(client, path, then="add", shown=old)
    junk = {"key-1": "seesaw", "as-1": str(uuid.uuid4()), "as-x": "itself", "key-x": ""}
    assert "Some titles are left" in post(client, f"{path}/titles", **junk)
    page = post(client, f"{path}/titles", **{"key-1": "seesaw", "as-1": "itself"})
    assert "Add these 2 records" in page
    assert "Something has changed" in post(client, path, then="add", shown=old)
    assert "Something has changed" in post(client, path, then="add")
    brought.refresh_from_db()
    shown = look(brought).digest
    assert "2 records added." in post(client, path, then="add", shown=shown)
    assert "added already" in post(client, path, then="add", shown=shown)
    assert "added already" in post(client, path, then="let_go")
    assert "2 records were added" in post(client, f"{path}/titles", then="rest")
    assert EarlierRecord.objects.count() == 2
    other = bring(cast, "Name,Badge,Date\nA,B,2019")
    assert "Nothing was added." in post(client, f"/earlier/{other.pk}", then="let_go")


def test_another_districts_files_are_not_there(pecan_flats: Cast, caliche: Cast) -> None:
    brought = added(pecan_flats, f"{ORTIZ},,{QUIZ},2018")
    record = EarlierRecord.objects.get()
    other = visitor(caliche, caliche.lead)
    for path in (
        f"/earlier/{brought.pk}",
        f"/earlier/{brought.pk}/titles",
        f"/earlier/{brought.pk}/take-back",
        f"/earlier/records/{record.pk}/take-back",
    ):
        assert other.get(path).status_code == other.post(path, {"reason": "x"}).status_code == 404
    assert QUIZ not in other.get("/earlier/records").content.decode()


def test_one_record_is_found_and_taken_back(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    added(cast, f"{ORTIZ},,{QUIZ},2018", f"{ORTIZ},,Seesaw Pioneer,May 2017")
    client = visitor(cast, cast.hr)
    page = client.get("/earlier/records?q=seesaw").content.decode()
    assert "Seesaw Pioneer, May 2017" in page
    assert QUIZ not in page
    path = f"/earlier/records/{EarlierRecord.objects.get(title='Seesaw Pioneer').pk}/take-back"
    assert "Say in a sentence why." in post(client, path, reason=" ")
    assert "Taken back." in post(client, path, reason="A webinar.")
    assert "The first reason stands." in post(client, path, reason="Again.")
    assert "A webinar." in client.get("/earlier/records").content.decode()
    mine = visitor(cast, cast.ortiz).get("/badges").content.decode()
    assert QUIZ in mine
    assert "Seesaw Pioneer" not in mine


def test_records_are_on_no_public_page(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    added(cast, f"{ORTIZ},,Seesaw Pioneer,2018")
    made = award(cast, to=cast.ortiz)
    credentials.share(award=made, visibility="front_page", shown=[], by=cast.ortiz, at=NOW)
    stranger = visitor(cast)
    for path in ("/", "/catalog/counts", f"/c/{made.public_id}", f"/c/{made.public_id}.json"):
        assert "Seesaw" not in stranger.get(path).content.decode()


def test_pages_with_many_records_ask_no_more_questions(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    offered(cast, COUNTS)
    days = [dt.date(2018, 1, 1) + dt.timedelta(days=n) for n in range(300)]
    added(cast, *(f"{ORTIZ},,Badge {n},{day}" for n, day in enumerate(days)))
    added(cast, f"{ORTIZ},,{QUIZ},2018")
    brought = bring(
        cast, "E-mail,Badge,Date\n" + "".join(f"{ORTIZ},New {n},{d}\n" for n, d in enumerate(days))
    )
    mine, lead = visitor(cast, cast.ortiz), visitor(cast, cast.lead)
    for path in ("/badges", "/badges?show=earlier&page=3", "/catalog/counts", "/home"):
        with few_queries():
            assert mine.get(path).status_code == 200
    for path in (
        "/earlier",
        "/earlier/records?page=4",
        f"/earlier/{brought.pk}?show=undecided&page=2",
        f"/earlier/{brought.pk}/titles?page=3",
    ):
        with few_queries():
            assert lead.get(path).status_code == 200
    with few_queries(44):
        page = post(lead, f"/earlier/{brought.pk}/titles", then="rest")
    assert "Add these 300 records" in page


def test_a_record_that_the_rule_does_not_take_says_so(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    added(cast, f"{ORTIZ},,{QUIZ},2018")
    client = visitor(cast, cast.ortiz)
    assert (
        "Earned before, not counted here"
        in client.get("/catalog/digital-classroom").content.decode()
    )
    assert "Earned before, on record" in client.get("/catalog/forms-quiz").content.decode()
    brought = bring(cast, f"E-mail,Badge,Date\n{ORTIZ},Other,2019\n")
    earlier.let_go(brought=brought, by=cast.lead)
