"""What came when the work had been handed in: shown, so that it can be copied."""

from collections.abc import Iterator, Mapping

from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from waypost.evidence.actions import Captions, Change, Description, NewFile, NewLink, Words
from waypost.evidence.intake import Refused, normalize_url
from waypost.pages.work_form import mark
from waypost.pages.work_page import Work
from waypost.pages.work_parts import Item, Late


def tell_late(page: Work, changes: list[Change], files: MultiValueDict[str, UploadedFile]) -> None:
    """Leaves out what a second tap sends again: it is among what was handed in."""
    for change in changes:
        match change:
            case Words(field=name, text=text):
                page.late += _words(page, name, text)
            case NewLink(field=name, url=url):
                page.late += _link(page, name, url)
            case Description(artifact=artifact, students=students, caption=caption):
                page.late += _description(page, str(artifact.pk), students, caption)
            case NewFile(field=name) | Captions(field=name):
                page.late_files |= {str(sent.name): None for sent in files.getlist(name)}


def tell_held(page: Work, held: Mapping[str, str]) -> None:
    """What was sent after the sign-in had run out, when it was handed in from elsewhere."""
    for name, text in held.items():
        what, _dash, whose = name.partition("-")
        if what == "words":
            page.late += _words(page, name, text)
        elif what == "link":
            page.late += _link(page, name, text)
        elif what == "caption":
            page.late += _description(page, whose, held.get(f"students-{whose}", ""), text)


def _words(page: Work, name: str, text: str) -> Iterator[Late]:
    field = page.fields.get(name)
    newest = page.tries[0].attempt.words if page.tries else []
    if field and text.strip() and mark(text) not in {mark(said["text"]) for said in newest}:
        yield Late(name, field.label, text)


def _link(page: Work, name: str, url: str) -> Iterator[Late]:
    there = {item.artifact.url for item in page.items.values()}
    part = next((part for part in page.parts if name == f"link-{part.number}"), None)
    if part and url.strip() and not {url, _whole(url)} & there:
        yield Late(name, _("Link for %(piece)s") % {"piece": part.piece.title}, url)


def _whole(url: str) -> str:
    try:
        return normalize_url(url)
    except Refused:
        return url


def _description(page: Work, whose: str, students: str, caption: str) -> Iterator[Late]:
    item = page.items.get(whose)
    if item is None:
        return
    if caption.strip() not in {"", item.artifact.caption}:
        label = _("Caption of %(item)s") % {"item": item.artifact.name}
        yield Late(f"caption-{whose}", label, caption)
    if students not in {"", item.artifact.students}:
        label = _("Are students in %(item)s?") % {"item": item.artifact.name}
        yield Late(f"students-{whose}", label, _chosen(item, students))


def _chosen(item: Item, students: str) -> str:
    return next((text for value, text, _is in item.students if value == students), students)
