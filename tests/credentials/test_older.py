"""Old backpacks get a badge at its Open Badges 2.0 addresses while it stands and is public."""

import datetime as dt
import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.cast import NOW, Cast
from tests.credentials.made import ADDRESS, award, confirmed, real
from tests.pages.stage import few_queries, visitor
from waypost.catalog.models import Audience
from waypost.credentials import actions, mending
from waypost.credentials.models import Award
from waypost.openbadges import Older, OlderBadge, Outcome, identity_hash, unbake, verify
from waypost.people.models import Person

HOME = f"{ADDRESS}/ob2"


def ask(cast: Cast, path: str) -> HttpResponse:
    answer = visitor(cast).get(path)
    assert isinstance(answer, HttpResponse)
    return answer


def hosted(made: Award, kind: str = "json") -> str:
    return f"/ob2/assertions/{made.public_id}.{kind}"


def read(cast: Cast, address: str) -> dict[str, Any]:
    """As a backpack follows an address that a document names."""
    answer = ask(cast, address.removeprefix(ADDRESS))
    assert answer.status_code == 200, address
    assert answer["Access-Control-Allow-Origin"] == "*"
    found: dict[str, Any] = json.loads(answer.content)
    assert found["@context"] == "https://w3id.org/openbadges/v2"
    assert found["id"] == address
    return found


def test_a_backpack_follows_the_three_documents(pecan_flats: Cast, caliche: Cast) -> None:
    made = real(pecan_flats)
    with few_queries():
        assertion = read(pecan_flats, ADDRESS + hosted(made))
    badge = read(pecan_flats, assertion["badge"])
    issuer = read(pecan_flats, badge["issuer"])
    assert assertion["verification"] == {"type": "hosted"}
    assert assertion["issuedOn"] == "2026-11-18T20:00:00Z"
    recipient = assertion["recipient"]
    assert recipient["identity"] == identity_hash(made.person.email, recipient["salt"])
    assert (recipient["type"], recipient["hashed"]) == ("email", True)
    assert made.person.email not in json.dumps(assertion)
    assert made.person.name not in json.dumps(assertion), "an older badge has no place for it"
    assert badge["name"] == made.version.title
    assert "Names safe" in badge["criteria"]["narrative"]
    assert (issuer["name"], issuer["url"]) == (pecan_flats.district.name, ADDRESS)
    picture = ask(pecan_flats, badge["image"].removeprefix(ADDRESS))
    assert picture["Content-Type"] == "image/png"


