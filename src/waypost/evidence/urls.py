"""Addresses of the room evidence."""

from django.urls import URLPattern, URLResolver, path

from waypost.evidence.views import media, uploads, words

app_name = "evidence"
urlpatterns: list[URLPattern | URLResolver] = [
    path("work/<uuid:pk>/words", words.save, name="words"),
    path("work/<uuid:pk>/uploads", uploads.uploads, name="uploads"),
    path("uploads/<uuid:pk>", uploads.upload, name="upload"),
    path("evidence/<uuid:pk>", media.media, name="media"),
    path("evidence/<uuid:pk>/captions.vtt", media.captions, name="captions"),
    path(
        "evidence/<uuid:pk>/tries/<uuid:attempt>/captions.vtt",
        media.captions_then,
        name="captions_then",
    ),
    path("evidence/<uuid:pk>/told", words.tell, name="told"),
]
