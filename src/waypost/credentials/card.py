"""What other sites show beside a link to a public badge: a picture and a line."""

import json
from functools import lru_cache
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waypost.credentials import art
from waypost.credentials.certificate import FACES, PICTURES, NoTypeface, fitting, fonts
from waypost.credentials.checking import signed_name, standing
from waypost.credentials.models import Award

TEMPLATE = Path(__file__).parent / "typst" / "card.typ"
MARKS = {
    "withdrawn": gettext_lazy("Withdrawn"),
    "suspended": gettext_lazy("Suspended"),
    "expired": gettext_lazy("Expired"),
    "dated_ahead": gettext_lazy("Not valid now"),
}
WIDTH, HEIGHT = 1200, 630


def png(award: Award) -> bytes:
    """1200 by 630 pixels; what it says is what the public page says. Raises NoTypeface."""
    with translation.override(award.holder.language):
        return _draw(json.dumps(_facts(award), ensure_ascii=False, sort_keys=True))


def line(award: Award, *, name: str, title: str) -> str:
    """What a link is called; nobody earned here what the district awarded from a list."""
    facts = {"name": name, "title": title}
    if award.award_list_id:
        return _("%(name)s was awarded %(title)s") % facts
    return _("%(name)s earned %(title)s") % facts


def _facts(award: Award) -> dict[str, object]:
    version, district, name = award.version, award.district, signed_name(award)
    says = standing(award)
    return {
        "language": (award.holder.language or "en").split("-")[0],
        "fonts": FACES,
        "brand": district.brand,
        "mark": str(MARKS[says]) if says in MARKS else _("Practice") if award.practice else "",
        "name": name,
        "name_size": fitting(name, 24, 50, least=26),
        "earned": _("was awarded") if award.award_list_id else _("earned"),
        "badge": version.title,
        "badge_size": fitting(version.title, 44, 46, least=26),
        "district": district.name,
        "check": _("Anyone can check it at %(domain)s") % {"domain": district.domain},
        "art": art.svg(
            version, state="earned" if award.counts else "withdrawn", practice=award.practice
        ).decode(),
    }


@lru_cache(maxsize=64)
def _draw(data: str) -> bytes:
    """With our own faces; for a script they lack with the machine's; at last without emoji."""
    import typst  # 60 MB in memory once used: only those who draw pay for it

    tries = ((data, False), (data, True), (PICTURES.sub("", data), True))
    for text, machines in tries:
        try:
            made = typst.compile(
                TEMPLATE,
                font_paths=fonts(machines=machines),
                sys_inputs={"data": text},
                format="png",
                ppi=72,
            )
            return bytes(made)
        except typst.TypstError as error:
            missing = error
    raise NoTypeface from missing
