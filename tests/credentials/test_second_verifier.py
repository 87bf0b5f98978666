"""What the product issued, judged by a verifier that shares nothing with it."""

import copy
import datetime as dt
import functools
import hashlib
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey as SecondKey

from tests.cast import BADGE, NOW, Cast, confirm, publish
from tests.openbadges import second
from tests.openbadges.tampered import tamperings
from tests.review import work
from waypost.catalog import actions as catalog
from waypost.catalog.blueprint import Blueprint, EvidenceText
from waypost.credentials import actions, mending
from waypost.credentials.checking import lists_of
from waypost.credentials.keys import signing_key
from waypost.credentials.models import Award, StatusList
from waypost.openbadges import Document, Outcome, dump, load, sign, verify
from waypost.people.models import Person

pytestmark = pytest.mark.any_database

# Stacked marks, right to left, joined faces, two spellings of one letter, and what JSON, XML and
# N-Quads each write in a way of their own.
NAME = "Nguyễn Thị Ánh Tuyết · مُعلّمة · 李小龍 · 👩🏽‍🏫🏳️‍🌈"
TITLE = 'Hỏi & đáp: "تحقّق" ]]> <b> \\u0041 e\u0301 \xe9 \ufeff\u2028'
LONG = "Học sinh nói to.\tمرحبا بالعالم\n👩🏽‍🏫 \\ \" ' \u202e\n" * 400
REFUSED = {Outcome.CHANGED, Outcome.UNREADABLE, Outcome.CANNOT_CHECK}


def in_every_script() -> Blueprint:
    """A badge whose words need every care on their way into bytes."""
    evidence = BADGE.requirements[0]
    assert isinstance(evidence, EvidenceText)
    rows = tuple(
        replace(row, title=f"{n} {NAME}", demonstrated=LONG) for n, row in enumerate(evidence.rows)
    )
    return replace(
        BADGE,
        slug="scripts",
        title=TITLE,
        public_sentence=LONG,
        requirements=(replace(evidence, rows=rows),),
    )


@dataclass
class Issued:
    """One badge as a stranger got it, and the network as they can reach it."""

    award: Award
    body: bytes
    web: Callable[[str], bytes]

    @property
    def document(self) -> Document:
        return load(self.body)

    def with_saved_answers(self) -> "Issued":
        """For a thousand questions while nothing changes."""
        return replace(self, web=functools.cache(self.web))


def earned(cast: Cast, who: Person, slug: str = "forms-quiz") -> Issued:
    """Handed in, reviewed, decided, made public, and downloaded."""
    who.refresh_from_db()
    attempt = work.handed_in(cast, who, slug)
    rows = attempt.submission.requirement.rows.count()
    work.decided(attempt, cast.dana, *["demonstrated"] * rows, verdict="award")
    award = Award.objects.get(person=who, version=cast.versions[slug])
    actions.share(award=award, visibility="public", shown=[], by=who, at=NOW)
    client = Client(headers={"host": cast.district.host})

    def web(url: str) -> bytes:
        asked = urlsplit(url)
        answer = client.get(asked.path)
        if (
            f"{asked.scheme}://{asked.netloc}" != award.district.address
            or answer.status_code != 200
        ):
            raise LookupError(url)
        return answer.content

    award.refresh_from_db()
    body = client.get(f"/c/{award.public_id}.json").content
    return Issued(award, body, web)


@pytest.fixture
def practice(pecan_flats: Cast, caliche: Cast) -> Issued:
    return earned(pecan_flats, pecan_flats.ortiz)


@pytest.fixture
def confirmed(pecan_flats: Cast, caliche: Cast) -> Issued:
    """Of a district with an address, beside another one that has none."""
    return earned(with_address(pecan_flats), pecan_flats.ortiz)


def with_address(cast: Cast) -> Cast:
    confirm(cast.district, "https://learn.pecanflats.example:8443", by=cast.lead, at=NOW)
    return cast


def second_says(issued: Issued, badge: bytes | Document) -> second.Found | None:
    """None when it believes nothing of the badge."""
    source = badge if isinstance(badge, bytes) else json.dumps(badge).encode()
    try:
        return second.judge(source, fetch=issued.web, now=timezone.now())
    except second.Refused:
        return None


