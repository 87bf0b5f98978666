"""Where private keys are: 0600 files under the data folder, one per district and key."""

import datetime as dt
import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from waypost.credentials.models import Award, IssuerKey, StatusList
from waypost.openbadges import SigningKey, did_web
from waypost.people.models import District


class KeyMissing(Exception):
    """The key's file is not in the data folder, is damaged or may not be read: nothing can be
    signed until it is put back."""


def current_key(district: District, *, at: dt.datetime) -> IssuerKey:
    """The key that signs today, made on first use: did:key for practice, else did:web."""
    practice = district.practice
    now = IssuerKey.objects.filter(district=district, practice=practice, retired_at=None)
    if found := now.first():
        return found
    secret = SigningKey.generate()
    did = secret.public.did if practice else did_web(district.address)
    fingerprint = _fingerprint(secret)
    # The file first: a row without its key would promise what nobody can keep.
    _write(_path(district, fingerprint), secret.text())
    try:
        with transaction.atomic():
            return IssuerKey.objects.create(
                district=district,
                did=did,
                public_multibase=secret.public.multibase,
                fingerprint=fingerprint,
                practice=practice,
                created_at=at,
            )
    except IntegrityError:
        _path(district, fingerprint).unlink(missing_ok=True)
        return now.get()


def key_for(award: Award, *, at: dt.datetime) -> IssuerKey:
    """What signs it: a practice award stays one, whatever its district has become."""
    if award.practice == award.district.practice:
        return current_key(award.district, at=at)
    kept = IssuerKey.objects.filter(district=award.district, practice=award.practice)
    return kept.order_by("-created_at").select_related("district")[0]


def key_of_list(status_list: StatusList) -> IssuerKey:
    """A practice list stays with its did:key after the address is confirmed, or its badges would
    not believe it."""
    keys = IssuerKey.objects.filter(district=status_list.district, practice=status_list.practice)
    return keys.order_by("-created_at").select_related("district")[0]


def signing_key(key: IssuerKey) -> SigningKey:
    """Raises KeyMissing."""
    try:
        found = SigningKey.from_text(_path(key.district, key.fingerprint).read_text())
    except (OSError, ValueError) as error:
        raise KeyMissing(key.fingerprint[:12]) from error
    if _fingerprint(found) != key.fingerprint:
        raise KeyMissing(key.fingerprint[:12])
    return found


def missing_files() -> list[Path]:
    """Where keys that still sign should lie and do not."""
    missing = []
    for key in IssuerKey.objects.filter(retired_at=None).select_related("district"):
        try:
            signing_key(key)
        except KeyMissing:
            missing.append(_path(key.district, key.fingerprint))
    return missing


def _fingerprint(key: SigningKey) -> str:
    return hashlib.sha256(key.public.raw).hexdigest()


def _path(district: District, fingerprint: str) -> Path:
    return Path(settings.KEYS) / str(district.pk) / f"{fingerprint}.key"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(text + "\n")
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
