"""A link to all that one person holds, for two months: also for who cannot sign in any more."""

import uuid
from dataclasses import dataclass

from django.core import signing
from django.db.models import Exists
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.credentials.models import Award, EarlierRecord, OutsideBadge
from waypost.people.models import Change, District, Person

SALT = "waypost.credentials.take_along"
DAYS = 60


@dataclass(frozen=True)
class Along:
    """How many of each kind there are to take along; `records` is what was earned before."""

    badges: int
    withdrawn: int
    elsewhere: int
    records: int

    @property
    def signed(self) -> int:
        return self.badges + self.withdrawn

    @property
    def count(self) -> int:
        return self.signed + self.elsewhere + self.records

    @property
    def in_words(self) -> str:
        """“2 badges in every form, 1 badge from elsewhere and 3 records of …”."""
        parts = [words for number, words in self._parts() if number]
        if len(parts) < 2:
            return "".join(parts)
        return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}

    def _parts(self) -> list[tuple[int, str]]:
        all_forms = ngettext("%(n)s badge in every form", "%(n)s badges in every form", self.badges)
        withdrawn = ngettext(
            "%(n)s badge that was withdrawn", "%(n)s badges that were withdrawn", self.withdrawn
        )
        elsewhere = ngettext(
            "%(n)s badge from elsewhere", "%(n)s badges from elsewhere", self.elsewhere
        )
        records = ngettext(
            "%(n)s record of what you earned before",
            "%(n)s records of what you earned before",
            self.records,
        )
        return [
            (self.badges, all_forms % {"n": self.badges}),
            (self.withdrawn, withdrawn % {"n": self.withdrawn}),
            (self.elsewhere, elsewhere % {"n": self.elsewhere}),
            (self.records, records % {"n": self.records}),
        ]


def along_of(person: Person) -> Along:
    awards, theirs = Award.objects.of(person), {"person__in": person.selves}
    return Along(
        badges=awards.standing().count(),
        withdrawn=awards.filter(stands=False).count(),
        elsewhere=OutsideBadge.objects.filter(**theirs).count(),
        records=EarlierRecord.objects.active().filter(**theirs).count(),
    )


def count_of(person: Person) -> int:
    """How many things there are to take along."""
    return along_of(person).count


def has_any(person: Person) -> bool:
    """The same in one question, for pages that lead there."""
    theirs = {"person__in": person.selves}
    things = (
        Award.objects.of(person),
        OutsideBadge.objects.filter(**theirs),
        EarlierRecord.objects.active().filter(**theirs),
    )
    found = [Exists(each.order_by()) for each in things]
    return Person.objects.filter(found[0] | found[1] | found[2], pk=person.pk).exists()


def token_for(person: Person) -> str:
    """Of who signs in for them today: it opens nothing once that was taken away."""
    return signing.dumps([person.pk.hex, _account_of(person.holder)], salt=SALT)


def person_of(token: str, district: District) -> Person | None:
    """None for a link that ran out or was never made for this district."""
    try:
        said = signing.loads(token, salt=SALT, max_age=DAYS * 24 * 3600)
        # Links of before say whose it is alone.
        pk_hex, account = (said, None) if isinstance(said, str) else said
        pk = uuid.UUID(hex=pk_hex)
    except (signing.BadSignature, TypeError, ValueError, AttributeError):
        return None
    found = Person.objects.select_related("district", "joined_into__district").filter(pk=pk)
    person = found.filter(district=district).first()
    if person is None or not _is_theirs(account, person.holder):
        return None
    return person.holder


def _is_theirs(account: str | None, person: Person) -> bool:
    """Whether that account signs in for any entry of theirs today; of one that was joined since, it
    may be closed."""
    changes = Change.objects.filter(person__in=person.selves)
    if account is None:
        return not changes.filter(what=Change.What.TAKEN).exists()
    if account in {_account_of(each) for each in Person.objects.filter(pk__in=person.selves)}:
        return True
    joined = changes.filter(what=Change.What.JOINED).exists()
    return joined and not changes.filter(what=Change.What.TAKEN).exists()


def _account_of(person: Person) -> str:
    return person.account_id.hex if person.account_id else ""
