"""The product as a district runs it: a process of its own, on a data folder of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Product:
    """`./waypost start` without its launcher: web server and delivery loop under a supervisor."""

    module = "waypost.config.serve"

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.arguments = arguments
        self.log = folder.with_name(f"{folder.name}.log")
        self.port = 0
        self.first_page = ""
        self.process: subprocess.Popen[str] | None = None
        self.environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "DJANGO_SETTINGS_MODULE": "waypost.config.settings",
            "WAYPOST_DATA": str(folder),
            "WAYPOST_DATABASE": "",
            "WAYPOST_PLAIN_STATIC": "off",
            "WAYPOST_MAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        }

    def run(self, code: str) -> str:
        """What `code` prints, after django.setup(), on this data folder."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{code}"],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        """Returns when it says that it is ready."""
        command = [sys.executable, "-m", self.module, "--data", str(self.folder), *self.arguments]
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port)],
                cwd=ROOT,
                env=self.environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
            )
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            if found := re.search(r"ready: http://[^:\s]+:(\d+)(\S*)\n", self.log.read_text()):
                self.port, self.first_page = int(found[1]), found[2]
                return
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def pids(self) -> list[int]:
        """The supervisor first, then all that it has started."""
        assert self.process
        found = [self.process.pid]
        for pid in found:
            children = Path(f"/proc/{pid}/task/{pid}/children")
            if children.exists():
                found += [int(child) for child in children.read_text().split()]
        return found

    def kill(self) -> None:
        """All of it at once, as a power cut does."""
        for pid in self.pids():
            os.kill(pid, signal.SIGKILL)
        assert self.process
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=15)
