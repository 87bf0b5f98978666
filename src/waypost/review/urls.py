"""Addresses of the room review."""

from django.urls import URLPattern, URLResolver, path

from waypost.review.views import bench, deciding, queue, scoring, trail

app_name = "review"
urlpatterns: list[URLPattern | URLResolver] = [
    path("review", queue.listing, name="queue"),
    path("review/<uuid:attempt>", bench.look, name="bench"),
    path("review/<uuid:attempt>/start", bench.start, name="start"),
    path("review/<uuid:attempt>/put-back", bench.put_back, name="put_back"),
    path("review/<uuid:attempt>/hide/<uuid:artifact>", bench.hide_piece, name="hide"),
    path("review/<uuid:attempt>/score", scoring.score, name="score"),
    path("review/<uuid:attempt>/decide", deciding.decide, name="decide"),
    path("review/<uuid:attempt>/trail", trail.read, name="trail"),
]
