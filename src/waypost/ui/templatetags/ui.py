"""What templates draw with: icons, patches, stitches, QR codes, fields, safe Markdown, dates.

Built in to every template (settings), so no `load` line is needed. Everything that a caller passes
in is escaped here; only SVG made by this package is marked safe.
"""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import segno
from django import forms, template
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from waypost.ui import patch as art
from waypost.ui import verdicts
from waypost.ui.prose import render as render_prose
from waypost.ui.verdicts import VerdictFace

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "i") -> SafeString:
    """Hidden from screen readers: the text beside it says it."""
    drawn = art.icon_svg(name, **{"aria-hidden": "true", "width": "20", "height": "20"})
    return _with_class(drawn, css)


@register.simple_tag
def patch(
    shape: str,
    hue: str,
    pic: str,
    size: str = "w72",
    state: str = "earned",
    done: float = 100,
    label: str = "",
    fresh: bool = False,
) -> SafeString:
    """Decorative unless it has a label. `fresh` sews the last stitches once, after an award."""
    outline, seam, length = art.SHAPES.get(shape, art.SHAPES["round"])
    hue = hue if hue in art.HUES else "assess"
    pic = pic if art.is_icon(pic) else "award"
    pattern = art.sewn_dashes(length, done) if state == "going" else ""
    sewn = _path(seam, "sew sewn", pattern) if pattern else ""
    classes = f"patch d-{hue} {state} {size}{' fresh' if fresh else ''}"
    drawn = art.icon_svg(pic, x="31", y="31", width="38", height="38")
    return format_html(
        '<svg class="{}" viewBox="0 0 100 100" {}>{}{}{}{}{}{}</svg>',
        classes,
        _voice(label),
        _path(outline, "field"),
        _path(outline, "weave"),
        _path(outline, "edge"),
        _path(seam, "sew", art.dashes(length)),
        sewn,
        _with_class(drawn, "pic"),
    )


@register.simple_tag
def thread(percent: float, label: str = "") -> SafeString:
    """A progress bar of stitches; the number must also stand beside it in text."""
    return format_html(
        '<span class="thread"><svg {}><rect class="t" width="100%" height="8"/>'
        '<rect class="f" width="{}%" height="8"/></svg></span>',
        _voice(label),
        f"{max(0.0, min(100.0, float(percent or 0))):g}",
    )


@register.simple_tag
def seam() -> SafeString:
    """The stitched line inside a `.stitched` surface."""
    return _drawn('<svg class="seam" aria-hidden="true"><rect/></svg>')


@register.simple_tag
def qr(text: str, label: str) -> SafeString:
    """Black on white in every theme, or phones could not read it."""
    code = segno.make(text, error="m")
    drawn = code.svg_inline(border=0, scale=4, omitsize=True, svgclass=None, lineclass=None)
    return format_html("<svg {}{}", _voice(label), _drawn(drawn.removeprefix("<svg")))


@register.filter
def markdown(text: str | None) -> SafeString:
    """An author's Markdown as safe HTML, without raw HTML, images or headings above h3."""
    return mark_safe(render_prose(text or ""))  # noqa: S308  nh3 has cleaned it


@register.filter
def verdict_face(name: str) -> VerdictFace:
    """How an answer about a badge is told."""
    return verdicts.FACES[name]


@register.filter
def when(value: date | datetime | None, place: object = None) -> str:
    """Tuesday, Sept 21; with the year when it is another year. `place`: a district or zone name."""
    if value is None:
        return ""
    day = _local_day(value, place)
    this_year = day.year == timezone.localdate(timezone=_zone(place)).year
    # Translators: a date in Django's format letters, such as Tuesday, Sept 21
    shown = date_format(day, _("l, N j") if this_year else _("N j, Y"))
    return shown.replace(".", "")


@register.filter
def long_date(value: date | datetime | None, place: object = None) -> str:
    """December 4, 2026: for what must hold for years."""
    if value is None:
        return ""
    # Translators: a date in Django's format letters, such as December 4, 2026
    return date_format(_local_day(value, place), _("F j, Y"))


