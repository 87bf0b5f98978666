"""The signing keys: which there are, change them, withdraw one that somebody may have."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from waypost.credentials import key_files, reissuing, rotation
from waypost.credentials.events import KeyWithdrawn
from waypost.credentials.key_files import KeyLocked, KeyMissing
from waypost.credentials.keys import secret_of
from waypost.credentials.models import IssuerKey, Use
from waypost.journal.actions import deliver_again, deliver_all
from waypost.people.models import District
from waypost.people.viewers import System

# Of a fingerprint; what is typed from a screen or a letter.
SHORTEST = 8
# In place of a fingerprint.
ALL = "all"
FOR = {Use.PRACTICE: ", for practice", Use.SYSTEMS: ", for other systems"}
TELL = (
    "  It signed for other systems: their lists will say that all of it is revoked. Tell them, so"
    " that they have it signed again, and those who trust the key by its name."
)
LOST = (
    "  It signed for other systems, and its file is gone: their lists cannot be signed any more,"
    " and go on calling what it signed valid. It is refused here. Tell them, so that they have it"
    " signed again, and those who trust the key by its name."
)
LOCKED = (
    "A signing key is encrypted with another secret than WAYPOST_KEYS_SECRET has, so nothing was"
    " changed. Set it as it was, then do this again."
)


class Command(BaseCommand):
    help = "List the signing keys, change them, or withdraw one that somebody may have."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "then", nargs="?", choices=["list", "rotate", "compromised", "anew"], default="list"
        )
        parser.add_argument("fingerprint", nargs="?", default="")
        parser.add_argument("--district", metavar="HOST", default="")
        parser.add_argument("--reason", default="")

    def handle(self, *args: Any, then: str, **options: Any) -> None:
        try:
            getattr(self, f"_{then}")(**options)
        except KeyLocked as error:
            raise CommandError(LOCKED) from error
        except KeyMissing as error:
            raise CommandError(
                "A signing key is missing, so nothing can be signed. See: ./waypost keys"
            ) from error

    def _list(self, *, district: str, **_: Any) -> None:
        for each in _districts(district):
            self.stdout.write(f"{each.name} ({each.host})")
            keys = IssuerKey.objects.filter(district=each).select_related("district")
            for key in keys.order_by("use", "algorithm", "created_at"):
                self.stdout.write(_line(key))
            if not keys:
                self.stdout.write("  No key yet: the first badge makes one.")
            if left := reissuing.to_sign_anew(each).count():
                self.stdout.write(f"  {left:,} badges wait to be signed anew: ./waypost keys anew")

    def _rotate(self, *, district: str, **_: Any) -> None:
        chosen = _one(district)
        try:
            made = rotation.rotate(district=chosen, by=_system(chosen), at=timezone.now())
        except rotation.NothingSigns as error:
            raise CommandError(
                f"{chosen.name} has no key yet: the first badge makes one."
            ) from error
        for key in made:
            self.stdout.write(_signs(key))
        self.stdout.write("What was signed before stays valid. Make a backup now: it has new keys.")

    def _compromised(self, *, fingerprint: str, district: str, reason: str, **_: Any) -> None:
        if not reason.strip():
            raise CommandError('Say why, for those who come after you: --reason "…"')
        keys = _all_of(district) if fingerprint == ALL else [_named(fingerprint, district)]
        for key in keys:
            self._withdraw(key, reason.strip())
        left = self._sign_all_anew({key.district for key in keys})
        # What other rooms do about it does not wait for a server that may not run.
        deliver_all(at=timezone.now(), of=KeyWithdrawn)
        _tell(left)

    def _withdraw(self, key: IssuerKey, why: str) -> None:
        try:
            instead = rotation.withdraw_key(
                key=key, why=why, by=_system(key.district), at=timezone.now()
            )
        except rotation.WithdrawnBefore:
            self.stdout.write(f"Key {key.short} was withdrawn before; the first reason stands.")
            return
        self.stdout.write(f"Key {key.short} is withdrawn: nothing signed with it is believed.")
        if key.use == Use.SYSTEMS:
            self.stdout.write(TELL if _is_there(key) else LOST)
        if instead:
            self.stdout.write(_signs(instead))

    def _anew(self, *, district: str, **_: Any) -> None:
        left = self._sign_all_anew(_districts(district))
        deliver_again(of=KeyWithdrawn)
        deliver_all(at=timezone.now(), of=KeyWithdrawn)
        _tell(left)

    def _sign_all_anew(self, districts: Iterable[District]) -> list[str]:
        """Whatever can be; gives a sentence for each district of which something is left."""
        said = [self._sign_anew(each) for each in districts]
        return [each for each in said if each]

    def _sign_anew(self, district: District) -> str:
        left = reissuing.to_sign_anew(district).count()
        done, kept_back = 0, ""
        try:
            while count := reissuing.sign_anew(
                district=district, by=_system(district), at=timezone.now()
            ):
                done += count
                if done % 1_000 < count and done < left:
                    self.stdout.write(f"  {done:,} of {left:,}")
        except KeyboardInterrupt as stopped:
            raise CommandError(
                f"Stopped after {done:,} of {left:,} badges. A running server goes on by itself;"
                " or: ./waypost keys anew"
            ) from stopped
        except KeyMissing as problem:
            kept_back = _kept_back(district, problem)
        if done:
            self.stdout.write(
                f"{done:,} {'badge' if done == 1 else 'badges'} signed anew, at the same addresses."
                " Whoever holds them gets one letter each."
            )
        elif not kept_back:
            self.stdout.write("No badge waits to be signed anew.")
        return kept_back


def _kept_back(district: District, problem: KeyMissing) -> str:
    count = reissuing.to_sign_anew(district).count()
    badges = f"{count:,} {'badge' if count == 1 else 'badges'}"
    locked = "is encrypted with another secret than WAYPOST_KEYS_SECRET has"
    why = locked if isinstance(problem, KeyLocked) else "is missing"
    return (
        f"{district.host}: {badges} could not be signed anew, because the key that signs now {why}."
    )


def _tell(left: list[str]) -> None:
    if left:
        raise CommandError(" ".join([*left, "See: ./waypost keys"]))


def _districts(host: str) -> list[District]:
    found = District.objects.order_by("host")
    if not host:
        return list(found)
    return [_one(host)]


def _one(host: str) -> District:
    hosts = list(District.objects.order_by("host").values_list("host", flat=True))
    if not host and len(hosts) == 1:
        host = hosts[0]
    if not hosts:
        raise CommandError("There is no district here yet.")
    if host not in hosts:
        said = f"No district is called {host}." if host else "Which district?"
        raise CommandError(f"{said} Add --district and one of: {', '.join(hosts)}")
    return District.objects.get(host=host)


def _all_of(host: str) -> list[IssuerKey]:
    """Whatever could still be used in the district's name. Those that wait come first, or one of
    them would sign before its turn to be withdrawn."""
    district = _one(host)
    today = Use.PRACTICE if district.practice else Use.BADGES
    ours = IssuerKey.objects.filter(district=district, use__in=[today, Use.SYSTEMS])
    keys = list(ours.filter(revoked_at=None).select_related("district").order_by("created_at"))
    return sorted(keys, key=lambda key: (key.signs_from is not None, key.retired_at is None))


def _named(fingerprint: str, host: str) -> IssuerKey:
    """By the beginning of its fingerprint, as the list shows it."""
    start = fingerprint.strip().lower()
    if len(start) < SHORTEST:
        raise CommandError(
            f"Name the key by at least {SHORTEST} letters of its fingerprint. See: ./waypost keys"
        )
    keys = IssuerKey.objects.filter(fingerprint__startswith=start).select_related("district")
    found = list(keys.filter(district__host=host) if host else keys)
    if len(found) != 1:
        raise CommandError(f"No key begins with {start}. See: ./waypost keys")
    return found[0]


def _is_there(key: IssuerKey) -> bool:
    try:
        secret_of(key)
    except KeyMissing:
        return False
    return True


def _system(district: District) -> System:
    return System(district, "keys")


def _signs(key: IssuerKey) -> str:
    return f"{key.get_algorithm_display()}: {key.short} signs from now on."


def _line(key: IssuerKey) -> str:
    kind = key.get_algorithm_display() + FOR.get(Use(key.use), "")
    return f"  {key.short}  {kind}: {', '.join(_states(key))}"


def _states(key: IssuerKey) -> Iterator[str]:
    if key.revoked_at:
        yield f"withdrawn {_day(key.revoked_at)} ({key.revoked_why})"
    elif key.retired_at:
        yield f"retired {_day(key.retired_at)}, what it signed stays valid"
    elif key.signs_from:
        yield f"signs since {_day(key.signs_from)}"
    else:
        yield f"signs next, published since {_day(key.created_at)}"
    if key.retired_at and not (key.use == Use.SYSTEMS and not key.revoked_at):
        return
    try:
        secret_of(key)
    except KeyLocked:
        yield "its file is encrypted with another secret"
    except KeyMissing:
        yield "its file is missing or damaged (if it is gone for good: ./waypost keys rotate)"
    else:
        yield "its file is open" if key_files.is_open(key) else "its file is encrypted"


def _day(at: dt.datetime) -> str:
    return f"{at:%b} {at.day}, {at:%Y}"
