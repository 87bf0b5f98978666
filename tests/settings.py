"""The product's own settings on a throwaway data folder, and nothing that waits for a disk."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

# The first process makes the folder and removes it; those it starts to share the work use it too.
if "WAYPOST_TESTS" not in os.environ:
    os.environ["WAYPOST_TESTS"] = tempfile.mkdtemp(prefix="waypost-tests-")
    atexit.register(shutil.rmtree, os.environ["WAYPOST_TESTS"], ignore_errors=True)
os.environ["WAYPOST_DATA"] = tempfile.mkdtemp(dir=os.environ["WAYPOST_TESTS"])
os.environ["WAYPOST_PLAIN_STATIC"] = "on"
# A browser test drives Playwright's event loop and asks the database in the same thread.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "on"

from waypost.config.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
database: dict[str, Any] = DATABASES["default"]
if database["ENGINE"].endswith("sqlite3"):
    database["ENGINE"] = "tests.sqlite3"
    # A file, as in production: threads of the live server then have connections of their own.
    database["TEST"] = {"NAME": Path(os.environ["WAYPOST_DATA"]) / "test.sqlite3"}
    database["OPTIONS"]["init_command"] = database["OPTIONS"]["init_command"].replace(
        "synchronous=FULL", "synchronous=OFF"
    )
