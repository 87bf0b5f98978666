"""What an author is asked, section by section; a field's name is its place in the body."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from waypost.catalog.models import EvidenceKind, Hue, Kind, Shape
from waypost.catalog.words import grade

Text = str | Promise
Options = tuple[tuple[str, Text], ...]

# Far above what anybody writes into one field, far below what would hurt.
LONGEST = 20_000
MOST_ITEMS = 40


@dataclass(frozen=True)
class Spec:
    """One field. `look`: line, text, number, one (of `options`), many, pick (drawn), check."""

    name: str
    label: Text
    look: str = "text"
    hint: Text = ""
    options: Options = ()
    optional: bool = False
    most: int = LONGEST
    rows: int = 3

    @property
    def is_words(self) -> bool:
        return self.look in {"line", "text", "number"}


@dataclass(frozen=True)
class Group:
    """Fields under one heading; an item list when it has a `listed` name."""

    title: Text
    fields: tuple[Spec, ...]
    hint: Text = ""
    listed: str = ""
    each: Text = ""
    add: Text = ""
    number: int = 0
    "Of the six questions."


@dataclass(frozen=True)
class Section:
    slug: str
    label: Text
    icon: str
    groups: tuple[Group, ...]
    intro: Text = ""
    kinds: tuple[str, ...] = field(default=tuple(Kind.values))


_grade = lazy(grade, str)
_GRADES: Options = tuple((str(n), _grade(n)) for n in range(-1, 13))

SIX = (
    Group(
        _("What do we want teachers to prove they can do?"),
        (
            Spec(
                "sentence",
                _("The sentence for the teacher"),
                rows=2,
                hint=_("Begin with “I”. One sentence that says what they will be able to do."),
            ),
        ),
        number=1,
    ),
    Group(
        _("How can they test out?"),
        (
            Spec(
                "already",
                _("Already do this? Show us"),
                rows=2,
                hint=_("What somebody sends who can do it today, without any lesson."),
            ),
        ),
        number=2,
    ),
    Group(
        _("How much time should it take a beginner?"),
        (
            Spec(
                "beginner_minutes",
                _("Minutes, about"),
                "number",
                hint=_("60 is an hour. A badge fits into one evening."),
            ),
            Spec(
                "beginner_time",
                _("The same in words"),
                "line",
                most=160,
                hint=_("Such as “About 4 hours over 2 weeks”."),
            ),
        ),
        number=3,
    ),
    Group(
        _("Where will the lessons come from?"),
        (
            Spec(
                "lessons",
                _("Lessons"),
                hint=_(
                    "One a line, with its minutes. All are optional. Write “None” when there are "
                    "none. Markdown and links work."
                ),
            ),
        ),
        number=4,
    ),
    Group(
        _("Who reviews the final product?"),
        (
            Spec(
                "reviewed_by",
                _("Reviewed by"),
                "line",
                most=160,
                hint=_("Such as “A teacher or coach from another campus”."),
            ),
            Spec("review_days", _("Within how many school days"), "number"),
        ),
        number=5,
    ),
    Group(
        _("Will re-evaluations or follow-ups be needed?"),
        (
            Spec(
                "follow_up",
                _("Follow-up"),
                rows=2,
                hint=_("What happens later, and when. Write “None” when nothing does."),
            ),
            Spec(
                "valid_months",
                _("Good for how many months"),
                "number",
                optional=True,
                hint=_("Leave it empty when it does not run out."),
            ),
        ),
        number=6,
    ),
)

_WORDS = (
    Group(
        _("Its name"),
        (
            Spec("title", _("Title"), "line", most=120),
            Spec("tagline", _("A line under the title"), "line", optional=True, most=160),
            Spec(
                "public_sentence",
                _("The sentence for everyone"),
                rows=2,
                hint=_("Stands on the public badge. Begin with a verb: “Uses …”, “Builds …”."),
            ),
        ),
    ),
    Group(
        _("Why bother"),
        (
            Spec(
                "why",
                _("Why bother"),
                hint=_("What a teacher gets out of it in class. Markdown works."),
            ),
        ),
    ),
    Group(
        _("How it works"),
        (
            Spec("title", _("Step"), "line", most=120),
            Spec("text", _("What one does"), rows=2),
        ),
        listed="steps",
        each=_("Step %(n)s"),
        add=_("Add a step"),
        hint=_("Three steps or fewer. A badge can do without."),
    ),
    Group(
        _("Use it tomorrow"),
        (
            Spec(
                "use_tomorrow",
                _("Use it tomorrow"),
                optional=True,
                rows=6,
                hint=_("Something to copy and use as it is: a frame, a list, a template."),
            ),
        ),
    ),
    Group(
        _("Read more"),
        (Spec("read_more", _("Read more"), optional=True, rows=2),),
    ),
)

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
    Section("words", _("What it says"), "pen-line", _WORDS),
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
