"""The program lead mends: everything a person's badges say, an entry made twice."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from waypost.credentials import mending
from waypost.credentials.mending import BothEarned
from waypost.credentials.models import Award, Correction
from waypost.credentials.taking_along import has_any
from waypost.evidence.models import Submission
from waypost.pages.context import nav
from waypost.pages.mend_forms import (
    AddressForm,
    FindForm,
    JoinForm,
    NameForm,
    SignAnewForm,
)
from waypost.people import mending as people
from waypost.people.guards import signed_in
from waypost.people.mending import CannotJoin, Elsewhere, NothingChanged
from waypost.people.models import Person, Role
from waypost.people.policies import NotAllowed, may_run_program
from waypost.people.requests import PersonRequest

MOST_LISTED = 50


def among_awards(viewer: Person) -> dict[str, Any]:
    return {"nav": nav(reverse("pages:awards"), viewer)}


def no_key() -> str:
    return _(
        "The district’s signing key is not where it should be, so nothing can be signed now. "
        "Ask whoever runs this server; what you typed stays here."
    )


def _person(request: PersonRequest, pk: UUID) -> Person:
    """For those who keep records; others learn nothing, not even that the person exists."""
    if not request.viewer.holds(Role.PROGRAM_LEAD, Role.HR):
        raise NotAllowed
    people_here = Person.objects.visible_to(request.viewer).select_related(
        "district", "joined_into", "account"
    )
    return get_object_or_404(people_here, pk=pk)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What one person earned, what their badges still say, and what was mended."""
    person = _person(request, pk)
    if person.joined_into_id:
        return redirect("pages:record", pk=person.joined_into_id)
    leads = may_run_program(request.viewer, person.district)
    last = person.changes.order_by("-changed_at").first()
    form = SignAnewForm(
        request.POST or None,
        initial={"reason": Correction.Reason.CHANGED, "note": last.note if last else ""},
    )
    if request.method == "POST" and form.is_valid():
        _sign_anew(request, person, form)
        return redirect("pages:record", pk=person.pk)
    stale = list(mending.stale(person)) if leads else []
    awards = Award.objects.of(person).with_face().dated().order_by("-earned", "pk")
    awards = awards.prefetch_related("corrections")
    context = {
        "who": person,
        "leads": leads,
        "awards": awards[:MOST_LISTED],
        "stale": stale[:MOST_LISTED],
        "now": timezone.now(),
        "takes_along": has_any(person),
        "left": len(stale),
        "at_once": min(len(stale), mending.AT_ONCE),
        "form": form,
        "changes": person.changes.select_related("changed_by").order_by("-changed_at"),
    }
    return render(request, "pages/mend/record.html", context | among_awards(request.viewer))


def _sign_anew(request: PersonRequest, person: Person, form: Form) -> None:
    """A few at a time; what is left stands on the page, with the button that goes on."""
    done = mending.bring_up_to_date(
        person=person,
        reason=form.cleaned_data["reason"],
        note=form.cleaned_data["note"],
        by=request.viewer,
        at=timezone.now(),
    )
    signed = [each.award.version.title for each in done if not each.problem]
    left = len(list(mending.stale(person)))
    if any(each.problem == "key_missing" for each in done):
        messages.error(request, no_key())
    if signed:
        words = ngettext(
            "%(n)s badge signed anew: %(titles)s.",
            "%(n)s badges signed anew: %(titles)s.",
            len(signed),
        )
        messages.success(request, words % {"n": len(signed), "titles": ", ".join(signed)})
    if left:
        more = ngettext("%(n)s badge is left.", "%(n)s badges are left.", left) % {"n": left}
        messages.info(request, more)
    elif not signed:
        messages.info(request, _("Every badge says the name and address of today."))


