"""Plays one person's work with the actions that the pages use, one step after the other."""

import datetime as dt
import shutil
from functools import cached_property

from waypost.catalog.models import Piece, Requirement, RequirementKind, Row, Version
from waypost.credentials import actions as credentials
from waypost.credentials.models import Award
from waypost.demo.files import FILES
from waypost.demo.stage import Stage, Steps
from waypost.demo.story.shapes import (
    Drop,
    Link,
    Look,
    Part,
    Put,
    Say,
    Try,
    Work,
)
from waypost.evidence import actions as evidence
from waypost.evidence.models import Artifact, Attempt, Submission
from waypost.people.models import Person
from waypost.review import actions as review
from waypost.review.models import Review


class Player:
    """Plays one `Work`, step by step."""

    def __init__(self, work: Work, stage: Stage) -> None:
        self.work = work
        self.stage = stage
        self.person = stage.staff[work.who]
        self.files: dict[str, Artifact] = {}
        self.revisions: dict[tuple[int, int], int] = {}
        self.submission: Submission | None = None

    @property
    def version(self) -> Version:
        return self.stage.versions[self.work.slug, self.work.number]

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
        if self.work.aside:
            at = yield from self.stage.wait(self.work.aside)
            self.stage.enter(self.work.who, at)
            evidence.set_aside(submission=self._open(), by=self.person, at=at)
        if self.work.shared:
            at = yield from self.stage.wait(self.work.shared.at)
            self.stage.enter(self.work.who, at)
            shown = [str(self.files[name].pk) for name in self.work.shared.show]
            credentials.share(
                award=self._award(),
                visibility="front_page" if self.work.shared.front else "public",
                shown=shown,
                by=self.person,
                at=at,
            )
        if back := self.work.withdrawn:
            at = yield from self.stage.wait(back.at)
            credentials.withdraw(
                award=self._award(),
                reason=back.reason,
                note=back.note,
                by=self.stage.enter(back.by, at),
                at=at,
            )

    def _award(self) -> Award:
        return Award.objects.active().get(person=self.person, version=self.version)

    def _try(self, told: Try) -> Steps:
        at = yield from self.stage.wait(told.begun)
        self.stage.enter(self.work.who, at)
        self.submission = evidence.start(requirement=self.requirement, by=self.person, at=at)
        for part in told.parts:
            at += dt.timedelta(minutes=1)
            self._do(part, at)
        if told.handed_in is None:
            return
        at = yield from self.stage.wait(told.handed_in)
        self.submission.refresh_from_db()
        self.stage.enter(self.work.who, at)
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
        source = self.stage.desk / asset.name
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
            text=self.stage.clock.fill(part.text),
            revision=self.revisions.get(place, 0),
            by=self.person,
            at=at,
        )
        self.revisions[place] = saved.revision

    def _look(self, told: Look, attempt: Attempt) -> Steps:
        at = yield from self.stage.wait(told.start)
        reviewer = self.stage.enter(told.by, at)
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
            at = yield from self.stage.wait(told.back)
            review.put_back(review=taken, by=reviewer, at=at)
        if told.verdict and told.end:
            at = yield from self.stage.wait(told.end)
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
