"""How a letter is put into words: one pair of templates each, in its reader's language."""

import re
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from waypost.notices.models import Letter
from waypost.people.models import District, Person


def compose(name: str, *, to: Person, facts: dict[str, Any]) -> tuple[str, str, str]:
    """(subject, text, html) from notices/letters/<name>.txt and .html; the text's first line
    is the subject."""
    context = {"district": to.district, "person": to, "address": to.district.address, **facts}
    with translation.override(to.language):
        plain = render_to_string(f"notices/letters/{name}.txt", context)
        html = render_to_string(f"notices/letters/{name}.html", context)
    subject, _, body = plain.strip().partition("\n")
    return subject.strip(), re.sub(r"\n{3,}", "\n\n", body.strip()) + "\n", html


def sender(district: District, mailbox: str) -> str:
    """The district's team is who writes; the program that sends it is nobody's colleague."""
    name = f"{district.team}, {district.name}".replace('"', "'")
    return f'"{name}" <{mailbox}>'


def letterhead(letter: Letter) -> dict[str, str]:
    """Headers that keep auto-responders from answering."""
    return {"Auto-Submitted": "auto-generated", "X-Waypost-Letter": str(letter.pk)}
