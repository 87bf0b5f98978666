"""Addresses of a teacher's own work."""

from django.urls import URLPattern, URLResolver, path

from waypost.pages import work, work_steps

urlpatterns: list[URLPattern | URLResolver] = [
    path("work", work.works, name="works"),
    path("work/<uuid:pk>", work.work, name="work"),
    path("work/<uuid:pk>/take-back", work_steps.take_it_back, name="take_back"),
    path("work/<uuid:pk>/set-aside", work_steps.stop, name="set_aside"),
    path("work/<uuid:pk>/take-up", work_steps.go_on, name="take_up"),
    path("work/<uuid:pk>/<uuid:artifact>/remove", work_steps.take_out, name="take_out"),
    path("work/<uuid:pk>/<uuid:artifact>/try", work_steps.try_link, name="try_link"),
    path("earn/<uuid:pk>", work_steps.earn, name="earn"),
]