def first_says(issued: Issued, badge: bytes | Document) -> Outcome:
    """The product's own verdict, from what the same network answers."""
    issuer = issued.document["issuer"]["id"]
    places = [issued.document["credentialStatus"]["statusListCredential"]]
    known: dict[str, Any] = {}
    if issuer.startswith("did:web:"):
        did = load(issued.web(f"{issued.award.district.address}/.well-known/did.json"))
        known = {
            "did_documents": {issuer: did},
            "status_lists": {each: issued.web(each) for each in places},
        }
    source = badge if isinstance(badge, bytes) else json.dumps(badge).encode()
    return verify(source, now=timezone.now(), **known).outcome


def test_a_second_verifier_accepts_a_districts_badge(confirmed: Issued) -> None:
    found = second_says(confirmed, confirmed.body)
    assert found == second.Found(
        standing="good",
        issuer="did:web:learn.pecanflats.example%3A8443",
        issuer_name="Pecan Flats ISD",
        earner="María Ortiz",
        name="Google Forms: a quiz that grades itself",
        valid_from=found.valid_from if found else "",
        valid_until="",
        practice=False,
    )
    assert first_says(confirmed, confirmed.body) is Outcome.REAL


def test_a_second_verifier_accepts_a_practice_badge_as_what_it_is(practice: Issued) -> None:
    found = second_says(practice, practice.body)
    assert found is not None
    assert found.practice
    assert found.issuer.startswith("did:key:z6Mk")
    assert found.name.startswith("Practice: ")
    assert found.standing == "unknown", "a practice list has no address"
    kept = {url: body for each in StatusList.objects.all() for url, body in lists_of(each).items()}
    seen = second.judge(practice.body, fetch=kept.__getitem__, now=timezone.now())
    assert seen == replace(found, standing="good")
    assert first_says(practice, practice.body) is Outcome.PRACTICE


@pytest.mark.parametrize("real", [False, True])
def test_words_in_every_script_are_signed_as_they_are(
    pecan_flats: Cast, caliche: Cast, real: bool
) -> None:
    cast = with_address(pecan_flats) if real else pecan_flats
    draft = catalog.write(blueprint=in_every_script(), by=cast.system, at=NOW)
    cast.versions["scripts"] = publish(draft)
    Person.objects.filter(pk=cast.ortiz.pk).update(name=NAME)
    issued = earned(cast, cast.ortiz, "scripts")
    found = second_says(issued, issued.body)
    assert found is not None
    assert (found.earner, found.name) == (NAME, TITLE if real else f"Practice: {TITLE}")
    achievement = issued.document["credentialSubject"]["achievement"]
    assert achievement["description"] == LONG
    assert first_says(issued, issued.body) is (Outcome.REAL if real else Outcome.PRACTICE)
    changed = issued.body.replace("ễ".encode(), "e\u0302\u0303".encode(), 1)
    assert changed != issued.body
    assert second_says(issued, changed) is None
    assert first_says(issued, changed) is Outcome.CHANGED


def test_the_pictures_hold_the_same_bytes(confirmed: Issued) -> None:
    place = f"{confirmed.award.district.address}/c/{confirmed.award.public_id}"
    assert second.from_png(confirmed.web(f"{place}.png")) == confirmed.body
    assert second.from_svg(confirmed.web(f"{place}.svg")) == confirmed.body


@pytest.mark.parametrize("kind", ["practice", "confirmed"])
def test_signing_again_gives_the_same_bytes(kind: str, request: pytest.FixtureRequest) -> None:
    issued: Issued = request.getfixturevalue(kind)
    document = issued.award.documents.get()
    assert bytes(document.body) == issued.body
    unsigned = {name: value for name, value in issued.document.items() if name != "proof"}
    secret = signing_key(document.key)
    with time_machine.travel(NOW + dt.timedelta(days=400)):
        again = sign(unsigned, key=secret, did=document.key.did, at=document.issued_at)
    assert dump(again) == issued.body
    options = {n: v for n, v in issued.document["proof"].items() if n != "proofValue"}
    message = second.signed_message(unsigned, options)
    theirs = SecondKey(secret.secret).sign(message).signature
    assert second.multibase(issued.document["proof"]["proofValue"], 64) == theirs


