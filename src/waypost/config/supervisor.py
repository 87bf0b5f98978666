"""Keeps a few jobs alive as one: restarts whichever dies, stops all together, leaves no orphan.

Each job is a fork of this process, so that all share the memory of what was loaded before. The
children hold one end of a pipe, and this process the other: should it be killed, the pipe closes
and the children end by themselves.
"""

import logging
import os
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

STOP_WITHIN = 8.0
ENDINGS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
logger = logging.getLogger(__name__)


@dataclass
class Job:
    """What to run, and how its present process is doing."""

    name: str
    work: Callable[[], object]
    pid: int = 0
    began: float = 0.0
    start_at: float = 0.0
    failures: int = field(default=0)

    def died(self, now: float) -> None:
        """Comes back at once, and ever later when it keeps dying young."""
        self.pid = 0
        self.failures = self.failures + 1 if now - self.began < 10 else 0
        self.start_at = now + min(10.0, 0.2 * 2**self.failures if self.failures else 0.0)


class Supervisor:
    """Runs the jobs until told to stop by SIGTERM, SIGINT or SIGHUP."""

    def __init__(self, jobs: list[Job]) -> None:
        self.jobs = jobs
        self.stopping = False
        self._lifeline, self._grip = os.pipe()
        self._wake, self._waker = os.pipe()

    def run(self) -> None:
        """Returns when every job has ended."""
        for end in (self._wake, self._waker):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        for number in ENDINGS:
            signal.signal(number, self._stop)
        signal.signal(signal.SIGCHLD, _noted)
        while not self.stopping:
            self._start_due()
            self._sleep(until=min((job.start_at for job in self.jobs if not job.pid), default=0.0))
            self._reap()
        self._end()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _start_due(self) -> None:
        for job in self.jobs:
            if not job.pid and job.start_at <= time.monotonic() and not self.stopping:
                self._fork(job)

    def _fork(self, job: Job) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        # A signal between the fork and the child's own handlers must reach the child's, not ours.
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
        job.began = time.monotonic()
        job.pid = os.fork()
        if job.pid == 0:
            self._become(job)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)

    def _become(self, job: Job) -> None:
        code = 1
        try:
            # A group of its own: Ctrl-C reaches this process alone, which then stops the jobs.
            os.setpgid(0, 0)
            signal.set_wakeup_fd(-1)
            for number in (*ENDINGS, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
            for end in (self._grip, self._wake, self._waker):
                os.close(end)
            threading.Thread(target=_end_with, args=(self._lifeline,), daemon=True).start()
            job.work()
            code = 0
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 1
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _sleep(self, until: float) -> None:
        patience = max(0.0, until - time.monotonic()) if until else None
        select.select([self._wake], [], [], patience)
        try:
            os.read(self._wake, 512)
        except BlockingIOError:
            return

    def _reap(self) -> None:
        for job in self.jobs:
            if not job.pid:
                continue
            gone, status = os.waitpid(job.pid, os.WNOHANG)
            if not gone:
                continue
            _kill_group(job.pid, signal.SIGKILL)
            job.died(time.monotonic())
            if not self.stopping:
                code = os.waitstatus_to_exitcode(status)
                logger.warning("%s ended with %s and is started again", job.name, code)

    def _end(self) -> None:
        """Asks first; after STOP_WITHIN seconds nothing is left to ask."""
        deadline = time.monotonic() + STOP_WITHIN
        for job in self.jobs:
            if job.pid:
                os.kill(job.pid, signal.SIGTERM)
        while any(job.pid for job in self.jobs) and time.monotonic() < deadline:
            self._sleep(until=min(deadline, time.monotonic() + 0.5))
            self._reap()
        for job in self.jobs:
            if job.pid:
                _kill_group(job.pid, signal.SIGKILL)
                os.waitpid(job.pid, 0)


def _noted(number: int, frame: FrameType | None) -> None:
    """SIGCHLD needs a handler for the wake-up pipe to be written."""


def _kill_group(leader: int, number: signal.Signals) -> None:
    try:
        os.killpg(leader, number)
    except (ProcessLookupError, PermissionError):
        return


def _end_with(lifeline: int) -> None:
    """Ends this process when the supervisor is gone, kindly at first."""
    while os.read(lifeline, 1):
        continue
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOP_WITHIN)
    os.killpg(0, signal.SIGKILL)
