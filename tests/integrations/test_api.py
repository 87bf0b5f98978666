"""Other systems ask: what they get, what they never get, and that nothing they send breaks it."""

import hashlib
import json
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client

from tests.cast import NOW, Cast
from tests.credentials.made import real
from tests.integrations.asking import V2, System, credential
from tests.openbadges.generic import HOLDER, presentation
from waypost.credentials import records, suspending
from waypost.credentials.key_files import path_of
from waypost.credentials.keys import missing_files, signing_key
from waypost.credentials.models import Award, IssuerKey
from waypost.integrations.models import (
    IntegrationList,
    IssuedCredential,
    StatusChange,
)
from waypost.journal.models import Entry
from waypost.openbadges import dump, load, sign
from waypost.openbadges.vcdm import trust, verify_credential

pytestmark = pytest.mark.django_db
ADDRESSES = (
    "credentials/issue",
    "credentials/verify",
    "credentials/status",
    "presentations/verify",
)


def test_without_a_token_in_the_district_there_is_no_api(pecan_flats: Cast, caliche: Cast) -> None:
    system = System(caliche)
    here = Client(headers={"host": pecan_flats.district.host})
    for address in ADDRESSES:
        for method in ("GET", "POST", "PUT", "OPTIONS"):
            answer = here.generic(
                method, f"/vc-api/{address}", headers={"Authorization": f"Bearer {system.secret}"}
            )
            assert answer.status_code == 404, (method, address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_token_is_asked_for_always(pecan_flats: Cast, caliche: Cast, address: str) -> None:
    system, other = System(pecan_flats), System(caliche)
    for secret in ("", "waypost_guess", other.secret, "é" * 9):
        answer = system.post(address, {}, secret=secret)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.headers["Content-Type"] == "application/problem+json"
    basic = system.client.post(
        f"/vc-api/{address}", headers={"Authorization": f"Basic {system.secret}"}
    )
    assert basic.status_code == 401


def test_a_sign_in_is_no_token(pecan_flats: Cast) -> None:
    System(pecan_flats)
    client = Client(headers={"host": pecan_flats.district.host})
    assert pecan_flats.lead.account
    client.force_login(pecan_flats.lead.account)
    body = json.dumps({"credential": credential()})
    answer = client.post("/vc-api/credentials/issue", body, content_type="application/json")
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("may", "refused"),
    [
        ("issue", ADDRESSES[1:]),
        ("verify", (ADDRESSES[0], ADDRESSES[2])),
        ("status", (ADDRESSES[0], ADDRESSES[1], ADDRESSES[3])),
    ],
)
def test_a_token_opens_only_what_was_chosen(
    pecan_flats: Cast, may: str, refused: tuple[str, ...]
) -> None:
    system = System(pecan_flats, may)
    entry = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
    body = {
        "credential": credential(),
        "verifiableCredential": credential(),
        "verifiablePresentation": credential(),
        "credentialId": "urn:x:1",
        "credentialStatus": entry,
        "status": True,
    }
    told = {address: system.post(address, body).status_code for address in ADDRESSES}
    assert {address for address, status in told.items() if status == 403} == set(refused)


def test_what_is_issued_holds_everywhere_and_is_kept_as_a_digest(
    pecan_flats: Cast, caliche: Cast
) -> None:
    system = System(pecan_flats)
    answer = system.issue()
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    signed = answer.told["verifiableCredential"]
    kept, key = IssuedCredential.objects.get(), IssuerKey.objects.get(use="systems")
    assert signed["issuer"] == key.did
    assert kept.sha256 == hashlib.sha256(dump(signed)).hexdigest()
    assert (kept.credential_id, kept.system) == (signed["id"], system.made.token)
    assert "Ada" not in str(list(IssuedCredential.objects.values()))
    assert "Ada" not in str(list(Entry.objects.values_list("facts", flat=True)))
    # As another verifier does it: the lists are fetched from the addresses that it names.
    lists = {}
    for entry in signed["credentialStatus"]:
        url = entry["statusListCredential"]
        assert url.startswith(f"{pecan_flats.district.address}/vc-api/status/")
        path = url.removeprefix(pecan_flats.district.address)
        stranger = Client(headers={"host": pecan_flats.district.host})
        listing = stranger.get(path)
        assert listing.headers["Access-Control-Allow-Origin"] == "*"
        again = stranger.get(path, headers={"If-None-Match": listing.headers["ETag"]})
        assert again.status_code == 304
        lists[url] = listing.content
        assert Client(headers={"host": caliche.district.host}).get(path).status_code == 404
    assert verify_credential(signed, trust=trust(now=NOW.replace(year=2027)), lists=lists).verified
    assert system.verify(signed, returnResults=True, returnCredential=True).told == {
        "verified": True,
        "problemDetails": [],
        "results": {
            "proof": [{"verified": True, "input": signed["proof"]}],
            "credentialStatus": [
                {"verified": True, "input": each} for each in signed["credentialStatus"]
            ],
        },
        "credential": signed,
    }
    # In another district nobody has seen its lists, and that is no yes.
    told = System(caliche).verify(signed).told
    assert told["verified"] is False
    assert {each["title"] for each in told["problemDetails"]} == {"STATUS_RETRIEVAL_ERROR"}


