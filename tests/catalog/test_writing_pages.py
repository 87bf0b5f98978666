"""The pages of those who write, asked as a browser and as a script would."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import BADGE, NOW, Cast, publish
from tests.catalog.manuscripts import sound
from waypost.catalog import actions as catalog
from waypost.catalog.authoring import publishing
from waypost.catalog.authoring.body import mark
from waypost.catalog.models import App, Audience, Manuscript, Version

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def manuscript(pecan_flats: Cast) -> Manuscript:
    return sound(pecan_flats, pecan_flats.reyes)


def client(cast: Cast, name: str) -> Client:
    made = Client(headers={"host": cast.district.host})
    who = getattr(cast, name)
    assert who.account
    made.force_login(who.account)
    return made


def keep(who: Client, made: Manuscript, **sent: Any) -> tuple[int, dict[str, Any]]:
    values = {"field": "why", "value": "Anew.", "revision": mark(made.body["why"])} | sent
    got = who.post(f"/write/{made.pk}/keep", values, content_type=JSON)
    return got.status_code, got.json()


def test_a_script_hears_what_became_of_a_field(manuscript: Manuscript, pecan_flats: Cast) -> None:
    who = client(pecan_flats, "reyes")
    assert keep(who, manuscript) == (200, {"revision": mark("Anew.")})
    status, told = keep(who, manuscript, value="From another tab.")
    assert (status, told["text"], told["revision"]) == (409, "Anew.", mark("Anew."))
    assert keep(who, manuscript, value="x" * 20_001, revision=mark("Anew."))[0] == 422
    assert keep(who, manuscript, field="rows.gone.title")[0] == 422
    assert keep(who, manuscript, field="grade_from", value="99", revision=mark("2"))[0] == 422
    for junk in (
        {"field": "slug"},
        {"value": None},
        {"value": ["a"]},
        {"revision": 3},
        {"field": 1},
    ):
        assert keep(who, manuscript, **junk)[0] == 400, junk
    assert who.post(f"/write/{manuscript.pk}/keep", "[", content_type=JSON).status_code == 400
    publishing.publish(
        manuscript=manuscript,
        revision=2,
        audience=Audience.PILOT,
        by=pecan_flats.lead,
        at=NOW,
    )
    assert keep(who, manuscript)[0] == 409


def test_without_a_script_both_texts_are_shown_and_one_chooses(
    manuscript: Manuscript, pecan_flats: Cast
) -> None:
    who, place = client(pecan_flats, "reyes"), f"/write/{manuscript.pk}/words"
    before = mark(manuscript.body["why"])
    keep(client(pecan_flats, "lead"), manuscript, value="From the lead.")
    sent = {"why": "From the author.", "revision-why": before, "tagline": "New.",
            "revision-tagline": mark("")}  # fmt: skip
    got = who.post(place, sent)
    page = got.content.decode()
    assert got.status_code == 422
    assert "From the author." in page
    assert "From the lead." in page
    theirs = {"theirs-why": "From the lead.", "theirs-revision-why": mark("From the lead.")}
    who.post(place, sent | theirs | {"choice-why": "both"})
    manuscript.refresh_from_db()
    assert manuscript.body["why"] == "From the author.\n\nFrom the lead."
    assert manuscript.body["tagline"] == "New."


def test_a_form_that_lacks_a_field_empties_nothing(
    manuscript: Manuscript, pecan_flats: Cast
) -> None:
    who, place = client(pecan_flats, "reyes"), f"/write/{manuscript.pk}/words"
    who.post(place, {"revision-why": mark(manuscript.body["why"])})
    who.post(place, {"then": "remove:rows:r9", "sure": "yes"})
    who.post(place, {"then": "add:people:x"})
    again = Manuscript.objects.get(pk=manuscript.pk)
    assert again.body == manuscript.body


def test_a_preview_writes_only_when_it_is_asked_to_and_takes_nothing(
    manuscript: Manuscript, pecan_flats: Cast
) -> None:
    who, place = client(pecan_flats, "reyes"), f"/write/{manuscript.pk}/preview"
    assert "Nothing was drawn yet" in who.get(place).content.decode()
    assert not Version.objects.filter(achievement__slug="forms-two").exists()
    who.post(place)
    for seen in ("", "?as=work", "?as=review", "?as=nobody"):
        assert who.get(place + seen).status_code == 200
    page = who.get(f"{place}?as=work").content.decode()
    assert "inert" in page
    action = page.partition('id="work" method="post"')[2].partition('action="')[2].partition('"')[0]
    assert who.post(action, {"then": "submit"}).status_code == 404
    assert who.get("/catalog/forms-two").status_code == 200
    assert client(pecan_flats, "ortiz").get("/catalog/forms-two").status_code == 404


def test_a_long_number_breaks_no_preview(manuscript: Manuscript, pecan_flats: Cast) -> None:
    who = client(pecan_flats, "reyes")
    for field in ("review_days", "valid_months", "beginner_minutes", "clock_hours"):
        was = mark(manuscript.body.get(field, ""))
        assert keep(who, manuscript, field=field, value="99999", revision=was)[0] == 200
    assert who.post(f"/write/{manuscript.pk}/preview").status_code == 302
    assert "whole number" in who.get(f"/write/{manuscript.pk}").content.decode()


def test_a_new_one_whose_address_is_taken_keeps_its_title(pecan_flats: Cast) -> None:
    who = client(pecan_flats, "reyes")
    sent = {"kind": "badge", "title": "Forms again", "slug": "forms-quiz"}
    got = who.post("/write/new", sent)
    assert got.status_code == 422
    assert 'value="Forms again"' in got.content.decode()
    made = who.post("/write/new", sent | {"slug": "forms again"})
    assert made.status_code == 302
    assert Manuscript.objects.get().slug == "forms-again"


def test_a_copy_starts_from_this_district_s_versions_alone(
    pecan_flats: Cast, caliche: Cast
) -> None:
    who = client(pecan_flats, "reyes")
    mine, theirs = (cast.versions["forms-quiz"] for cast in (pecan_flats, caliche))
    got = who.post("/write/new", {"from": str(mine.pk), "title": "A copy", "slug": ""})
    assert got.status_code == 302
    copy = Manuscript.objects.get()
    assert (copy.slug, copy.achievement, len(copy.body["rows"])) == ("a-copy", None, 2)
    assert who.get(f"/write/new?from={theirs.pk}").status_code == 404
    assert who.get("/write/new?from=nonsense").status_code == 404
    assert who.post("/write/new", {"next": str(theirs.achievement_id)}).status_code == 404


def test_the_page_of_a_badge_says_what_the_list_of_apps_says_today(pecan_flats: Cast) -> None:
    who, place = client(pecan_flats, "lead"), "/write/apps"
    sent = {"name": "Google Forms", "checked_on": "2026-08-03", "approved": "on"}
    assert who.post(place, sent | {"checked_on": "soon"}).status_code == 422
    assert who.post(place, sent).status_code == 302
    assert who.post(place, sent).status_code == 422, "it is there already"
    page = "/catalog/forms-quiz"
    assert "yes, checked in August 2026" in who.get(page).content.decode()
    app = App.objects.get()
    who.post(place, {"app": str(app.pk), "name": app.name, "checked_on": "2026-11-02"})
    assert "Not on our approved app list" in who.get(page).content.decode()


def test_retiring_needs_a_reason(pecan_flats: Cast) -> None:
    who, version = client(pecan_flats, "lead"), pecan_flats.versions["forms-quiz"]
    place = f"/write/retire/{version.pk}"
    assert who.post(place, {"reason": " "}).status_code == 422
    assert who.post(place, {"reason": "The app is gone."}).status_code == 302
    page = who.get("/write").content.decode()
    assert "Retired" in page
    assert "The app is gone." in page
    assert (
        "The app is gone."
        not in client(pecan_flats, "ortiz").get("/catalog/forms-quiz").content.decode()
    )


def test_every_page_asks_the_database_little(manuscript: Manuscript, pecan_flats: Cast) -> None:
    publishing.draft(manuscript=manuscript, by=pecan_flats.reyes, at=NOW)
    who, place = client(pecan_flats, "lead"), f"/write/{manuscript.pk}"
    paths = ["/write", "/write/new", "/write/apps", place, f"{place}/publish", f"{place}/preview"]
    paths += [f"{place}/preview?as=work", f"{place}/preview?as=review", "/catalog/forms-quiz"]
    paths += [f"{place}/{one}" for one in ("questions", "words", "pieces", "rows", "facts", "look")]
    asked = {}
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            assert who.get(path).status_code == 200, path
        asked[path] = len(queries)
    assert max(asked.values()) <= 12, asked


def test_what_asks_for_evidence_in_two_parts_is_said_to_be_too_much_for_these_pages(
    pecan_flats: Cast,
) -> None:
    """Such a version is written by a program; its buttons are not offered, and a link answers."""
    text = replace(
        BADGE, slug="two-parts", title="In two parts", requirements=BADGE.requirements * 2
    )
    version = publish(catalog.write(blueprint=text, by=pecan_flats.system, at=NOW))
    who = client(pecan_flats, "reyes")
    listed = who.get("/write").content.decode()
    assert f"?from={version.pk}" not in listed
    assert f'value="{version.achievement_id}"' not in listed
    assert f'value="{pecan_flats.versions["forms-quiz"].achievement_id}"' in listed
    told = "This one asks for evidence in several parts"
    page = who.post("/write/new", {"next": str(version.achievement_id)}, follow=True)
    assert told in page.content.decode()
    copied = who.post("/write/new", {"from": str(version.pk), "title": "Mine", "slug": ""})
    assert copied.status_code == 422
    assert told in copied.content.decode()
    assert 'value="Mine"' in copied.content.decode()
    assert not Manuscript.objects.exists()