def test_alignments_come_along(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    made = award(cast, "check-and-change", to=cast.ortiz)
    badge = read(cast, f"{HOME}/badges/{made.version_id}.json")
    assert badge["alignment"][0]["targetCode"] == "1.2"
    assert badge["alignment"][0]["targetFramework"] == "T-TESS, 2015"


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_its_pictures_hold_the_assertion_and_where_it_is(
    pecan_flats: Cast, caliche: Cast, kind: str
) -> None:
    made = real(pecan_flats)
    baked = ask(pecan_flats, hosted(made, kind)).content
    with pytest.raises(OlderBadge) as found:
        unbake(baked)
    body = ask(pecan_flats, hosted(made)).content
    assert found.value.held == Older(ADDRESS + hosted(made), body)
    assert verify(baked, now=NOW).outcome is Outcome.UNREADABLE


def test_a_withdrawn_one_is_gone_and_says_the_class_of_reason(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    actions.withdraw(award=made, reason="error", note="Her file.", by=pecan_flats.lead, at=NOW)
    answer = ask(pecan_flats, hosted(made))
    assert answer.status_code == 410
    assert json.loads(answer.content) == {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": ADDRESS + hosted(made),
        "revoked": True,
        "revocationReason": "Issued in error",
    }
    assert "no-cache" in answer["Cache-Control"]
    assert ask(pecan_flats, hosted(made, "png")).status_code == 410


def test_a_corrected_one_says_what_holds_now_at_the_same_address(
    pecan_flats: Cast, caliche: Cast
) -> None:
    made = real(pecan_flats)
    later = NOW + dt.timedelta(days=3)
    mending.correct(
        document=made.documents.current(),
        what="date",
        reason="mistake",
        note="x",
        day=dt.date(2026, 11, 20),
        by=pecan_flats.lead,
        at=later,
    )
    assert read(pecan_flats, ADDRESS + hosted(made))["issuedOn"] == "2026-11-20T20:00:00Z"


def never_was(client: Client, kind: str) -> bytes:
    answer = client.get(f"/ob2/assertions/AAAAAAAAAAAAAAAAAAAAAA.{kind}")
    assert answer.status_code == 404
    return answer.content


@pytest.mark.parametrize("kind", ["json", "png", "svg"])
def test_what_is_private_practice_or_another_district_s_never_was(
    pecan_flats: Cast, caliche: Cast, kind: str
) -> None:
    practice = award(pecan_flats, to=pecan_flats.reyes)
    actions.share(award=practice, visibility="public", shown=[], by=pecan_flats.reyes, at=NOW)
    made = real(pecan_flats)
    stranger = visitor(pecan_flats)
    assert stranger.get(hosted(made, kind)).status_code == 200
    assert stranger.get(hosted(practice, kind)).content == never_was(stranger, kind)
    elsewhere = visitor(caliche)
    assert elsewhere.get(hosted(made, kind)).content == never_was(elsewhere, kind)
    actions.share(award=made, visibility="private", shown=[], by=pecan_flats.ortiz, at=NOW)
    assert stranger.get(hosted(made, kind)).content == never_was(stranger, kind)
    actions.withdraw(award=made, reason="error", by=pecan_flats.lead, at=NOW)
    assert stranger.get(hosted(made, kind)).status_code == 404, "withdrawn and private"
    for odd in ("x", "%00", "a" * 400, "..%2f..%2fetc"):
        assert stranger.get(f"/ob2/assertions/{odd}.{kind}").status_code == 404


def test_a_practice_district_issues_nothing_older(pecan_flats: Cast, caliche: Cast) -> None:
    version = pecan_flats.versions["forms-quiz"]
    for path in ("issuer.json", f"badges/{version.pk}.json", f"badges/{version.pk}.png"):
        assert ask(pecan_flats, f"/ob2/{path}").status_code == 404
    confirmed(pecan_flats)
    assert ask(pecan_flats, "/ob2/issuer.json").status_code == 200
    assert ask(caliche, "/ob2/issuer.json").status_code == 404
    assert ask(caliche, f"/ob2/badges/{version.pk}.json").status_code == 404


def test_what_is_in_its_pilot_is_not_told_to_strangers_until_somebody_shows_it(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    made = award(cast, to=cast.ortiz)
    achievement = made.version.achievement
    achievement.audience = Audience.PILOT
    achievement.save(update_fields=["audience"])
    path = f"/ob2/badges/{made.version_id}.json"
    assert ask(cast, path).status_code == 404
    actions.share(award=made, visibility="public", shown=[], by=cast.ortiz, at=NOW)
    assert ask(cast, path).status_code == 200


def test_without_an_address_to_hash_there_is_none(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    Person.objects.filter(pk=cast.ortiz.pk).update(email="")
    made = award(cast, to=cast.ortiz)
    actions.share(award=made, visibility="public", shown=[], by=cast.ortiz, at=NOW)
    assert ask(cast, hosted(made)).status_code == 404


def test_the_issuer_gives_the_address_that_its_letters_come_from(
    pecan_flats: Cast, caliche: Cast, settings: Any
) -> None:
    confirmed(pecan_flats)
    assert "email" not in read(pecan_flats, f"{HOME}/issuer.json"), "waypost@localhost is nobody"
    settings.DEFAULT_FROM_EMAIL = "Badges <badges@pecanflats.example>"
    assert read(pecan_flats, f"{HOME}/issuer.json")["email"] == "badges@pecanflats.example"


def test_they_are_kept_for_five_minutes_and_answer_304(pecan_flats: Cast, caliche: Cast) -> None:
    made = real(pecan_flats)
    first = ask(pecan_flats, hosted(made))
    assert first["Cache-Control"] == "public, max-age=300"
    again = visitor(pecan_flats).get(hosted(made), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
