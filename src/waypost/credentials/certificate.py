"""The printed certificate: an accessible PDF (PDF/UA-1) with a QR code that answers."""

import base64
import io
import json
import re
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
from django.utils import translation
from django.utils.translation import gettext as _

from waypost import ui
from waypost.credentials import art
from waypost.credentials.checking import signed_name
from waypost.credentials.hours import counts_hours, lacking, takes_hours
from waypost.credentials.keys import KeyLocked, KeyMissing, key_for, signing_key
from waypost.credentials.models import Award
from waypost.credentials.state_rules import rule_for
from waypost.credentials.status_lists import list_url, names_suspension
from waypost.openbadges import (
    SUSPENSION,
    Statement,
    TooMuch,
    Unreadable,
    load,
    paper_code,
    read_badge,
)
from waypost.people.models import District
from waypost.ui.templatetags.ui import long_date

TEMPLATE = Path(__file__).parent / "typst" / "certificate.typ"
FONTS = Path(ui.__file__).parent / "fonts"
# The design's faces first; a name in any script falls through to one that has it.
FACES = ("Figtree", "Noto Sans", "Noto Sans Arabic", "Droid Sans Fallback")


# Emoji with all that is joined to them.
PICTURES = re.compile(
    " ?(?:[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
    "[\u200d\u20e3\ufe0e\ufe0f\U000e0020-\U000e007f]*)+"
)


class NoTypeface(Exception):
    """Neither we nor this machine have letters for what the certificate says."""


def code(award: Award, *, keyed: bool) -> str:
    """What the printed QR code holds: the address, and a signed statement that is checked without a
    network, unless a name is too long for paper or the key is not there."""
    place = address(award, keyed=keyed)
    document = award.documents.select_related("key__district", "status_list__district").current()
    try:
        _, facts = read_badge(load(bytes(document.body)))
        key = key_for(award, at=document.issued_at)
        statement = Statement(
            did=key.did,
            issuer=facts.issuer_name,
            badge_id=award.public_id,
            earner=facts.earner_name,
            achievement=facts.name,
            valid_from=facts.earned_at,
            valid_until=facts.valid_until,
            status_list=list_url(document.status_list),
            status_index=document.status_index,
            suspension_list=list_url(document.status_list, SUSPENSION)
            if names_suspension(document)
            else "",
            badge=bytes(document.body),
        )
        return paper_code(place, statement, key=signing_key(key))
    except (TooMuch, KeyLocked, KeyMissing, Unreadable):
        return place


def address(award: Award, *, keyed: bool) -> str:
    """Where the QR code leads; with the key it shows name, title, date and status, private or not.

    Only who may read a private badge holds its key, and gives it to whom they like.
    """
    place = f"{award.district.address}/c/{award.public_id}"
    return f"{place}?k={award.share_key}" if keyed else place


class Incomplete(Exception):
    """The state's rule wants more on a certificate of hours: `.lacking` names what, as the rule
    does."""

    def __init__(self, lacking: list[str]) -> None:
        super().__init__(", ".join(lacking))
        self.lacking = lacking


def pdf(award: Award, *, keyed: bool) -> bytes:
    """The certificate as it is today: a withdrawn, suspended or practice one says so on its face.

    Raises Incomplete, NoTypeface.
    """
    if lacks := lacking(award, educator=signed_name(award)):
        raise Incomplete(lacks)
    with translation.override(award.holder.language):
        return _compile(json.dumps(_facts(award, keyed=keyed), ensure_ascii=False))


def _facts(award: Award, *, keyed: bool) -> dict[str, Any]:
    link = address(award, keyed=keyed)
    version, district, name = award.version, award.district, signed_name(award)
    day = award.earned_at.astimezone(district.zone)
    return {
        "title": f"{version.title}: {name}",
        "language": (award.holder.language or "en").split("-")[0],
        "dated": {"year": day.year, "month": day.month, "day": day.day},
        "fonts": FACES,
        "brand": district.brand,
        "district": district.name,
        "program": district.program,
        "logo": _logo(district),
        "mark": _mark(award),
        "says": _("This certifies that"),
        "name": name,
        "name_size": fitting(name, 26, 34),
        "earned": _("was awarded") if award.award_list_id else _("showed in class, and earned"),
        "badge": version.title,
        "badge_size": fitting(version.title, 32, 26),
        "sentence": version.public_sentence,
        "facts": _said(award, name),
        "rule": _rule_words(award),
        "check": _("Anyone can check this without an account: scan the code, or open"),
        "link": link,
        "address": f"{district.domain}/c/{award.public_id}",
        "art": art.svg(
            version,
            state="withdrawn" if _withdrawn(award) else "earned",
            practice=award.practice,
        ).decode(),
        "art_alt": _("Badge: %(title)s") % {"title": version.title},
        "qr": _qr(code(award, keyed=keyed)),
        "qr_alt": _("QR code that leads to the page where this certificate can be checked"),
    }


