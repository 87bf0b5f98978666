"""Addresses of the room pages."""

from django.urls import URLPattern, URLResolver, path

from waypost.pages import work_urls
from waypost.pages.achievement import achievement
from waypost.pages.catalog import catalog
from waypost.pages.front import front, robots
from waypost.pages.home import home

app_name = "pages"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", front, name="front"),
    path("robots.txt", robots, name="robots"),
    path("home", home, name="home"),
    path("catalog", catalog, name="catalog"),
    path("catalog/<slug:slug>", achievement, name="achievement"),
    *work_urls.urlpatterns,
]
