"""A badge from elsewhere in words: what it says, whom it names, and what checking it found."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.credentials.models import OutsideBadge
from waypost.credentials.outside.reading import verdict_of
from waypost.pages.proof import Proof
from waypost.pages.proof_file import prove_file
from waypost.people.models import District


@dataclass(frozen=True)
class Face:
    """A badge from elsewhere, as what it is."""

    badge: OutsideBadge
    proof: Proof | None

    @property
    def title(self) -> str:
        return outside_title(self.badge)

    @property
    def issued(self) -> str:
        return str(self.badge.facts.get("awarded_at") or self.badge.facts.get("valid_from", ""))[
            :10
        ]

    @property
    def issued_on(self) -> dt.date | None:
        return dt.date.fromisoformat(self.issued) if self.issued else None

    @property
    def whose(self) -> str:
        """A sentence about whom it names."""
        if not self.badge.facts:
            return ""
        name = self.badge.facts.get("earner_name") or _("somebody else")
        match self.badge.found.get("whose", ""):
            case "mine":
                return _("It names %(owner)s.") % {"owner": self.badge.person.name}
            case "other":
                return _(
                    "It says it was issued to %(name)s, which is not %(owner)s’s name here."
                ) % {
                    "name": name,
                    "owner": self.badge.person.name,
                }
            case "another_address":
                return _("It was issued to an address that isn’t one of %(owner)s’s here.") % {
                    "owner": self.badge.person.name
                }
            case "unsaid":
                return _("It doesn’t say to whom it was issued.")
        return ""

    @property
    def sentence(self) -> str:
        """The verdict; for a link that holds no badge, what opening it came to."""
        if self.proof:
            return self.proof.sentence
        return str(_LINKS.get(self.badge.found.get("link", ""), _LINKS["not_tried"]))


_LINKS: dict[str, str | Promise] = {
    "opens": gettext_lazy("The link opens, and no badge file that can be read is there."),
    "needs_sign_in": gettext_lazy("The link asks for a sign-in, so nothing could be read."),
    "not_found": gettext_lazy("Nothing was found at the link."),
    "unreachable": gettext_lazy("The link could not be opened."),
    "not_tried": gettext_lazy(
        "It is kept as a link: links are not opened here, so nothing was read."
    ),
}


def outside_title(badge: OutsideBadge) -> str:
    """What the badge or its owner calls it, or else where it is from."""
    if badge.title:
        return badge.title
    host = urlsplit(badge.url).hostname if badge.url else ""
    if host:
        return _("A badge at %(host)s") % {"host": host}
    kinds = {
        "open_badges_2": _("An Open Badges 2.0 badge"),
        "older_credential": _("An older credential"),
        "signed_token": _("A badge as a signed token"),
    }
    return kinds.get(badge.found.get("reason", ""), _("A badge without a title"))


def face_of(badge: OutsideBadge, here: District) -> Face:
    if not badge.outcome or badge.read_at is None:
        return Face(badge, None)
    now = timezone.now()
    return Face(badge, prove_file(verdict_of(badge, at=now), here=here, at=now))
