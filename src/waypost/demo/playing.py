"""Plays one person's work with the actions that the pages use, one step after the other."""

import datetime as dt
import shutil
from collections.abc import Generator, Iterator
from functools import cached_property
from pathlib import Path

from waypost.catalog.models import Piece, Requirement, RequirementKind, Row, Version
from waypost.credentials import actions as credentials
from waypost.credentials.models import Award
from waypost.demo.clock import SchoolClock
from waypost.demo.files import FILES
from waypost.demo.story.shapes import (
    Drop,
    Link,
    Look,
    Part,
    Put,
    Say,
    Try,
    When,
    Work,
)
from waypost.evidence import actions as evidence
from waypost.evidence.models import Artifact, Attempt, Submission
from waypost.people import seen
from waypost.people.models import Person
from waypost.review import actions as review
from waypost.review.models import Review

Steps = Iterator[dt.datetime]
# By slug and number; filled as they are published.
Versions = dict[tuple[str, int], Version]


class Player:
    """Each step is announced by its instant and done when the next one is asked for."""

    def __init__(
        self,
        work: Work,
        *,
        people: dict[str, Person],
        versions: Versions,
        clock: SchoolClock,
        desk: Path,
    ) -> None:
        self.work = work
        self.people = people
        self.person = people[work.who]
        self.versions = versions
        self.clock = clock
        self.desk = desk
        self.files: dict[str, Artifact] = {}
        self.revisions: dict[tuple[int, int], int] = {}
        self.submission: Submission | None = None

    @property
    def version(self) -> Version:
        return self.versions[self.work.slug, self.work.number]

    @cached_property
    def requirement(self) -> Requirement:
        return self.version.requirements.get(kind=RequirementKind.EVIDENCE)

    @cached_property
    def pieces(self) -> list[Piece]:
        return list(self.requirement.pieces.all())

    @cached_property
    def rows(self) -> list[Row]:
        return list(self.requirement.rows.all())

    def steps(self) -> Steps:
        for attempt in self.work.tries:
            yield from self._try(attempt)
        if self.work.shared:
            at = yield from self._wait(self.work.shared.at)
            shown = [str(self.files[name].pk) for name in self.work.shared.show]
            credentials.share(
                award=self._award(),
                visibility="front_page" if self.work.shared.front else "public",
                shown=shown,
                by=self.person,
                at=at,
            )
        if back := self.work.withdrawn:
            at = yield from self._wait(back.at)
            credentials.withdraw(
                award=self._award(),
                reason=back.reason,
                note=back.note,
                by=self.people[back.by],
                at=at,
            )

    def _wait(self, when: When) -> Generator[dt.datetime, None, dt.datetime]:
        at = self.clock.at(when)
        yield at
        return at

    def _award(self) -> Award:
        return Award.objects.active().get(person=self.person, version=self.version)

    def _try(self, told: Try) -> Steps:
        at = self.clock.at(told.begun)
        yield at
        seen.note(self.person, at=at)
        self.submission = evidence.start(requirement=self.requirement, by=self.person, at=at)
        for part in told.parts:
            at += dt.timedelta(minutes=1)
            self._do(part, at)
        if told.handed_in is None:
            return
        at = self.clock.at(told.handed_in)
        yield at
        self.submission.refresh_from_db()
        seen.note(self.person, at=at)
        attempt = evidence.submit(submission=self.submission, by=self.person, at=at)
        for look in told.looks:
            yield from self._look(look, attempt)

    def _do(self, part: Part, at: dt.datetime) -> None:
        submission = self._open()
        match part:
            case Put():
                self.files[part.file] = self._put(submission, part, at)
            case Link():
                evidence.add_link(
                    submission=submission,
                    piece=self.pieces[part.piece - 1],
                    url=part.url,
                    students="none",
                    caption=part.caption,
                    by=self.person,
                    at=at,
                )
            case Say():
                self._say(submission, part, at)
            case Drop():
                evidence.remove(artifact=self.files.pop(part.file), by=self.person, at=at)

    def _open(self) -> Submission:
        assert self.submission is not None  # noqa: S101 - begun by _try, one line earlier
        return self.submission

    def _put(self, submission: Submission, part: Put, at: dt.datetime) -> Artifact:
        asset = FILES[part.file]
        source = self.desk / asset.name
        shutil.copyfile(asset.path, source)  # adding a file may use it up
        return evidence.add_file(
            submission=submission,
            piece=self.pieces[part.piece - 1],
            source=source,
            students=asset.students,
            caption=part.caption,
            captions=asset.captions,
            by=self.person,
            at=at,
        )

    def _say(self, submission: Submission, part: Say, at: dt.datetime) -> None:
        place = (part.piece, part.prompt)
        saved = evidence.write(
            submission=submission,
            piece=self.pieces[part.piece - 1],
            prompt=part.prompt,
            text=self.clock.fill(part.text),
            revision=self.revisions.get(place, 0),
            by=self.person,
            at=at,
        )
        self.revisions[place] = saved.revision

    def _look(self, told: Look, attempt: Attempt) -> Steps:
        reviewer = self.people[told.by]
        at = self.clock.at(told.start)
        yield at
        attempt = Attempt.objects.select_related("submission__requirement").get(pk=attempt.pk)
        taken = review.start(attempt=attempt, by=reviewer, at=at)
        for score in told.scores:
            at += dt.timedelta(minutes=1)
            review.score(
                review=taken,
                row=self.rows[score.row - 1],
                level=score.level,
                comment=score.comment,
                by=reviewer,
                at=at,
            )
        if told.back:
            at = yield from self._wait(told.back)
            review.put_back(review=taken, by=reviewer, at=at)
        if told.verdict and told.end:
            at = yield from self._wait(told.end)
            self._decide(taken, told, reviewer, at)

    def _decide(self, taken: Review, told: Look, reviewer: Person, at: dt.datetime) -> None:
        review.decide(
            review=taken,
            verdict=told.verdict,
            note=told.note,
            hidden=[self.files[name] for name in told.hide],
            by=reviewer,
            at=at,
        )
