"""From "24 school days ago at 15:52" to an instant, so that the demo is always in the middle."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from waypost.demo.story.shapes import When

# Before nine nothing of this morning has happened yet: the story then ends the school day before.
DAY_STARTS = dt.time(9)


class SchoolClock:
    """Counts back from the last school morning before `now`."""

    def __init__(self, now: dt.datetime, zone: ZoneInfo) -> None:
        self.now = now
        self.zone = zone
        local = now.astimezone(zone)
        day = local.date() if local.time() >= DAY_STARTS else local.date() - dt.timedelta(days=1)
        while day.weekday() > 4:
            day -= dt.timedelta(days=1)
        self.today = day

    def day(self, days: int) -> dt.date:
        """The school day so many before; 0 is the last one."""
        weeks, rest = divmod(days, 5)
        day = self.today - dt.timedelta(weeks=weeks)
        for _ in range(rest):
            day -= dt.timedelta(days=3 if day.weekday() == 0 else 1)
        return day

    def at(self, when: When) -> dt.datetime:
        clock = dt.time.fromisoformat(when.clock)
        return dt.datetime.combine(self.day(when.days), clock, self.zone).astimezone(dt.UTC)

    def fill(self, text: str) -> str:
        """Dates for the marks in a text: <30> becomes "Oct 5"."""
        return re.sub(r"<(\d+)>", lambda mark: self._spoken(int(mark[1])), text)

    def _spoken(self, days: int) -> str:
        day = self.day(days)
        return f"{day:%b} {day.day}"
