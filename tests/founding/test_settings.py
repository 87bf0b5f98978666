"""Pages of settings: a lead opens them whenever they like, and each says what it cannot take."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.cast import NOW, Cast
from tests.credentials.made import award
from waypost.credentials import certificate
from waypost.credentials.renewing import asked_for
from waypost.journal.models import Entry
from waypost.people import actions as people
from waypost.people import settling
from waypost.people.models import Campus, DayOff, District
from waypost.people.policies import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(pecan_flats: Cast, caliche: Cast, client: Client) -> Client:
    assert pecan_flats.lead.account
    client.force_login(pecan_flats.lead.account)
    client.defaults["HTTP_HOST"] = pecan_flats.district.host
    return client


def save(client: Client, page: str, **fields: Any) -> Any:
    return client.post(f"/settings/{page}", fields)


def picture(kind: str = "PNG", size: tuple[int, int] = (1400, 900)) -> SimpleUploadedFile:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = "Ada Moreno"
    Image.new("RGB", size, "#7a0019").save(out, kind, exif=exif.tobytes())
    return SimpleUploadedFile(f"Ada's logo.{kind.lower()}", out.getvalue())


def test_the_list_tells_what_is_done_and_leaves_when_all_is(
    pecan_flats: Cast, lead: Client
) -> None:
    page = lead.get("/setup").content.decode()
    assert "3 of 9 done." in page, "the district itself, a campus, and people"
    assert "Put this list away" not in page
    lead.post("/setup", {"put_away": "1"})
    assert "/setup" in lead.get("/program").content.decode()
    save(lead, "look", brand="#7a0019")
    save(lead, "days-off", days="")
    save(lead, "hours", provider_name="Pecan Flats ISD", provider_number="500123")
    save(lead, "help", email=pecan_flats.dana.email)
    assert "7 of 9 done." in lead.get("/setup").content.decode()
    server = {"host": "smtp.pecanflats.example", "port": "587", "security": "starttls"}
    save(lead, "mail", **server, sender="learning@pecanflats.example", then="save")
    assert "8 of 9 done." in lead.get("/setup").content.decode()
    District.objects.filter(pk=pecan_flats.district.pk).update(address_confirmed_at=NOW)
    assert "Put this list away" in lead.get("/setup").content.decode()
    lead.post("/setup", {"put_away": "1"})
    program = lead.get("/program").content.decode()
    assert "/setup" not in program
    assert "/settings/look" in program
    here = District.objects.get(pk=pecan_flats.district.pk)
    assert (here.provider_name, here.provider_number) == ("Pecan Flats ISD", "500123")
    kept = Entry.objects.filter(district=here.pk, kind="people.SettingsKept")
    assert {entry.facts["page"] for entry in kept} == {"look", "days_off", "hours"}


def test_campuses_come_one_a_line_and_only_once(
    pecan_flats: Cast, caliche: Cast, lead: Client
) -> None:
    said = save(lead, "campuses", lines="Ridge High\n  ridge   HIGH \nbluestem elementary\n\nElm")
    assert said.status_code == 302
    names = Campus.objects.filter(district=pecan_flats.district).order_by("name")
    assert [campus.name for campus in names] == ["Bluestem Elementary", "Elm", "Ridge High"]
    assert Campus.objects.filter(district=caliche.district).count() == 1
    wrong = save(lead, "campuses", lines=f"Oak\nMap\u0007le\n{'x' * 121}")
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert "Line 2: There is a hidden character" in page
    assert "Line 3: a name can have up to 120 letters." in page
    assert "Oak" in page
    assert not Campus.objects.filter(name="Oak").exists()


def test_a_campus_is_renamed_and_removed_unless_somebody_works_there(
    pecan_flats: Cast, caliche: Cast, lead: Client
) -> None:
    elm = people.add_campus(district=pecan_flats.district, name="Elm", by=pecan_flats.system)
    taken = save(lead, f"campuses/{elm.pk}", name="bluestem elementary")
    assert "There is a campus by this name already." in taken.content.decode()
    save(lead, f"campuses/{elm.pk}", name="Lone Elm")
    assert Campus.objects.get(pk=elm.pk).name == "Lone Elm"
    save(lead, f"campuses/{elm.pk}", remove="1")
    assert not Campus.objects.filter(pk=elm.pk).exists()
    used = lead.post(
        f"/settings/campuses/{pecan_flats.campus.pk}", {"remove": "1"}, follow=True
    ).content.decode()
    assert "so it stays. You can rename it." in used
    assert save(lead, f"campuses/{caliche.campus.pk}", remove="1").status_code == 404


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_anew_made_small_and_served_to_everyone(
    pecan_flats: Cast, lead: Client, kind: str
) -> None:
    assert save(lead, "look", brand="#7a0019", logo=picture(kind)).status_code == 302
    here = District.objects.get(pk=pecan_flats.district.pk)
    place = f"/logo/{here.logo_name}"
    stranger = Client(headers={"host": here.host})
    assert f'src="{place}"' in stranger.get("/").content.decode()
    answer = stranger.get(place)
    assert "immutable" in answer.headers["Cache-Control"]
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file's
    assert b"Ada" not in content
    assert Image.open(io.BytesIO(content)).height <= 512
    # A new one is at a new address, to which the old one leads; the old bytes are gone.
    old = Path(here.logo.path)
    save(lead, "look", brand="#7a0019", logo=picture(kind))
    here.refresh_from_db()
    assert stranger.get(place).headers["Location"] == f"/logo/{here.logo_name}" != place
    with_logo = Path(here.logo.path)
    save(lead, "look", brand="#7a0019", no_logo="on")
    assert stranger.get(place).status_code == 404
    assert (old.exists(), with_logo.exists()) == (True, True), "let go of when it is committed"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "export it as PNG"),
        ("logo.png", b"not a picture at all", "Choose a PNG, JPEG or WebP file."),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"x" * 200, "damaged"),
        ("logo.png", b"", "nothing arrived"),
        ("logo.png", b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ],
)
def test_what_is_no_logo_says_what_to_send_and_keeps_the_colors_typed(
    lead: Client, name: str, content: bytes, said: str
) -> None:
    answer = save(
        lead, "look", brand="#123456", accent="#654321", logo=SimpleUploadedFile(name, content)
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="#654321"' in page
    assert not District.objects.filter(brand="#123456").exists()


def test_a_color_is_named_when_it_is_none(lead: Client) -> None:
    for fields in ({"brand": "blue"}, {"brand": "#123456", "accent": "navy"}):
        answer = save(lead, "look", **fields)
        assert "Write a color as #rrggbb" in answer.content.decode()


def test_colors_are_tried_without_being_kept(pecan_flats: Cast, lead: Client) -> None:
    css = lead.get("/settings/look/colors?brand=%237a0019").content.decode()
    assert "--brand-solid" in css
    assert lead.get("/settings/look/colors?brand=red}body{").content == b""
    assert District.objects.get(pk=pecan_flats.district.pk).brand != "#7a0019"


def test_the_certificate_carries_the_logo(pecan_flats: Cast, tmp_path: Path) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    plain = certificate.pdf(made, keyed=False)
    Image.new("RGBA", (300, 200), "#7a001980").save(tmp_path / "logo.png")
    settling.keep_look(
        district=pecan_flats.district,
        brand="#7a0019",
        accent="",
        logo=settling.NewLogo(tmp_path / "logo.png"),
        by=pecan_flats.lead,
        at=NOW,
    )
    made.district.refresh_from_db()
    with_logo = certificate.pdf(made, keyed=False)
    assert plain.count(b"/Subtype /Image") + plain.count(b"/Subtype/Image") == 0
    assert with_logo.count(b"/Subtype /Image") + with_logo.count(b"/Subtype/Image") >= 1
    Path(made.district.logo.path).unlink()
    assert certificate.pdf(made, keyed=False).startswith(b"%PDF")


def test_choices_are_made_in_the_browser(pecan_flats: Cast, lead: Client) -> None:
    save(lead, "choices", blind_review="on", renewal="lead")
    assert asked_for(pecan_flats.district) == "lead"
    here = District.objects.get(pk=pecan_flats.district.pk)
    assert (here.blind_review, here.try_links) == (True, False)


def test_names_and_time_zone_can_be_put_right(pecan_flats: Cast, lead: Client) -> None:
    sent = {"program": "Growth", "team": "Media", "state": "", "timezone": "America/Denver"}
    assert save(lead, "district", name="", **sent).status_code == 422
    assert save(lead, "district", name="Pecan Flats", **sent).status_code == 302
    here = District.objects.get(pk=pecan_flats.district.pk)
    assert (here.title, here.timezone) == ("Pecan Flats Growth", "America/Denver")


def test_only_the_lead_of_this_district_settles_anything(pecan_flats: Cast, caliche: Cast) -> None:
    here, at = pecan_flats.district, NOW
    for by in (pecan_flats.principal, pecan_flats.dana, caliche.lead):
        for act in (
            lambda by: settling.keep_days_off(district=here, text="", by=by, at=at),
            lambda by: settling.add_campuses(district=here, lines="Elm", by=by, at=at),
            lambda by: settling.keep_hours(
                district=here, provider_name="", provider_number="", by=by, at=at
            ),
            lambda by: settling.keep_look(district=here, brand="#000000", accent="", by=by, at=at),
            lambda by: settling.put_list_away(district=here, by=by, at=at),
        ):
            with pytest.raises(NotAllowed):
                act(by)
    assert not DayOff.objects.exists()


def test_until_it_is_put_away_the_list_of_people_leads_back_to_the_set_up_list(
    pecan_flats: Cast, lead: Client
) -> None:
    assert 'href="/setup"' in lead.get("/people").content.decode()
    District.objects.filter(pk=pecan_flats.district.pk).update(set_up_at=NOW)
    assert 'href="/setup"' not in lead.get("/people").content.decode()
