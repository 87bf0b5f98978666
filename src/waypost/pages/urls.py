"""Addresses of the room pages."""

from django.urls import URLPattern, URLResolver, path

from waypost.pages import badges, work_urls
from waypost.pages.achievement import achievement
from waypost.pages.catalog import catalog
from waypost.pages.front import front, robots
from waypost.pages.home import home
from waypost.pages.hub import hub

app_name = "pages"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", front, name="front"),
    path("robots.txt", robots, name="robots"),
    path("home", home, name="home"),
    path("catalog", catalog, name="catalog"),
    path("catalog/<slug:slug>", achievement, name="achievement"),
    *work_urls.urlpatterns,
    path("badges", badges.shelf, name="badges"),
    path("badges/<uuid:pk>", badges.badge, name="badge"),
    path("badges/<uuid:pk>/withdraw", badges.withdraw, name="withdraw"),
    path("badges/<uuid:pk>/new-code", badges.renew_key, name="renew_key"),
    path("program", hub, name="hub"),
    path("awards", badges.awards, name="awards"),
    path("c/<str:public_id>", badges.public, name="proof"),
    path("c/<str:public_id>/evidence/<uuid:pk>", badges.shown_evidence, name="proof_evidence"),
    path("check", badges.check_page, name="check"),
]
