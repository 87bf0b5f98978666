"""The product is safe as it comes, and says what is wrong with a setting."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WAYPOST_DEBUG", "flase"),
        ("WAYPOST_DATABASE", "mysql://here"),
        ("WAYPOST_DATABASE", "postgres://here:there/name"),
        ("WAYPOST_MAIL_PORT", "smtp"),
        ("WAYPOST_LOG", "verbose"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    done = django(tmp_path, "check", **{name: value})
    assert done.returncode != 0
    assert name in done.stderr.splitlines()[-1]


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
