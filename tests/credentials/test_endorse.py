"""What others sign in praise of a badge: checked before it is kept, shown with the badge, and in
those that are signed from then on."""

import datetime as dt
import html
import json
import threading
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from tests import cast as people_of
from tests.cast import NOW, Cast
from tests.credentials.made import ADDRESS, award, confirmed
from tests.credentials.test_batch import awarded
from tests.credentials.test_outside import Issuer, issuer
from tests.openbadges import made
from tests.openbadges.elsewhere import EXTENSIONS, proved, revocation_status
from tests.openbadges.made import KEY, OTHER_DID, OTHER_KEY, published
from tests.pages.stage import visitor
from tests.racing import at_once
from waypost.credentials import actions as credentials
from waypost.credentials import endorsing
from waypost.credentials.batch import issue_many
from waypost.credentials.checking import check
from waypost.credentials.checking import published as known
from waypost.credentials.endorsing import NotTaken, Offered
from waypost.credentials.models import Document as Signed
from waypost.credentials.models import Endorsement
from waypost.credentials.outside.reading import Seen
from waypost.evidence import intake
from waypost.evidence.intake import links
from waypost.journal.models import Entry
from waypost.openbadges import (
    MOST_BADGES,
    REVOCATION,
    Document,
    Outcome,
    compose_endorsement,
    compose_record,
    did_web,
    dump,
    load,
    rdf,
    sign,
    verify,
)
from waypost.openbadges.contexts import CREDENTIALS_V2, OPEN_BADGES, PINNED
from waypost.openbadges.endorsement import endorsements
from waypost.openbadges.signature import Trust
from waypost.openbadges.status import compose_status_list
from waypost.openbadges.times import instant
from waypost.people import actions as people
from waypost.people.policies import NotAllowed

__all__ = ["issuer"]  # a fixture

SLUG = "forms-quiz"
OF = f"{ADDRESS}/catalog/{SLUG}#v1"
UNIVERSITY = replace(made.ISSUER, did=OTHER_DID, name="Little Fork University", url="")
COMMENT = "Counts as one hour toward our reading certificate."
SEEN = Seen(documents=published(OTHER_KEY, OTHER_DID))
LIST = "https://badges.littlefork.example/status/1"


def praise(key: Any = OTHER_KEY, did: str = OTHER_DID, **changes: Any) -> Document:
    values: dict[str, Any] = {
        "id": "https://badges.littlefork.example/endorsements/1",
        "issuer": UNIVERSITY,
        "of": OF,
        "comment": COMMENT,
        "valid_from": NOW - dt.timedelta(days=1),
    }
    more = {name: changes.pop(name) for name in ("credentialStatus", "@context") if name in changes}
    return sign(compose_endorsement(**values | changes) | more, key=key, did=did, at=NOW)


def read(cast: Cast, document: Document | None = None, seen: Seen = SEEN) -> Offered:
    return endorsing.read(dump(document or praise()), cast.district, at=NOW, seen=seen)


def shown(cast: Cast, document: Document | None = None) -> Endorsement:
    found = endorsing.bring(offered=read(cast, document), by=cast.lead, at=NOW)
    endorsing.show(endorsement=found, by=cast.lead, at=NOW)
    return found


def inside(document: Signed, at: dt.datetime = NOW) -> list[str]:
    """What a badge says that others say, as far as each is proven by itself."""
    documents = known(document.district) | published(OTHER_KEY, OTHER_DID)
    trust = Trust(keys={}, documents=documents, contexts=PINNED, now=at)
    return [each.comment for each in endorsements(load(bytes(document.body)), trust) if each.counts]