def test_every_change_to_an_issued_badge_is_refused_by_both(confirmed: Issued) -> None:
    confirmed = confirmed.with_saved_answers()
    accepted, tried = [], 0
    for name, tampered in tamperings(confirmed.document):
        tried += 1
        if second_says(confirmed, tampered) is not None:
            accepted.append((name, "second"))
        if first_says(confirmed, tampered) not in REFUSED:
            accepted.append((name, "first"))
    assert accepted == []
    assert tried > 250


def test_no_change_makes_a_practice_badge_more_than_it_is(practice: Issued) -> None:
    """Every fourth change: the whole list is walked over a real badge."""
    changes = list(tamperings(practice.document))
    for name, tampered in changes[::4]:
        assert second_says(practice, tampered) is None, name
        assert first_says(practice, tampered) in REFUSED, name


@pytest.mark.only_with_all
def test_both_agree_about_changes_on_top_of_changes(confirmed: Issued) -> None:
    confirmed = confirmed.with_saved_answers()
    whole = confirmed.document
    changes = dict(tamperings(whole))

    @settings(max_examples=30, deadline=None, database=None)
    @given(st.sampled_from(sorted(changes)), st.randoms(use_true_random=False))
    def change_twice(name: str, chance: random.Random) -> None:
        twice = dict(tamperings(changes[name]))
        tampered = twice[chance.choice(sorted(twice))]
        if tampered == whole:
            return
        assert second_says(confirmed, tampered) is None
        assert first_says(confirmed, tampered) in REFUSED

    change_twice()


def test_no_other_signature_passes(confirmed: Issued) -> None:
    """One bit of each byte; the same signature with its number grown by the order of the group."""
    confirmed = confirmed.with_saved_answers()
    value = confirmed.document["proof"]["proofValue"]
    signature = second.multibase(value, 64)
    order = 2**252 + 27742317777372353535851937790883648493
    grown = int.from_bytes(signature[32:], "little") + order
    others = [signature[:32] + grown.to_bytes(32, "little"), bytes(64), signature[::-1]]
    for place in range(64):
        flipped = bytearray(signature)
        flipped[place] ^= 1 << place % 8
        others.append(bytes(flipped))
    texts = [second.to_multibase(each) for each in others]
    assert second.to_multibase(signature) == value
    for text in [*texts, value[1:], "z1" + value[1:], "u" + value[1:], value + "1", f"{value}\n"]:
        tampered = copy.deepcopy(confirmed.document)
        tampered["proof"]["proofValue"] = text
        assert second_says(confirmed, tampered) is None, text
        assert first_says(confirmed, tampered) in REFUSED, text


def test_another_way_to_write_the_same_is_the_same_to_both(confirmed: Issued) -> None:
    whole = confirmed.document
    before = second_says(confirmed, whole)
    assert before is not None
    shuffled = turned(whole, lambda members: dict(sorted(members.items(), reverse=True)))
    reordered = turned(whole, lambda members: members, lambda items: items[::-1])
    reordered["@context"] = whole["@context"]
    alone = copy.deepcopy(whole)
    alone["issuer"]["type"] = "Profile"
    alone["credentialSubject"]["identifier"][0]["type"] = ["IdentityObject"]
    for same in (
        json.dumps(whole, indent=3).encode(),
        json.dumps(whole, ensure_ascii=True).encode(),
        json.dumps(shuffled).encode(),
        json.dumps(reordered).encode(),
        json.dumps(alone).encode(),
    ):
        assert same != confirmed.body
        assert second_says(confirmed, same) == before
        assert first_says(confirmed, same) is Outcome.REAL


def turned(
    value: Any,
    members: Callable[[dict[str, Any]], dict[str, Any]],
    items: Callable[[list[Any]], list[Any]] = list,
) -> Any:
    """A copy with every object and every list put in another order."""
    if isinstance(value, dict):
        return members({name: turned(each, members, items) for name, each in value.items()})
    if isinstance(value, list):
        return items([turned(each, members, items) for each in value])
    return value


@pytest.mark.parametrize("name", ["credentialStatus", "issuer", "validFrom", "credentialSubject"])
def test_nothing_hides_under_its_full_name(confirmed: Issued, name: str) -> None:
    """To the signature the full name means the same; a reader would not see it."""
    hidden = confirmed.document
    hidden[f"https://www.w3.org/2018/credentials#{name}"] = hidden.pop(name)
    assert second_says(confirmed, hidden) is None
    assert first_says(confirmed, hidden) in REFUSED