def test_one_that_says_its_issuer_and_status_keeps_them(pecan_flats: Cast) -> None:
    system = System(pecan_flats)
    did = system.issued()["issuer"]
    named = {"name": {"@value": "The wallet", "@language": "en"}}
    own = {"type": "https://terms.example/#Kind", "id": "urn:x:status"}
    signed = system.issued(id="urn:x:2", issuer=named, credentialStatus=own)
    assert signed["issuer"] == {"id": did, **named}
    assert signed["credentialStatus"][0] == own
    assert len(signed["credentialStatus"]) == 3
    assert system.issued(id="urn:x:3", issuer=did)["issuer"] == did
    older = "https://www.w3.org/2018/credentials/v1"
    before = system.issued(
        **{"@context": [older], "id": "urn:x:4"},
        issuanceDate="2026-01-01T00:00:00Z",
        credentialSubject={"id": "did:example:ada"},
    )
    assert system.verify(before).status_code == 200


BADGE = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
VOCABULARY = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (
            {"@context": [V2, BADGE], "type": ["VerifiableCredential", "OpenBadgeCredential"]},
            "/type",
        ),
        ({"type": ["VerifiableCredential", f"{VOCABULARY}AchievementCredential"]}, "/type"),
        (
            {
                "@context": [V2, {"Harmless": f"{VOCABULARY}OpenBadgeCredential"}],
                "type": ["VerifiableCredential", "Harmless"],
            },
            "/@context",
        ),
        ({"type": ["VerifiableCredential", "BitstringStatusListCredential"]}, "/type"),
        ({"issuer": "did:web:pecan.example"}, "/issuer"),
        ({"issuer": {"id": "did:web:pecan.example"}}, "/issuer"),
        ({"issuer": "somebody"}, "/issuer"),
        ({"issuer": None}, "/issuer"),
        ({"id": "{address}/c/AAAAAAAAAAAAAAAAAAAAAA"}, "/id"),
        ({"id": "urn:x:" + "1" * 500}, "/id"),
        ({"proof": {"type": "DataIntegrityProof"}}, "/proof"),
        (
            {
                "credentialStatus": {
                    "type": "BitstringStatusListEntry",
                    "statusPurpose": "revocation",
                    "statusListIndex": "1",
                    "statusListCredential": "https://elsewhere.example/1",
                }
            },
            "/credentialStatus/0",
        ),
    ],
)
def test_no_token_signs_a_badge_or_in_another_name(
    pecan_flats: Cast, change: dict[str, Any], path: str
) -> None:
    if isinstance(change.get("id"), str):
        change = {"id": change["id"].replace("{address}", pecan_flats.district.address)}
    answer = System(pecan_flats).issue(**change)
    assert answer.status_code == 400
    assert path in {each["path"] for each in answer.told["problemDetails"]}
    assert not IssuedCredential.objects.exists()
    assert not IntegrationList.objects.exists()


def test_a_badge_of_the_district_is_verified_and_never_made(pecan_flats: Cast) -> None:
    award = real(pecan_flats)
    system = System(pecan_flats)
    document = json.loads(bytes(award.documents.current().body))
    assert system.verify(document).told["verified"] is True
    before = Award.objects.count()
    system.issued()
    assert Award.objects.count() == before


def test_an_id_is_issued_once_in_a_district(pecan_flats: Cast, caliche: Cast) -> None:
    system = System(pecan_flats)
    system.issued()
    assert system.issue().status_code == 409
    malformed = system.issue(statusEntry={"type": "BitstringStatusListEntry"})
    assert malformed.status_code == 400
    assert malformed.told["title"] == "DATA_LOSS_DETECTION_ERROR"
    System(caliche).issued()
    # Without an id its system may name it; without either, nobody can speak of it later.
    system.issued(id=..., options={"credentialId": "order-1"})
    assert system.issue(id=..., options={"credentialId": "order-1"}).status_code == 409
    assert system.issue(id="urn:x:9", options={"credentialId": "order-2"}).status_code == 400
    system.issued(id=...)
    system.issued(id=...)


