"""What signing in needs beside the library's pages."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import RequestLoginCodeView, confirm_login_code
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from waypost.people.sign_in import expected

# The button on the page where a code is awaited.
ELSEWHERE = "elsewhere"


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
