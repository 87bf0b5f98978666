"""Mend what is wrong about a person: their name, their address, an entry made twice."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from waypost.journal.actions import record
from waypost.people.actions import EMAIL, account_of, close
from waypost.people.characters import printable
from waypost.people.events import AddressTaken, PersonChanged, PersonsJoined
from waypost.people.models import Account, Change, Person, Placement
from waypost.people.policies import NotAllowed, may_run_program, require
from waypost.people.viewers import Viewer


class NothingChanged(Exception):
    """It is so already: a second tap, or somebody was faster."""


@transaction.atomic
def rename(
    *, person: Person, name: str, called: str, note: str, by: Viewer, at: dt.datetime
) -> Change:
    """What is signed from now on says the new name; what was signed before still says the old one.

    Raises NothingChanged, and ValidationError for a name that cannot be signed.
    """
    require(may_run_program(by, person.district))
    name, called = one_line("name", name), one_line("called", called)
    person = locked(person)
    before = person.name
    if (before, person.called) == (name, called):
        raise NothingChanged
    person.name, person.called = name, called
    person.save(update_fields=["name", "called"])
    return record_change(person, Change.What.NAME, before, name, note, by, at)


class Elsewhere(Exception):
    """The address signs in somebody else; `.person` is who has it in this district, if anyone."""

    def __init__(self, person: Person | None) -> None:
        super().__init__()
        self.person = person


@transaction.atomic
def move_address(
    *,
    person: Person,
    email: str,
    note: str,
    was_theirs: bool = True,
    by: Viewer,
    at: dt.datetime,
) -> Change:
    """Letters and badges go to the new address, and both sign in; an old one that never was theirs
    opens nothing any more.

    Where the account is somebody's in another district too, only they can say what else signs it
    in: their sign-in stays as it is. Raises NothingChanged, Elsewhere, ValidationError.
    """
    require(may_run_program(by, person.district))
    email = email.strip().lower()
    EMAIL(email)
    person = locked(person)
    before = person.email
    if before == email:
        # Moved earlier, and the old one, which still signs in, was never theirs.
        moved = person.changes.filter(what=Change.What.ADDRESS, after=email)
        last = moved.order_by("-changed_at").first()
        if was_theirs or last is None:
            raise NothingChanged
        before = last.before
    same = Person.objects.filter(district=person.district, email__iexact=email)
    if other := same.exclude(pk__in=person.selves).first():
        raise Elsewhere(other)
    if was_theirs:
        _sign_in_with(person, email)
    else:
        take_away(person=person, email=email, by=by, at=at)
    # An entry that was joined into theirs may have it, and two rows cannot.
    same.filter(joined_into=person).update(email="")
    person.email = email
    person.save(update_fields=["email"])
    what = Change.What.ADDRESS if was_theirs else Change.What.TAKEN
    return record_change(person, what, before, email, note, by, at)


@transaction.atomic
def take_away(*, person: Person, email: str, by: Viewer, at: dt.datetime) -> None:
    """`email` alone signs them in from now on, as it would somebody new.

    Whoever had the old address may have set a password, added passkeys and other addresses, and
    may be signed in this minute: the account as a whole is theirs, so it goes, unless it is
    somebody's in another district. Raises Elsewhere.
    """
    require(may_run_program(by, person.district))
    before = person.account
    _leave(person)
    account = account_of(email)
    if before and account.pk == before.pk:
        # It is somebody's in another district, with this address on it: only they can part the two.
        raise Elsewhere(None)
    # What an entry that was joined into theirs signed in with is theirs as well.
    Person.objects.filter(joined_into=person, account=account).update(account=None)
    if other := Person.objects.filter(account=account, district=person.district).first():
        raise Elsewhere(other)
    person.account = account
    person.save(update_fields=["account"])
    if before:
        record(AddressTaken(district=person.district_id, subject=person.pk), by=by, at=at)


def _leave(person: Person) -> None:
    account, person.account = person.account, None
    person.save(update_fields=["account"])
    if account is None or account.persons.exists():
        return
    EmailAddress.objects.filter(user=account).delete()
    Authenticator.objects.filter(user=account).delete()
    close(account)


def _sign_in_with(person: Person, email: str) -> None:
    known = EmailAddress.objects.filter(email__iexact=email, verified=True)
    known = known.select_related("user").first()
    if known and known.user_id != person.account_id:
        theirs = Person.objects.filter(account=known.user, district=person.district).first()
        raise Elsewhere(theirs)
    account = person.account
    if known or account is None or not _only_here(account, person):
        return
    EmailAddress.objects.filter(user=account, primary=True).update(primary=False)
    # The district vouches for the addresses that it gave out itself.
    EmailAddress.objects.update_or_create(
        user=account, email=email, defaults={"verified": True, "primary": True}
    )
    Account.objects.filter(pk=account.pk).update(email=email)


def _only_here(account: Account, person: Person) -> bool:
    """Whoever adds an address to an account can sign in with it, in every district it is in."""
    return not account.persons.exclude(district=person.district_id).exists()


class CannotJoin(Exception):
    """They are not two entries of one person who may be joined: `.why` is a word for it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def join(*, kept: Person, other: Person, note: str, by: Viewer, at: dt.datetime) -> Change:
    """`other` was the same human all along: what it did and earned is found by `kept` from now on.

    Nothing is moved: rows that say whose they are stay as they were signed and reviewed. Raises
    CannotJoin (themselves, another_district, joined, left), NotAllowed.
    """
    require(may_run_program(by, kept.district))
    if kept.district_id != other.district_id:
        raise CannotJoin("another_district")
    if kept.pk == other.pk:
        raise CannotJoin("themselves")
    # In the order of ids, so that two who join the same two wait for each other.
    for pk in sorted([kept.pk, other.pk]):
        Person.objects.select_for_update(no_key=True).get(pk=pk)
    kept, other = locked(kept), locked(other)
    if kept.joined_into_id or other.joined_into_id:
        raise CannotJoin("joined")
    if kept.left_at:
        raise CannotJoin("left")
    kept.others = [*(kept.others or []), str(other.pk), *(other.others or [])]
    Person.objects.filter(joined_into=other).update(joined_into=kept)
    other.joined_into, other.others = kept, None
    other.left_at = other.left_at or at
    kept.save(update_fields=["others"])
    other.save(update_fields=["joined_into", "others", "left_at"])
    _bring_sign_in(kept, other)
    _bring_roles(kept, other)
    change = _write(kept, Change.What.JOINED, other.email, kept.email, note, by, at, other)
    joined = PersonsJoined(
        district=kept.district_id, subject=kept.pk, other=other.pk, change=change.pk
    )
    record(joined, by=by, at=at)
    return change