def test_it_goes_into_badges_that_are_signed_from_then_on(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    before = award(cast, to=cast.ortiz)
    found = shown(cast)
    after = award(cast, to=cast.reyes).documents.current()
    assert inside(before.documents.current()) == []
    assert inside(after) == [COMMENT]
    said = load(bytes(after.body))["credentialSubject"]["achievement"]
    assert said["endorsement"] == [praise() | {"proof": said["endorsement"][0]["proof"]}]
    assert check(after, at=NOW).outcome is Outcome.REAL
    endorsing.take_out(endorsement=found, by=cast.lead, at=NOW)
    assert inside(award(cast, to=cast.hr).documents.current()) == []
    assert inside(after) == [COMMENT], "what is signed is signed"
    facts = Entry.objects.filter(district=cast.district.pk, subject=found.pk).order_by("pk")
    assert sorted(each.kind for each in facts) == [
        "credentials.EndorsementBrought",
        "credentials.EndorsementShown",
        "credentials.EndorsementTakenOut",
    ]


def test_many_at_once_have_it_too(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    shown(cast, praise(of=OF.replace(SLUG, "check-and-change")))
    made_ = awarded(cast, 9)
    with transaction.atomic():
        issue_many(made_, at=NOW)
    for each in made_:
        document = each.documents.current()
        assert inside(document) == [COMMENT]
        assert check(document, at=NOW).outcome is Outcome.REAL


def test_the_page_of_a_practice_badge_shows_none(pecan_flats: Cast, caliche: Cast) -> None:
    practice = award(pecan_flats, to=pecan_flats.ortiz)
    confirmed(pecan_flats)
    real = award(pecan_flats, to=pecan_flats.reyes)
    shown(pecan_flats)
    for badge, says in ((practice, False), (real, True)):
        credentials.share(award=badge, visibility="public", shown=[], by=badge.person, at=NOW)
        page = visitor(pecan_flats).get(f"/c/{badge.public_id}").content.decode()
        assert (COMMENT in page) is says


def test_practice_badges_have_none(pecan_flats: Cast, caliche: Cast) -> None:
    with pytest.raises(NotTaken, match="of_something_else"):
        read(pecan_flats)
    assert endorsing.endorsable(pecan_flats.district) == []


WITHDRAWN: dict[str, Any] = {
    "credentialStatus": {
        "id": f"{LIST}#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": REVOCATION,
        "statusListIndex": "7",
        "statusListCredential": LIST,
    }
}

LISTED_ELSEWHERE: dict[str, Any] = {
    "@context": [CREDENTIALS_V2, OPEN_BADGES, EXTENSIONS],
    "credentialStatus": revocation_status("https://lists.example/revoked"),
}


def standing_at(**changes: Any) -> dict[str, Any]:
    return {"credentialStatus": WITHDRAWN["credentialStatus"] | changes}


REFUSED: dict[str, tuple[Any, str]] = {
    "changed": (lambda: praise() | {"name": "Highest praise"}, "signature_does_not_match"),
    "another's key": (lambda: praise(key=KEY), "key_not_published_by_its_issuer"),
    "not signed": (lambda: _without(praise(), "proof"), "no_proof"),
    "of another badge": (lambda: praise(of=f"{ADDRESS}/catalog/none#v1"), "of_something_else"),
    "of a newer version": (lambda: praise(of=OF.replace("#v1", "#v9")), "of_something_else"),
    "of no version": (lambda: praise(of=OF.removesuffix("#v1")), "of_something_else"),
    "of another district": (
        lambda: praise(of="https://learn.caliche.example/catalog/forms-quiz#v1"),
        "of_something_else",
    ),
    "over": (
        lambda: praise(
            valid_from=NOW - dt.timedelta(days=9), valid_until=NOW - dt.timedelta(days=1)
        ),
        "not_of_today",
    ),
    "not yet": (lambda: praise(valid_from=NOW + dt.timedelta(days=1)), "not_of_today"),
    "under a key that is its own": (
        lambda: praise(
            issuer=replace(UNIVERSITY, did=OTHER_KEY.public.did, name="Anybody"),
            id="urn:uuid:6f1f2d56-6c44-4d2e-9a51-1c52d7a8a0c1",
            did=OTHER_KEY.public.did,
        ),
        "unknown_issuer",
    ),
    "a badge": (made.badge, "no_endorsement"),
    "withdrawal cannot be seen": (lambda: praise(**WITHDRAWN), "status_list_unseen"),
    "withdrawal of two bits": (
        lambda: praise(**standing_at(statusSize=2)),
        "unknown_kind_of_status",
    ),
    "withdrawal at no place": (
        lambda: praise(**standing_at(statusListIndex="0x1")),
        "unknown_kind_of_status",
    ),
    "withdrawal of another kind": (
        lambda: praise(**standing_at(statusPurpose="refutation")),
        "unknown_kind_of_status",
    ),
    "withdrawal at another host": (
        lambda: praise(**LISTED_ELSEWHERE),
        "status_list_elsewhere",
    ),
    "too large": (lambda: praise(comment="Very good. " * 2000), "too_large"),
}


def _without(document: Document, name: str) -> Document:
    return {key: value for key, value in document.items() if key != name}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_believed_is_not_kept(pecan_flats: Cast, caliche: Cast, kind: str) -> None:
    confirmed(pecan_flats)
    build, reason = REFUSED[kind]
    with pytest.raises(NotTaken) as refused:
        read(pecan_flats, build())
    assert refused.value.reason == reason
    assert not Endorsement.objects.exists()


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[1]", b"\xff\xfe", b"{}", b'{"a":1,"a":2}', b"x" * 9]
)
def test_what_is_no_file_of_theirs_is_answered(pecan_flats: Cast, body: bytes) -> None:
    confirmed(pecan_flats)
    with pytest.raises(NotTaken):
        endorsing.read(body, pecan_flats.district, at=NOW, seen=SEEN)


def test_their_status_list_is_asked(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    document = praise(**WITHDRAWN)
    for index, taken in ((8, True), (7, False)):
        listing = made.status_list(index, url=LIST, issuer_did=OTHER_DID, key=OTHER_KEY)
        seen = replace(SEEN, bodies={LIST: dump(listing)})
        if taken:
            assert read(cast, document, seen).said.counts
        else:
            with pytest.raises(NotTaken, match="withdrawn"):
                read(cast, document, seen)


def test_a_list_of_theirs_that_has_run_out_is_said_to_have(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    cast = confirmed(pecan_flats)
    people.choose(district=cast.district, try_links=True, by=cast.system)
    did, place = did_web(f"https://{issuer}"), f"https://{issuer}/status/1"
    over = {"validUntil": instant(NOW - dt.timedelta(hours=1))}
    listing = compose_status_list(url=place, issuer_did=did, withdrawn=[], at=made.AT) | over
    Issuer.served["/status/1"] = dump(proved(listing, did=did))
    status = standing_at(id=f"{place}#7", statusListCredential=place)
    assert "has run out" in post(cast, dump(at_its_address(issuer, **status)))
    assert "/status/1" in [path for path, _ in Issuer.seen]
    elsewhere = post(cast, dump(at_its_address(issuer, **LISTED_ELSEWHERE)))
    assert "can’t be checked here" in elsewhere
    assert not Endorsement.objects.exists()


def test_its_own_words_cannot_change_the_badge_around_it(pecan_flats: Cast, caliche: Cast) -> None:
    """A vocabulary that stands inside it, and that readers of the badge may not know."""
    cast = confirmed(pecan_flats)
    document = praise()
    document["@context"] = [*document["@context"], {"endorsementComment": "https://x.example/y"}]
    with pytest.raises(NotTaken, match="unusual_form"):
        read(cast, document)


def test_ones_own_praise_is_no_endorsement(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    own = praise(issuer=replace(UNIVERSITY, did=did_web(ADDRESS)))
    with pytest.raises(NotTaken, match="ones_own"):
        read(cast, own)


def test_only_the_lead_of_that_district_keeps_them(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    offered = read(cast)
    for other in (cast.ortiz, cast.hr, cast.dana, caliche.lead):
        with pytest.raises(NotAllowed):
            endorsing.bring(offered=offered, by=other, at=NOW)
    found = endorsing.bring(offered=offered, by=cast.lead, at=NOW)
    for change in (endorsing.show, endorsing.take_out):
        for other in (cast.hr, caliche.lead):
            with pytest.raises(NotAllowed):
                change(endorsement=found, by=other, at=NOW)
    assert not Endorsement.objects.visible_to(caliche.lead).exists()
    assert not Endorsement.objects.visible_to(cast.ortiz).exists()
    assert visitor(caliche, caliche.lead).get(f"/endorsements/{found.pk}").status_code == 404


def test_it_is_brought_once_and_again_after_it_was_taken_out(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    found = shown(cast)
    with pytest.raises(endorsing.AlreadyHere):
        endorsing.bring(offered=read(cast), by=cast.lead, at=NOW)
    with pytest.raises(endorsing.Changed):
        endorsing.show(endorsement=found, by=cast.lead, at=NOW)
    endorsing.take_out(endorsement=found, by=cast.lead, at=NOW)
    with pytest.raises(endorsing.Changed):
        endorsing.take_out(endorsement=found, by=cast.lead, at=NOW)
    endorsing.bring(offered=read(cast), by=cast.lead, at=NOW)
    assert Endorsement.objects.count() == 2


def test_what_was_signed_stays_as_it_was_brought(pecan_flats: Cast, caliche: Cast) -> None:
    found = shown(confirmed(pecan_flats))
    for change in ({"comment": "More"}, {"body": b"{}"}, {"endorser_name": "Another"}):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            Endorsement.objects.filter(pk=found.pk).update(**change)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        found.delete()


def test_there_is_an_end_to_how_many_are_shown(
    pecan_flats: Cast, caliche: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = confirmed(pecan_flats)
    monkeypatch.setattr(endorsing, "MOST", 1)
    shown(cast)
    with pytest.raises(endorsing.TooMany):
        shown(cast, praise(comment="And again."))


def test_the_same_with_other_spaces_is_the_same(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    document = praise()
    shown(cast, document)
    spaced = json.dumps(dict(reversed(document.items())), indent=1).encode()
    offered = endorsing.read(spaced, cast.district, at=NOW, seen=SEEN)
    with pytest.raises(endorsing.AlreadyHere):
        endorsing.bring(offered=offered, by=cast.lead, at=NOW)


def test_those_that_cannot_stand_in_one_badge_are_not_shown_together(
    pecan_flats: Cast, caliche: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parts that look alike take their signer so much work that there is a limit to it."""
    cast = confirmed(pecan_flats)
    shown(cast)
    found = endorsing.bring(offered=read(cast, praise(comment="Good.")), by=cast.lead, at=NOW)
    with monkeypatch.context() as patch:
        patch.setattr(rdf, "MAX_NAMED", 5)
        with pytest.raises(endorsing.NotBesideThose):
            endorsing.show(endorsement=found, by=cast.lead, at=NOW)
        page = visitor(cast, cast.lead).post(f"/endorsements/{found.pk}/show", follow=True)
    assert "too much like one that is shown" in page.content.decode()
    assert inside(award(cast, to=cast.ortiz).documents.current()) == [COMMENT]


def test_a_record_of_badges_with_the_most_of_them_is_signed_and_checked() -> None:
    """Thirty badges, five endorsements each: every one names its vocabularies once more."""

    def badge(number: int) -> Document:
        of = f"{ADDRESS}/catalog/a{number}#v1"
        held = [
            praise(of=of, id=f"https://badges.littlefork.example/e/{number}-{n}") for n in range(5)
        ]
        return made.badge(
            id=f"{ADDRESS}/c/{number}",
            achievement=replace(made.ACHIEVEMENT, id=of, endorsements=held),
            status=None,
        )

    record = compose_record(
        id="urn:uuid:9f0c1c3e-7a55-4b43-8d5c-0e0a6a1f7c11",
        issuer=made.ISSUER,
        earner=made.EARNER,
        name="Record",
        badges=[badge(number) for number in range(MOST_BADGES)],
        valid_from=made.AT,
    )
    signed = dump(sign(record, key=KEY, did=made.DID, at=made.AT))
    verdict = verify(signed, now=made.NOW, did_documents=published())
    assert verdict.outcome is Outcome.REAL


def test_one_that_runs_out_is_in_no_more_badges(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    ends = NOW + dt.timedelta(days=30)
    shown(cast, praise(valid_until=ends))
    version = cast.versions[SLUG]
    assert Endorsement.objects.shown(version, ends - dt.timedelta(seconds=1)).exists()
    assert not Endorsement.objects.shown(version, ends).exists()


def post(cast: Cast, body: bytes = b"", text: str = "") -> str:
    sent: dict[str, object] = {"text": text}
    if body:
        sent["file"] = SimpleUploadedFile("endorsement.json", body)
    answer = visitor(cast, cast.lead).post("/endorsements", sent, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def at_its_address(place: str, **changes: Any) -> Document:
    did = did_web(f"https://{place}")
    return praise(KEY, did, issuer=replace(UNIVERSITY, did=did), **changes)


def test_the_lead_brings_looks_and_shows(pecan_flats: Cast, caliche: Cast, issuer: str) -> None:
    """Their key is fetched from their own address, over TLS."""
    cast = confirmed(pecan_flats)
    people.choose(district=cast.district, try_links=True, by=cast.system)
    client, stranger = visitor(cast, cast.lead), visitor(cast)
    page = client.get("/endorsements").content.decode()
    assert OF in page
    page = post(cast, dump(at_its_address(issuer)))
    assert Issuer.seen[0][0] == "/.well-known/did.json"
    assert "Little Fork University" in page
    assert COMMENT in page
    assert "Not shown yet" in page
    catalog = f"/catalog/{SLUG}"
    assert COMMENT not in stranger.get(catalog).content.decode()
    found = Endorsement.objects.get()
    page = client.post(f"/endorsements/{found.pk}/show", follow=True).content.decode()
    assert "Shown on the badge’s page" in page
    assert COMMENT in stranger.get(catalog).content.decode()
    earned = award(cast, to=cast.ortiz)
    credentials.share(award=earned, visibility="public", shown=[], by=cast.ortiz, at=NOW)
    assert COMMENT in stranger.get(f"/c/{earned.public_id}").content.decode()
    page = post(cast, dump(at_its_address(issuer)))
    assert "This one was brought before." in page
    assert client.get(f"/endorsements/{found.pk}/take-out").status_code == 200
    client.post(f"/endorsements/{found.pk}/take-out")
    assert COMMENT not in stranger.get(catalog).content.decode()
    assert "Taken out" in client.get("/endorsements").content.decode()


def test_what_they_pasted_is_still_there(pecan_flats: Cast, caliche: Cast, issuer: str) -> None:
    cast = confirmed(pecan_flats)
    people.choose(district=cast.district, try_links=True, by=cast.system)
    document = dump(at_its_address(issuer, comment='I said "so".')).decode()
    broken = document.replace("I said", "I never said")
    page = post(cast, text=broken)
    assert "it was changed after it was signed" in page
    assert html.escape(broken[40:90], quote=True).replace("&#x27;", "&#39;") in page
    assert "Choose their file, or paste" in post(cast)
    both = post(cast, document.encode(), text=document)
    assert "The file was let go, because there is pasted text as well." in both
    assert not Endorsement.objects.exists()
    assert "Not shown yet" in post(cast, text=document)


def test_beside_too_many_others_it_is_asked_for_again(
    pecan_flats: Cast, caliche: Cast, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "AT_ONCE", threading.BoundedSemaphore(1))
    cast = confirmed(pecan_flats)
    people.choose(district=cast.district, try_links=True, by=cast.system)
    document = dump(at_its_address(issuer)).decode()
    with intake.asking():
        page = post(cast, text=document)
    assert "The server is busy with other links." in page
    assert "Little Fork University" in page
    assert Issuer.seen == []
    assert "Not shown yet" in post(cast, text=document)


def test_nothing_is_asked_where_links_are_switched_off(
    pecan_flats: Cast, caliche: Cast, issuer: str
) -> None:
    cast = confirmed(pecan_flats)
    page = post(cast, dump(at_its_address(issuer)))
    assert "this site opens no links" in page
    assert not Endorsement.objects.exists()
    assert Issuer.seen == []


@pytest.mark.django_db(transaction=True)
def test_two_leads_cannot_show_one_more_than_there_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(endorsing, "MOST", 1)
    cast = confirmed(people_of.pecan_flats())
    both = [
        endorsing.bring(offered=read(cast, praise(comment=word)), by=cast.lead, at=NOW)
        for word in ("One.", "Two.")
    ]
    ended = at_once(*(partial(endorsing.show, endorsement=e, by=cast.lead, at=NOW) for e in both))
    assert ended == ["TooMany", "done"]
    assert Endorsement.objects.shown(cast.versions[SLUG], NOW).count() == 1
