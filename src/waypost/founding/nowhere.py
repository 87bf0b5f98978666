"""The addresses of a host at which no district lives: the middleware of people leads here.

On a server without any district, one page makes the first, for whoever holds the key; every other
address says so. Where there are districts, a name that is about to become the address of one only
answers what proves that it leads here.
"""

from django.urls import path, re_path

from waypost.founding import reached, setup

urlpatterns = [
    path("setup", setup.first, name="first"),
    path(".well-known/waypost/<str:nonce>", reached.answer, name="answer"),
    path("address/<str:token>", reached.seen, name="seen"),
    re_path(r"", setup.nothing_yet),
]

handler403 = "waypost.pages.errors.forbidden"
handler404 = "waypost.pages.errors.not_found"
handler500 = "waypost.pages.errors.server_error"
