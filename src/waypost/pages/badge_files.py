"""The files of a badge, by name, and which one is for what."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waypost.catalog.models import Kind
from waypost.credentials import older, records
from waypost.credentials.models import Award
from waypost.credentials.older_views import answer, only_real
from waypost.credentials.policies import may_share, may_take_record
from waypost.notices.servers import answered_at
from waypost.openbadges import dump
from waypost.people.models import Person
from waypost.people.requests import DistrictRequest


@dataclass(frozen=True)
class File:
    """One form of a badge: what it is called, when to choose it, where it is."""

    name: str
    text: str
    url: str
    icon: str = "download"
    saves: bool = True


def files_of(viewer: Person, award: Award, *, prints: bool, withdrawn: bool) -> list[File]:
    """In the order in which most people need them."""
    said = award.public_id
    files = [
        File(
            _("Badge file (JSON)"),
            _("The badge itself, signed. Keep this one; wallets and newer backpacks read it."),
            reverse("credentials:json", args=[said]),
        ),
        File(
            _("Picture (PNG)"),
            _("For a web page or an e-mail. The badge is inside, so it can be checked too."),
            reverse("credentials:png", args=[said]),
        ),
        File(
            _("Picture (SVG)"),
            _("The same, sharp at any size: for print and slides."),
            reverse("credentials:svg", args=[said]),
        ),
    ]
    if not award.practice:
        files.append(
            File(
                _("Signed token (JWT)"),
                _("The same badge as one line of text, for programs that ask for a token."),
                reverse("credentials:jwt", args=[said]),
            )
        )
    if prints:
        files.append(
            File(
                _("Certificate (PDF)"),
                _("On paper, with a code that whoever scans it can check."),
                reverse("credentials:pdf", args=[said]),
                "printer",
                saves=False,
            )
        )
    if award.version.kind == Kind.DEGREE and may_take_record(viewer, award) and award.counts:
        files.append(
            File(
                _("Degree with what it rests on (CLR)"),
                _("One file with every badge behind it, for a university or another district."),
                reverse("credentials:degree_record", args=[said]),
            )
        )
    return [*files, *_for_older_backpacks(viewer, award)]


def _for_older_backpacks(viewer: Person, award: Award) -> list[File]:
    """Only of a real badge that anyone may see: an older backpack asks its address."""
    if award.practice or older.is_over(award) or not award.is_open_to_all:
        return []
    if not may_share(viewer, award):
        return []
    return [
        File(
            _("For older backpacks (PNG)"),
            _("Open Badges 2.0. Choose it where the badge file above is refused."),
            reverse("credentials:ob2_png", args=[award.public_id]),
        ),
        File(
            _("For older backpacks (address)"),
            _("Where a backpack asks for an address instead of a file, copy this one."),
            older.Places(award.district).assertion(award.public_id),
            "link",
            saves=False,
        ),
    ]


@require_safe
def older_issuer(request: DistrictRequest) -> HttpResponseBase:
    """Who issues, for Open Badges 2.0: with the address that the district's letters come from."""
    only_real(request)
    email = answered_at(request.district)
    return answer(request, dump(older.issuer_profile(request.district, email=email)))


def whole_record_parts(person: Person) -> list[int]:
    """The numbers of the records that hold all of one's badges."""
    return list(range(1, records.pages_of(person) + 1))
