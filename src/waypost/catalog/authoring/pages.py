"""What a page of a manuscript shows: its fields as they stand, with what is said of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waypost.catalog.authoring import body as bodies
from waypost.catalog.authoring.body import Body, Value, mark
from waypost.catalog.authoring.fields import section_of, sections, spec_of
from waypost.catalog.authoring.frameworks import FRAMEWORKS, Framework, known
from waypost.catalog.authoring.specs import Group, Section, Spec
from waypost.catalog.findings import Finding
from waypost.catalog.models import Manuscript

Options = list[tuple[str, str]]


@dataclass
class Field:
    """One field as it stands; `typed` is what could not be kept, `theirs` what somebody else did.

    The template shows both, and whoever looks chooses.
    """

    name: str
    spec: Spec
    value: Value
    findings: list[Finding] = field(default_factory=list)
    options: Options = field(default_factory=list)
    comments: int = 0
    typed: Value | None = None
    theirs: Value | None = None
    error: str = ""
    codes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return str(self.spec.label)

    @property
    def shown(self) -> Value:
        return self.value if self.typed is None else self.typed

    @property
    def revision(self) -> str:
        """Of what its words stand on."""
        return mark(self.value)

    @property
    def is_unsaved(self) -> bool:
        return self.typed is not None

    @property
    def rows(self) -> int:
        said = str(self.shown)
        return max(self.spec.rows, min(14, len(said) // 70 + said.count("\n") + 1))

    @property
    def chosen(self) -> list[tuple[str, str, bool]]:
        now = self.shown if isinstance(self.shown, list) else [self.shown]
        return [(value, label, value in now) for value, label in self.options]

    @property
    def conflict(self) -> dict[str, str] | None:
        """As the two versions of one text are shown."""
        if self.theirs is None:
            return None
        text = self.theirs if isinstance(self.theirs, str) else ", ".join(self.theirs)
        return {"text": text, "revision": mark(self.theirs)}


@dataclass
class Item:
    """One of a list: a step, a piece, a row, a code."""

    listed: str
    key: str
    number: int
    label: str
    fields: list[Field]
    is_first: bool
    is_last: bool

    @property
    def place(self) -> str:
        return f"{self.listed}.{self.key}"

    @property
    def title(self) -> str:
        """Its name for those who hear the page."""
        return str(self.fields[0].shown).strip() or self.label

    @property
    def main(self) -> list[Field]:
        return [one for one in self.fields if not self.is_detail(one)]

    @property
    def details(self) -> list[Field]:
        return [one for one in self.fields if self.is_detail(one)]

    @staticmethod
    def is_detail(one: Field) -> bool:
        return one.spec.look == "number" and one.spec.optional

    @property
    def is_open(self) -> bool:
        """Something in its details wants to be seen."""
        return any(one.findings or one.is_unsaved for one in self.details)


@dataclass
class Shown:
    """A group of fields, or of items."""

    group: Group
    fields: list[Field]
    items: list[Item]
    findings: list[Finding]
    frameworks: tuple[Framework, ...] = ()

    @property
    def is_alone(self) -> bool:
        """One field whose label says what a heading would."""
        return len(self.fields) == 1 and str(self.group.title) == self.fields[0].label


@dataclass(frozen=True)
class Stage:
    """A section in the outline: done, going or todo."""

    section: Section
    state: str
    url: str
    is_here: bool
    looks: int


@dataclass(frozen=True)
class Told:
    """A finding in the list at the end, with the way to its field."""

    finding: Finding
    label: str
    section: Section
    url: str


def address(manuscript: Manuscript, section: str = "", place: str = "", query: str = "") -> str:
    if section:
        url = reverse("catalog:section", args=[manuscript.pk, section])
    else:
        url = reverse("catalog:manuscript", args=[manuscript.pk])
    return f"{url}{f'?{query}' if query else ''}{f'#{place}' if place else ''}"


def is_again(manuscript: Manuscript) -> bool:
    """It is the next version of something."""
    return manuscript.achievement_id is not None


def outline(manuscript: Manuscript, found: list[Finding], here: str) -> list[Stage]:
    kind, body = manuscript.kind, manuscript.body
    musts = Counter(section_of(one.field, kind) for one in found if one.must)
    looks = Counter(section_of(one.field, kind) for one in found if not one.must)
    return [
        Stage(
            section=section,
            state=_state(section, body, musts[section.slug]),
            url=address(manuscript, section.slug),
            is_here=section.slug == here,
            looks=looks[section.slug],
        )
        for section in sections(kind, again=is_again(manuscript))
    ]


def _state(section: Section, body: Body, musts: int) -> str:
    if not musts:
        return "done"
    written = any(
        bodies.text(place, spec.name)
        for group in section.groups
        for place in (bodies.items(body, group.listed) if group.listed else [body])
        for spec in group.fields
        if spec.look in {"line", "text"}
    )
    return "going" if written else "todo"


def told(manuscript: Manuscript, found: Iterable[Finding]) -> list[Told]:
    """Each with the way to where it is said again, beside the field."""
    by_slug = {s.slug: s for s in sections(manuscript.kind, again=is_again(manuscript))}
    made = []
    for one in found:
        section = by_slug[section_of(one.field, manuscript.kind)]
        url = address(manuscript, section.slug, one.field, "check=1")
        made.append(Told(one, name_of(manuscript, one.field), section, url))
    return made


def name_of(manuscript: Manuscript, name: str) -> str:
    """How people call a field: “Row 2, Demonstrated”."""
    parts = name.split(".")
    spec = spec_of(name)
    group = next(
        (
            group
            for section in sections(manuscript.kind, again=True)
            for group in section.groups
            if group.listed == parts[0]
        ),
        None,
    )
    if group is None:
        return str(spec.label) if spec else _("The whole")
    if spec is None:
        return str(group.title)
    keys = [item["id"] for item in bodies.items(manuscript.body, group.listed)]
    number = keys.index(parts[1]) + 1 if parts[1] in keys else 0
    if not number:
        return _("%(label)s, of something taken out") % {"label": spec.label}
    return f"{str(group.each) % {'n': number}}, {spec.label}"


def shown(
    manuscript: Manuscript,
    section: Section,
    *,
    found: list[Finding],
    options: Mapping[str, Options],
    comments: Mapping[str, int],
    check: bool,
) -> list[Shown]:
    """The section's groups. What is merely missing is said once somebody wants to publish."""
    at: dict[str, list[Finding]] = {}
    for one in found:
        if check or not one.missing:
            at.setdefault(one.field, []).append(one)

    def fields(specs: Iterable[Spec], place: Body, start: str = "") -> Iterator[Field]:
        for spec in specs:
            name = f"{start}{spec.name}"
            key = f"{start.partition('.')[0]}.{spec.name}" if start else spec.name
            blank: Value = [] if spec.look == "many" else ""
            yield Field(
                name=name,
                spec=spec,
                value=place.get(spec.name, blank),
                findings=at.get(name, []),
                options=options.get(key) or [(v, str(label)) for v, label in spec.options],
                comments=comments.get(name, 0),
                codes=_codes(place) if name.endswith(".code") else (),
            )

    made = []
    for group in section.groups:
        if not group.listed:
            made.append(Shown(group, list(fields(group.fields, manuscript.body)), [], []))
            continue
        listed = bodies.items(manuscript.body, group.listed)
        items = [
            Item(
                listed=group.listed,
                key=item["id"],
                number=n,
                label=str(group.each) % {"n": n},
                fields=list(fields(group.fields, item, f"{group.listed}.{item['id']}.")),
                is_first=n == 1,
                is_last=n == len(listed),
            )
            for n, item in enumerate(listed, 1)
        ]
        frameworks = FRAMEWORKS if group.listed == "alignments" else ()
        made.append(Shown(group, [], items, at.get(group.listed, []), frameworks))
    return made


def _codes(place: Body) -> tuple[str, ...]:
    framework = known(bodies.text(place, "framework"), bodies.text(place, "framework_version"))
    return framework.codes if framework else ()


def every_field(groups: Iterable[Shown]) -> Iterator[Field]:
    for group in groups:
        yield from group.fields
        for item in group.items:
            yield from item.fields


def pieces_as_options(body: Body) -> Options:
    return [
        (
            piece["id"],
            _("%(n)s. %(title)s")
            % {"n": n, "title": bodies.text(piece, "title") or _("(no name yet)")},
        )
        for n, piece in enumerate(bodies.items(body, "pieces"), 1)
    ]


def summary(found: list[Finding]) -> str:
    """“2 things to do, 1 to look at again”."""
    musts = sum(one.must for one in found)
    looks = len(found) - musts
    said: list[Any] = []
    if musts:
        said.append(ngettext("%(n)s thing to do", "%(n)s things to do", musts) % {"n": musts})
    if looks:
        words = ngettext("%(n)s to look at again", "%(n)s to look at again", looks)
        said.append(words % {"n": looks})
    return ", ".join(said) or _("Nothing to do: it can be published.")
