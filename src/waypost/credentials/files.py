"""Every file of a badge and of its issuer, under the address that it has on the web."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from django.conf import settings
from django.utils import translation

from waypost.catalog.models import Version
from waypost.credentials import art, older
from waypost.credentials.checking import district_did, district_key_set, lists_of, standing
from waypost.credentials.content import award_id
from waypost.credentials.history import as_data, history, told_to_anyone
from waypost.credentials.keys import KeyLocked, KeyMissing
from waypost.credentials.models import Algorithm, Award, StatusList
from waypost.credentials.status_lists import revocation_list
from waypost.credentials.tokens import NoToken, token_of
from waypost.openbadges import bake, bake_older, dump
from waypost.openbadges.contexts import PINS
from waypost.people.models import District

SIGNED, JSON = "application/vc+ld+json", "application/json"
TOKENS = {Algorithm.RS256: ".jwt", Algorithm.ED25519: ".ed25519.jwt"}


@dataclass(frozen=True)
class File:
    """`path` is below the district's own address, without the first slash."""

    path: str
    body: bytes
    kind: str

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


def of_award(award: Award, *, at: dt.datetime) -> Iterator[File]:
    """The signed badge, and what carries it."""
    body = bytes(award.documents.current().body)
    base = f"c/{award.public_id}"
    yield File(f"{base}.json", body, SIGNED)
    png = art.png(award.version, practice=award.practice)
    yield File(f"{base}.png", bake(png, body), "image/png")
    svg = art.svg(award.version, practice=award.practice)
    yield File(f"{base}.svg", bake(svg, body), "image/svg+xml")
    for algorithm, ending in TOKENS.items():
        with contextlib.suppress(NoToken, KeyMissing, KeyLocked):
            made = token_of(award, algorithm, at=at)
            yield File(f"{base}{ending}", bytes(made.body), "text/plain")


def told_of(award: Award) -> dict[str, object]:
    """What became of a badge that anyone may see, as its public page says it."""
    steps = as_data(award, told_to_anyone(history(award)))
    return {"id": award_id(award), "status": standing(award), "history": steps}


def older_of_award(award: Award) -> Iterator[File]:
    """For older backpacks: of what is real, public and stands; nothing else may be hosted."""
    if award.practice or not award.is_open_to_all or older.is_over(award):
        return
    said = older.assertion(award, award.documents.current())
    if said is None:
        return
    assertion, base = dump(said), f"ob2/assertions/{award.public_id}"
    place = older.Places(award.district).assertion(award.public_id)
    yield File(f"{base}.json", assertion, JSON)
    yield File(f"{base}.png", bake_older(art.png(award.version), assertion, place), "image/png")
    yield File(f"{base}.svg", bake_older(art.svg(award.version), assertion, place), "image/svg+xml")


def older_of_version(version: Version) -> Iterator[File]:
    base = f"ob2/badges/{version.pk}"
    yield File(f"{base}.json", dump(older.badge_class(version)), JSON)
    yield File(f"{base}.png", art.png(version), "image/png")


def of_issuer(district: District) -> Iterator[File]:
    """Keys and status lists: with them, everything that it signed is checked."""
    _, document = district_did(district)
    if document:
        yield File(".well-known/did.json", dump(document), "application/did+ld+json")
        keys = dump(district_key_set(district))
        yield File(".well-known/jwks.json", keys, JSON)
    lists = StatusList.objects.filter(district=district, practice=False).order_by("number")
    for listing in lists.select_related("district").iterator():
        for url, body in lists_of(listing).items():
            yield File(url.removeprefix(f"{district.address}/"), body, JSON)
        with translation.override(settings.LANGUAGE_CODE):
            revoked = revocation_list(listing)
        yield File(f"status/revocations/{listing.number}.json", dump(revoked), JSON)


def vocabularies() -> Iterator[File]:
    """The contexts that badges name, word for word: they have vanished from the web before."""
    for pin in PINS:
        body = resources.files("waypost.openbadges").joinpath("contexts", pin.file).read_bytes()
        yield File(f"contexts/{pin.file}", body, "application/ld+json")