def test_what_is_revoked_or_suspended_shows_in_its_list(pecan_flats: Cast, caliche: Cast) -> None:
    system, other = System(pecan_flats), System(pecan_flats, "status", name="Registrar")
    signed, beside = system.issued(), system.issued(id="urn:x:2")
    assert other.change(signed["id"], "suspension", True).status_code == 200
    told = system.verify(signed)
    assert told.status_code == 400
    assert [each["path"] for each in told.told["problemDetails"]] == ["/credentialStatus/1"]
    assert other.change(signed["id"], "suspension", False).status_code == 200
    assert system.verify(signed).told["verified"] is True
    assert other.change(signed["id"], "revocation", True).status_code == 200
    assert other.change(signed["id"], "revocation", True).status_code == 200
    assert other.change(signed["id"], "revocation", False).status_code == 409
    assert system.verify(signed).told["verified"] is False
    assert system.verify(beside).told["verified"] is True
    assert StatusChange.objects.count() == 3
    assert Entry.objects.filter(kind="integrations.CredentialStatusChanged").count() == 3
    assert System(caliche).change(signed["id"], "revocation", True).status_code == 404
    assert other.change("urn:x:never", "revocation", True).status_code == 404
    assert other.change("", "revocation", True).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"status": "true"},
        {"status": None},
        {"credentialId": 7},
        {"credentialStatus": "revoked"},
        {"credentialStatus": {"type": "Other", "statusPurpose": "revocation"}},
        {"credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "message"}},
        {"credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": []}},
        {"credentialStatus": {"type": [], "statusPurpose": "revocation"}},
    ],
)
def test_a_change_of_status_of_another_form_is_refused(
    pecan_flats: Cast, change: dict[str, Any]
) -> None:
    system = System(pecan_flats)
    entry = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
    signed = system.issued()
    body = {"credentialId": signed["id"], "credentialStatus": entry, "status": True, **change}
    assert system.post("credentials/status", body).status_code == 400
    assert system.verify(signed).status_code == 200


def test_what_was_signed_is_never_changed(pecan_flats: Cast) -> None:
    system = System(pecan_flats)
    system.change(system.issued()["id"], "revocation", True)
    for change in ({"sha256": "0" * 64}, {"credential_id": "urn:x:9"}, {"revoked_at": None}):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            IssuedCredential.objects.update(**change)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        StatusChange.objects.update(value=False)


def test_an_unknown_option_is_named(pecan_flats: Cast) -> None:
    system = System(pecan_flats)
    for answer in (
        system.issue(options={"cryptosuite": "other"}),
        system.issue(options={"mandatoryPointers": ["/issuer"]}),
        system.verify(credential(), trustEverything=True),
    ):
        assert answer.status_code == 400
        assert answer.told["title"] == "UNKNOWN_OPTION_PROVIDED"
    assert system.issue(options={"credentialId": 7}).status_code == 400
    assert system.issue(options=[]).status_code == 400
    # What an earlier draft calls checks never makes it look at less.
    signed = system.issued()
    system.change(signed["id"], "revocation", True)
    assert system.verify(signed, checks=["proof"]).told["verified"] is False


