"""How a letter is put into words: one pair of templates each, in its reader's language."""

import re
from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils import timezone, translation

from waypost.notices.kinds import Kind, kind_of
from waypost.notices.models import Letter, QuietKey
from waypost.people.models import District, Person, Role
from waypost.people.sign_in import OF_DISTRICT
from waypost.program.texts import fill, paragraphs
from waypost.support.models import HelpRequest
from waypost.ui import palette

# How the occasion of a letter begins that is somebody's question.
ASKED = "asked"


def compose(
    name: str, *, to: Person, facts: dict[str, Any], quiet_url: str = ""
) -> tuple[str, str, str]:
    """(subject, text, html) from notices/letters/<name>.txt and .html; the text's first line
    is the subject."""
    district = to.district
    context = {"district": district, "person": to, "address": district.address}
    context |= {"quiet_url": quiet_url, "light": _colors(district, "light")}
    context |= {"dark": _colors(district, "dark"), **facts}
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


def _colors(district: District, theme: palette.Theme) -> dict[str, str]:
    """By token, as hex: mail programs know no variables. A template names no hyphen."""
    made = palette.tokens(district.brand, district.accent, theme)
    return {name.replace("-", "_"): value for name, value in made.items()}


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


def quiet_address(district: District, kind: Kind, token: str) -> str:
    return f"{district.address}/quiet/{token}/{kind.name}"


def _host(district: District) -> str:
    """A bare IPv6 address would be no name in a Message-ID."""
    host = urlsplit(district.address).hostname or ""
    return host if host and ":" not in host else "localhost"


def letterhead(letter: Letter) -> dict[str, str]:
    """Headers that keep auto-responders from answering, lead a bounce back to its letter, and let
    a mail program turn the kind off (RFC 2369, RFC 8058)."""
    district = letter.district
    head = {
        "Auto-Submitted": "auto-generated",
        "X-Waypost-Letter": str(letter.pk),
        "Message-ID": f"<waypost.{letter.pk.hex}@{_host(district)}>",
        OF_DISTRICT: str(district.pk),
    }
    if letter.kind and kind_of(letter.kind).one_click:
        key = QuietKey.objects.filter(person=letter.to_id).first()
        if key:
            address = quiet_address(district, kind_of(letter.kind), key.token)
            head["List-Unsubscribe"] = f"<{address}>"
            # One click is promised over HTTPS only.
            if address.startswith("https://"):
                head["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return head
