"""What is found out about an address before it is confirmed."""

import datetime as dt
import secrets
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waypost.people.actions import AddressLocked, OnlyPractice
from waypost.people.models import AddressCheck, District
from waypost.people.models.districts import ADDRESS
from waypost.people.policies import may_run_program, require
from waypost.people.viewers import Viewer


def begin_check(*, district: District, address: str, by: Viewer, at: dt.datetime) -> AddressCheck:
    """What the server will ask for there; a link that was given out before keeps working.

    Raises ValidationError, AddressLocked, or OnlyPractice in a demo.
    """
    require(may_run_program(by, district))
    address = public_address(address)
    if district.demo:
        raise OnlyPractice
    if not district.practice:
        raise AddressLocked
    others = District.objects.exclude(pk=district.pk)
    theirs = Q(host=urlsplit(address).hostname) | Q(address=address, address_confirmed_at__lte=at)
    if others.filter(theirs).exists():
        taken = _("Another district of this server lives at this address. Choose another name.")
        raise ValidationError({"address": [taken]})
    check, _made = AddressCheck.objects.update_or_create(
        district=district,
        address=address,
        defaults={"nonce": _random(), "answer": _random(), "asked_at": at},
        create_defaults={
            "nonce": _random(),
            "answer": _random(),
            "token": _random(),
            "asked_at": at,
        },
    )
    return check


def public_address(text: str) -> str:
    """As people type it: without a scheme it means https. Raises ValidationError."""
    typed = text.strip().rstrip("/")
    if "://" not in typed:
        typed = f"https://{typed}"
    parts = urlsplit(typed.lower())
    try:
        ADDRESS(typed)
        usual = parts.port in (None, 443)
    except (ValidationError, ValueError) as wrong:
        raise ValidationError({"address": [ADDRESS.message]}) from wrong
    if parts.scheme != "https":
        plain = _("Badges need an address that begins with https://, so that nobody can fake it.")
        raise ValidationError({"address": [plain]})
    return f"https://{parts.hostname if usual else parts.netloc}"


def note_found(*, check: AddressCheck, found: str, by: Viewer, at: dt.datetime) -> None:
    """What came of asking; an answer to an earlier asking is no news."""
    require(may_run_program(by, check.district))
    current = AddressCheck.objects.filter(pk=check.pk, nonce=check.nonce)
    current.update(found=found, found_at=at)
    check.refresh_from_db()


def note_seen(*, check: AddressCheck, at: dt.datetime) -> None:
    """Opened from outside, by whoever holds its link: the link is what allows it."""
    AddressCheck.objects.filter(pk=check.pk).update(seen_at=at)


def check_at(address: str, *, district: District | None, **known: str) -> AddressCheck | None:
    """The check of this address by its nonce or token; where a district lives, one of its own."""
    found = AddressCheck.objects.filter(address=address, **known).select_related("district")
    return (found.filter(district=district) if district else found).first()


def _random() -> str:
    return secrets.token_urlsafe(32)