BODIES = (
    b" ",
    b"\xff\xfe",
    b"[]",
    b"null",
    b'{"a": NaN}',
    b'{"a": 1, "a": 2}',
    b'{"a": 99999999999999999999}',
    b'{"a": "\\ud800"}',
    b'{"a": ' + b"[" * 5000,
    b"{" * 200_000,
    b'{"a": "' + b"x" * 2_000_000 + b'"}',
    b"{}",
    b'{"credential": [], "verifiableCredential": "x", "verifiablePresentation": 7}',
    b'{"options": "x", "credential": {}, "verifiableCredential": {}}',
    b'{"credential": {"@context": {}, "type": {}, "issuer": [], "credentialSubject": 7}}',
    b'{"verifiableCredential": {"proof": [[]]}, "verifiablePresentation": {"proof": [1]}}',
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_whatever_is_sent_ends_in_a_named_problem(pecan_flats: Cast, address: str) -> None:
    system = System(pecan_flats)
    for body in BODIES:
        answer = system.post(address, body)
        assert answer.status_code == (413 if len(body) > 1_000_000 else 400), body[:80]
        assert answer.told.get("type") or answer.told["problemDetails"], body[:80]


def test_other_kinds_of_content_and_other_methods_are_refused(pecan_flats: Cast) -> None:
    system = System(pecan_flats)
    assert system.post("credentials/verify", "a=1", content_type="text/plain").status_code == 415
    form = "application/x-www-form-urlencoded"
    assert system.post("credentials/verify", "a=1", content_type=form).status_code == 415
    answer = system.client.get(
        "/vc-api/credentials/verify", headers={"Authorization": f"Bearer {system.secret}"}
    )
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


def test_a_presentation_is_answered_whole(pecan_flats: Cast) -> None:
    system = System(pecan_flats)
    signed = system.issued()
    made = presentation(signed)
    options = {"domain": "school.example", "challenge": "1a2b", "returnResults": True}
    body = {"verifiablePresentation": made, "options": options | {"returnPresentation": True}}
    answer = system.post("presentations/verify", body)
    assert answer.status_code == 200
    assert answer.told["verifiablePresentation"] == made
    results = answer.told["results"]
    assert results["presentation"]["holder"] == {"verified": True, "input": HOLDER.public.did}
    assert [each["verified"] for each in results["credentials"]] == [True]
    other = body | {"options": options | {"challenge": "other"}}
    assert system.post("presentations/verify", other).status_code == 400
    system.change(signed["id"], "revocation", True)
    told = system.post("presentations/verify", body).told
    assert told["verified"] is False
    assert told["problemDetails"][0]["path"] == "/verifiableCredential/0/credentialStatus/0"
    unsigned = {name: value for name, value in made.items() if name not in ("proof", "holder")}
    assert system.post("presentations/verify", {"presentation": unsigned}).status_code == 400
    unsigned["verifiableCredential"] = [system.issued(id="urn:x:2")]
    assert system.post("presentations/verify", {"presentation": unsigned}).status_code == 200
    body = {"verifiablePresentation": unsigned}
    assert system.post("presentations/verify", body).status_code == 400


def test_a_presentation_without_a_proof_answers_nothing_that_was_asked(
    pecan_flats: Cast, caliche: Cast
) -> None:
    system = System(pecan_flats)
    made = presentation(system.issued())
    unsigned = {name: value for name, value in made.items() if name != "proof"}

    def titles(sent: dict[str, Any], **options: str) -> set[str]:
        answer = system.post("presentations/verify", {"presentation": sent, "options": options})
        assert (answer.status_code == 200) is answer.told["verified"]
        return {each["title"] for each in answer.told["problemDetails"]}

    assert titles(unsigned) == {"PROOF_VERIFICATION_ERROR"}, "nobody proved to be its holder"
    del unsigned["holder"]
    assert titles(unsigned) == set()
    assert titles(unsigned, challenge="1a2b") == {"INVALID_CHALLENGE_ERROR"}
    assert titles(unsigned, domain="school.example") == {"INVALID_DOMAIN_ERROR"}
    # With a proof it is what it would be under the other name.
    assert titles(made, challenge="1a2b", domain="school.example") == set()
    assert titles(made, challenge="other") == {"INVALID_CHALLENGE_ERROR"}
    spoiled = {**made, "proof": {**made["proof"], "proofValue": "z" + "2" * 80}}
    assert titles(spoiled)
    both = {"presentation": unsigned, "verifiablePresentation": made}
    answer = system.post("presentations/verify", both)
    assert (answer.status_code, answer.told["detail"].split()[0]) == (400, "/presentation")


def placed(signed: dict[str, Any], purpose: str, **more: Any) -> dict[str, Any]:
    entries = {each["statusPurpose"]: each for each in signed["credentialStatus"]}
    return {"credentialStatus": entries[purpose], "status": True, **more}


def test_what_has_no_id_is_taken_back_by_its_place(pecan_flats: Cast, caliche: Cast) -> None:
    system = System(pecan_flats)
    signed, beside = system.issued(id=...), system.issued(id=...)
    named = system.issued(id="urn:x:1")
    there = System(caliche)
    assert there.post("credentials/status", placed(signed, "revocation")).status_code == 404
    body = placed(signed, "suspension")
    assert system.post("credentials/status", body).status_code == 200
    assert system.post("credentials/status", {**body, "status": False}).status_code == 200
    assert system.verify(signed).status_code == 200
    body = placed(signed, "revocation", credentialId="")
    assert system.post("credentials/status", body).status_code == 200
    assert system.verify(signed).status_code == 400
    assert system.verify(beside).status_code == 200
    # An id and a place have to be of the same one.
    body = placed(named, "revocation", credentialId="urn:x:1")
    assert (
        system.post("credentials/status", {**body, **placed(beside, "revocation")})
        .told["detail"]
        .startswith("/credentialStatus")
    )
    assert system.verify(named).status_code == 200
    assert system.post("credentials/status", body).status_code == 200
    assert system.verify(named).status_code == 400


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"statusListIndex": 7}, 400),
        ({"statusListIndex": "07"}, 400),
        ({"statusListIndex": "-1"}, 400),
        ({"statusListIndex": "²"}, 400),
        ({"statusListIndex": "9" * 30}, 400),
        ({"statusListIndex": None}, 400),
        ({"statusListCredential": None}, 400),
        ({"statusListCredential": ["x"]}, 400),
        ({"statusListCredential": "https://elsewhere.example/1"}, 404),
        ({"statusPurpose": "suspension"}, 404),
        ({"statusListIndex": "999999"}, 404),
    ],
)
def test_a_place_where_nothing_was_issued_is_said_so(
    pecan_flats: Cast, change: dict[str, Any], status: int
) -> None:
    system = System(pecan_flats)
    signed = system.issued(id=...)
    body = placed(signed, "revocation")
    body["credentialStatus"] = {**body["credentialStatus"], **change}
    assert system.post("credentials/status", body).status_code == status
    assert system.verify(signed).status_code == 200


