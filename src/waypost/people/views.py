"""What signing in needs beside the library's pages."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import request_login_code
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

# The button on the page where a code is awaited.
ELSEWHERE = "elsewhere"


def ask_for_code(request: HttpRequest) -> HttpResponse:
    """While a code is awaited the library leads back to it: a mistyped address would be a trap.

    The session stays, because it may hold words that were typed before the sign-in ran out.
    """
    if request.method == "POST" and ELSEWHERE in request.POST:
        clear_login(request)
        return HttpResponseRedirect(request.get_full_path())
    answer: HttpResponse = request_login_code(request)
    return answer
