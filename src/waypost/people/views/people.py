"""Who belongs to the district: a list, one person's page, and what a program lead does there."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waypost.people import staffing
from waypost.people.actions import AlreadyHere
from waypost.people.characters import printable
from waypost.people.forms import PersonForm, RoleForm
from waypost.people.guards import signed_in
from waypost.people.models import Campus, Person, Placement, Role
from waypost.people.models.persons import PersonQuerySet
from waypost.people.policies import may_run_program, require
from waypost.people.records import is_on_record
from waypost.people.requests import PersonRequest

PER_PAGE = 50


@signed_in
@require_safe
def directory(request: PersonRequest) -> HttpResponse:
    """Everybody, found by name, address, campus or role."""
    require(may_run_program(request.viewer, request.district))
    campuses = list(Campus.objects.filter(district=request.district).order_by("name"))
    asked = {key: printable(request.GET.get(key, "")).strip() for key in ("q", "campus", "role")}
    state = request.GET.get("state", "")
    found = _found(request, asked, campuses, state)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "campuses": campuses,
        "roles": Role.choices,
        "state": state,
        "searched": bool(state or any(asked.values())),
        **asked,
    }
    return render(request, "people/directory.html", context)


def _found(
    request: PersonRequest, asked: dict[str, str], campuses: list[Campus], state: str
) -> PersonQuerySet:
    found = Person.objects.visible_to(request.viewer).filter(joined_into=None)
    found = found.with_roles().order_by("name", "pk")
    if words := asked["q"]:
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words))
    today = request.viewer.today
    now = Placement.objects.filter(
        Q(until=None) | Q(until__gte=today), district=request.district, since__lte=today
    )
    campus = next((one for one in campuses if str(one.pk) == asked["campus"]), None)
    if campus:
        now = now.filter(campus=campus)
    if asked["role"] in Role.values:
        now = now.filter(role=asked["role"])
    if campus or asked["role"] in Role.values:
        found = found.filter(pk__in=now.values("person"))
    match state:
        case "left":
            return found.exclude(left_at=None)
        case "new":
            return found.filter(left_at=None, signed_in_at=None)
        case _other:
            return found.filter(left_at=None)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One person: what is known of them here, and their roles."""
    require(may_run_program(request.viewer, request.district))
    found = get_object_or_404(Person.objects.visible_to(request.viewer), pk=pk)
    if found.joined_into_id:
        return redirect("people:person", pk=found.joined_into_id)
    them = _person(request, pk)
    told = _told(them)
    form = PersonForm(request.POST or None, initial=told, on_record=is_on_record(them))
    if request.method == "POST" and form.is_valid():
        told |= form.cleaned_data
        try:
            staffing.change(person=them, **told, by=request.viewer, at=timezone.now())
        except staffing.OnRecord:
            messages.warning(request, _("They earned something meanwhile. Change it here now."))
            return redirect("people:person", pk=pk)
        except AlreadyHere:
            form.add_error("email", _("Somebody else here has this address."))
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("people:person", pk=pk)
        them = _person(request, pk)
    return _page(request, them, form, None)


def _told(them: Person) -> dict[str, str]:
    return {name: getattr(them, name) for name in ("name", "called", "email", "language")}


def _page(
    request: PersonRequest, them: Person, form: PersonForm | None, role_form: RoleForm | None
) -> HttpResponse:
    on_record = is_on_record(them)
    ended = [one for one in them.placements.all() if not one.holds_on(them.today)]
    context = {
        "them": them,
        "form": form or PersonForm(initial=_told(them), on_record=on_record),
        "on_record": on_record,
        "role_form": role_form or RoleForm(district=request.district, auto_id="role_%s"),
        "now": sorted(them.current_placements, key=lambda one: one.role),
        "ended": sorted(ended, key=lambda one: one.since, reverse=True)[:20],
        "is_self": them.pk == request.viewer.pk,
    }
    return render(request, "people/person.html", context)


@signed_in
@require_POST
def give_role(request: PersonRequest, pk: UUID) -> HttpResponse:
    require(may_run_program(request.viewer, request.district))
    them = _person(request, pk)
    form = RoleForm(request.POST, district=request.district, auto_id="role_%s")
    if not form.is_valid():
        return _page(request, them, None, form)
    try:
        staffing.give_role(
            person=them,
            role=Role(form.cleaned_data["role"]),
            campus=form.cleaned_data["campus"],
            by=request.viewer,
            at=timezone.now(),
        )
    except staffing.HeldAlready:
        form.add_error("role", _("They hold this role there today."))
        return _page(request, them, None, form)
    except staffing.HasLeft:
        messages.warning(request, _("They left. Bring them back first."))
    else:
        messages.success(request, _("The role holds from today on."))
    return redirect("people:person", pk=pk)


@signed_in
@require_POST
def end_role(request: PersonRequest, pk: UUID, placement: UUID) -> HttpResponse:
    require(may_run_program(request.viewer, request.district))
    held = get_object_or_404(
        Placement.objects.select_related("person__district"),
        pk=placement,
        person=pk,
        district=request.district,
    )
    try:
        staffing.end_role(placement=held, by=request.viewer, at=timezone.now())
    except staffing.LastLead:
        messages.error(request, _nobody_else())
    else:
        messages.success(request, _("The role has ended."))
    if pk == request.viewer.pk and held.role == Role.PROGRAM_LEAD:
        still = _person(request, pk)
        if not still.holds(Role.PROGRAM_LEAD):
            return redirect("/home")
    return redirect("people:person", pk=pk)


def _nobody_else() -> str:
    return _("Nobody else runs the program. Make somebody else a program lead first.")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Asks before it does."""
    require(may_run_program(request.viewer, request.district))
    them = _person(request, pk)
    if request.method == "POST":
        try:
            staffing.leave(person=them, by=request.viewer, at=timezone.now())
        except staffing.LastLead:
            messages.error(request, _nobody_else())
        else:
            told = _("%(name)s is no longer part of the district. What they earned stays.")
            messages.success(request, told % {"name": them.name})
        return redirect("people:person", pk=pk)
    return render(request, "people/leave.html", {"them": them})


@signed_in
@require_POST
def come_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    require(may_run_program(request.viewer, request.district))
    staffing.come_back(person=_person(request, pk), by=request.viewer, at=timezone.now())
    messages.success(request, _("Back again. Now give them their roles."))
    return redirect("people:person", pk=pk)


def _person(request: PersonRequest, pk: UUID) -> Person:
    """An entry that was joined into another has nothing of its own to change."""
    people = Person.objects.visible_to(request.viewer).filter(joined_into=None)
    return get_object_or_404(people.with_roles(), pk=pk)