@register.filter
def clock(value: datetime | None, place: object = None) -> str:
    """3:45 pm, in the district's time zone."""
    if value is None:
        return ""
    # Translators: a time in Django's format letters, such as 3:45 pm
    shown = date_format(timezone.localtime(value, _zone(place)), _("g:i a"))
    return shown.replace(".", "")


@register.filter
def size(value: int | None) -> str:
    """412 KB: bytes as people say them, counted as the limits and the progress are."""
    amount, step = float(value or 0), 0
    while amount >= 999.5 and step < 3:
        amount, step = amount / 1024, step + 1
    shown = f"{amount:.1f}".removesuffix(".0") if amount < 10 and step > 1 else f"{amount:.0f}"
    return f"{shown} {(_('bytes'), 'KB', 'MB', 'GB')[step]}"


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, hint: str = "", goal: int = 0, rows: int = 0) -> Mapping[str, Any]:
    """One form field with label, hint and its error; `goal` counts words towards a number."""
    widget = bound.field.widget
    attributes: dict[str, Any] = {}
    hint = hint or str(bound.help_text)
    described = [f"{bound.auto_id}-hint"] if hint else []
    if bound.errors:
        described.append(f"{bound.auto_id}-error")
        attributes["aria-invalid"] = "true"
    if goal:
        described.append(f"{bound.auto_id}-count")
        attributes["data-count"] = str(goal)
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if rows:
        attributes["rows"] = str(rows)
    kind = _kind(widget)
    if kind == "input":
        attributes["class"] = f"{widget.attrs.get('class', '')} input".strip()
    return {
        "bound": bound,
        "errors": [_said(bound, error) for error in bound.errors.as_data()],
        "kind": kind,
        "hint": hint,
        "goal": goal,
        "control": "" if kind == "choices" else bound.as_widget(attrs=attributes),
    }


@register.simple_tag
def problems(form: forms.BaseForm | None) -> list[dict[str, str]]:
    """Every error of a form as `href` and `text`, in the order of its fields; none for no form."""
    if not form or not form.errors:
        return []
    found = [{"href": "", "text": str(error)} for error in form.non_field_errors()]
    for bound in form:
        target = bound.id_for_label or bound.auto_id
        found += [
            {"href": f"#{target}", "text": _said(bound, error)} for error in bound.errors.as_data()
        ]
    return found


def _said(bound: BoundField, error: ValidationError) -> str:
    """Django's "This field is required" names no field; every other message speaks for itself."""
    plain = forms.Field.default_error_messages["required"]
    if error.code != "required" or error.message != plain:
        return " ".join(error.messages)
    label = {"label": bound.label}
    match _kind(bound.field.widget):
        case "check":
            return _("Check “%(label)s” to go on.") % label
        case "file":
            return _("Add a file for “%(label)s”.") % label
        case "choices":
            return _("Choose an answer: %(label)s") % label
        case _:
            return _("Fill in “%(label)s”.") % label


def _kind(widget: forms.Widget) -> str:
    match widget:
        case forms.RadioSelect() | forms.CheckboxSelectMultiple():
            return "choices"
        case forms.CheckboxInput():
            return "check"
        case forms.FileInput():
            return "file"
        case _:
            return "input"


def _drawn(svg: str) -> SafeString:
    """Only for what this package or a pinned library drew, never for what somebody typed."""
    return mark_safe(svg)  # noqa: S308  # drawn by us, as said above


def _voice(label: str) -> SafeString:
    if label:
        return format_html('role="img" aria-label="{}"', label)
    return _drawn('aria-hidden="true"')


def _path(line: str, css: str, pattern: str = "") -> SafeString:
    if pattern:
        return format_html('<path d="{}" class="{}" stroke-dasharray="{}"/>', line, css, pattern)
    return format_html('<path d="{}" class="{}"/>', line, css)


def _with_class(drawn: str, css: str) -> SafeString:
    return format_html('<svg class="{}"{}', css, _drawn(drawn.removeprefix("<svg")))


@lru_cache(maxsize=32)
def _named_zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _zone(place: object) -> tzinfo:
    name = place if isinstance(place, str) else getattr(place, "timezone", None)
    return _named_zone(str(name)) if name else timezone.get_current_timezone()


def _local_day(value: date | datetime, place: object) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value, _zone(place)).date()
    return value