def _said(award: Award, name: str) -> list[tuple[str, str]]:
    """What stands below: for hours all that the state's rule names, in its order."""
    rule = rule_for(award.district) if counts_hours(award) else None
    said = _in_words(award, name)
    facts = [said[field] for field in (rule.fields if rule else _PLAIN) if said[field][1]]
    if award.ends_at:
        facts.append((_("Valid until"), long_date(award.ends_at, award.district)))
    return facts


_PLAIN = ("date", "clock_hours", "outside_hours")


def _in_words(award: Award, name: str) -> dict[str, tuple[str, str]]:
    """Label and text of every field; an empty text is not printed."""
    district, version = award.district, award.version
    area = f"{version.title} ({version.content_area})" if version.content_area else version.title
    hours = number(version.clock_hours) if takes_hours(award) else ""
    if hours and award.practice:
        hours = _("%(n)s, for practice: they don’t count") % {"n": hours}
    outside = None if award.practice else award.outside_hours
    return {
        "provider_name": (_("Provider"), district.provider_name),
        "provider_number": (_("Provider number"), district.provider_number),
        "educator": (_("Educator"), name),
        "date": (_("Date"), long_date(award.earned_at, district)),
        "content": (_("Content"), area),
        "clock_hours": (_("Clock-hours"), hours),
        "outside_hours": (
            _("Outside contract time"),
            "" if outside is None else _("%(n)s h") % {"n": number(outside)},
        ),
    }


def number(hours: Decimal) -> str:
    """4, or 1.5: no zeros that say nothing."""
    return f"{hours.normalize():f}" if hours else "0"


def _rule_words(award: Award) -> str:
    rule = rule_for(award.district) if counts_hours(award) else None
    if rule is None:
        return ""
    return _("Certificate of clock-hours as %(citation)s asks.") % {"citation": rule.citation}


def _withdrawn(award: Award) -> bool:
    return hasattr(award, "withdrawal")


def _logo(district: District) -> str:
    """Inside an SVG, because what is passed to the typesetter is text; empty without one, or where
    its file was lost: a certificate is printed all the same."""
    if not district.logo:
        return ""
    from PIL import Image  # heavy, and only needed here

    try:
        with district.logo.storage.open(district.logo.name) as file:
            content = file.read()
        # We drew it ourselves when it came.
        with Image.open(io.BytesIO(content)) as picture:
            (width, height), kind = picture.size, picture.get_format_mimetype()
    except OSError:
        return ""
    inside = f"data:{kind};base64,{base64.b64encode(content).decode()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{inside}"/></svg>'
    )


def _mark(award: Award) -> str:
    if _withdrawn(award):
        return _("Withdrawn")
    if award.suspended_at:
        return _("Suspended")
    return _("Practice") if award.practice else ""


def fitting(text: str, room: int, size: int, *, least: float = 20.0) -> float:
    """A long name gets smaller letters, never fewer."""
    return size if len(text) <= room else max(least, size * room / len(text))


def _qr(text: str) -> str:
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", border=2, xmldecl=False, light="#fff")
    return out.getvalue().decode()


def _compile(data: str) -> bytes:
    """With our own faces; for a script they lack with the machine's; at last without pictures.

    An empty box in a name is never printed: the standard for accessible PDFs forbids it.
    """
    import typst  # 60 MB in memory once used: only those who print pay for it

    tries = ((data, False), (data, True), (PICTURES.sub("", data), True))
    for text, machines in tries:
        try:
            return _typeset(text, fonts(machines=machines))
        except typst.TypstError as error:
            missing = error
    raise NoTypeface from missing


@lru_cache(maxsize=2)
def fonts(*, machines: bool) -> Any:
    import typst

    return typst.Fonts(include_system_fonts=machines, font_paths=[FONTS])


def _typeset(data: str, fonts: Any) -> bytes:
    import typst

    made = typst.compile(
        TEMPLATE,
        font_paths=fonts,
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],
        format="pdf",
    )
    return bytes(made)
