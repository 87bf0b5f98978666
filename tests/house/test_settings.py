"""The product is safe as it comes, and says what is wrong with a setting."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from tests.cast import Cast

ROOT = Path(__file__).resolve().parents[2]
# Nothing from elsewhere, nothing that stands in the page, and nobody else's frame around it.
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "frame-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "manifest-src 'self'",
}


def django(tmp_path: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "WAYPOST_DATA": str(tmp_path / "data"), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_product_comes_without_debugging_and_with_a_key_of_its_own(tmp_path: Path) -> None:
    shown = django(
        tmp_path,
        "shell",
        "--no-imports",
        "-c",
        "from django.conf import settings as s;"
        " print(s.DEBUG, s.SHOW_COMPONENTS, len(s.SECRET_KEY) > 40)",
    )
    assert shown.stdout.strip() == "False False True", shown.stderr
    key = tmp_path / "data" / "keys" / "secret"
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.django_db
def test_every_answer_brings_the_policy_word_for_word(pecan_flats: Cast) -> None:
    client = Client(headers={"host": pecan_flats.district.host})
    for path in ("/", "/catalog", "/account/login/", "/nowhere", "/c/AAAAAAAAAAAAAAAAAAAAAA.json"):
        answer = client.get(path)
        assert set(answer["Content-Security-Policy"].split("; ")) == POLICY, path
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"


def test_an_award_that_was_shown_survives_a_power_cut(tmp_path: Path) -> None:
    """The write-ahead log is on, and each write reaches the disk (2 is FULL) before it is told."""
    code = (
        "from django.db import connection as c\n"
        "for name in ('journal_mode', 'synchronous', 'foreign_keys'):\n"
        "    print(c.cursor().execute(f'PRAGMA {name}').fetchone()[0])"
    )
    shown = django(tmp_path, "shell", "--no-imports", "-c", code)
    assert shown.stdout.split() == ["wal", "2", "1"], shown.stderr


@pytest.mark.parametrize(("tls", "secure"), [("off", "False False"), ("on", "True True")])
def test_cookies_travel_over_https_alone_where_there_is_https(
    tmp_path: Path, tls: str, secure: str
) -> None:
    code = (
        "from django.conf import settings as s\n"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)\n"
        "from django.test import RequestFactory\n"
        "print(RequestFactory().get('/', headers={'x-forwarded-proto': 'https'}).is_secure())"
    )
    shown = django(tmp_path, "shell", "--no-imports", "-c", code, WAYPOST_TLS=tls)
    assert shown.stdout.splitlines() == [secure, str(tls == "on")], shown.stderr


@pytest.mark.django_db
def test_these_tests_ask_the_database_that_they_were_given() -> None:
    given = "postgresql" if os.environ.get("WAYPOST_DATABASE") else "sqlite"
    assert connection.vendor == given


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WAYPOST_DEBUG", "flase"),
        ("WAYPOST_DATABASE", "mysql://here"),
        ("WAYPOST_DATABASE", "postgres://here:there/name"),
        ("WAYPOST_MAIL_PORT", "smtp"),
        ("WAYPOST_MAIL_FROM", "Waypost no-reply@district.example"),
        ("WAYPOST_MAIL_FROM", "one@district.example, two@district.example"),
        ("WAYPOST_MAIL_FROM", "nobody@büro.example"),
        ("WAYPOST_LOG", "verbose"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    done = django(tmp_path, "check", **{name: value})
    assert done.returncode != 0
    assert name in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(("tls", "proxies"), [("on", "1"), ("off", "0")])
def test_behind_a_proxy_everyone_is_told_apart(tmp_path: Path, tls: str, proxies: str) -> None:
    code = "from allauth.app_settings import TRUSTED_PROXY_COUNT as n; print(n)"
    shown = django(tmp_path, "shell", "--no-imports", "-c", code, WAYPOST_TLS=tls)
    assert shown.stdout.strip() == proxies, shown.stderr


PLAIN = pytest.param("a@b.example", marks=pytest.mark.only_with_all)


@pytest.mark.parametrize("given", [PLAIN, "Đội <a@b.example>", '"A, B" <a@b.example>'])
def test_mail_may_come_from_any_usual_mailbox(tmp_path: Path, given: str) -> None:
    done = django(tmp_path, "check", WAYPOST_MAIL_FROM=given)
    assert done.returncode == 0, done.stderr


def test_the_readme_names_the_settings_that_there_are() -> None:
    """Those for developers and tests stand in the code alone."""
    read = set(
        re.findall(r'"(WAYPOST_\w+)"', (ROOT / "src/waypost/config/settings.py").read_text())
    )
    table = (ROOT / "README.md").read_text().partition("## Settings")[2].partition("\n## ")[0]
    named, last = set(), ""
    for name in re.findall(r"`(WAYPOST_\w+|_\w+)`", table):
        last = last if name.startswith("_") else name
        named.add(name if not name.startswith("_") else last.rpartition("_")[0] + name)
    hidden = {"WAYPOST_DEBUG", "WAYPOST_COMPONENTS", "WAYPOST_PLAIN_STATIC"}
    assert named == read - hidden
