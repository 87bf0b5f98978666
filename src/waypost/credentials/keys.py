"""Which key signs: made on first use, and for a confirmed address the next one with it, so that it
was published for long when its turn comes. Other uses have a did:key, which nobody publishes."""

import datetime as dt
import hashlib
from pathlib import Path

from django.db import IntegrityError, transaction

from waypost.credentials import key_files
from waypost.credentials.key_files import KeyLocked, KeyMissing, Secret
from waypost.credentials.models import Algorithm, Award, IssuerKey, StatusList, Use
from waypost.openbadges import PublicKey, RsaSigningKey, SigningKey, did_web, jwk
from waypost.people.models import District

__all__ = ["KeyLocked", "KeyMissing"]


def current_key(
    district: District, *, at: dt.datetime, algorithm: Algorithm = Algorithm.ED25519
) -> IssuerKey:
    """The key that signs today's badges, made on first use."""
    return signing_row(district, at=at, algorithm=algorithm, use=_use(district.practice))


def signing_row(
    district: District, *, at: dt.datetime, use: Use, algorithm: Algorithm = Algorithm.ED25519
) -> IssuerKey:
    """The key that signs today for this use."""
    ours = IssuerKey.objects.filter(district=district, use=use, algorithm=algorithm)
    if found := ours.signing().first():
        return found
    made = new_key(district, at=at, algorithm=algorithm, use=use, signs_from=at)
    if made is None:
        return ours.signing().get()
    if use == Use.BADGES:
        next_key(district, at=at, algorithm=algorithm)
    return made


def next_key(district: District, *, at: dt.datetime, algorithm: Algorithm) -> IssuerKey:
    """The one that takes over some day. A did:key is never published, so no other use needs one."""
    ours = IssuerKey.objects.filter(district=district, use=Use.BADGES, algorithm=algorithm)
    if found := ours.waiting().first():
        return found
    made = new_key(district, at=at, algorithm=algorithm, use=Use.BADGES, signs_from=None)
    return made or ours.waiting().get()


def make_ready(district: District, *, at: dt.datetime) -> int:
    """All that a confirmed address publishes, before it is needed; gives how many were made."""
    if district.practice:
        return 0
    before = IssuerKey.objects.filter(district=district).count()
    for algorithm in Algorithm:
        current_key(district, at=at, algorithm=algorithm)
        next_key(district, at=at, algorithm=algorithm)
    return IssuerKey.objects.filter(district=district).count() - before


def new_key(
    district: District,
    *,
    at: dt.datetime,
    algorithm: Algorithm,
    use: Use,
    signs_from: dt.datetime | None,
) -> IssuerKey | None:
    """None where somebody else made it at the same moment."""
    secret: Secret = (
        RsaSigningKey.generate() if algorithm is Algorithm.RS256 else SigningKey.generate()
    )
    public = secret.public
    plain = public if isinstance(public, PublicKey) else None
    key = IssuerKey(
        district=district,
        algorithm=algorithm,
        use=use,
        did=plain.did if plain and use != Use.BADGES else did_web(district.address),
        public_multibase=plain.multibase if plain else "",
        public_jwk=None if plain else jwk(public),
        fingerprint=_fingerprint(secret),
        created_at=at,
        signs_from=signs_from,
    )
    # The file first: a row without its key would promise what nobody can keep.
    key_files.write(key, secret)
    try:
        with transaction.atomic():
            key.save(force_insert=True)
    except IntegrityError:
        key_files.remove(key)
        return None
    return key


def key_for(
    award: Award, *, at: dt.datetime, algorithm: Algorithm = Algorithm.ED25519
) -> IssuerKey:
    """What signs it: a practice award stays one, whatever its district has become."""
    return signing_row(award.district, at=at, algorithm=algorithm, use=_use(award.practice))


def key_of_list(status_list: StatusList) -> IssuerKey:
    """The district's own of today signs all of its lists. A practice list stays with its did:key,
    or its badges would not believe it."""
    if status_list.practice:
        first = status_list.documents.select_related("key__district").order_by("issued_at").first()
        if first:
            return first.key
    keys = IssuerKey.objects.filter(
        district=status_list.district,
        use=_use(status_list.practice),
        algorithm=Algorithm.ED25519,
    )
    return keys.signing().select_related("district").get()


def can_speak(status_list: StatusList) -> bool:
    """False for a practice list whose did:key is retired and lost: nobody can sign it any more, and
    what it said last holds. Raises KeyLocked: what is locked is not lost."""
    if not status_list.practice:
        return True
    key = key_of_list(status_list)
    return key.retired_at is None or is_usable(key)


def is_usable(key: IssuerKey) -> bool:
    """Raises KeyLocked: what is locked is not lost."""
    try:
        secret_of(key)
    except KeyLocked:
        raise
    except KeyMissing:
        return False
    return True


def signing_key(key: IssuerKey) -> SigningKey:
    """For the proofs inside documents. Raises KeyMissing, KeyLocked."""
    found = secret_of(key)
    if not isinstance(found, SigningKey):
        raise KeyMissing(key.short)
    return found


def secret_of(key: IssuerKey) -> Secret:
    """Of either kind, for tokens. Raises KeyMissing, KeyLocked."""
    found = key_files.read(key)
    if _fingerprint(found) != key.fingerprint:
        raise KeyMissing(key.short)
    return found


def unusable() -> list[tuple[IssuerKey, KeyMissing]]:
    """Keys that sign or wait, and cannot be used; those for badges first."""
    found = []
    for key in IssuerKey.objects.kept().select_related("district").order_by("use", "created_at"):
        try:
            secret_of(key)
        except KeyMissing as problem:
            found.append((key, problem))
    return found


def what_stops(key: IssuerKey) -> str:
    """While it cannot be used."""
    if key.retired_at:
        return "Nothing that it signed for other systems can be taken back"
    if key.use == Use.SYSTEMS:
        return "Nothing can be signed for other systems"
    return "No badge can be signed" if key.signs_from else "The next key cannot take over"


def missing_files() -> list[Path]:
    """Where keys that sign or wait should lie, and cannot be used."""
    return [key_files.path_of(key) for key, _ in unusable()]


def _use(practice: bool) -> Use:
    return Use.PRACTICE if practice else Use.BADGES


def _fingerprint(secret: Secret) -> str:
    public = secret.public
    if isinstance(public, PublicKey):
        return hashlib.sha256(public.raw).hexdigest()
    return hashlib.sha256(f"{public.modulus:x}:{public.exponent:x}".encode()).hexdigest()
