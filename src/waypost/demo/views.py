"""The demo's one-click sign-in."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from waypost.demo.cast import find
from waypost.demo.policies import may_sign_in_as
from waypost.people.models import Person
from waypost.people.requests import DistrictRequest
from waypost.people.second_factor import note_sign_in
from waypost.people.sign_in import end_with_browser_if_shared


@require_POST
def sign_in_as(request: DistrictRequest) -> HttpResponse:
    part = find(request.POST.get("who", ""))
    if part is None or not may_sign_in_as(request.district):
        raise Http404
    person = get_object_or_404(
        Person.objects.with_roles(),
        district=request.district,
        email=part.person.email,
    )
    if person.account is None or not person.account.invented:
        raise Http404
    login(request, person.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    end_with_browser_if_shared(request)
    note_sign_in(person=person, at=timezone.now())
    onward = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}):
        return redirect(onward)
    return redirect(resolve_url(settings.LOGIN_REDIRECT_URL))
