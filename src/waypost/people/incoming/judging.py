"""What a line would do: somebody new, something added to somebody here, or a mistake to mend."""

import datetime as dt
import difflib
import hashlib
import re
import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from waypost.people.incoming.reading import Line
from waypost.people.models import Campus, District, Person, Placement, Role

Place = tuple[str, uuid.UUID | None]
"""A role, and the campus where it is held."""

_ROLE_WORDS = {
    Role.TEACHER: ("teachers",),
    Role.AUTHOR: ("author", "teacher author", "writer"),
    Role.REVIEWER: ("reviewers",),
    Role.COACH: ("coaches", "instructional coach"),
    Role.CAMPUS_REP: ("campus rep", "rep", "representative"),
    Role.PROGRAM_LEAD: ("lead",),
    Role.PRINCIPAL: ("principals",),
    Role.HR: ("human resources",),
}


class Verdict(StrEnum):
    NEW = "new"
    ADDS = "adds"
    SAME = "same"
    MISTAKE = "mistake"


@dataclass(frozen=True)
class Here:
    """Somebody of the district, with what they hold today."""

    pk: uuid.UUID
    name: str
    email: str
    left: bool
    holds: frozenset[Place]


@dataclass
class Known:
    """The district as lines are judged against it: read in three queries, however long the list."""

    people: dict[str, Here]
    campuses: dict[str, Campus]
    nearest: dict[str, str] = field(default_factory=dict)

    def campus_like(self, name: str) -> str:
        """The name of the nearest one, or nothing; a list asks for the same one many times."""
        folded = fold(name)
        if folded not in self.nearest:
            close = difflib.get_close_matches(folded, self.campuses, n=1, cutoff=0.5)
            within = [one for one in self.campuses if len(folded) > 3 and folded in one]
            found = [*within, *close]
            self.nearest[folded] = self.campuses[found[0]].name if found else ""
        return self.nearest[folded]


@dataclass(frozen=True)
class Finding:
    """`mistakes` and `notes` are sentences; `adds` is what a save would place."""

    line: Line
    verdict: Verdict
    address: str
    name: str
    called: str
    campus: Campus | None
    adds: tuple[Place, ...]
    roles: tuple[Role, ...] = ()
    person: uuid.UUID | None = None
    mistakes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def role_labels(self) -> str:
        return ", ".join(str(role.label) for role in self.roles)

    @property
    def added_labels(self) -> str:
        """For somebody here, what comes to what they hold."""
        return ", ".join(
            f"{Role(role).label}" + (f" ({self.campus.name})" if at and self.campus else "")
            for role, at in self.adds
        )


