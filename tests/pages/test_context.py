"""Where people can go: by who they are, and nothing that is not built."""

import pytest
from django.test import Client, RequestFactory

from tests.cast import Cast, as_demo
from waypost.pages.context import page
from waypost.people.models import Person
from waypost.people.viewers import Stranger

pytestmark = pytest.mark.any_database


def labels(cast: Cast, who: Person | None, path: str = "/") -> list[str]:
    request = RequestFactory().get(path)
    request.district = cast.district  # type: ignore[attr-defined]  # as the middleware does
    request.viewer = who or Stranger(cast.district)  # type: ignore[attr-defined]  # likewise
    return [f"{p['label']}{'*' if p['current'] else ''}" for p in page(request)["nav"]]


TEACHER = ["Home", "Catalog", "My work", "Badges"]


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("ortiz", TEACHER),
        ("wells", [*TEACHER, "Review"]),
        ("principal", [*TEACHER, "Program"]),
        ("rep", [*TEACHER, "Program"]),
        ("hr", [*TEACHER, "Program"]),
        ("dana", [*TEACHER, "Review", "Program"]),
        ("lead", [*TEACHER, "Review", "Program"]),
    ],
)
def test_each_role_sees_its_places(pecan_flats: Cast, name: str, places: list[str]) -> None:
    assert labels(pecan_flats, getattr(pecan_flats, name)) == places


def test_the_demo_adds_its_outbox(pecan_flats: Cast) -> None:
    as_demo(pecan_flats)
    assert labels(pecan_flats, pecan_flats.ortiz)[-1] == "Outbox"
    assert labels(pecan_flats, None) == ["Welcome*", "Catalog"]


def test_the_place_one_is_in_is_marked(pecan_flats: Cast) -> None:
    assert "Catalog*" in labels(pecan_flats, pecan_flats.ortiz, "/catalog/forms-quiz")
    assert "Catalog" in labels(pecan_flats, pecan_flats.ortiz, "/catalogs")


def test_an_address_without_a_district_has_no_places() -> None:
    context = page(RequestFactory().get("/"))
    assert context["nav"] == []
    assert context["person"] is None
    assert context["brand_css_url"] == ""


def test_whatever_the_program_page_leads_to_belongs_to_it(pecan_flats: Cast) -> None:
    assert "Program*" in labels(pecan_flats, pecan_flats.lead, "/awards")
    assert "Program*" in labels(pecan_flats, pecan_flats.hr, "/program")


def test_the_program_page_shows_each_role_what_it_can_open(
    pecan_flats: Cast, client: Client
) -> None:
    for who, opens in (
        (pecan_flats.lead, True),
        (pecan_flats.hr, True),
        (pecan_flats.ortiz, False),
    ):
        assert who.account
        client.force_login(who.account)
        got = client.get("/program", headers={"host": pecan_flats.district.host})
        assert (got.status_code == 200) is opens
        assert ('href="/awards"' in got.content.decode()) is opens
