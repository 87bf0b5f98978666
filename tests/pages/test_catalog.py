"""The catalog as a page: shareable links, counts, where one stands, a thousand entries."""

import gzip

import pytest

from tests.cast import Cast
from tests.pages.stage import begin, earn, few_queries, fill_catalog, move, visitor
from waypost.people.models import Person

pytestmark = pytest.mark.any_database

SMALL = 20 * 1024


def text(cast: Cast, path: str, who: Person | None = None) -> str:
    answer = visitor(cast, who).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_strangers_and_every_role_see_the_same_entries(pecan_flats: Cast, caliche: Cast) -> None:
    for who in (None, *pecan_flats.people.values()):
        page = text(pecan_flats, "/catalog", who)
        assert "3 to earn" in page
        assert "Google Forms: a quiz that grades itself" in page


def test_the_form_keeps_what_was_asked_and_links_keep_it_too(pecan_flats: Cast) -> None:
    page = text(pecan_flats, "/catalog?q=Quiz&grade=4&kind=badge")
    assert 'value="Quiz"' in page
    assert '<option value="4" selected>Grade 4</option>' in page
    assert '<input type="hidden" name="kind" value="badge">' in page
    assert 'href="/catalog?q=Quiz&amp;grade=4"' in page
    assert "1 found" in page
    assert '<meta name="robots" content="noindex, follow">' in page


def test_kinds_are_counted_within_the_search(pecan_flats: Cast) -> None:
    page = text(pecan_flats, "/catalog?counts=digital-classroom&kind=badge")
    assert 'Everything <span class="num">2</span>' in page
    assert 'aria-current="true">Badges <span class="num">1</span>' in page


def test_nothing_found_says_what_to_try(pecan_flats: Cast) -> None:
    assert "Try one word instead of several" in text(pecan_flats, "/catalog?q=zebra")
    other = text(pecan_flats, "/catalog?q=quiz&kind=degree")
    assert "1 thing of another kind matches." in other
    assert 'href="/catalog?q=quiz"' in other


def test_a_link_with_an_old_filter_still_answers(pecan_flats: Cast) -> None:
    page = text(pecan_flats, "/catalog?about=app:Gone&grade=5")
    assert "no longer offered, so it was left out" in page
    assert "3 found" in page
    assert "aria-invalid" not in page
    assert "left out" not in text(pecan_flats, "/catalog?q=%00%01&grade=5")


def test_a_phones_keyboard_knows_that_this_is_a_search(pecan_flats: Cast) -> None:
    assert '<input type="search" name="q"' in text(pecan_flats, "/catalog")


@pytest.mark.parametrize("page", ["0", "-3", "999", "x", "1e9"])
def test_a_page_number_that_does_not_exist_shows_a_page(pecan_flats: Cast, page: str) -> None:
    assert "Check and change" in text(pecan_flats, f"/catalog?page={page}")


def test_typed_code_is_shown_as_text(pecan_flats: Cast) -> None:
    page = text(pecan_flats, "/catalog?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page


def test_each_entry_says_where_one_stands(pecan_flats: Cast, caliche: Cast) -> None:
    ortiz = pecan_flats.ortiz
    earn(pecan_flats, ortiz, "forms-quiz")
    move(begin(pecan_flats, ortiz, "check-and-change"), "sent_back", rows_done=2)
    begin(pecan_flats, pecan_flats.reyes, "check-and-change")

    page = text(pecan_flats, "/catalog", ortiz)
    assert page.count("Earned</span>") == 1
    assert "1 row to redo" in page
    for other in (None, pecan_flats.dana):
        assert "Earned</span>" not in text(pecan_flats, "/catalog", other)


@pytest.mark.parametrize("who", [None, "ortiz"])
def test_ten_and_a_thousand_entries_cost_the_same(pecan_flats: Cast, who: str | None) -> None:
    client = visitor(pecan_flats, getattr(pecan_flats, who) if who else None)
    fill_catalog(pecan_flats, 10)
    with few_queries() as few:
        client.get("/catalog")
    fill_catalog(pecan_flats, 990, first=10)
    with few_queries(len(few.captured_queries)):
        page = client.get("/catalog?page=3&q=badge")
    assert "49–72 of 1000" in page.content.decode()
    assert len(gzip.compress(page.content)) <= SMALL