def fold(text: str) -> str:
    """As it is compared: without case, accents, signs and doubled spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.sub(r"[^\w]+", " ", _without_marks(plain)).replace("_", " ").split())


def _without_marks(text: str) -> str:
    return "".join(sign for sign in text if not unicodedata.combining(sign))


def known_in(district: District, *, on: dt.date) -> Known:
    """Everybody by every address that they sign in with, and what they hold on that day."""
    holds: dict[uuid.UUID, set[Place]] = {}
    for placed in Placement.objects.filter(district=district):
        if placed.holds_on(on):
            holds.setdefault(placed.person_id, set()).add((placed.role, placed.campus_id))
    people: dict[str, Here] = {}
    by_account: dict[uuid.UUID, Here] = {}
    for person in Person.objects.filter(district=district).select_related("joined_into"):
        # An entry that was joined into another is whoever that one is.
        holder = person.holder
        here = Here(
            holder.pk,
            holder.name,
            holder.email,
            holder.left_at is not None,
            frozenset(holds.get(holder.pk, ())),
        )
        if person.email:
            people[person.email.casefold()] = here
        if person.account_id:
            by_account[person.account_id] = here
    theirs = EmailAddress.objects.filter(user__persons__district=district, verified=True)
    for account, address in theirs.values_list("user_id", "email"):
        people.setdefault(address.casefold(), by_account[account])
    campuses = {fold(campus.name): campus for campus in Campus.objects.filter(district=district)}
    return Known(people, campuses)


def judge(
    lines: Iterable[Line], known: Known, *, campus: Campus | None, roles: Sequence[Role]
) -> list[Finding]:
    """`campus` and `roles` are for lines that name none."""
    first: dict[object, int] = {}
    found = []
    for line in lines:
        finding = _judge(line, known, campus, tuple(roles), first)
        if finding.address:
            # Somebody with two addresses is one person.
            first.setdefault(finding.person or finding.address, line.number)
        found.append(finding)
    return found


def digest(findings: Iterable[Finding]) -> str:
    """The same for as long as saving would do the same."""
    told = [
        (f.line.number, f.verdict, f.address, f.name, f.called, f.adds, f.person, f.mistakes)
        for f in findings
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _judge(
    line: Line,
    known: Known,
    campus: Campus | None,
    roles: tuple[Role, ...],
    first: dict[object, int],
) -> Finding:
    mistakes, notes = [], []
    address = line.address.strip().lower()
    wrong = _wrong_address(line)
    here = known.people.get(address) if not wrong else None
    earlier = first.get(here.pk if here else address)
    if wrong:
        mistakes.append(wrong)
    elif earlier:
        mistakes.append(
            _("The same address as in line %(line)d. Take one of them out.") % {"line": earlier}
        )
    told_campus, told_roles, unknown = _told(line, known)
    mistakes += unknown
    campus, roles = told_campus or campus, told_roles or roles
    name = line.name if here is None else here.name
    if here is None and not mistakes:
        name, guessed = _named(line.name, address)
        notes += [_("The name is guessed from the address.")] * guessed
        mistakes += _wrong_name(name)
        if not roles:
            mistakes.append(_("Say which role, here or for all lines above."))
    if here is not None:
        mistakes += [
            _("%(name)s left the district. Bring them back on their own page.")
            % {"name": here.name}
        ] * here.left
        if line.address != here.email and line.address.lower() == here.email.lower():
            notes.append(_("Here already as %(address)s.") % {"address": here.email})
    adds = _adds(here, campus, roles)
    verdict = Verdict.NEW if here is None else Verdict.ADDS if adds else Verdict.SAME
    return Finding(
        line,
        Verdict.MISTAKE if mistakes else verdict,
        "" if wrong else address,
        name,
        name.split()[0] if name.split() else "",
        campus,
        () if mistakes else adds,
        roles,
        here.pk if here else None,
        tuple(mistakes),
        tuple(notes),
    )


def _adds(here: Here | None, campus: Campus | None, roles: tuple[Role, ...]) -> tuple[Place, ...]:
    """A role that is held anywhere is not given again unless a campus is named where it is not."""
    wanted: list[Place] = [(role.value, campus.pk if campus else None) for role in roles]
    if here is None:
        return tuple(wanted)
    held = {role for role, _campus in here.holds}
    return tuple(
        (role, at)
        for role, at in wanted
        if (role, at) not in here.holds and (at is not None or role not in held)
    )


def _wrong_address(line: Line) -> str:
    if not line.address:
        return _("There is no e-mail address in this line. Add one.")
    if _is_hidden(line.address):
        return _("There is a hidden character in the address. Type the address again.")
    try:
        EmailValidator()(line.address)
        line.address.encode("ascii")
    except (ValidationError, UnicodeEncodeError):
        return _("“%(text)s” is not an e-mail address. Write one such as ada@example.org.") % {
            "text": line.address[:80]
        }
    if len(line.address) > 254:
        return _("This address is longer than any mail takes. Look at it again.")
    return ""


def _wrong_name(name: str) -> list[str]:
    if _is_hidden(name):
        return [_("A letter of the name could not be read. Type the name again.")]
    if len(name) > 200 or len(name.split()[0]) > 80:
        return [_("This name is too long. Write at most 200 letters.")]
    return []


def _is_hidden(text: str) -> bool:
    """What nobody sees, and the sign for what could not be read."""
    return "\ufffd" in text or any(
        unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cs", "Cn"} for sign in text
    )


def _named(name: str, address: str) -> tuple[str, bool]:
    """The name, and whether it is only a guess."""
    if name:
        return name, False
    words = re.findall(r"[^\W\d_]+", address.partition("@")[0])
    return " ".join(word.capitalize() for word in words) or address.partition("@")[0], True


def _told(line: Line, known: Known) -> tuple[Campus | None, tuple[Role, ...], list[str]]:
    """The campus and roles that a line names itself, and what nobody can know."""
    unknown: list[str] = []
    campus = known.campuses.get(fold(line.campus)) if line.campus else None
    if line.campus and campus is None:
        unknown.append(_unknown_campus(line.campus, known))
    roles = _roles(line.roles) if line.roles else ()
    if roles is None:
        unknown.append(_unknown_role(line.roles))
    for cell in line.rest:
        if campus is None and (found := known.campuses.get(fold(cell))):
            campus = found
        elif (more := _roles(cell)) is not None:
            roles = (*(roles or ()), *more)
        else:
            unknown.append(_unknown_campus(cell, known))
    return campus, tuple(dict.fromkeys(roles or ())), unknown


def _unknown_campus(name: str, known: Known) -> str:
    words = {"name": name[:80], "near": known.campus_like(name)}
    if words["near"]:
        return _("There is no campus “%(name)s”. Did you mean “%(near)s”?") % words
    return _("There is no campus “%(name)s”. Write one that is here, or leave it empty.") % words


def _unknown_role(text: str) -> str:
    known = ", ".join(str(label) for label in Role.labels)
    return _("There is no role “%(text)s”. There is: %(known)s.") % {
        "text": text[:80],
        "known": known,
    }


def _roles(text: str) -> tuple[Role, ...] | None:
    """One role or several; None when one of them is none."""
    if one := _role_of(text):
        return (one,)
    parts = [part for part in re.split(r"[,;/|&+]|\band\b", text) if part.strip()]
    found = [_role_of(part) for part in parts]
    return None if None in found or not found else tuple(role for role in found if role)


def _role_of(text: str) -> Role | None:
    words = fold(text)
    for role in Role:
        if words in {fold(role.value), fold(str(role.label)), *_ROLE_WORDS[role]}:
            return role
    return None