def test_a_name_that_stands_twice_is_refused_by_both(confirmed: Issued) -> None:
    twice = confirmed.body.replace(b'"issuer":', b'"name":"x","issuer":', 1)
    assert json.loads(twice)["issuer"]
    assert second_says(confirmed, twice) is None
    assert first_says(confirmed, twice) in REFUSED


def test_another_districts_signature_under_the_same_words_is_refused_by_both(
    confirmed: Issued, caliche: Cast
) -> None:
    confirm(caliche.district, "https://caliche.example", by=caliche.lead, at=NOW)
    theirs = actions.meet_requirement(
        requirement=caliche.versions["forms-quiz"].requirements.get(kind="evidence"),
        person=caliche.teacher,
        basis={},
        by=caliche.reviewer,
        at=NOW,
    )
    assert theirs is not None
    document = theirs.documents.get()
    key = signing_key(document.key)
    words = {name: value for name, value in confirmed.document.items() if name != "proof"}
    method = confirmed.document["proof"]["verificationMethod"]
    for named in (None, method):
        forged = sign(words, key=key, did=document.key.did, at=document.issued_at, method=named)
        assert second_says(confirmed, forged) is None
        assert first_says(confirmed, forged) is Outcome.CHANGED
    borrowed = {**words, "proof": load(bytes(document.body))["proof"]}
    assert second_says(confirmed, borrowed) is None
    assert first_says(confirmed, borrowed) is Outcome.CHANGED


def test_a_withdrawal_is_seen_by_both(confirmed: Issued, pecan_flats: Cast) -> None:
    actions.withdraw(award=confirmed.award, reason="error", by=pecan_flats.lead, at=NOW)
    found = second_says(confirmed, confirmed.body)
    assert found is not None
    assert found.standing == "withdrawn"
    assert first_says(confirmed, confirmed.body) is Outcome.WITHDRAWN


def test_a_corrected_badge_is_believed_by_both_and_its_old_file_by_neither(
    confirmed: Issued, pecan_flats: Cast
) -> None:
    old = confirmed.body
    mending.correct(
        document=confirmed.award.documents.current(),
        what="name",
        name="María Ortíz Peña",
        reason="mistake",
        note="Spelled wrong.",
        by=pecan_flats.lead,
        at=NOW,
    )
    new = confirmed.web(f"{confirmed.award.district.address}/c/{confirmed.award.public_id}.json")
    renewed = replace(confirmed, body=new)
    found, before = second_says(renewed, new), second_says(renewed, old)
    assert found is not None
    assert before is not None
    assert (found.standing, before.standing) == ("good", "withdrawn")
    assert first_says(renewed, new) is Outcome.REAL
    assert first_says(renewed, old) is Outcome.WITHDRAWN
    tampered = new.replace("Ortíz Peña".encode(), "Ortíz Luna".encode())
    assert tampered != new
    assert second_says(renewed, tampered) is None
    assert first_says(renewed, tampered) in REFUSED


def test_no_changed_status_list_is_believed_by_either(confirmed: Issued, pecan_flats: Cast) -> None:
    """A list that says withdrawn is changed, one way at a time, until it should say nothing."""
    actions.withdraw(award=confirmed.award, reason="error", by=pecan_flats.lead, at=NOW)
    place = confirmed.document["credentialStatus"]["statusListCredential"]
    confirmed = confirmed.with_saved_answers()
    listing = load(confirmed.web(place))
    for name, tampered in tamperings(listing):
        web = replace(confirmed, web=answering(confirmed, place, tampered))
        found = second_says(web, confirmed.body)
        assert found is not None
        assert found.standing == "unknown", name
        assert first_says(web, confirmed.body) is Outcome.AUTHENTIC_STATUS_UNKNOWN, name


