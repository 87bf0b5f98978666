"""The link by which somebody answers once, and nobody learns who.

It is made out of what it is about and the server's secret, so no list of links is kept anywhere:
neither who was asked nor who answered what.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery
from django.utils.crypto import salted_hmac

from waypost.catalog.models import Version
from waypost.credentials.models import Award
from waypost.evidence.models import Submission
from waypost.people.models import District
from waypost.surveys.models import Occasion, OwnForm, Used

_LETTERS = {Occasion.AWARD: b"a", Occasion.LEAVING: b"l"}
_OCCASIONS = {letter: occasion for occasion, letter in _LETTERS.items()}
_SEAL = 10


@dataclass(frozen=True)
class Question:
    """What a link asks about."""

    version: Version
    occasion: Occasion


def ask(district: District, occasion: Occasion, thing: UUID) -> str:
    """Where to answer about this award, or this work that somebody stopped; empty once it was done.

    A district's own form cannot be asked who used it, so its link always stands. One query.
    """
    token = token_for(occasion, thing)
    own = OwnForm.objects.filter(district=OuterRef("pk")).values("url")[:1]
    used = Used.objects.filter(district=OuterRef("pk"), digest=digest_of(token))
    here = District.objects.annotate(own=Subquery(own), used=Exists(used))
    url, is_done = here.values_list("own", "used").get(pk=district.pk)
    if url:
        return str(url)
    return "" if is_done else f"{district.address}/e/{token}"


def token_for(occasion: Occasion, thing: UUID) -> str:
    """36 letters that nobody else can make."""
    about = _LETTERS[occasion] + thing.bytes
    return base64.urlsafe_b64encode(about + _seal(about)).decode()


def is_used(district: District, token: str) -> bool:
    return Used.objects.filter(district=district, digest=digest_of(token)).exists()


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def question_of(district: District, token: str) -> Question | None:
    """None for what we did not make, and for another district's."""
    try:
        raw = base64.b64decode(token, altchars=b"-_", validate=True)
    except ValueError:
        return None
    about, seal = raw[:-_SEAL], raw[-_SEAL:]
    if len(about) != 17 or not hmac.compare_digest(seal, _seal(about)):
        return None
    occasion, thing = _OCCASIONS[about[:1]], UUID(bytes=about[1:])
    kind = Award if occasion == Occasion.AWARD else Submission
    found = kind._default_manager.filter(district=district, pk=thing)
    one = found.select_related("version").first()
    return Question(one.version, occasion) if one else None


def _seal(about: bytes) -> bytes:
    return salted_hmac("waypost.surveys", about, algorithm="sha256").digest()[:_SEAL]
