"""Is it from here after all? The district knows what it issued, and needs no file to tell it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from waypost.credentials.checking import public_id_of
from waypost.credentials.models import Award, IssuerKey, OutsideBadge, Use
from waypost.credentials.outside.reading import Reading
from waypost.openbadges import State, Unreadable, Verdict, load
from waypost.openbadges.hosted import OPEN_BADGES_2
from waypost.people.models import District

# A badge's page and files, and the same for older backpacks.
PLACES = ("/c/", "/ob2/assertions/")


@dataclass(frozen=True)
class Ours:
    """`award` is None for what is no single badge, such as a record; `over` when the key that
    signed the file was withdrawn, so that it proves nothing."""

    award: Award | None
    over: bool = False


def signs_here(issuer: str, district: District) -> bool:
    """Whether badges are, or ever were, signed here under this name: those for practice as well."""
    keys = IssuerKey.objects.filter(district=district, did=issuer)
    return keys.exclude(use=Use.SYSTEMS).exists()


def is_over(verdict: Verdict) -> bool:
    """Whether it is signed with a key that was withdrawn, by its issuer or by whoever else has it:
    nothing says that the file was changed, and nothing that it is real."""
    return verdict.reason == "key_was_withdrawn"


def ours_in(reading: Reading | None, url: str, district: District) -> Ours | None:
    """None for what is from elsewhere, and for what only says that it is from here."""
    found = Award.objects.filter(district=district)
    facts = reading.verdict.facts if reading else None
    proven = reading is not None and reading.verdict.signed_by_issuer.state is State.PROVEN
    over = reading is not None and is_over(reading.verdict)
    if facts and (proven or over) and signs_here(facts.issuer, district):
        return Ours(found.at_address(public_id_of(facts.id, district)).first(), over)
    for place in (url, _hosted_at(reading.body) if reading else ""):
        public_id = _public_id(place, district)
        if public_id and (award := found.at_address(public_id).first()):
            return Ours(award)
    return None


def says_ours(badge: OutsideBadge) -> bool:
    """What says that it is from here, proven or not: it is on record here, or it is forged."""
    district = badge.district
    issuer = str(badge.facts.get("issuer", ""))
    if issuer and signs_here(issuer, district):
        return True
    places = (badge.url, _hosted_at(bytes(badge.body or b"")))
    return any(_public_id(place, district) for place in places)


def _public_id(place: str, district: District) -> str:
    """Of the badge at this address; empty for what is no badge's address here."""
    try:
        asked = urlsplit(place)
    except ValueError:
        return ""
    if not asked.netloc or asked.netloc.lower() != district.domain.lower():
        return ""
    for start in PLACES:
        if asked.path.startswith(start):
            return asked.path.removeprefix(start).partition(".")[0].strip("/")
    return ""


def _hosted_at(body: bytes) -> str:
    """Where an Open Badges 2.0 badge stands; nobody signed it, so that is all that tells whose it
    is. Empty for every other kind."""
    words = body[:2000].decode("utf-8", "replace").strip()
    if words.startswith("http"):
        return words
    try:
        said = load(body)
    except Unreadable:
        return ""
    place = said.get("id")
    hosted = OPEN_BADGES_2 in str(said.get("@context"))
    return place if hosted and isinstance(place, str) else ""
