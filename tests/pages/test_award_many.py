"""The pages of awarding many: what a wrong list, an old page and a long one answer; and what
strangers, earners and letters are told."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW, Cast
from tests.credentials.lists import addresses, awarded, begin, bring, crowd
from tests.credentials.made import confirmed
from tests.pages.stage import few_queries, visitor
from waypost.credentials import actions as credentials
from waypost.credentials.models import AwardList
from waypost.journal.models import Delivery
from waypost.people.models import Campus

pytestmark = pytest.mark.any_database
ORTIZ = "ortiz@pecanflats.example"


def post(client: Client, path: str, **fields: object) -> str:
    answer = client.post(path, fields, follow=True)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def said(cast: Cast, **more: object) -> dict[str, object]:
    version = cast.versions["forms-quiz"]
    return {"version": str(version.pk), "ground": "paper", "note": "The binder.", **more}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "Choose the file with the list, or paste it below."),
        ({"pasted": " \n "}, "Choose the file with the list"),
        ({"pasted": "Badge\nQuiz"}, "Not there: “E-mail”. There: “Badge”."),
        ({"pasted": "a@b.c\n" * 20_001}, "At most 20000 are taken at one time"),
        ({"pasted": "a@b.c", "note": ""}, "Say in a sentence where the list is from."),
        ({"pasted": "a@b.c", "ground": "because"}, "because is not one of the available choices"),
        ({"pasted": "a@b.c", "version": "x"}, "It is no longer offered. Choose again."),
    ],
)
def test_what_is_wrong_is_said_where_it_is_and_nothing_typed_is_lost(
    pecan_flats: Cast, caliche: Cast, more: dict[str, str], words: str
) -> None:
    client = visitor(pecan_flats, pecan_flats.lead)
    page = post(client, "/award-many", **said(pecan_flats, **more))
    assert words in page
    if "note" not in more:
        assert "The binder." in page
    assert not AwardList.objects.exists()


def test_a_file_and_pasted_lines_are_one_too_many(pecan_flats: Cast, caliche: Cast) -> None:
    client = visitor(pecan_flats, pecan_flats.lead)
    file = SimpleUploadedFile("a.csv", f"E-mail\n{ORTIZ}\n".encode())
    page = post(client, "/award-many", **said(pecan_flats, file=file, pasted=ORTIZ))
    assert "The file was let go, because there are pasted lines as well." in page
    assert ORTIZ in page, "what was pasted is still there"
    assert "Choose this file again" not in page
    book = SimpleUploadedFile("a.xlsx", b"PK\x03\x04xlsx")
    page = post(client, "/award-many", **said(pecan_flats, file=book))
    assert "This is a workbook or a PDF, not a CSV file." in page


def test_old_pages_and_second_clicks_do_nothing(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    client = visitor(cast, cast.lead)
    page = post(client, "/award-many", **said(cast, pasted=f"{ORTIZ}\nx@y.example"))
    assert "1 person would have it" in page
    path = f"/award-many/{AwardList.objects.get().pk}"
    assert "Type the number that stands above, in digits." in post(
        client, f"{path}/begin", typed="one"
    )
    assert "It is 1 person now." in post(client, f"{path}/begin", typed="2")
    for odd in ("-1", "1.5", "9" * 30, ""):
        post(client, f"{path}/begin", typed=odd)
    assert AwardList.objects.get().state == AwardList.State.LOOKED_OVER
    assert "Awarding" in post(client, f"{path}/begin", typed="1", letters="on")
    assert "Awarding" in post(client, f"{path}/begin", typed="1")
    assert "It was begun already" in post(client, path, then="let_go")
    assert "It was begun already" in post(client, path, then="leave_out", shown="x", kept="y")
    assert "That was done already." in post(client, path, then="go_on")
    post(client, path, then="nonsense", show="\x00é", page="x")
    assert "Stopped for now" in post(client, path, then="pause")
    assert "That was done already." in post(client, path, then="pause")


def test_the_same_list_again_says_so(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    awarded(cast, f"{ORTIZ}\n")
    again = bring(cast, f"{ORTIZ}\n")
    page = visitor(cast, cast.lead).get(f"/award-many/{again.pk}").content.decode()
    assert "The same list was awarded on November 18, 2026 by Priya Raman." in page
    assert "Nobody would be awarded anything" in page
    assert "Go on to awarding" not in page


def test_what_holds_a_list_up_is_said_on_its_page(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    brought = bring(cast, f"{ORTIZ}\n")
    begin(cast, brought)
    waiting = Delivery.objects.filter(handler="credentials.handlers.award_the_first")
    waiting.update(error="KeyMissing", attempts=1)
    client = visitor(cast, cast.lead)
    path = f"/award-many/{brought.pk}"
    assert "signing key is missing or damaged" in client.get(path).content.decode()
    waiting.update(error="KeyLocked")
    assert "set WAYPOST_KEYS_SECRET as it was" in client.get(path).content.decode()
    waiting.update(error="ValueError")
    assert "did not work (ValueError)" in client.get(path).content.decode()


def test_the_report_has_every_line_and_no_formula(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    made = awarded(cast, f"E-mail,Name,Note\n{ORTIZ},,=1+1\n=cmd@x.example,,\n,,\nx,@SUM,\n")
    file = visitor(cast, cast.lead).get(f"/award-many/{made.pk}/report")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["line", "2", "3", "5"]
    assert [row[5] for row in rows[1:]] == ["awarded", "refused", "refused"]
    assert not any(cell[:1] in ("=", "+", "-", "@") for row in rows for cell in row)
    assert rows[1][8].endswith(made.awards.get().public_id)


def test_another_districts_lists_are_not_there(pecan_flats: Cast, caliche: Cast) -> None:
    brought, done = bring(pecan_flats, f"{ORTIZ}\n"), awarded(pecan_flats, f"{ORTIZ}\n")
    other = visitor(caliche, caliche.lead)
    for path in (
        f"/award-many/{brought.pk}",
        f"/award-many/{brought.pk}/begin",
        f"/award-many/{done.pk}/withdraw",
    ):
        assert other.get(path).status_code == other.post(path, {"typed": "1"}).status_code == 404
    assert other.get(f"/award-many/{done.pk}/report").status_code == 404


def test_a_stranger_reads_how_it_was_decided_and_no_claim_of_a_review(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    made = awarded(cast, f"E-mail,Date\n{ORTIZ},2019-05-14\n", "check-and-change").awards.get()
    how = "Awarded by the district from a list, in place of a paper certificate."
    stranger = visitor(cast)
    assert how not in stranger.get(f"/c/{made.public_id}").content.decode()
    keyed = stranger.get(f"/c/{made.public_id}?k={made.share_key}").content.decode()
    assert how in keyed
    credentials.share(award=made, visibility="public", shown=[], by=cast.ortiz, at=NOW)
    page = re.sub(r"\s+", " ", stranger.get(f"/c/{made.public_id}").content.decode())
    assert f"{how} Nobody reviewed evidence for it here." in page
    assert "awarded it to María Ortiz on November 18, 2026, dated May 14, 2019." in page
    for claim in ("Demonstrated", "Clock-hours", "not by attendance", "What María Ortiz showed"):
        assert claim not in page
    assert "The binder of the spring workshop" not in page
    assert "Priya" not in page
    own = visitor(cast, cast.ortiz).get(f"/badges/{made.pk}").content.decode()
    assert "The binder of the spring workshop." in own
    assert "Awarded by the district from a list" in own
    assert "How useful was it?" not in own
    assert "Priya" not in own


def test_long_lists_ask_no_more_questions(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    crowd(cast, 130)
    client = visitor(cast, cast.lead)
    brought = bring(cast, addresses(120))
    for path in ("/award-many", "/award-many/people?role=teacher", f"/award-many/{brought.pk}"):
        with few_queries():
            assert client.get(path).status_code == 200
    path = f"/award-many/{brought.pk}/begin"
    with few_queries():
        assert client.get(path).status_code == 200
    done = awarded(cast, addresses(8))
    for tail in ("", "?show=awarded&page=1", "/withdraw", "/report"):
        with few_queries():
            assert client.get(f"/award-many/{done.pk}{tail}").status_code == 200


def test_a_file_that_came_with_something_wrong_is_asked_for_again(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    client = visitor(cast, cast.lead)
    file = SimpleUploadedFile("a.csv", f"E-mail\n{ORTIZ}\n".encode())
    page = post(client, "/award-many", **said(cast, file=file, note=""))
    assert "Say in a sentence where the list is from." in page
    assert page.count("Choose this file again") == 2, "at its field and in the summary"


def test_whoever_was_unticked_stays_left_out_when_the_list_is_looked_at_again(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    brought = bring(cast, f"{ORTIZ}\nreyes@pecanflats.example\n")
    ortiz, reyes = brought.lines.order_by("number")
    client = visitor(cast, cast.lead)
    page = client.get(f"/award-many/{brought.pk}").content.decode()
    assert re.search(r'<button[^>]* form="who"[^>]* value="look_again"', page)
    assert "Save before you choose other lines above." in page
    ticked = {"shown": [str(ortiz.pk), str(reyes.pk)], "kept": [str(ortiz.pk)]}
    page = post(client, f"/award-many/{brought.pk}", then="look_again", **ticked)
    assert "1 person would have it" in page
    assert [line.state for line in brought.lines.order_by("number")] == ["ready", "left_out"]


def test_nobody_is_put_on_a_list_who_was_not_shown(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    client = visitor(cast, cast.lead)
    path = "/award-many/people"
    everyone = client.get(path).content.decode()
    assert "</b>, everyone" in everyone
    page = post(client, path, **said(cast, shown="", role="principal"))
    assert "You chose other people than were shown." in page
    assert "<b>1 person</b>, Principal" in page
    assert "The binder." in page, "what was typed is still there"
    assert re.search(r'value="paper"[^>]* checked', page)
    assert not AwardList.objects.exists()
    page = post(client, path, **said(cast, shown="role=principal", role="principal"))
    assert "People of the district: Principal" in page
    assert AwardList.objects.get().lines.count() == 1
    lists = client.get("/award-many").content.decode()
    assert "People of the district: Principal" in lists


def test_what_was_typed_stands_in_no_address(pecan_flats: Cast, caliche: Cast) -> None:
    """However long it is, and whatever it is written in."""
    client = visitor(pecan_flats, pecan_flats.lead)
    note = "教" * 500
    sent = {"then": "show", "role": "teacher", "note": note}
    answer = client.post("/award-many/people", sent)
    assert answer.headers["Location"] == "/award-many/people?role=teacher"
    assert note in client.get(answer.headers["Location"]).content.decode()
    assert note not in client.get(answer.headers["Location"]).content.decode()


def test_people_are_shown_before_anything_else_is_asked(pecan_flats: Cast, caliche: Cast) -> None:
    cast = pecan_flats
    client = visitor(cast, cast.lead)
    campus = Campus.objects.filter(district=cast.district).order_by("name").first()
    assert campus
    asked = {"then": "show", "role": "teacher", "campus": campus.pk, "note": "The binder."}
    page = post(client, "/award-many/people", **asked)
    assert f"</b>, Teacher, {campus.name}" in page
    assert "The binder." in page
    assert "Fill in" not in page
    assert not AwardList.objects.exists()
