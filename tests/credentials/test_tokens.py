"""A badge as a signed token at its own address: for whom, from which bytes, and only once."""

import base64
import json
from typing import Any

import jwt
import pytest
from django.core.management import call_command
from django.test import Client

from tests.cast import NOW, Cast
from tests.credentials.made import award, real
from waypost.credentials import actions, key_files, mending
from waypost.credentials.checking import check_file
from waypost.credentials.models import Algorithm, Award, IssuerKey, SignedToken
from waypost.credentials.tokens import NoToken, token_of
from waypost.journal.actions import deliver_all
from waypost.openbadges import Outcome, load

pytestmark = pytest.mark.any_database

both = pytest.mark.parametrize(
    ("ending", "alg"), [("jwt", "RS256"), ("ed25519.jwt", "EdDSA")], ids=["RS256", "EdDSA"]
)


def get(client: Client, cast: Cast, path: str) -> Any:
    return client.get(path, headers={"host": cast.district.host})


def payload(token: bytes) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(base64.urlsafe_b64decode(token.split(b".")[1] + b"=="))
    return read


@both
def test_a_public_badge_is_a_token_for_anyone(
    client: Client, pecan_flats: Cast, caliche: Cast, ending: str, alg: str
) -> None:
    made = real(pecan_flats)
    answer = get(client, pecan_flats, f"/c/{made.public_id}.{ending}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert '.jwt"' in answer["Content-Disposition"]
    document = load(bytes(made.documents.current().body))
    claims = payload(answer.content)
    assert {name: claims[name] for name in document} == document
    assert claims["jti"] == document["id"]
    assert check_file(answer.content, pecan_flats.district, at=NOW).outcome is Outcome.REAL
    # As a library does it that was told nothing but the address of the keys.
    keys = jwt.PyJWKSet.from_dict(get(client, pecan_flats, "/.well-known/jwks.json").json())
    key = keys[jwt.get_unverified_header(answer.content)["kid"]]
    assert jwt.decode(answer.content, key.key, algorithms=[alg])["sub"] == claims["sub"]
    assert get(client, caliche, f"/c/{made.public_id}.{ending}").status_code == 404
    kept = get(client, pecan_flats, f"/c/{made.public_id}.{ending}")
    assert kept.content == answer.content
    assert SignedToken.objects.count() == 1


@both
def test_it_is_served_without_the_signer_once_it_was_made(
    client: Client, pecan_flats: Cast, ending: str, alg: str
) -> None:
    made = real(pecan_flats)
    first = get(client, pecan_flats, f"/c/{made.public_id}.{ending}").content
    for key in IssuerKey.objects.filter(district=pecan_flats.district):
        key_files.path_of(key).unlink()
    assert get(client, pecan_flats, f"/c/{made.public_id}.{ending}").content == first


def test_a_key_that_is_not_there_is_said(client: Client, pecan_flats: Cast) -> None:
    made = real(pecan_flats)
    for key in IssuerKey.objects.filter(district=pecan_flats.district):
        key_files.path_of(key).unlink()
    answer = get(client, pecan_flats, f"/c/{made.public_id}.ed25519.jwt")
    assert answer.status_code == 503
    assert "key is not where it should be" in answer.content.decode()


@both
def test_a_private_badge_has_no_token_that_can_be_found(
    client: Client, pecan_flats: Cast, ending: str, alg: str
) -> None:
    made = real(pecan_flats, visibility="private")
    assert get(client, pecan_flats, f"/c/{made.public_id}.{ending}").status_code == 404
    assert not SignedToken.objects.exists()
    account = pecan_flats.ortiz.account
    assert account
    client.force_login(account)
    own = get(client, pecan_flats, f"/c/{made.public_id}.{ending}")
    assert own.status_code == 200
    assert own["Cache-Control"] == "private, no-store"


def test_a_replaced_document_has_a_token_of_its_own(client: Client, pecan_flats: Cast) -> None:
    made = real(pecan_flats)
    place = f"/c/{made.public_id}.jwt"
    before = get(client, pecan_flats, place).content
    mending.correct(
        document=made.documents.current(),
        what="name",
        name="María Ortiz Peña",
        reason="mistake",
        note="Her name.",
        by=pecan_flats.lead,
        at=NOW,
    )
    after = get(client, pecan_flats, place).content
    assert check_file(after, pecan_flats.district, at=NOW).outcome is Outcome.REAL
    assert check_file(before, pecan_flats.district, at=NOW).outcome is Outcome.WITHDRAWN
    assert "María Ortiz Peña" in json.dumps(payload(after), ensure_ascii=False)
    actions.withdraw(
        award=Award.objects.get(), reason="error", note="", by=pecan_flats.lead, at=NOW
    )
    assert check_file(after, pecan_flats.district, at=NOW).outcome is Outcome.WITHDRAWN


def test_a_practice_badge_has_the_token_of_its_own_key_alone(
    client: Client, pecan_flats: Cast
) -> None:
    made = award(pecan_flats, to=pecan_flats.ortiz)
    actions.share(award=made, visibility="public", shown=[], by=pecan_flats.ortiz, at=NOW)
    assert get(client, pecan_flats, f"/c/{made.public_id}.jwt").status_code == 404
    answer = get(client, pecan_flats, f"/c/{made.public_id}.ed25519.jwt")
    assert check_file(answer.content, pecan_flats.district, at=NOW).outcome is Outcome.PRACTICE
    assert get(client, pecan_flats, "/.well-known/jwks.json").status_code == 404
    with pytest.raises(NoToken):
        token_of(made, Algorithm.RS256, at=NOW)
    assert not IssuerKey.objects.filter(algorithm=Algorithm.RS256).exists()


def test_all_keys_are_published_before_the_first_token(
    client: Client, pecan_flats: Cast, caliche: Cast
) -> None:
    """Confirming the address makes them, and a start where it was confirmed before."""
    made = real(pecan_flats)
    deliver_all(at=NOW)
    keys = get(client, pecan_flats, "/.well-known/jwks.json").json()["keys"]
    assert sorted(each["alg"] for each in keys) == ["EdDSA", "EdDSA", "RS256", "RS256"]
    call_command("ready_keys")
    assert IssuerKey.objects.filter(district=pecan_flats.district).count() == 4
    assert not IssuerKey.objects.filter(district=caliche.district).exists()
    named = jwt.get_unverified_header(get(client, pecan_flats, f"/c/{made.public_id}.jwt").content)[
        "kid"
    ]
    assert named in {each["kid"] for each in keys}
