"""One file with a degree and what it rests on, or with all that somebody holds."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.cast import NOW, Cast
from tests.credentials.made import award, confirmed
from tests.credentials.made import show as show_piece
from tests.credentials.test_degree import PARTS, RULE_ALONE, SLUG, degree, parts, published
from tests.pages.stage import few_queries, visitor
from waypost.credentials import actions, records, suspending
from waypost.credentials.checking import check_file
from waypost.credentials.keys import signing_key
from waypost.credentials.models import Award, IssuerKey
from waypost.openbadges import Document, Outcome, dump, load
from waypost.people.models import Person

pytestmark = pytest.mark.any_database
LATER = NOW + dt.timedelta(days=30)


def with_degree(cast: Cast) -> Award:
    parts(cast, cast.ortiz)
    made = show_piece(cast, SLUG, to=cast.ortiz)
    assert made is not None
    return made


def take(cast: Cast, path: str, who: Person | None) -> Document:
    client = visitor(cast, who)
    with few_queries():
        answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "application/vc+ld+json"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("attachment;")
    return load(answer.content)


def titles(record: Document) -> set[str]:
    held = record["credentialSubject"]["verifiableCredential"]
    return {each["credentialSubject"]["achievement"]["name"] for each in held}


def outcome(cast: Cast, body: Document) -> Outcome:
    return check_file(dump(body), cast.district, at=timezone.now()).outcome


def checked(cast: Cast, record: Document) -> str:
    """What the page says to a stranger."""
    file = SimpleUploadedFile("record.json", dump(record))
    return visitor(cast).post("/check", {"badge": file}).content.decode()


def test_a_degree_comes_with_every_badge_behind_it(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    made = with_degree(cast)
    record = take(cast, f"/c/{made.public_id}.clr.json", cast.ortiz)
    assert record["name"] == made.version.title
    assert titles(record) == {made.version.title, *(cast.versions[slug].title for slug in PARTS)}
    ids = {each["sourceId"] for each in record["credentialSubject"]["association"]}
    assert ids == {f"{cast.district.address}/catalog/{SLUG}#v1"}
    assert len(record["credentialSubject"]["association"]) == len(PARTS)
    assert outcome(cast, record) is Outcome.REAL


def test_only_its_earner_and_those_who_see_all_of_it_get_that_file(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    made = with_degree(cast)
    actions.share(award=made, visibility="public", shown=[], by=cast.ortiz, at=NOW)
    path = f"/c/{made.public_id}.clr.json"
    for who in (None, cast.reyes, cast.dana, cast.principal):
        assert visitor(cast, who).get(path).status_code == 404, who
    assert visitor(caliche, caliche.lead).get(path).status_code == 404
    for who in (cast.lead, cast.hr):
        assert visitor(cast, who).get(path).status_code == 200
    badge = award(cast, to=cast.reyes)
    assert visitor(cast, cast.reyes).get(f"/c/{badge.public_id}.clr.json").status_code == 404


def test_what_was_withdrawn_since_is_not_in_it(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    made = with_degree(cast)
    gone = Award.objects.get(version=cast.versions["forms-quiz"])
    actions.withdraw(award=gone, reason="error", by=cast.lead, at=NOW)
    record = take(cast, f"/c/{made.public_id}.clr.json", cast.ortiz)
    assert gone.version.title not in titles(record)
    assert outcome(cast, record) is Outcome.REAL


def test_a_degree_that_counts_for_nothing_has_no_record(pecan_flats: Cast, caliche: Cast) -> None:
    """Or what it rests on would be signed under its title."""
    cast = confirmed(pecan_flats)
    made = with_degree(cast)
    path, page = f"/c/{made.public_id}.clr.json", f"/badges/{made.pk}"
    owner = visitor(cast, cast.ortiz)
    assert path in owner.get(page).content.decode()
    suspending.suspend(award=made, reason="question", note="x", by=cast.lead, at=NOW)
    assert owner.get(path).status_code == 404
    assert path not in owner.get(page).content.decode()
    suspending.restore(award=made, note="", by=cast.lead, at=NOW)
    assert owner.get(path).status_code == 200
    actions.withdraw(award=made, reason="error", by=cast.lead, at=NOW)
    assert owner.get(path).status_code == 404
    assert path not in owner.get(page).content.decode()


def test_a_record_that_was_saved_falls_with_a_badge_in_it(pecan_flats: Cast, caliche: Cast) -> None:
    cast = confirmed(pecan_flats)
    with_degree(cast)
    record = take(cast, "/badges/record.json", cast.ortiz)
    assert outcome(cast, record) is Outcome.REAL
    gone = Award.objects.get(version=cast.versions["forms-quiz"])
    actions.withdraw(award=gone, reason="error", by=cast.lead, at=NOW)
    assert outcome(cast, record) is Outcome.WITHDRAWN
    said = checked(cast, record)
    assert "This record is out of date" in said
    assert "This badge was withdrawn" not in said, "the list cannot say why"


def test_all_that_one_holds_is_in_one_file_and_nobody_else_s(
    pecan_flats: Cast, caliche: Cast
) -> None:
    cast = confirmed(pecan_flats)
    published(cast, RULE_ALONE)
    with_degree(cast)
    award(cast, to=cast.reyes)
    record = take(cast, "/badges/record.json", cast.ortiz)
    assert record["name"] == "Record of María Ortiz"
    assert len(titles(record)) == 4
    assert degree(cast.ortiz, "both") is not None
    sources = {each["sourceId"] for each in record["credentialSubject"]["association"]}
    assert len(sources) == 2
    assert cast.ortiz.email not in str(record)
    assert outcome(cast, record) is Outcome.REAL
    assert "issued “Record of María Ortiz” to María Ortiz" in checked(cast, record)
    assert outcome(caliche, record) is Outcome.CANNOT_CHECK
    assert len(titles(take(cast, "/badges/record.json", cast.reyes))) == 1
    assert visitor(cast, cast.dana).get("/badges/record.json").status_code == 404


def test_what_is_for_practice_is_never_in_a_record_of_real_ones(
    pecan_flats: Cast, caliche: Cast
) -> None:
    practice = award(pecan_flats, to=pecan_flats.ortiz)
    record = take(pecan_flats, "/badges/record.json", pecan_flats.ortiz)
    assert record["name"].startswith("Practice: ")
    assert outcome(pecan_flats, record) is Outcome.PRACTICE
    cast = confirmed(pecan_flats)
    made = award(cast, "check-and-change", to=cast.ortiz)
    record = take(cast, "/badges/record.json", cast.ortiz)
    assert titles(record) == {made.version.title}
    assert practice.version.title not in titles(record)


def test_who_holds_many_takes_them_in_several_files(
    pecan_flats: Cast, caliche: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = confirmed(pecan_flats)
    with_degree(cast)
    monkeypatch.setattr(records, "MOST_BADGES", 2)
    found = [take(cast, f"/badges/record.json?part={n}", cast.ortiz) for n in (1, 2)]
    assert [len(titles(each)) for each in found] == [2, 1]
    assert found[0]["name"] == "Record of María Ortiz (1 of 2)"
    client = visitor(cast, cast.ortiz)
    for odd in ("0", "3", "-1", "x", "", "²", "9" * 400):
        assert client.get("/badges/record.json", {"part": odd}).status_code == 404, odd
    page = client.get("/badges").content.decode()
    assert "Save record, part 2 of 2" in page


@pytest.mark.parametrize("path", ["/badges/record.json", "degree"])
def test_a_key_that_is_gone_is_said_and_nothing_breaks(
    pecan_flats: Cast, caliche: Cast, path: str, settings: Any
) -> None:
    cast = confirmed(pecan_flats)
    made = with_degree(cast)
    signing_key(IssuerKey.objects.signing().get(use="badges", algorithm="Ed25519"))
    settings.KEYS = "/nowhere"
    answer = visitor(cast, cast.ortiz).get(
        f"/c/{made.public_id}.clr.json" if path == "degree" else path
    )
    assert answer.status_code == 503
    assert "signing key is not where it should be" in answer.content.decode()
