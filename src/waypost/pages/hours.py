"""Hours: who earned what when, what is missing, and the file for the district's own system."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from waypost.credentials import hours
from waypost.credentials.hours import NotHours, Wanted
from waypost.credentials.models import Award
from waypost.credentials.models.awards import AwardQuerySet
from waypost.credentials.policies import may_keep_hours
from waypost.credentials.state_rules import rule_for
from waypost.pages.mend_forms import OutsideForm
from waypost.people.calendar import school_year
from waypost.people.characters import printable
from waypost.people.guards import signed_in
from waypost.people.models import Campus, District, Person, Placement
from waypost.people.policies import NotAllowed, may_run_program
from waypost.people.requests import PersonRequest

PAGE = 50
YEARS = 7
BOM = "\ufeff"
# The file's columns, and what each holds; their order and names stay, because imports count on it.
COLUMNS = (
    ("provider_name", gettext_lazy("Provider’s name, as in the settings")),
    ("provider_number", gettext_lazy("Provider’s number, as the state gave it")),
    ("educator", gettext_lazy("Full name")),
    ("email", gettext_lazy("E-mail address")),
    ("campus", gettext_lazy("Where they worked on that day")),
    ("title", gettext_lazy("Badge or micro-credential")),
    ("content_area", gettext_lazy("Content area; empty where none was given")),
    ("date", gettext_lazy("Earned on, as year-month-day")),
    ("clock_hours", gettext_lazy("Clock-hours")),
    (
        "outside_contract_hours",
        gettext_lazy("Of these, outside contract time; empty until the earner says so"),
    ),
    ("public_address", gettext_lazy("The page where anyone can check it")),
    (
        "status",
        gettext_lazy(
            "valid, expired, suspended, withdrawn or practice; of these, suspended and withdrawn "
            "ones count nothing"
        ),
    ),
)


class HoursForm(forms.Form):
    """What is looked for; an answer that makes no sense is said beside it."""

    q = forms.CharField(label=gettext_lazy("Name or title"), required=False, max_length=200)
    year = forms.ChoiceField(label=gettext_lazy("School year"), required=False)
    since = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Choose a day.")},
    )
    until = forms.DateField(
        label=gettext_lazy("To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Choose a day.")},
    )
    campus = forms.ChoiceField(label=gettext_lazy("Campus"), required=False)
    unsaid = forms.BooleanField(
        label=gettext_lazy("Only where hours outside contract time are missing"), required=False
    )

    def __init__(self, data: QueryDict, *, district: District, at: dt.datetime) -> None:
        super().__init__(data)
        self.campuses = {
            str(each.pk): each for each in Campus.objects.filter(district=district).order_by("name")
        }
        this = school_year(district.day_of(at))[0].year
        _offer(self, "year", [(str(y), f"{y}–{y + 1}") for y in range(this, this - YEARS, -1)])
        _offer(self, "campus", [(pk, each.name) for pk, each in self.campuses.items()])
        for bound in self.asked():
            bound.field.widget.attrs |= _aria(bound)

    def asked(self) -> list[forms.BoundField]:
        """One beside the other; nobody is told that a filter is optional."""
        return [self[name] for name in ("q", "year", "since", "until", "campus")]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and since > until:
            self.add_error("until", _("This is before the first day. Choose a later one."))
        return found

    def wish(self) -> Wanted:
        """Days win over a school year; a wrong answer wishes for nothing."""
        said = self.cleaned_data if self.is_valid() else {}
        since, until = said.get("since"), said.get("until")
        if said.get("year") and not (since or until):
            since, until = school_year(dt.date(int(said["year"]), 12, 1))
        return Wanted(
            since=since,
            until=until,
            campus=self.campuses.get(said.get("campus", "")),
            words=printable(said.get("q", "")).strip(),
            unsaid=bool(said.get("unsaid")),
        )


def _aria(bound: forms.BoundField) -> dict[str, str]:
    attrs = {"class": "input"}
    if bound.errors:
        attrs |= {"aria-invalid": "true", "aria-describedby": f"{bound.auto_id}-error"}
    return attrs


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", _("All")), *choices]


@dataclass(frozen=True)
class Line:
    """One award as the page and the file show it."""

    award: Award
    status: str
    campus: str

    @property
    def educator(self) -> Person:
        return self.award.holder


@signed_in
@require_safe
def hours_page(request: PersonRequest) -> HttpResponse:
    if not may_keep_hours(request.viewer):
        raise NotAllowed
    at = timezone.now()
    form = HoursForm(request.GET, district=request.district, at=at)
    found = hours.wanted(request.viewer, form.wish())
    page = Paginator(_shown(found), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": [_line(award, at) for award in page],
        "totals": hours.totals(found),
        "asked": bool({key for key, value in request.GET.items() if value} - {"page"}),
        "query": urlencode({k: v for k, v in request.GET.items() if k != "page"}),
        "missing": _missing(request.district),
        "rule": rule_for(request.district),
        "columns": COLUMNS,
        "practice": request.district.practice,
        "may_set": may_run_program(request.viewer, request.district),
    }
    return render(request, "pages/hours.html", context)


def _missing(district: District) -> list[str]:
    """What every certificate of the district lacks."""
    rule = rule_for(district)
    said = {
        "provider_name": district.provider_name,
        "provider_number": district.provider_number,
    }
    return [name for name in said if rule and name in rule.fields and not said[name].strip()]


def _shown(found: AwardQuerySet) -> AwardQuerySet:
    placed = Prefetch("person__placements", Placement.objects.select_related("campus"))
    found = found.select_related("district", "person__joined_into", "version")
    return found.prefetch_related(placed).defer("version__canonical", "version__search")


def _line(award: Award, at: dt.datetime) -> Line:
    return Line(award, hours.status(award, at), _campus_then(award))


def _campus_then(award: Award) -> str:
    """Where they worked on the day, else where they were last."""
    day = award.district.day_of(award.earned_at)
    placed = [each for each in award.person.placements.all() if each.campus]
    then = [each for each in placed if each.holds_on(day)]
    placed.sort(key=lambda each: each.since)
    return next((each.campus.name for each in then or placed[-1:] if each.campus), "")


@signed_in
@require_POST
def hours_file(request: PersonRequest) -> HttpResponse:
    """The file, of what was looked for; from here on HR corrects what was said about these."""
    if not may_keep_hours(request.viewer):
        raise NotAllowed
    at = timezone.now()
    form = HoursForm(request.POST, district=request.district, at=at)
    if not form.is_valid():
        messages.error(request, _("The file was not made: look at the days that are chosen."))
        return redirect("pages:hours")
    awards = list(_shown(hours.wanted(request.viewer, form.wish())))
    hours.hand_on(awards=awards, by=request.viewer, at=at)
    name = f"hours-{request.district.day_of(at):%Y-%m-%d}.csv"
    name = f"practice-{name}" if request.district.practice else name
    response = HttpResponse(
        _file(_line(award, at) for award in awards), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _file(lines: Iterator[Line]) -> str:
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out)
    writer.writerow(name for name, _text in COLUMNS)
    for line in lines:
        writer.writerow(_cells(line))
    return out.getvalue()


def _cells(line: Line) -> list[str]:
    award, version, district = line.award, line.award.version, line.award.district
    outside = award.outside_hours
    texts = [
        district.provider_name,
        district.provider_number,
        line.educator.name,
        line.educator.email,
        line.campus,
        version.title,
        version.content_area,
    ]
    return [
        *map(harmless, texts),
        district.day_of(award.earned_at).isoformat(),
        f"{version.clock_hours:f}",
        "" if outside is None else f"{outside:f}",
        f"{district.address}/c/{award.public_id}",
        line.status,
    ]


def harmless(text: str) -> str:
    """A spreadsheet runs what begins like a formula; an apostrophe keeps it a text."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def keep_outside(request: PersonRequest, award: Award, form: OutsideForm) -> bool:
    """False when the form has more to say."""
    try:
        said = hours.say_outside(
            award=award,
            hours=form.cleaned_data["hours"],
            note=form.cleaned_data.get("note", ""),
            by=request.viewer,
            at=timezone.now(),
        )
    except NotHours as wrong:
        # The reason has a field only once the hours were handed on.
        form.add_error("hours", _why_not(wrong.why, award))
        return False
    messages.success(request, _("Saved.") if said else _("It says so already."))
    return True


def outside_form(award: Award, sent: QueryDict | None = None) -> OutsideForm:
    return OutsideForm(
        sent,
        most=award.version.clock_hours,
        asks_why=award.exported_at is not None,
        initial={"hours": award.outside_hours},
    )


def _why_not(why: str, award: Award) -> str:
    said = {
        "range": _("Write a number from 0 to %(most)s.")
        % {"most": f"{award.version.clock_hours.normalize():f}"},
        "quarter": _("Write quarter hours: 1, 1.25, 1.5 or 1.75."),
        "note": _("Say in a sentence why, so that nobody has to guess."),
        "nothing": _("This badge counts no hours."),
    }
    return said[why]


@dataclass(frozen=True)
class OwnHours:
    """A teacher's own hours, by the same count as HR's."""

    year: hours.Totals
    ever: hours.Totals
    since: dt.date
    until: dt.date


def own_hours(person: Person, at: dt.datetime) -> OwnHours | None:
    """None for who earned none."""
    mine = hours.lines(person.district).of(person)
    ever = hours.totals(mine)
    if not ever.awards:
        return None
    since, until = school_year(person.district.day_of(at))
    year = hours.totals(hours.between(mine, person.district, since, until))
    return OwnHours(year, ever, since, until)
