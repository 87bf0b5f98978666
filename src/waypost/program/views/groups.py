"""Pilot groups: begin one, see who is in it and how they answered, add, remove, close."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waypost.people.characters import printable
from waypost.people.guards import signed_in
from waypost.people.models import Campus, Group, Person, Placement, Role
from waypost.people.policies import may_run_program, require
from waypost.people.requests import PersonRequest
from waypost.program import actions
from waypost.program.actions.invite import AT_ONCE, text_of
from waypost.program.forms import AddressesForm, GroupForm
from waypost.program.groups import member, members, tally, within
from waypost.program.offers import piloted

A_PAGE = 50
FOUND = 50


def group_of(request: PersonRequest, pk: UUID) -> Group:
    """For whoever runs the program; another district's is none."""
    require(may_run_program(request.viewer, request.viewer.district))
    return get_object_or_404(
        Group.objects.visible_to(request.viewer).select_related("district"), pk=pk
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: PersonRequest) -> HttpResponse:
    viewer = request.viewer
    require(may_run_program(viewer, viewer.district))
    form = GroupForm(request.POST or None, initial={"starts_on": viewer.today})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_group(
                district=viewer.district, by=viewer, at=timezone.now(), **form.cleaned_data
            )
        except actions.NameTaken:
            form.add_error("name", _("There is a group of that name. Give this one another."))
        except actions.EndsFirst:
            form.add_error("ends_on", _("That is before it starts. Choose a later day, or none."))
        except actions.Unprintable:
            form.add_error("name", _("There is a hidden character in it. Type the name again."))
        else:
            return redirect("program:group", pk=made.pk)
    current = Q(memberships__left_at=None) & Q(memberships__isnull=False)
    groups = Group.objects.visible_to(viewer).newest_first()
    counted = groups.annotate(size=Count("memberships", filter=current))
    page = Paginator(counted, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "program/groups.html", {"form": form, "page": page})


@signed_in
@require_safe
def group(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = group_of(request, pk)
    counted = tally(found)
    q = printable(request.GET.get("q", "")).strip()[:100]
    pages = Paginator(members(found, request.viewer.today, q), A_PAGE)
    if not q:
        pages.__dict__["count"] = counted.members
    page = pages.get_page(request.GET.get("page"))
    return render(
        request,
        "program/group.html",
        {
            "group": found,
            "tally": counted,
            "page": page,
            "members": [member(row) for row in page],
            "q": q,
            "letter": text_of(found),
            "piloted": piloted(request.viewer),
            "now_invited": min(counted.uninvited, AT_ONCE),
        },
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One by one, by campus, or by addresses of people who are here already."""
    found = group_of(request, pk)
    then = request.POST.get("then", "")
    form = AddressesForm(request.POST if then == "addresses" else None)
    if request.method == "POST":
        chosen = _chosen(request, form) if then != "addresses" or form.is_valid() else None
        if chosen is not None:
            try:
                came = actions.add_people(
                    group=found, people=chosen, by=request.viewer, at=timezone.now()
                )
            except actions.Closed:
                messages.error(request, _("This group was closed meanwhile, so nobody was added."))
                return redirect("program:group", pk=found.pk)
            messages.success(request, _added(came))
            if not (missing := _missing(chosen, form)):
                return redirect("program:group", pk=found.pk)
            form = AddressesForm({"addresses": "\n".join(missing)})
            form.add_error("addresses", _nobody(len(missing)))
    return render(
        request, "program/add.html", {"group": found, "form": form, **_choices(request, found)}
    )


def _chosen(request: PersonRequest, form: AddressesForm) -> QuerySet[Person]:
    here = Person.objects.visible_to(request.viewer).filter(left_at=None)
    match request.POST.get("then"):
        case "addresses":
            return here.filter(email__in=form.cleaned_data["addresses"])
        case "campus":
            placed = Placement.objects.on(request.viewer.today).filter(
                district=request.viewer.district,
                role=Role.TEACHER,
                campus__in=_ids(request.POST.getlist("campus")),
            )
            return here.filter(pk__in=placed.values("person"))
        case _:
            return here.filter(pk__in=_ids(request.POST.getlist("person")))


def _ids(sent: list[str]) -> list[UUID]:
    """What is no id is nobody's."""
    found = []
    for text in sent:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _missing(chosen: QuerySet[Person], form: AddressesForm) -> list[str]:
    if not form.is_bound:
        return []
    known = set(chosen.values_list("email", flat=True))
    return [one for one in form.cleaned_data["addresses"] if one not in known]


def _added(count: int) -> str:
    if not count:
        return _("Nobody new: they are in the group already, or nobody was chosen.")
    return ngettext("%(n)d person added.", "%(n)d people added.", count) % {"n": count}


def _nobody(count: int) -> str:
    return ngettext(
        "This address belongs to nobody here yet. Bring them in first, or correct it.",
        "These %(n)d addresses belong to nobody here yet. Bring them in first, or correct them.",
        count,
    ) % {"n": count}


def _choices(request: PersonRequest, found: Group) -> dict[str, object]:
    """Who could come: those found by a name, and the campuses with how many teachers they have."""
    viewer, q = request.viewer, printable(request.GET.get("q", "")).strip()[:100]
    others = Person.objects.visible_to(viewer).filter(left_at=None)
    others = others.exclude(pk__in=within(found).values("pk"))
    if q:
        others = others.filter(Q(name__icontains=q) | Q(email__icontains=q))
    placed = Placement.objects.on(viewer.today).filter(
        district=viewer.district, role=Role.TEACHER, person__left_at=None
    )
    here = Q(placement__in=placed)
    campuses = Campus.objects.filter(district=viewer.district).annotate(
        teachers=Count("placement__person", filter=here, distinct=True)
    )
    people = list(others.order_by("name", "pk")[: FOUND + 1])
    return {
        "q": q,
        "people": people[:FOUND],
        "more": len(people) > FOUND,
        "campuses": campuses.order_by("name"),
    }


@signed_in
@require_POST
def remove(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = group_of(request, pk)
    person = get_object_or_404(
        Person.objects.visible_to(request.viewer), pk__in=_ids([request.POST.get("person", "")])
    )
    actions.remove_person(group=found, person=person, by=request.viewer, at=timezone.now())
    messages.success(request, _("%(name)s is not in the group any more.") % {"name": person.name})
    return redirect("program:group", pk=found.pk)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = group_of(request, pk)
    here = reverse("program:group", args=[found.pk])
    if request.method == "POST":
        actions.close_group(group=found, by=request.viewer, at=timezone.now())
        return redirect(here)
    return render(
        request,
        "ui/confirm.html",
        {
            "title": _("Close “%(name)s”?") % {"name": found.name},
            "text": _(
                "What is for pilot groups only disappears from its people’s catalog; whoever"
                " started can finish. Nobody is invited any more, and the numbers stay. This can’t"
                " be undone."
            ),
            "action": reverse("program:close", args=[found.pk]),
            "label": _("Close the group"),
            "danger": True,
            "back_url": here,
        },
    )
