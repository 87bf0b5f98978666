"""The other side of every ratio: Django with nothing but one view and one query.

Served by the product's own server, from the product's own database file, in the same run.
"""

import os

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from waypost.config import environment as env

DATA = env.folder("WAYPOST_DATA", env.ROOT / "data")
SECRET_KEY = "of no use to anybody"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "benchmarks.bare"
INSTALLED_APPS: list[str] = []
MIDDLEWARE: list[str] = []
DATABASES = {"default": env.database(os.environ.get("WAYPOST_DATABASE", ""), DATA)}
USE_TZ = True
LOGGING_CONFIG = None


def one_query(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM people_district LIMIT 1")
        return HttpResponse(cursor.fetchone()[0])


urlpatterns = [path("", one_query)]
