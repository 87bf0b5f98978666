"""Addresses of those who write what can be earned."""

from django.urls import URLPattern, URLResolver, path

from waypost.catalog.views import apps, keep, lists, section, whole

app_name = "catalog"
urlpatterns: list[URLPattern | URLResolver] = [
    path("write", lists.writing, name="writing"),
    path("write/new", lists.begin, name="begin"),
    path("write/apps", apps.apps, name="apps"),
    path("write/retire/<uuid:pk>", whole.retire, name="retire"),
    path("write/comment/<uuid:pk>/resolve", whole.resolve, name="resolve"),
    path("write/<uuid:pk>", whole.manuscript, name="manuscript"),
    path("write/<uuid:pk>/keep", keep.keep, name="keep"),
    path("write/<uuid:pk>/say", whole.say, name="say"),
    path("write/<uuid:pk>/put-away", whole.put_away, name="put_away"),
    path("write/<uuid:pk>/bring-back", whole.bring_back, name="bring_back"),
    path("write/<uuid:pk>/publish", whole.publish, name="publish"),
    # Before it: pages:preview, at write/<uuid>/preview.
    path("write/<uuid:pk>/<slug:section>", section.section, name="section"),
]
