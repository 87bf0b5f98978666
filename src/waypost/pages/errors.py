from django.http import HttpRequest, HttpResponse


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse(status=403)
