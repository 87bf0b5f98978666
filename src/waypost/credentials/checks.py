"""What the doctor asks of credentials: can badges be signed, and by nobody else?"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from waypost.credentials import key_files
from waypost.credentials.key_files import KeyLocked
from waypost.credentials.keys import can_speak, key_of_list, unusable, what_stops
from waypost.credentials.models import Algorithm, IssuerKey, StatusList, Use
from waypost.credentials.reissuing import signed_by_withdrawn
from waypost.journal.doctor import Asked, Finding, asked_by_doctor, look, ok, wrong
from waypost.people.models import District


@asked_by_doctor
def keys(asked: Asked) -> Iterator[Finding]:
    """Those that sign and those that will."""
    problems = unusable()
    locked = [key for key, problem in problems if isinstance(problem, KeyLocked)]
    if locked:
        yield wrong(
            f"{what_stops(locked[0])}: {len(locked)} signing keys are encrypted with another secret"
            " than WAYPOST_KEYS_SECRET has here.",
            "Set it as it was when the keys were written; nothing is lost.",
        )
    for key in [key for key, _ in problems if key not in locked]:
        yield wrong(
            f"{what_stops(key)}: {key_files.path_of(key)} is missing, damaged or of another key.",
            "Put it back from your backup. If it is gone for good: ./waypost keys rotate."
            " What is out can be checked as before."
            if key.retired_at is None
            else "Put it back from your backup. If it is gone for good, see what it signed and"
            f" whether that can stay: ./waypost keys compromised {key.short} ends all of it here.",
        )
    there = IssuerKey.objects.kept().count() - len(problems)
    if there:
        yield ok(f"Signing keys that are there and fit: {there}.")
    elif not problems:
        yield ok("No signing key is needed yet: the first badge makes one.")


@asked_by_doctor
def privacy_of_keys(asked: Asked) -> Iterator[Finding]:
    files = [path for path in sorted(Path(settings.KEYS).rglob("*")) if path.is_file()]
    for path in [path for path in files if path.stat().st_mode & 0o077]:
        yield wrong(
            f"{path} can be read by other users of this machine.",
            f"chmod 600 {path}; if somebody may have read it: docs/for-it.md, If a key was stolen.",
        )


@asked_by_doctor
def encryption_of_keys(asked: Asked) -> Iterator[Finding]:
    """As the settings ask."""
    known = list(IssuerKey.objects.all())
    there = [key for key in known if key_files.path_of(key).is_file()]
    if not there:
        return
    lying_open = sum(key_files.is_open(key) for key in there)
    if not settings.KEYS_SECRET:
        if lying_open:
            yield ok("No secret is set for signing keys: they are 0600 files, and not encrypted.")
    elif lying_open:
        yield look(
            f"WAYPOST_KEYS_SECRET is set, and of the signing keys {lying_open} lie open.",
            "Start once with it: each start encrypts them.",
        )
    else:
        yield ok(f"Signing keys that are encrypted: {len(there)}.")


@asked_by_doctor
def keys_that_sign_next(asked: Asked) -> Iterator[Finding]:
    """Published in advance, or a change of keys would meet verifiers that never saw them."""
    for district in District.objects.exclude(address_confirmed_at=None):
        ours = IssuerKey.objects.filter(district=district, use=Use.BADGES)
        if not ours or ours.waiting().count() >= len(Algorithm):
            continue
        yield look(
            f"{district.host}: not every key that will sign next is published yet.",
            "The next start makes them.",
        )


@asked_by_doctor
def lists_that_nobody_can_sign(asked: Asked) -> Iterator[Finding]:
    """Of practice badges alone: a real one's list is signed by whichever key signs today."""
    for each in StatusList.objects.filter(practice=True).select_related("district"):
        with suppress(KeyLocked):
            if can_speak(each):
                continue
            file = key_files.path_of(key_of_list(each))
            yield look(
                f"{each.district.host}: {each.documents.count():,} files of practice badges were"
                f" signed with a key that is lost, {file}. If one of them is withdrawn or suspended"
                " its page here says so, and the file itself says nothing of it.",
                "Put the key back if you find it. Otherwise nothing is to be done.",
            )


@asked_by_doctor
def badges_of_withdrawn_keys(asked: Asked) -> Iterator[Finding]:
    left = signed_by_withdrawn(IssuerKey.objects.all()).count()
    if left:
        yield look(
            f"{left:,} badges are still signed with a key that was withdrawn.",
            "The running server signs them anew, a few at a time; or: ./waypost keys anew",
        )