def _led(request: PersonRequest, pk: UUID) -> Person:
    person = _person(request, pk)
    if not may_run_program(request.viewer, person.district):
        raise NotAllowed
    if person.joined_into_id:
        raise Http404
    return person


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: PersonRequest, pk: UUID) -> HttpResponse:
    person = _led(request, pk)
    form = NameForm(request.POST or None, initial={"name": person.name, "called": person.called})
    if request.method == "POST" and form.is_valid():
        try:
            people.rename(person=person, by=request.viewer, at=timezone.now(), **form.cleaned_data)
        except NothingChanged:
            messages.info(request, _("This is the name already."))
            return redirect("pages:record", pk=person.pk)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, _("The name is changed."))
            return redirect("pages:record", pk=person.pk)
    context = {"who": person, "form": form} | among_awards(request.viewer)
    return render(request, "pages/mend/name.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def move_address(request: PersonRequest, pk: UUID) -> HttpResponse:
    person = _led(request, pk)
    form = AddressForm(request.POST or None)
    other: Person | None = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            people.move_address(
                person=person,
                email=told["email"],
                note=told["note"],
                was_theirs=not told["was_never_theirs"],
                by=request.viewer,
                at=timezone.now(),
            )
        except NothingChanged:
            messages.info(request, _("This is the address already."))
            return redirect("pages:record", pk=person.pk)
        except Elsewhere as taken:
            other = taken.person
            form.add_error("email", _taken(other))
        except ValidationError as wrong:
            form.add_error("email", wrong)
        else:
            messages.success(request, _("The address is changed."))
            return redirect("pages:record", pk=person.pk)
    context = {"who": person, "form": form, "other": other} | among_awards(request.viewer)
    return render(request, "pages/mend/address.html", context)


def _taken(other: Person | None) -> str:
    if other is None:
        return _("This address signs in another account. Choose another address.")
    return _(
        "This address belongs to another entry in your list: %(name)s. If it is the same person, "
        "join both entries."
    ) % {"name": other.name}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: PersonRequest, pk: UUID) -> HttpResponse:
    """First the other entry is looked for and shown, then both become one."""
    kept = _led(request, pk)
    if request.method == "POST":
        return _join(request, kept)
    find = FindForm(request.GET if "email" in request.GET else None)
    other = _other(kept, find)
    form = JoinForm(initial={"other": other.pk}) if other else None
    return _join_page(request, kept, other, find, form)


def _other(kept: Person, find: FindForm) -> Person | None:
    """Raises nothing: why it cannot be joined stands beside the address."""
    if not find.is_bound or not find.is_valid():
        return None
    same = Person.objects.filter(district=kept.district_id, joined_into=None)
    other = same.filter(email__iexact=find.cleaned_data["email"]).select_related("account").first()
    if other is None:
        find.add_error("email", _("Nobody here has this address. Look at how it is written."))
    elif other.pk == kept.pk:
        find.add_error("email", _("This is the same entry. Write the address of the other one."))
        return None
    return other


def _join(request: PersonRequest, kept: Person) -> HttpResponse:
    form = JoinForm(request.POST)
    valid = form.is_valid()
    if "other" in form.errors:
        return redirect("pages:join", pk=kept.pk)
    other = Person.objects.filter(district=kept.district_id, pk=form.cleaned_data["other"]).first()
    if other is None:
        raise Http404
    if other.joined_into_id == kept.pk:
        messages.info(request, _("They are joined already."))
        return redirect("pages:record", pk=kept.pk)
    if valid:
        try:
            mending.join_people(
                kept=kept,
                other=other,
                note=form.cleaned_data["note"],
                by=request.viewer,
                at=timezone.now(),
            )
        except BothEarned:
            form.add_error(None, _("Both hold a badge that one person can hold once: see below."))
        except CannotJoin as cannot:
            form.add_error(None, _cannot(cannot.why))
        else:
            messages.success(request, _("Joined. All they did and earned is in one place now."))
            return redirect("pages:record", pk=kept.pk)
    return _join_page(request, kept, other, FindForm(initial={"email": other.email}), form)


def _cannot(why: str) -> str:
    if why == "left":
        return _("This person has left, so begin from the entry that stays.")
    return _(
        "One of them was joined with somebody else meanwhile. Begin from the entry that stays."
    )


def _join_page(
    request: PersonRequest,
    kept: Person,
    other: Person | None,
    find: FindForm,
    form: JoinForm | None,
) -> HttpResponse:
    context: dict[str, Any] = {"who": kept, "find": find, "form": form, "other": other}
    if other:
        context["both"] = mending.both_earned(kept, other)
        context["entries"] = [_entry(kept), _entry(other)]
    page = context | among_awards(request.viewer)
    return render(request, "pages/mend/join.html", page)


def _entry(person: Person) -> dict[str, Any]:
    """What would come together."""
    works = Submission.objects.filter(person__in=person.selves)
    awards = Award.objects.of(person).aggregate(
        stand=Count("pk", filter=Q(stands=True)), all=Count("pk")
    )
    return {
        "who": person,
        "works": works.count(),
        "awards": awards["stand"],
        "roles": [each.get_role_display() for each in person.current_placements],
    }
