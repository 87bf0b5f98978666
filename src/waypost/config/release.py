"""Which Waypost this is, for a backup and for whoever is asked for help."""

import subprocess
import tomllib

from waypost.config.environment import ROOT


def version() -> str:
    """As pyproject.toml says it."""
    try:
        return str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])
    except (OSError, KeyError, ValueError):
        return "unknown"


def commit() -> str:
    """The checkout's own, where there is one; empty in a copy without its history."""
    try:
        asked = subprocess.run(  # noqa: S603  # our words alone
            ["git", "-C", str(ROOT), "rev-parse", "--short=12", "HEAD"],  # noqa: S607  # the user's own git
            check=False,
            capture_output=True,
            text=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""
