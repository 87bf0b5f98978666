"""The district's stylesheet, the components page, and the pages for when something went wrong."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, RequestFactory, override_settings

from tests.cast import Cast
from waypost.pages import errors
from waypost.ui.views import brand_css_url


def test_a_district_s_colors_may_be_kept_for_good(pecan_flats: Cast, client: Client) -> None:
    district = pecan_flats.district
    district.brand = "#8a1538"
    district.save()
    answer = client.get(brand_css_url(district), headers={"host": district.host})
    assert answer["Content-Type"].startswith("text/css")
    assert "immutable" in answer["Cache-Control"]
    assert b"--brand-solid: #" in answer.content


def test_an_old_address_leads_to_the_colors_of_today(
    pecan_flats: Cast, caliche: Cast, client: Client
) -> None:
    district = pecan_flats.district
    answer = client.get("/brand/0123456789abcdef.css", headers={"host": district.host})
    assert answer.status_code == 302
    assert "immutable" not in answer.get("Cache-Control", "")


def test_the_default_brand_needs_no_stylesheet_of_its_own(pecan_flats: Cast) -> None:
    pecan_flats.district.brand = "#0d6b5e"
    assert brand_css_url(pecan_flats.district) == ""
    assert brand_css_url(None) == ""
    pecan_flats.district.brand = "not a color"
    assert brand_css_url(pecan_flats.district) == ""


def test_the_components_page_is_for_developers(pecan_flats: Cast, client: Client) -> None:
    headers = {"host": pecan_flats.district.host}
    with override_settings(SHOW_COMPONENTS=False):
        assert client.get("/ui/", headers=headers).status_code == 404
        assert client.get("/ui/brand.css?brand=ffffff", headers=headers).status_code == 404
    with override_settings(SHOW_COMPONENTS=True):
        assert client.get("/ui/", headers=headers).status_code == 200
        assert client.get("/ui/brand.css?brand=ffffff", headers=headers).status_code == 200
        assert client.get("/ui/brand.css?brand=};x", headers=headers).status_code == 404


def test_a_broken_server_still_answers_with_a_page() -> None:
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Something broke" in answer.content.decode()
    assert "no room left" not in answer.content.decode()


TYPED = "Half of the class chose the answer that said plants eat soil."


@pytest.mark.parametrize(
    ("sender", "kept"), [("http://pf.localhost", True), ("https://e.org", False)]
)
@pytest.mark.django_db
def test_a_page_that_sat_too_long_gives_back_what_was_typed(sender: str, kept: bool) -> None:
    request = RequestFactory(headers={"host": "pf.localhost"}).post(
        "/work/1",
        {"text": TYPED, "password": TYPED + "!", "short": "yes"},
        headers={"origin": sender},
    )
    page = errors.expired(request).content.decode()
    assert (TYPED in page) is kept
    assert TYPED + "!" not in page


def test_what_a_first_visit_loads_stays_small() -> None:
    """Fonts, styles and scripts of every page, compressed as they are served."""
    names = ["ui.css", "parts.css", "icon.svg", "ui.js"]
    packed = sum(len(gzip.compress(_static(name))) for name in names)
    fonts = sum(len(_static(name)) for name in ("figtree.woff2", "bricolage.woff2"))
    assert packed <= 16_000
    assert packed + fonts <= 70_000


def _static(name: str) -> bytes:
    return Path(str(finders.find(f"ui/{name}"))).read_bytes()
