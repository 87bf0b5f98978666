"""Every address of the product, room by room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    # Before the pages: a badge's files share its address and add what they are.
    path("", include("waypost.credentials.urls")),
    path("", include("waypost.export.urls")),
    path("", include("waypost.pages.urls")),
    path("", include("waypost.people.urls")),
    path("", include("waypost.people.directory_urls")),
    path("", include("waypost.catalog.urls")),
    path("", include("waypost.integrations.urls")),
    path("", include("waypost.wallets.urls")),
    path("", include("waypost.evidence.urls")),
    path("", include("waypost.surveys.urls")),
    path("", include("waypost.review.urls")),
    path("", include("waypost.support.urls")),
    path("", include("waypost.program.urls")),
    path("", include("waypost.notices.urls")),
    path("", include("waypost.founding.urls")),
    path("", include("waypost.demo.urls")),
    path("", include("waypost.ui.urls")),
]

handler403 = "waypost.pages.errors.forbidden"
handler404 = "waypost.pages.errors.not_found"
handler500 = "waypost.pages.errors.server_error"
# Asked for by the sign-in library, whose own page is a bare line.
handler429 = "waypost.pages.errors.too_often"
