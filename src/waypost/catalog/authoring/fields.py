"""What an author is asked, section by section; a field's name is its place in the body."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from waypost.catalog.authoring.questions import SIX, WORDS
from waypost.catalog.authoring.specs import Group, Options, Section, Spec
from waypost.catalog.models import EvidenceKind, Hue, Kind, Shape
from waypost.catalog.words import grade

_grade = lazy(grade, str)
_GRADES: Options = tuple((str(n), _grade(n)) for n in range(-1, 13))

_CHANGES = Group(
    _("What changed"),
    (
        Spec(
            "changes",
            _("What changed"),
            hint=_(
                "For those who know the version before. Whoever started on it finishes on it, and "
                "reads this."
            ),
        ),
    ),
)

_OWN = Group(
    _("Its own part"),
    (
        Spec(
            "evidence_title",
            _("What it is called"),
            "line",
            optional=True,
            most=120,
            hint=_("Beside the badges that count, a degree may ask for pieces of its own."),
        ),
    ),
)

_PIECES = Group(
    _("Pieces"),
    (
        Spec("title", _("Name of the piece"), "line", most=120),
        Spec("text", _("What to hand in"), rows=2),
        Spec(
            "kinds",
            _("It may be"),
            "many",
            options=tuple((kind.value, kind.label) for kind in EvidenceKind),
        ),
        Spec(
            "prompts",
            _("Questions to answer"),
            optional=True,
            rows=2,
            hint=_("One a line; answered in words, or by voice where sound may be sent."),
        ),
        Spec("min_items", _("Files or links, at least"), "number", optional=True),
        Spec("max_items", _("Files or links, at most"), "number", optional=True),
        Spec("words_from", _("Words, from about"), "number", optional=True),
        Spec("words_to", _("Words, to about"), "number", optional=True),
    ),
    listed="pieces",
    each=_("Piece %(n)s"),
    add=_("Add a piece"),
)

_ROWS = Group(
    _("Rows"),
    (
        Spec("title", _("Name of the row"), "line", most=80),
        Spec(
            "demonstrated",
            _("Demonstrated"),
            hint=_("What a reviewer can see or hear in the pieces. Numbers help."),
        ),
        Spec("not_yet", _("Not yet"), rows=2),
        Spec(
            "saved_comment",
            _("Saved comment"),
            rows=2,
            hint=_("For the reviewer to edit and send: what was seen, then the one next step."),
        ),
        Spec("pieces", _("Look for it in"), "many"),
        Spec(
            "privacy",
            _("This row is about privacy"),
            "check",
            optional=True,
            hint=_("Not yet hides the piece and sends it back to complete. That is not a try."),
        ),
    ),
    listed="rows",
    each=_("Row %(n)s"),
    add=_("Add a row"),
)

_CHOICES = Group(
    _("What counts"),
    (
        Spec(
            "label", _("In words"), "line", most=120, hint=_("Such as “Any 4 of the app badges”.")
        ),
        Spec("count", _("How many of these"), "number"),
        Spec("slugs", _("These"), "many"),
        Spec(
            "counts_earlier",
            _("A badge from before this system counts when it is shown"),
            "check",
            optional=True,
        ),
    ),
    listed="choices",
    each=_("Part %(n)s"),
    add=_("Add a part of the rule"),
)

_SHAPES: Options = tuple((shape.value, shape.label) for shape in Shape)
_HUES: Options = tuple((hue.value, hue.label) for hue in Hue)

_LOOK = Group(
    _("The patch"),
    (
        Spec("shape", _("Shape"), "pick", options=_SHAPES),
        Spec("hue", _("Skill, and its color"), "pick", options=_HUES),
        Spec("icon", _("Picture"), "pick"),
    ),
)

_FACTS = (
    Group(
        _("For whom"),
        (
            Spec("grade_from", _("From grade"), "one", options=_GRADES),
            Spec("grade_to", _("To grade"), "one", options=_GRADES),
            Spec(
                "subject",
                _("Subject"),
                "line",
                optional=True,
                most=80,
                hint=_("Leave it empty for any subject."),
            ),
        ),
    ),
    Group(
        _("Clock-hours"),
        (
            Spec("clock_hours", _("Clock-hours"), "number", optional=True),
            Spec(
                "content_area",
                _("They count as"),
                "line",
                optional=True,
                most=120,
                hint=_("Such as digital learning."),
            ),
        ),
    ),
    Group(
        _("App"),
        (
            Spec(
                "app",
                _("App"),
                "line",
                optional=True,
                most=80,
                hint=_("Its plain name, as it stands on the list of approved apps."),
            ),
        ),
    ),
    Group(
        _("Codes"),
        (
            Spec("framework", _("Framework"), "line", most=80),
            Spec("framework_version", _("Its version"), "line", most=20),
            Spec("code", _("Code"), "line", most=40),
            Spec("url", _("Its web address"), "line", most=200),
        ),
        listed="alignments",
        each=_("Code %(n)s"),
        hint=_("Codes only, never the framework’s own text."),
    ),
)

SECTIONS = (
    Section(
        "questions",
        _("The six questions"),
        "message-circle-question-mark",
        SIX,
        intro=_("Answer these first; the rest follows from them. About 15 minutes."),
    ),
    Section("words", _("What it says"), "pen-line", WORDS),
    Section("counts", _("What counts"), "list-checks", (_CHOICES,), kinds=(Kind.DEGREE,)),
    Section(
        "pieces",
        _("What to hand in"),
        "folder-open",
        (_PIECES,),
        intro=_("What a teacher would have anyway is best. At least one piece fits a phone."),
    ),
    Section(
        "rows",
        _("The rubric"),
        "clipboard-check",
        (_ROWS,),
        intro=_("All rows Demonstrated earns it. Three or four rows are enough."),
    ),
    Section("facts", _("For whom, hours, codes"), "tags", _FACTS),
    Section("look", _("Look of the badge"), "award", (_LOOK,)),
)


def sections(kind: str, *, again: bool = False) -> Iterator[Section]:
    """Of this kind; a new version of something (`again`) is first asked what changed."""
    for section in SECTIONS:
        if kind not in section.kinds:
            continue
        first: tuple[Group, ...] = ()
        if again and section.slug == "words":
            first = (_CHANGES,)
        if kind == Kind.DEGREE and section.slug == "pieces":
            first = (_OWN,)
        yield replace(section, groups=(*first, *section.groups))


LISTS: dict[str, Group] = {
    group.listed: group for section in SECTIONS for group in section.groups if group.listed
}
PLAIN: dict[str, Spec] = {
    spec.name: spec
    for group in (*(g for section in SECTIONS for g in section.groups), _CHANGES, _OWN)
    if not group.listed
    for spec in group.fields
}


def spec_of(name: str) -> Spec | None:
    """“title” or “rows.a1b2c3.title”; None for what no page asks."""
    parts = name.split(".")
    if len(parts) == 1:
        return PLAIN.get(name)
    if len(parts) == 3 and parts[0] in LISTS:
        return next((s for s in LISTS[parts[0]].fields if s.name == parts[2]), None)
    return None


def section_of(name: str, kind: str) -> str:
    """Where a field, an item or a whole list stands."""
    first = name.split(".")[0]
    for section in sections(kind, again=True):
        for group in section.groups:
            names = [group.listed] if group.listed else [spec.name for spec in group.fields]
            if first in names:
                return section.slug
    return "questions"