def test_no_changed_document_of_the_issuer_lets_another_key_speak(confirmed: Issued) -> None:
    place = f"{confirmed.award.district.address}/.well-known/did.json"
    published = load(confirmed.web(place))
    stranger = SecondKey(hashlib.sha256(b"stranger").digest())
    key = second.to_multibase(b"\xed\x01" + bytes(stranger.verify_key))
    published["verificationMethod"][0]["publicKeyMultibase"] = key
    for tampered in (published, *(each for _name, each in tamperings(published))):
        web = replace(confirmed, web=answering(confirmed, place, tampered))
        assert second_says(web, confirmed.body) is None
        assert first_says(web, confirmed.body) in REFUSED
    words = {name: value for name, value in confirmed.document.items() if name != "proof"}
    options = {n: v for n, v in confirmed.document["proof"].items() if n != "proofValue"}
    signature = stranger.sign(second.signed_message(words, options)).signature
    forged = {**words, "proof": {**options, "proofValue": second.to_multibase(signature)}}
    assert second_says(confirmed, forged) is None
    assert first_says(confirmed, forged) is Outcome.CHANGED


def answering(issued: Issued, place: str, other: Document) -> Callable[[str], bytes]:
    """The same network, but for one address."""
    return lambda url: json.dumps(other).encode() if url == place else issued.web(url)


def test_one_bit_of_the_list_is_one_badge(confirmed: Issued, pecan_flats: Cast) -> None:
    other = earned(pecan_flats, pecan_flats.reyes)
    actions.withdraw(award=other.award, reason="error", by=pecan_flats.lead, at=NOW)
    mine, theirs = second_says(confirmed, confirmed.body), second_says(other, other.body)
    assert mine is not None
    assert theirs is not None
    assert (mine.standing, theirs.standing) == ("good", "withdrawn")


def test_the_vocabularies_the_two_read_are_the_published_ones() -> None:
    assert len(second.vocabulary(tuple(second.VOCABULARIES))) == 3
    with pytest.raises(second.Refused):
        second.vocabulary(("https://www.w3.org/ns/credentials/v2#",))


# What the standard's own schema holds a language's code to.
LANGUAGE = r"[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"


def test_what_is_signed_says_all_that_was_published(pecan_flats: Cast, caliche: Cast) -> None:
    """Read from the badge as a stranger got it, and held against the version word by word."""
    cast = with_address(pecan_flats)
    version = cast.versions["check-and-change"]
    issued = earned(cast, cast.ortiz, "check-and-change")
    subject = issued.document["credentialSubject"]
    said = subject["achievement"]
    catalog_page = f"{cast.district.address}/catalog/check-and-change"
    assert said["id"] == f"{catalog_page}#v1"
    assert said["criteria"]["id"] == f"{catalog_page}/v1"
    assert said["achievementType"] == "MicroCredential"
    assert (said["name"], said["description"]) == (version.title, version.public_sentence)
    assert said["creditsAvailable"] == 4
    assert re.fullmatch(LANGUAGE, said["inLanguage"])
    assert said["image"]["id"].startswith("data:image/png;base64,")
    assert said["image"]["caption"] == version.title
    assert said["alignment"] == [
        {
            "type": ["Alignment"],
            "targetName": "1.2",
            "targetUrl": "https://teachfortexas.example/rubric",
            "targetFramework": "T-TESS, 2015",
            "targetCode": "1.2",
        }
    ]
    rows = list(version.requirements.get().rows.all())
    for row, told, result in zip(rows, said["resultDescription"], subject["result"], strict=True):
        assert row.demonstrated in said["criteria"]["narrative"]
        levels = {each["name"]: each for each in told["rubricCriterionLevel"]}
        assert told["name"] == row.title
        assert levels["Demonstrated"]["description"] == row.demonstrated
        assert levels["Not yet"]["description"] == row.not_yet
        assert told["requiredLevel"] == levels["Demonstrated"]["id"]
        assert result["resultDescription"] == told["id"]
        assert result["achievedLevel"] == levels["Demonstrated"]["id"]


def test_what_has_no_hours_claims_none(confirmed: Issued) -> None:
    assert "creditsAvailable" not in confirmed.document["credentialSubject"]["achievement"]


def test_a_degrees_badge_tells_its_rule_and_its_own_rows(pecan_flats: Cast, caliche: Cast) -> None:
    cast = with_address(pecan_flats)
    for slug in ("forms-quiz", "check-and-change"):
        earned(cast, cast.ortiz, slug)
    document = earned(cast, cast.ortiz, "digital-classroom").document
    narrative = document["credentialSubject"]["achievement"]["criteria"]["narrative"]
    for told in ("One badge", "Check and change", "The note says what they tried."):
        assert told in narrative
    assert len(document["credentialSubject"]["result"]) == 1
