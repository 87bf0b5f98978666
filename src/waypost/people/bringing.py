"""Bring many people in at once, exactly as they were shown."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from waypost.journal.actions import record
from waypost.people.actions import free_of_closed
from waypost.people.events import PeopleBroughtIn
from waypost.people.incoming import Finding, Verdict, judge, known_in, read
from waypost.people.incoming.judging import digest
from waypost.people.models import Account, Campus, District, Person, Placement, Role
from waypost.people.policies import may_run_program, require
from waypost.people.viewers import Viewer

# What one statement takes on both databases without growing long.
BATCH = 400


@dataclass(frozen=True)
class Trial:
    """What a list would do, line by line; nothing is saved yet."""

    findings: Sequence[Finding]

    def of(self, *verdicts: Verdict) -> list[Finding]:
        return [finding for finding in self.findings if finding.verdict in verdicts]

    @property
    def new(self) -> list[Finding]:
        return self.of(Verdict.NEW)

    @property
    def adds(self) -> list[Finding]:
        return self.of(Verdict.ADDS)

    @property
    def same(self) -> list[Finding]:
        return self.of(Verdict.SAME)

    @property
    def others(self) -> list[Finding]:
        """Every line that is no mistake, in the order of the list."""
        return self.of(Verdict.NEW, Verdict.ADDS, Verdict.SAME)

    @property
    def mistakes(self) -> list[Finding]:
        return self.of(Verdict.MISTAKE)

    @property
    def saved(self) -> list[Finding]:
        """What a save would write."""
        return self.of(Verdict.NEW, Verdict.ADDS)

    @property
    def seen(self) -> str:
        """What a save must name, so that it does what was shown and nothing else."""
        return digest(self.findings)


class ChangedMeanwhile(Exception):
    """Saving would not do what was shown; `trial` is what it would do now."""

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        self.trial = trial


class HasMistakes(Exception):
    """Some lines cannot be saved, and nobody said to leave them out."""

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        self.trial = trial


def try_out(
    *,
    district: District,
    text: str,
    roles: Sequence[Role],
    by: Viewer,
    at: dt.datetime,
    campus: Campus | None = None,
) -> Trial:
    """`roles` and `campus` are for lines that name none. Raises TooLong."""
    require(may_run_program(by, district))
    known = known_in(district, on=district.day_of(at))
    return Trial(judge(read(text), known, campus=campus, roles=roles))


def bring_in(
    *,
    district: District,
    text: str,
    roles: Sequence[Role],
    seen: str,
    by: Viewer,
    at: dt.datetime,
    campus: Campus | None = None,
    leave_out_mistakes: bool = False,
) -> Trial:
    """Raises TooLong, ChangedMeanwhile or HasMistakes; then nothing is saved."""
    try:
        with transaction.atomic():
            trial = try_out(district=district, text=text, roles=roles, campus=campus, by=by, at=at)
            if trial.seen != seen:
                raise ChangedMeanwhile(trial)
            if trial.mistakes and not leave_out_mistakes:
                raise HasMistakes(trial)
            _save(district, trial, by, at)
    except IntegrityError as taken:
        # Somebody else wrote in the same moment: look again, at what holds by now.
        trial = try_out(district=district, text=text, roles=roles, campus=campus, by=by, at=at)
        raise ChangedMeanwhile(trial) from taken
    return trial


def _save(district: District, trial: Trial, by: Viewer, at: dt.datetime) -> None:
    new, adding = trial.new, trial.adds
    if not new and not adding:
        return
    accounts = _accounts([finding.address for finding in new])
    people = [
        Person(
            district=district,
            account_id=accounts[finding.address],
            name=finding.name,
            called=finding.called,
            email=finding.address,
        )
        for finding in new
    ]
    Person.objects.bulk_create(people, batch_size=BATCH)
    pairs = [(person.pk, finding) for person, finding in zip(people, new, strict=True)]
    pairs += [(finding.person, finding) for finding in adding if finding.person]
    since = district.day_of(at)
    Placement.objects.bulk_create(
        (
            Placement(district=district, person_id=pk, role=role, campus_id=campus, since=since)
            for pk, finding in pairs
            for role, campus in finding.adds
        ),
        batch_size=BATCH,
    )
    record(
        PeopleBroughtIn(
            district=district.pk,
            subject=district.pk,
            added=tuple(str(person.pk) for person in people),
            changed=tuple(str(finding.person) for finding in adding),
        ),
        by=by,
        at=at,
    )


def _accounts(addresses: list[str]) -> dict[str, uuid.UUID]:
    """The account of every address: one of this server where there is one, else a new one."""
    found: dict[str, uuid.UUID] = {}
    for begin in range(0, len(addresses), BATCH):
        some = addresses[begin : begin + BATCH]
        known = EmailAddress.objects.filter(email__in=some, verified=True)
        found |= dict(known.values_list("email", "user_id"))
        free_of_closed([one for one in some if one not in found])
        bare = Account.objects.filter(email__in=[one for one in some if one not in found])
        found |= dict(bare.values_list("email", "pk"))
    missing = [address for address in addresses if address not in found]
    made = [Account(email=address, password=make_password(None)) for address in missing]
    Account.objects.bulk_create(made, batch_size=BATCH)
    # The district vouches for the addresses that it gave out itself.
    EmailAddress.objects.bulk_create(
        (EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in made),
        batch_size=BATCH,
    )
    return found | {one.email: one.pk for one in made}
