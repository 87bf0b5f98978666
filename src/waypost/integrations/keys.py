"""With what integrations sign: a did:key of the district's own, apart from the keys of badges."""

import datetime as dt
import hashlib
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from waypost.credentials.keys import KeyMissing
from waypost.integrations.models import IntegrationKey
from waypost.openbadges import SigningKey
from waypost.people.kept import write_secret
from waypost.people.models import District


def current_key(district: District, *, at: dt.datetime) -> IntegrationKey:
    """Made on first use."""
    current = IntegrationKey.objects.filter(district=district, retired_at=None)
    if found := current.first():
        return found
    secret = SigningKey.generate()
    fingerprint = _fingerprint(secret)
    file = _path(district, fingerprint)
    # The file first: a row without its key would promise what nobody can keep.
    write_secret(file, secret.text() + "\n")
    try:
        with transaction.atomic():
            return IntegrationKey.objects.create(
                district=district,
                did=secret.public.did,
                public_multibase=secret.public.multibase,
                fingerprint=fingerprint,
                created_at=at,
            )
    except IntegrityError:
        file.unlink(missing_ok=True)
        return current.get()


def signing_key(key: IntegrationKey) -> SigningKey:
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
    for key in IntegrationKey.objects.filter(retired_at=None).select_related("district"):
        try:
            signing_key(key)
        except KeyMissing:
            missing.append(_path(key.district, key.fingerprint))
    return missing


def _fingerprint(key: SigningKey) -> str:
    return hashlib.sha256(key.public.raw).hexdigest()


def _path(district: District, fingerprint: str) -> Path:
    return Path(settings.KEYS) / str(district.pk) / f"integrations-{fingerprint}.key"
