"""A badge as a stranger sees it: its page, its signed file, and what the library says of it with
nothing but what the district publishes."""

import datetime as dt
from dataclasses import dataclass

from tests.visitor import Visitor
from waypost.openbadges import Outcome, did_web, did_web_url, verify


@dataclass(frozen=True)
class Badge:
    """One that its earner made public; `name` is what the signed file should say."""

    address: str
    title: str
    name: str
    outcome: Outcome = Outcome.REAL
    corrected: bool = False

    @property
    def file(self) -> str:
        return f"{self.address}.json"


HEADINGS = {
    Outcome.REAL: "This badge is real",
    Outcome.WITHDRAWN: "This badge was withdrawn",
}
CORRECTED = "Name corrected"


def checks_out(badge: Badge, stranger: Visitor, home: str) -> bytes:
    """On its page and by the library; gives the signed bytes."""
    stranger.open(badge.address)
    stranger.says(HEADINGS[badge.outcome])
    stranger.says(badge.title)
    stranger.says(badge.name)
    assert (CORRECTED in stranger.text) == badge.corrected, stranger.text
    signed = stranger.ask(badge.file).content
    did, now = did_web(home), dt.datetime.now(dt.UTC)
    published = {did: stranger.ask(did_web_url(did)).json()}
    unlisted = verify(signed, now=now, did_documents=published)
    assert unlisted.outcome == Outcome.AUTHENTIC_STATUS_UNKNOWN, unlisted
    lists = {each: stranger.ask(each).content for each in unlisted.needs}
    verdict = verify(signed, now=now, did_documents=published, status_lists=lists)
    assert verdict.outcome == badge.outcome, verdict
    assert verdict.facts
    assert (verdict.facts.name, verdict.facts.earner_name) == (badge.title, badge.name)
    return signed


def is_told_replaced(old: bytes, stranger: Visitor) -> None:
    """The file from before a correction, handed to the page that checks files."""
    stranger.open("/check")
    stranger.send("/check", {}, files={"badge": old})
    stranger.says("This file was replaced by a newer one")
