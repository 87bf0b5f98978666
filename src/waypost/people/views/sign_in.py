"""What signing in needs beside the library's pages."""

from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView, RequestLoginCodeView, confirm_login_code, logout
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from waypost.people.models import Provider
from waypost.people.requests import DistrictRequest, district_of
from waypost.people.sign_in import SHARED_COOKIE, expected, is_shared

# The button on the page where a code is awaited.
ELSEWHERE = "elsewhere"
A_YEAR = 365 * 24 * 3600


class SignIn(LoginView):  # type: ignore[misc]  # the library ships no types
    """The library's page, with the buttons that this district has switched on."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        district = district_of(self.request)
        on = Provider.objects.filter(district=district, is_on=True).order_by("kind")
        return context | {"providers": list(on), "shared": is_shared(self.request)}


def sign_out(request: HttpRequest) -> HttpResponse:
    """The browser forgets the pages that it kept; on a shared device all else of this address too.

    Elsewhere ui.js takes away what is this person's: another's words, not sent yet, stay theirs.
    """
    answer: HttpResponse = logout(request)
    if request.method == "POST":
        kinds = ["cache", "storage"] if is_shared(request) else ["cache"]
        answer["Clear-Site-Data"] = ", ".join(f'"{kind}"' for kind in kinds)
    return answer


@require_POST
def device(request: DistrictRequest) -> HttpResponse:
    """Is this device shared? Kept on the device itself, so that it holds for whoever comes next."""
    onward = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()})
    answer = HttpResponseRedirect(onward if here else reverse("account_login"))
    if request.POST.get("shared") == "yes":
        answer.set_cookie(
            SHARED_COOKIE,
            "yes",
            max_age=A_YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
        if request.user.is_authenticated:
            request.session.set_expiry(0)
    else:
        answer.delete_cookie(SHARED_COOKIE)
    return answer


class CodeView(RequestLoginCodeView):  # type: ignore[misc]  # the library ships no types
    def get_initial(self) -> dict[str, str]:
        return {"email": expected(self.request)}


request_login_code = CodeView.as_view()


def ask_for_code(request: HttpRequest) -> HttpResponse:
    """While a code is awaited the library leads back to it: a mistyped address would be a trap.

    The session stays, because it may hold words that were typed before the sign-in ran out.
    """
    if request.method == "POST" and ELSEWHERE in request.POST:
        clear_login(request)
        return HttpResponseRedirect(request.get_full_path())
    answer: HttpResponse = request_login_code(request)
    return answer


def confirm_code(request: HttpRequest) -> HttpResponse:
    """A code that ran out, as it does at once when the clock jumps, leads back to asking for one;
    the library does so without a word."""
    answer: HttpResponse = confirm_login_code(request)
    back = reverse("account_request_login_code")
    # Whatever else leads there has said why.
    silent = answer.headers.get("Location") == back and not len(messages.get_messages(request))
    if request.method == "POST" and silent:
        messages.warning(
            request, _("That code no longer works: one lasts ten minutes. Ask for another.")
        )
    return answer