def _bring_sign_in(kept: Person, other: Person) -> None:
    """Both addresses sign in to what is kept, where neither account is anybody's elsewhere."""
    theirs, mine = other.account, kept.account
    if theirs is None or not _only_here(theirs, kept):
        return
    if mine is None:
        # One account is one person in a district: it goes over as a whole.
        Person.objects.filter(pk=other.pk).update(account=None)
        Person.objects.filter(pk=kept.pk).update(account=theirs)
    elif _only_here(mine, kept):
        EmailAddress.objects.filter(user=theirs).update(user=mine, primary=False)
        Person.objects.filter(pk=other.pk).update(account=None)
        close(theirs)


def _bring_roles(kept: Person, other: Person) -> None:
    """What the other entry held today is held by what is kept from today on."""
    held = {(each.role, each.campus_id) for each in kept.current_placements}
    for each in other.current_placements:
        Placement.objects.filter(pk=each.pk).update(until=other.today)
        if (each.role, each.campus_id) not in held:
            Placement.objects.create(
                district=kept.district,
                person=kept,
                role=each.role,
                campus=each.campus,
                since=kept.today,
                until=each.until,
            )


def locked(person: Person) -> Person:
    people = Person.objects.select_for_update(of=("self",), no_key=True)
    return people.select_related("district", "account").get(pk=person.pk)


def one_line(field: str, name: str) -> str:
    """Raises ValidationError that names the field."""
    name = name.strip()
    if not name:
        raise ValidationError({field: [_("Write the name.")]})
    if printable(name).replace("\n", " ").replace("\t", " ") != name:
        hidden = _("There is a hidden character in this name. Type it again.")
        raise ValidationError({field: [hidden]})
    return name


def record_change(
    person: Person, what: str, before: str, after: str, note: str, by: Viewer, at: dt.datetime
) -> Change:
    """Kept for good, and told to whom it is about."""
    change = _write(person, what, before, after, note, by, at)
    fact = PersonChanged(
        district=person.district_id, subject=person.pk, what=what, change=change.pk
    )
    record(fact, by=by, at=at)
    return change


def _write(
    person: Person,
    what: str,
    before: str,
    after: str,
    note: str,
    by: Viewer,
    at: dt.datetime,
    other: Person | None = None,
) -> Change:
    if not isinstance(by, Person):
        raise NotAllowed
    return Change.objects.create(
        district=person.district,
        person=person,
        what=what,
        before=before,
        after=after,
        note=note,
        other=other,
        changed_by=by,
        changed_at=at,
    )
