"""What a badge's earner takes along: links, pictures, snippets and a code for a wallet."""

import io
import json
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client
from PIL import Image

from tests.cast import NOW, Cast
from tests.credentials import lists
from tests.credentials.made import ADDRESS, award, confirmed, real
from tests.evidence.scene import client_of
from waypost.credentials import actions, card, handover
from waypost.credentials.models import Award
from waypost.export.public import export_public
from waypost.openbadges import load
from waypost.people.models import Person


@pytest.fixture
def badge(pecan_flats: Cast) -> Award:
    return real(pecan_flats)


@pytest.fixture
def stranger(pecan_flats: Cast) -> Client:
    """At the address that was confirmed."""
    return Client(headers={"host": urlsplit(ADDRESS).netloc})


def page_of(cast: Cast, badge: Award, query: str = "", who: str = "ortiz") -> str:
    client = client_of(cast, who)
    client.defaults["HTTP_HOST"] = urlsplit(ADDRESS).netloc
    answer = client.get(f"/badges/{badge.pk}/share{query}")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_linkedin_opens_with_what_the_badge_says(pecan_flats: Cast, badge: Award) -> None:
    page = unescape(page_of(pecan_flats, badge))
    link = next(part for part in page.split('"') if part.startswith("https://www.linkedin.com/"))
    assert {name: value[0] for name, value in parse_qs(urlsplit(link).query).items()} == {
        "startTask": "CERTIFICATION_NAME",
        "name": badge.version.title,
        "organizationName": "Pecan Flats ISD",
        "issueYear": "2026",
        "issueMonth": "11",
        "certUrl": f"{ADDRESS}/c/{badge.public_id}",
        "certId": badge.public_id,
    }


def test_a_practice_badge_is_not_offered_to_linkedin(pecan_flats: Cast) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    actions.share(award=made, visibility="public", shown=[], by=pecan_flats.ortiz, at=NOW)
    page = client_of(pecan_flats, "ortiz").get(f"/badges/{made.pk}/share").content.decode()
    assert "linkedin.com" not in page
    assert "this one is for practice" in page


def test_of_a_private_badge_there_is_nothing_to_take_along_but_the_wallet_s_code(
    pecan_flats: Cast, badge: Award, stranger: Client
) -> None:
    places = [f"/c/{badge.public_id}/{each}" for each in ("card.png", "small.png", "frame")]
    assert {stranger.get(place).status_code for place in places} == {200}
    actions.share(award=badge, visibility="private", shown=[], by=pecan_flats.ortiz, at=NOW)
    assert {stranger.get(place).status_code for place in places} == {404}
    assert "og:image" not in stranger.get(f"/c/{badge.public_id}").content.decode()
    page = page_of(pecan_flats, badge)
    assert "linkedin.com" not in page
    assert "iframe" not in page
    assert "Show a code for my wallet" in page


def test_what_was_awarded_from_a_list_is_nowhere_called_earned(
    pecan_flats: Cast, caliche: Cast, stranger: Client, tmp_path: Path
) -> None:
    cast = confirmed(pecan_flats)
    brought = lists.awarded(cast, f"{cast.ortiz.email}\n")
    listed = Award.objects.get(award_list=brought)
    shown = award(cast, to=cast.reyes)
    for each in (listed, shown):
        actions.share(award=each, visibility="public", shown=[], by=each.person, at=NOW)
    export_public(district=cast.district, folder=tmp_path / "site", at=NOW)
    for each, says in ((listed, "María Ortiz was awarded"), (shown, "Mateo Reyes earned")):
        wanted = f"{says} {each.version.title}"
        place = f"/c/{each.public_id}"
        page, frame = (stranger.get(at).content.decode() for at in (place, f"{place}/frame"))
        site = (tmp_path / "site" / place[1:] / "index.html").read_text()
        for text in (page, frame, site):
            assert f"<title>{wanted}" in text
        for text in (page, site):
            assert f'og:title" content="{wanted}"' in text
        facts = card._facts(Award.objects.with_face().get(pk=each.pk))
        assert str(facts["earned"]) in says


@pytest.mark.parametrize("who", ["lead", "hr", "dana"])
def test_only_whose_badge_it_is_shares_it(pecan_flats: Cast, badge: Award, who: str) -> None:
    client = client_of(pecan_flats, who)
    client.defaults["HTTP_HOST"] = urlsplit(ADDRESS).netloc
    assert client.get(f"/badges/{badge.pk}/share?wallet=on").status_code == 404


def test_another_district_s_pictures_do_not_exist(
    pecan_flats: Cast, caliche: Cast, badge: Award
) -> None:
    elsewhere = Client(headers={"host": caliche.district.host})
    for each in ("card.png", "small.png", "frame"):
        assert elsewhere.get(f"/c/{badge.public_id}/{each}").status_code == 404
    token = handover.token(badge)
    assert elsewhere.post(f"/handover/{token}/exchange").status_code == 404


def test_a_link_shows_a_picture_of_the_size_that_sites_ask_for(
    badge: Award, stranger: Client
) -> None:
    page = stranger.get(f"/c/{badge.public_id}").content.decode()
    assert f'<meta property="og:image" content="{ADDRESS}/c/{badge.public_id}/card.png">' in page
    card = stranger.get(f"/c/{badge.public_id}/card.png")
    assert card["Content-Type"] == "image/png"
    assert card["Cache-Control"] == "public, max-age=300"
    with Image.open(io.BytesIO(card.content)) as picture:
        assert picture.size == (1200, 630)