def test_over_plain_http_nothing_is_answered_where_there_is_https(
    pecan_flats: Cast, caliche: Cast, settings: Any
) -> None:
    system = System(pecan_flats)
    assert system.issue(id=...).status_code == 201, "a practice district on one machine"
    settings.TLS = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for address in ADDRESSES:
        answer = system.post(address, {})
        assert (answer.status_code, answer.told["detail"]) == (421, "Ask over HTTPS.")
    body = {"credential": credential()}
    behind = system.post("credentials/issue", body, HTTP_X_FORWARDED_PROTO="https")
    assert behind.status_code == 201
    there = Client(headers={"host": caliche.district.host})
    assert there.post("/vc-api/credentials/issue").status_code == 404


def test_a_body_in_chunks_is_refused_with_what_to_do(pecan_flats: Cast, caliche: Cast) -> None:
    system = System(pecan_flats)
    answer = system.post("credentials/issue", {}, HTTP_TRANSFER_ENCODING="chunked")
    assert answer.status_code == 411
    assert "Content-Length" in answer.told["detail"]


def test_without_its_key_nothing_is_signed_and_everything_is_checked(pecan_flats: Cast) -> None:
    system = System(pecan_flats)
    signed = system.issued()
    file = path_of(IssuerKey.objects.get(use="systems"))
    assert file.stat().st_mode & 0o777 == 0o600
    text = file.read_text()
    file.write_text("damaged\n")
    try:
        assert missing_files() == [file]
        assert system.issue(id="urn:x:2").status_code == 503
        assert system.change(signed["id"], "revocation", True).status_code == 503
        assert system.verify(signed).told["verified"] is True
    finally:
        file.write_text(text)
    assert IssuedCredential.objects.count() == 1


def test_a_list_of_a_number_that_no_list_has_is_not_there(pecan_flats: Cast) -> None:
    client = Client(headers={"host": pecan_flats.district.host})
    for number in (0, 1, 10**9, 10**30):
        for place in (f"{number}", f"{number}/suspension", f"suspension/{number}"):
            assert client.get(f"/vc-api/status/{place}").status_code == 404


def test_a_record_is_no_better_than_the_worst_badge_in_it(pecan_flats: Cast, caliche: Cast) -> None:
    made = real(pecan_flats)
    system = System(pecan_flats)
    record = load(records.whole_record(pecan_flats.ortiz, 1, name="Record", at=NOW))
    assert system.verify(record).told["verified"] is True
    suspending.suspend(award=made, reason="question", note="x", by=pecan_flats.lead, at=NOW)
    answer = system.verify(record)
    assert answer.status_code == 400
    [problem] = answer.told["problemDetails"]
    assert problem["title"] == "STATUS_VERIFICATION_ERROR"
    assert problem["path"] == "/credentialSubject/verifiableCredential/0/credentialStatus/0"
    suspending.restore(award=made, note="", by=pecan_flats.lead, at=NOW)
    record = load(records.whole_record(pecan_flats.ortiz, 1, name="Record", at=NOW))
    assert system.verify(record).told["verified"] is True
    part = record["credentialSubject"]["verifiableCredential"][0]
    forged = {name: each for name, each in record.items() if name != "proof"}
    forged["credentialSubject"] = {
        **record["credentialSubject"],
        "verifiableCredential": [{**part, "name": "Something better"}],
    }
    key = signing_key(made.documents.current().key)
    whole = sign(forged, key=key, did=record["issuer"]["id"], at=NOW)
    assert system.verify(whole).status_code == 400
