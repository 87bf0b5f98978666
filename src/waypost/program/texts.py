"""What a team writes, with the few places that are filled in for each reader."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from waypost.people.characters import printable

PLACES = ("name", "link", "stop")
LONGEST_SUBJECT, LONGEST_BODY = 150, 5000
_PLACE = re.compile(r"\{([^{}\n]*)\}")


def usual_subject() -> str:
    return _("Would you try something with us?")


def usual_body() -> str:
    """What a letter says until the team writes its own."""
    return _(
        "Hi {name},\n"
        "\n"
        "We are starting a small pilot, and we would like you to be in it.\n"
        "\n"
        "It is not another session after school. You show something that you do with your own"
        " class: a photo, a few sentences. A colleague reads it and says what is there and what"
        " isn’t yet. What you earn is a badge that is yours.\n"
        "\n"
        "The first one takes about 45 minutes, whenever it suits you. What it is, in one page:\n"
        "\n"
        "{link}\n"
        "\n"
        "If this is not the time for it, that’s fine. One click on the same page, and we won’t"
        " write to you about this pilot again:\n"
        "\n"
        "{stop}"
    )


def fill(text: str, *, name: str, link: str, stop: str) -> str:
    """Each place once: a name that looks like a place stays a name."""
    values = {"name": name, "link": link, "stop": stop}
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def faults(subject: str, body: str) -> dict[str, list[str]]:
    """What keeps an invitation from being sent, in sentences, by field."""
    found: dict[str, list[str]] = {}
    places = _PLACE.findall(body)
    wrong = [place for place in dict.fromkeys(places) if place not in PLACES]
    said = [
        _("“{%(place)s}” is filled in by nobody. Use {name}, {link} or {stop}.") % {"place": place}
        for place in wrong
    ]
    if "link" not in places:
        said.append(_("Put {link} where the address of their page belongs."))
    if "stop" not in places:
        said.append(_("Put {stop} where somebody can say “not this time”."))
    if said:
        found["body"] = said
    if [place for place in _PLACE.findall(subject) if place != "name"]:
        found["subject"] = [_("In a subject only {name} is filled in.")]
    for field, text in (("subject", subject), ("body", body)):
        if printable(text) != text or (field == "subject" and len(text.split("\n")) > 1):
            found.setdefault(field, []).append(
                _("There is a hidden character in it. Type that part again.")
            )
    return found


@dataclass(frozen=True)
class Paragraph:
    """`leads` is "link" or "stop" where there is nothing but that address: a mail shows a button
    or a word for it."""

    text: str
    leads: str = ""


def paragraphs(body: str, *, name: str, link: str, stop: str) -> list[Paragraph]:
    alone = {"{link}": "link", "{stop}": "stop"}
    return [
        Paragraph(fill(part, name=name, link=link, stop=stop), alone.get(part.strip(), ""))
        for part in re.split(r"\n\s*\n", body.strip())
    ]
