"""What no token has signed, under whatever names it comes."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.cast import Cast
from tests.integrations.asking import V2, System
from waypost.integrations.models import IntegrationList, IssuedCredential

pytestmark = pytest.mark.django_db
V1 = "https://www.w3.org/2018/credentials/v1"
BADGE = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OPEN_BADGES = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
RECORDS = "https://purl.imsglobal.org/spec/vc/clr/vocab.html#"
STATUS = "https://www.w3.org/ns/credentials/status#"
CREDENTIALS = "https://www.w3.org/2018/credentials#"
SUBJECT = {
    "type": ["AchievementSubject"],
    "id": "did:example:ada",
    "achievement": {
        "id": "https://x.example/1",
        "type": ["Achievement"],
        "name": "Polls",
        "description": "Polls.",
        "criteria": {"narrative": "Ask."},
    },
}


def refused(cast: Cast, **change: Any) -> set[str]:
    """Where it is refused; nothing is signed or kept."""
    answer = System(cast).issue(**change)
    assert answer.status_code == 400, answer.content
    assert not IssuedCredential.objects.exists()
    assert not IntegrationList.objects.exists()
    return {each.get("path", "") for each in answer.told["problemDetails"]}


@pytest.mark.parametrize(
    ("vocabulary", "name"),
    [
        (f"{OPEN_BADGES}Open", "BadgeCredential"),
        (f"{OPEN_BADGES}Achievement", "Credential"),
        (f"{OPEN_BADGES}Endorsement", "Credential"),
        (f"{RECORDS}Clr", "Credential"),
        (f"{STATUS}Bitstring", "StatusListCredential"),
        ("https://w3id.org/vc/status-list#Status", "List2021Credential"),
        (f"{CREDENTIALS}Verifiable", "Presentation"),
    ],
)
def test_a_vocabulary_that_cuts_a_name_in_two_hides_nothing(
    pecan_flats: Cast, vocabulary: str, name: str
) -> None:
    refused(
        pecan_flats,
        **{"@context": [V2, BADGE, {"@vocab": vocabulary}], "type": ["VerifiableCredential", name]},
    )


@pytest.mark.parametrize(
    "change",
    [
        # Further down, where the top names nothing.
        {
            "@context": [V2, {"@vocab": f"{OPEN_BADGES}Open"}],
            "credentialSubject": {"id": "did:example:ada", "type": "BadgeCredential"},
        },
        {
            "@context": [V2, {"of": "https://x.example/of", "B": "https://x.example/B"}],
            "credentialSubject": {
                "id": "did:example:ada",
                "of": {"@context": {"B": f"{OPEN_BADGES}AchievementCredential"}, "type": "B"},
            },
        },
        # A badge in all but its name.
        {"@context": [V2, BADGE], "credentialSubject": SUBJECT},
        {
            "@context": [V2, {"earned": f"{OPEN_BADGES}achievement"}],
            "credentialSubject": {"id": "did:example:ada", "earned": "Polls"},
        },
        {
            "@context": [V1, {"@vocab": f"{OPEN_BADGES}Achievement"}],
            "type": ["VerifiableCredential", "Credential"],
            "issuanceDate": "2026-01-01T00:00:00Z",
        },
        # A list in all but its name.
        {
            "@context": [V2, {"bits": f"{STATUS}encodedList"}],
            "credentialSubject": {"id": "did:example:ada", "bits": "uH4sIAAA"},
        },
        {
            "credentialSubject": {
                "id": "did:example:ada",
                "type": f"{STATUS}BitstringStatusList",
            },
        },
        # Another letter by the same sign.
        {"type": ["VerifiableCredential", f"{OPEN_BADGES}AchievementCredentia%6c"]},
        {"type": ["VerifiableCredential", "https://x.example/#openbadgecredential"]},
        {
            "credentialStatus": {
                "type": ["BitstringStatusListEntry"],
                "statusPurpose": "revocation",
                "statusListIndex": "1",
                "statusListCredential": "https://elsewhere.example/1",
            }
        },
        {
            "@context": [V2, {"Place": f"{STATUS}BitstringStatusListEntry"}],
            "credentialStatus": {"type": "Place", "id": "urn:x:place"},
        },
    ],
)
def test_nothing_that_is_the_district_s_to_say_is_signed_anywhere(
    pecan_flats: Cast, change: dict[str, Any]
) -> None:
    refused(pecan_flats, **change)


OWN = [
    "https://{host}/c/AAAAAAAAAAAAAAAAAAAAAA",
    "HTTPS://{host}/c/A",
    "https://{HOST}/c/A",
    "https://{host}:443/c/A",
    "https://{host}.:8443/c/A",
    "https://x@{host}/c/A",
    "https://x:y@{host}/c/A",
    "http://{host}/c/A",
    "https://{host}?x",
    "https://{host}#x",
    "https://{host}",
    "https:{host}/c/A",
    "https:///{host}/c/A",
    "https://%{hex}{rest}/c/A",
    "https://{wide}/c/A",
    "did:web:{host}",
    "DID:web:{HOST}:c:A",
    "did:web:{host}%3A443",
    "did:web:{host}%3a443:c#key",
    "did:webvh:QmScid:{host}:c",
]


def spelled(pattern: str, host: str) -> str:
    wide = "".join(chr(ord(each) + 0xFEE0) for each in host)
    return pattern.format(
        host=host, HOST=host.upper(), hex=f"{ord(host[0]):x}", rest=host[1:], wide=wide
    )


@pytest.mark.parametrize("pattern", OWN)
def test_an_address_of_the_district_s_own_names_no_other_credential(
    pecan_flats: Cast, caliche: Cast, pattern: str
) -> None:
    host = str(urlsplit(pecan_flats.district.address).hostname)
    own = spelled(pattern, host)
    assert refused(pecan_flats, id=own) == {"/id"}
    answer = System(pecan_flats, name="Other").issue(id=..., options={"credentialId": own})
    assert answer.status_code == 400
    # Nor what could be read as a credential by itself.
    part = {"@context": V2, "id": own, "type": "VerifiableCredential"}
    context = [V2, {"about": "https://x.example/about"}]
    inside = {"@context": context, "credentialSubject": {"id": "urn:x:1", "about": part}}
    assert System(pecan_flats, name="Third").issue(**inside).status_code == 400
    assert not IssuedCredential.objects.exists()
    # Another's is another's.
    System(caliche).issued(id=own)


def test_other_ids_are_whatever_their_system_likes(pecan_flats: Cast, caliche: Cast) -> None:
    system = System(pecan_flats)
    host = str(urlsplit(pecan_flats.district.address).hostname)
    ids = [
        f"https://{host}.example/c/1",
        f"https://not-{host}/c/1",
        f"https://x.example/{host}",
        f"https://x.example/?at={host}",
        f"urn:x:{host}/1",
        "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "did:key:z6MkfkjFSzBZpq284ZrEKy84KvN8ow1oWv7UirE57D4ejE14",
    ]
    for each in ids:
        system.issued(id=each)
    # Named as what it is about, the district's own page is no credential.
    page = f"{pecan_flats.district.address}/catalog/forms-quiz"
    system.issued(id="urn:x:2", credentialSubject={"id": page, "name": "A page"})
