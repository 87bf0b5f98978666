"""A form that comes too late, because its sign-in ended or what it is about went: what was typed
comes back, and the way on leads to where the form stands."""

from collections.abc import Mapping

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW, Cast
from tests.credentials.made import award
from tests.pages.stage import visitor
from waypost.credentials import mending

TYPED = "There is a question about whose class this was, and we are asking around."


def sent(cast: Cast, path: str, typed: Mapping[str, object], before: str) -> tuple[int, str]:
    """As a browser sends it from that page of ours."""
    here = f"http://{cast.district.host}"
    headers = {"origin": here, "referer": here + before}
    answer = visitor(cast).post(path, typed, headers=headers)
    return answer.status_code, answer.content.decode()


def test_what_was_typed_is_shown_and_the_way_on_is_to_sign_in(
    pecan_flats: Cast, caliche: Cast
) -> None:
    path = f"/badges/{award(pecan_flats, to=pecan_flats.ortiz).pk}/suspend"
    status, page = sent(pecan_flats, path, {"reason": "evidence", "note": TYPED}, path)
    assert status == 401
    assert "You were signed out before this was sent" in page
    assert TYPED in page
    assert f'href="/account/login/?next={path}"' in page
    assert "browsers don’t keep it" not in page


def test_a_file_is_asked_for_again(pecan_flats: Cast, caliche: Cast) -> None:
    typed = {"badge": SimpleUploadedFile("badge.json", b"{}")}
    status, page = sent(pecan_flats, "/badges/add", typed, "/badges/add")
    assert status == 401
    assert "Choose the file again" in page


@pytest.mark.parametrize(
    ("path", "before"),
    [
        ("/badges/{pk}/new-code", "/badges/{pk}"),
        ("/account/addresses/1/remove", "/account/addresses"),
    ],
)
def test_a_button_leads_back_to_the_page_it_stands_on(
    pecan_flats: Cast, caliche: Cast, path: str, before: str
) -> None:
    """The address that it asks answers to nothing but a form."""
    pk = award(pecan_flats, to=pecan_flats.ortiz).pk
    status, page = sent(pecan_flats, path.format(pk=pk), {}, before.format(pk=pk))
    assert status == 401
    assert f'href="/account/login/?next={before.format(pk=pk)}"' in page


def test_the_question_of_the_page_before_stays(pecan_flats: Cast, caliche: Cast) -> None:
    """Of a wallet that asks, nothing else says who it is and what it wants."""
    before = "/oauth/authorize?client_id=w-1&scope=read"
    strict = Client(enforce_csrf_checks=True, headers={"host": pecan_flats.district.host})
    here = f"http://{pecan_flats.district.host}"
    answer = strict.post(before, {"allow": "1"}, headers={"referer": here + before})
    assert answer.status_code == 403
    assert 'href="/oauth/authorize?client_id=w-1&amp;scope=read"' in answer.content.decode()


def test_nobody_is_led_to_another_site(pecan_flats: Cast, caliche: Cast) -> None:
    _status, page = sent(pecan_flats, "/badges/add", {}, "//elsewhere.example/")
    assert "elsewhere.example" not in page


def test_what_was_typed_for_an_entry_that_was_joined_meanwhile_comes_back(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = pecan_flats
    mending.join_people(
        kept=cast.ortiz, other=cast.wells, note="Entered twice.", by=cast.lead, at=NOW
    )
    here = f"http://{cast.district.host}"
    lead, typed = visitor(cast, cast.lead), {"name": "Otis Wells", "called": "Otis", "note": TYPED}
    for pk in (cast.wells.pk, caliche.teacher.pk):
        answer = lead.post(f"/awards/of/{pk}/name", typed, headers={"origin": here})
        assert answer.status_code == 404
        page = answer.content.decode()
        assert "There is nothing here to change" in page
        assert TYPED in page
