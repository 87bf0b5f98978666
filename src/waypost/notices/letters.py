"""How a letter is put into words: one pair of templates each, in its reader's language."""

import re
from email.utils import formataddr, parseaddr
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from waypost.notices.models import Letter
from waypost.people.models import District, Person, Role
from waypost.program.texts import fill, paragraphs
from waypost.support.models import HelpRequest

# How the occasion of a letter begins that is somebody's question.
ASKED = "asked"


def compose(name: str, *, to: Person, facts: dict[str, Any]) -> tuple[str, str, str]:
    """(subject, text, html) from notices/letters/<name>.txt and .html; the text's first line
    is the subject."""
    context = {"district": to.district, "person": to, "address": to.district.address, **facts}
    with translation.override(to.language):
        plain = render_to_string(f"notices/letters/{name}.txt", context)
        html = render_to_string(f"notices/letters/{name}.html", context)
    subject, _, body = plain.strip().partition("\n")
    return subject.strip(), re.sub(r"\n{3,}", "\n\n", body.strip()) + "\n", html


def by_the_team(to: Person, *, subject: str, body: str, link: str, stop: str) -> dict[str, Any]:
    """What a team wrote in its own words, filled in for its reader."""
    places = {"name": to.called, "link": link, "stop": stop}
    return {
        "subject": fill(subject, **places),
        "text": fill(body, **places),
        "paragraphs": paragraphs(body, **places),
        "answered": bool(readers_of_answers(to.district)),
    }


def sender(district: District, mailbox: str) -> str:
    """The district's team is who writes; the program that sends it is nobody's colleague."""
    return formataddr((f"{district.team}, {district.name}", parseaddr(mailbox)[1]))


def readers_of_answers(district: District) -> list[str]:
    """Whoever runs the program, whatever a letter is about: who reviewed stays in the house."""
    today = timezone.localdate(timezone=district.zone)
    leads = Person.objects.filter(district=district, left_at=None)
    found = leads.holding(Role.PROGRAM_LEAD, today).values_list("email", flat=True)
    # A district begins with a lead whose address is a place to put one.
    return sorted(email for email in found if email and not email.endswith("@localhost"))


def answered_by(letter: Letter) -> list[str]:
    """Who reads an answer to it: whoever asked for help, else those who run the program."""
    kind, _colon, key = letter.occasion.partition(":")
    if kind == ASKED:
        asker = HelpRequest.objects.filter(pk=key).values_list("person__email", flat=True).first()
        return [asker] if asker else []
    return readers_of_answers(letter.district)


def letterhead(letter: Letter) -> dict[str, str]:
    """Headers that keep auto-responders from answering."""
    return {"Auto-Submitted": "auto-generated", "X-Waypost-Letter": str(letter.pk)}
