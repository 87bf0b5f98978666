"""Puts what went wrong beside its field and into the summary, with nothing typed lost."""

from django.utils.translation import gettext as _

from waypost.evidence.actions import Missing, NewLink, Overwritten, Problem, Words
from waypost.evidence.problems import sentence
from waypost.pages.work_form import mark
from waypost.pages.work_page import Work
from waypost.pages.work_parts import Part, Theirs


def tell_problems(page: Work, problems: list[Problem], let_go: dict[str, str]) -> None:
    """Every typed word stands in its place, and the reason beside its field."""
    told = {p.change.field: _tell(page, p) for p in problems}
    for name, text in let_go.items():
        _beside(page, name, text)
        told[name] = text
    page.errors += [{"href": f"#{name}", "text": text} for name, text in told.items()]


def _tell(page: Work, problem: Problem) -> str:
    change, text = problem.change, sentence(problem.error)
    if isinstance(change, NewLink):
        part = next(p for p in page.parts if p.piece.pk == change.piece.pk)
        part.link = change.url
    if not isinstance(change, Words):
        _beside(page, change.field, text)
        return text
    field = page.fields[change.field]
    field.text = change.text
    if isinstance(problem.error, Overwritten):
        current = problem.error.current
        field.theirs, text = Theirs(current.text, current.revision), _changed_elsewhere()
    field.error = text
    return text


def _changed_elsewhere() -> str:
    return _("This was changed in another tab or on another device. Choose below.")


def tell_missing(page: Work) -> None:
    """Exactly what keeps it from being handed in, as it stands now."""
    page.errors_title = _("Not submitted yet. This is missing:")
    for part in page.parts:
        for gap in part.missing:
            _tell_missing(page, gap)


def _beside(page: Work, name: str, text: str) -> None:
    """`name` is a field of an item (caption-ID) or of a piece (file-2)."""
    what, _dash, whose = name.partition("-")
    if whose in page.items:
        page.items[whose].errors[what] = text
    for part in page.parts:
        if str(part.number) == whose:
            part.errors[what] = text


def _tell_missing(page: Work, gap: Missing) -> None:
    """One line of the summary, the link to its field, and the same words beside the field."""
    part = next(p for p in page.parts if p.piece.pk == gap.piece.pk)
    title = f"{part.number}. {gap.piece.title}"
    if gap.code == "prompt" and gap.prompt is not None:
        field = part.fields[gap.prompt]
        field.error = _("Write an answer here.")
        line = _("%(piece)s: answer “%(question)s”") % {"piece": title, "question": field.label}
        href = field.id
    elif gap.artifact:
        item, href = page.items[str(gap.artifact.pk)], f"students-{gap.artifact.pk}"
        if gap.code == "students":
            item.errors["students"] = _("Say whether students are in it.")
            line = _("%(piece)s: say whether students are in %(item)s")
        else:
            href = f"item-{gap.artifact.pk}"
            line = _("%(piece)s: a reviewer could not open %(item)s")
        line = line % {"piece": title, "item": gap.artifact.name}
    else:
        more = part.piece.min_items - len(part.items)
        line, href = _nothing(part.piece.min_items, more, title), _where_to_add(page, part.number)
        part.errors["add"] = _not_enough(part)
    page.errors.append({"href": f"#{href}", "text": line})


def _not_enough(part: Part) -> str:
    if part.items:
        return _("More is needed.")
    if part.fields:
        return _("Nothing is here yet. Add something or type it.")
    return _("Nothing is here yet.")


def _nothing(least: int, more: int, title: str) -> str:
    if least > 1:
        return _("%(piece)s: add %(more)d more (%(least)d are needed)") % {
            "piece": title,
            "more": more,
            "least": least,
        }
    return _("%(piece)s: nothing is here yet") % {"piece": title}


def _where_to_add(page: Work, number: int) -> str:
    part = next(p for p in page.parts if p.number == number)
    if part.takes_files:
        return f"file-{number}"
    return f"link-{number}" if part.piece.takes_links else part.fields[0].id


def put_back(page: Work, held: dict[str, str]) -> None:
    """What was typed before the sign-in ran out stands in its place, or beside newer words."""
    for part in page.parts:
        part.link = held.get(f"link-{part.number}", "")
    for item in page.items.values():
        item.artifact.caption = held.get(f"caption-{item.id}", item.artifact.caption)
        item.artifact.students = held.get(f"students-{item.id}", item.artifact.students)
    for name, field in page.fields.items():
        text = held.get(name)
        if text is None or mark(text) in {held.get(f"was-{name}"), field.was}:
            continue
        if str(field.revision) != held.get(f"revision-{name}"):
            field.theirs = Theirs(field.text, field.revision)
            field.error = _changed_elsewhere()
        field.text, field.back = text, True