def test_the_picture_shows_that_the_badge_is_over(pecan_flats: Cast, badge: Award) -> None:
    from waypost.credentials import card

    before = card.png(badge)
    actions.withdraw(award=badge, reason="error", by=pecan_flats.lead, at=NOW)
    assert card.png(Award.objects.with_face().get(pk=badge.pk)) != before


@pytest.mark.parametrize(
    "name", ["ليلى حداد", "李小龍", "🎉 Zoë 👩‍🏫", "Σοφία " * 12, '<b>"&\\', "#[evil]"]
)
def test_the_picture_is_drawn_for_any_name(pecan_flats: Cast, name: str) -> None:
    from waypost.credentials import card

    Person.objects.filter(pk=pecan_flats.ortiz.pk).update(name=name)
    badge = real(pecan_flats)
    assert card.png(badge).startswith(b"\x89PNG")


def test_the_card_may_stand_in_any_page_and_says_when_the_badge_is_over(
    pecan_flats: Cast, badge: Award, stranger: Client
) -> None:
    framed = stranger.get(f"/c/{badge.public_id}/frame")
    assert "X-Frame-Options" not in framed
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert not framed.cookies
    assert "María Ortiz" in framed.content.decode()
    assert stranger.get(f"/c/{badge.public_id}")["X-Frame-Options"] == "DENY"
    actions.withdraw(award=badge, reason="error", by=pecan_flats.lead, at=NOW)
    assert "Withdrawn" in stranger.get(f"/c/{badge.public_id}/frame").content.decode()


def test_what_is_copied_stays_harmless_whatever_a_title_holds(
    pecan_flats: Cast, badge: Award
) -> None:
    from waypost.pages.share import _shown

    badge.version.title = '"><script>alert(1)</script>'
    badge.district.name = "<img src=x onerror=alert(1)>"
    shown = _shown(badge)
    for words in (shown["signature"], shown["frame"]):
        assert "<script" not in words
        assert "<img src=x" not in words


def test_a_wallet_is_handed_the_badge_by_the_code_and_nothing_else(
    pecan_flats: Cast, badge: Award, stranger: Client
) -> None:
    actions.share(award=badge, visibility="private", shown=[], by=pecan_flats.ortiz, at=NOW)
    page = unescape(page_of(pecan_flats, badge, "?wallet=on"))
    link = next(part for part in page.split('"') if part.startswith("https://lcw.app/"))
    asked = parse_qs(urlsplit(link).query)["vc_request_url"][0]
    path = urlsplit(asked).path
    code = stranger.get(
        path.removesuffix("/exchange"), {"iuv": "1"}, headers={"accept": "application/json"}
    )
    assert code.json() == {"protocols": {"vcapi": asked}}
    given = stranger.post(path, data="{}", content_type="application/json")
    assert given["Access-Control-Allow-Origin"] == "*"
    assert "no-store" in given["Cache-Control"]
    shown = given.json()["verifiablePresentation"]
    assert shown["type"] == ["VerifiablePresentation"]
    assert shown["verifiableCredential"] == [load(bytes(badge.documents.current().body))]
    # In a browser it is a page that says what it is for.
    assert "wallet app" in stranger.get(path.removesuffix("/exchange")).content.decode()


def test_the_code_ends_by_itself_and_with_a_new_share_key(
    pecan_flats: Cast, badge: Award, stranger: Client
) -> None:
    token = handover.token(badge)
    path = f"/handover/{token}/exchange"
    assert stranger.post(path).status_code == 200
    actions.renew_share_key(award=badge, by=pecan_flats.ortiz, at=NOW)
    gone = stranger.post(path)
    assert gone.status_code == 404
    assert gone["Content-Type"] == "application/problem+json"
    assert "run out" in json.loads(gone.content)["title"]
    with time_machine.travel(NOW, tick=False) as clock:
        badge.refresh_from_db()
        path = f"/handover/{handover.token(badge)}/exchange"
        assert stranger.post(path).status_code == 200
        clock.shift(handover.MINUTES * 60 + 1)
        assert stranger.post(path).status_code == 404


@pytest.mark.parametrize("odd", ["x", "a:b:c", "%00", "%F0%9F%91%A9", "a" * 3000])
def test_a_code_that_nobody_made_has_run_out(stranger: Client, badge: Award, odd: str) -> None:
    assert stranger.post(f"/handover/{odd}/exchange").status_code == 404
    assert stranger.get(f"/handover/{odd}").status_code == 404


@pytest.mark.parametrize("title", ["Quiz yoga", "Checking understanding with quizzes, every day"])
@pytest.mark.parametrize("district", ["Pecan Flats ISD", "The Consolidated District " * 4])
def test_the_title_on_the_picture_stands_clear_of_the_district(
    pecan_flats: Cast, monkeypatch: pytest.MonkeyPatch, title: str, district: str
) -> None:
    from waypost.credentials import card

    facts = card._facts(real(pecan_flats)) | {"badge": title, "badge_size": 46}
    with Image.open(io.BytesIO(card._draw(json.dumps(facts | {"district": district})))) as picture:
        words = picture.convert("RGB").crop((506, 60, 1136, 570))
    brand = tuple(int(str(facts["brand"])[i : i + 2], 16) for i in (1, 3, 5))
    rows = [set(words.crop((0, y, words.width, y + 1)).get_flattened_data()) for y in range(510)]
    last = max(y for y, row in enumerate(rows) if brand in row)
    below = next(y for y in range(last + 3, 510) if len(rows[y]) > 1)
    clear = [y for y in range(last, below) if len(rows[y]) == 1]
    assert len(clear) >= 12
