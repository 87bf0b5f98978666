"""What is being written: one badge that is nearly ready, and a micro-credential just begun."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from waypost.catalog.authoring import actions as authoring
from waypost.catalog.authoring import talk
from waypost.catalog.authoring.actions import Change, Step
from waypost.catalog.models import Manuscript
from waypost.demo.beside.settled import LEAD
from waypost.demo.content.texts import iste, markdown, ttess
from waypost.demo.stage import Stage, Steps
from waypost.demo.story.shapes import When
from waypost.people.models import Person

Value = str | list[str]


@dataclass(frozen=True, kw_only=True)
class Remark:
    """`about` is a field, or the place of one in a list, from 1: rows.1.demonstrated. When it is
    resolved, `then` is what stands there."""

    by: str
    at: When
    about: str
    text: str
    resolved: When | None = None
    then: str = ""


@dataclass(frozen=True, kw_only=True)
class Writing:
    """`texts` by field; `lists` by name, whose items' "pieces" count from 1."""

    who: str
    begun: When
    kind: str
    title: str
    slug: str
    texts: Mapping[str, str]
    lists: Mapping[str, tuple[Mapping[str, Value], ...]] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


WALL = Writing(
    who="hannah.cho",
    begun=When(6, "16:20"),
    kind="badge",
    title="Padlet: a wall where every student posts",
    slug="padlet",
    texts={
        "sentence": (
            "I ask one question on a wall where every student posts before anyone sees the others,"
            " and I use two of the posts in the same lesson."
        ),
        "already": "Send the picture of the wall and one sentence. Five minutes.",
        "beginner_minutes": "45",
        "beginner_time": "About 45 minutes",
        "lessons": "Make a wall, names off (4 min)\nHold posts back, then show them (3 min)",
        "reviewed_by": "Instructional Media",
        "follow_up": "None",
        "tagline": "One question, every voice, nobody first",
        "public_sentence": (
            "Collects an answer from every student on a shared wall, and uses students’ posts in"
            " the same lesson."
        ),
        "why": (
            "Three hands go up, and they are the same three. On a wall everybody has said something"
            " before the first one talks, and you read twenty answers in a minute."
        ),
        "use_tomorrow": markdown(
            """
            ### A question to copy

            ```
            One question with more than one good answer: ______________
            Post by ______ (two minutes). Then I show the wall.
            The two posts that we talk about: _________________________
            ```
            """
        ),
        "grade_from": "3",
        "content_area": "Digital learning",
        "app": "Padlet",
        "shape": "scallop",
        "hue": "voice",
        "icon": "messages-square",
    },
    lists={
        "steps": (
            {"title": "Ask one question", "text": "With more than one good answer."},
            {"title": "Hold back, then show", "text": "Two minutes to post; then all at once."},
            {"title": "Use two posts", "text": "Let the class say what they have in common."},
        ),
        "pieces": (
            {
                "title": "The wall",
                "text": "One picture with names off. Say in its caption how many were present.",
                "kinds": ["photo", "pdf"],
                "max_items": "2",
            },
            {
                "title": "One sentence",
                "text": "Which two posts did you use, and what did the class do with them?",
                "kinds": ["text"],
            },
        ),
        "rows": (
            {
                "title": "Everyone posts",
                "demonstrated": "The wall shows posts from at least nine in ten.",
                "not_yet": "Some students only read, or the number present is missing.",
                "saved_comment": "I count 17 posts. How many were present? Add that number.",
                "pieces": ["1"],
            },
            {
                "title": "Names safe",
                "demonstrated": "No name, e-mail or face can be read in any picture.",
                "not_yet": "A student’s name, e-mail or face can be read in any picture.",
                "saved_comment": "A name shows in your picture. Please send one with names off.",
                "pieces": ["1"],
                "privacy": "yes",
            },
            # Its saved comment is what is still to do.
            {
                "title": "Used in the lesson",
                "demonstrated": "The sentence names two posts and what the class did with them.",
                "not_yet": "The sentence says only that they liked it.",
                "pieces": ["2"],
            },
        ),
        "alignments": tuple(
            {
                "framework": code.framework,
                "framework_version": code.framework_version,
                "code": code.code,
                "url": code.url,
            }
            for code in (*ttess("2.3"), *iste("2.7.a"))
        ),
    },
    remarks=(
        Remark(
            by="samuel.reyes",
            at=When(4, "17:05"),
            about="rows.1.demonstrated",
            text="Nine in ten of whom? Say “of the students present”, as Check and change does.",
            resolved=When(3, "16:30"),
            then=(
                "The wall shows posts from at least nine in ten of the students present, and the"
                " number present is stated."
            ),
        ),
        Remark(
            by=LEAD,
            at=When(1, "11:20"),
            about="app",
            text=(
                "We skipped Padlet in August because the agreement had run out. The new one should"
                " be here next week; I’ll check it then, and we publish."
            ),
        ),
    ),
)

TALK = Writing(
    who="anh.tuyet",
    begun=When(2, "19:40"),
    kind="micro_credential",
    title="Students answer each other",
    slug="students-answer-each-other",
    texts={
        "sentence": (
            "I teach three ways to answer a classmate, so that students talk to each other before"
            " they talk to me."
        ),
        "grade_to": "5",
    },
)


def acts(stage: Stage) -> Iterator[Steps]:
    for told in (WALL, TALK):
        yield _written(told, stage)


def _written(told: Writing, stage: Stage) -> Steps:
    at = yield from stage.wait(told.begun)
    author = stage.enter(told.who, at)
    made = authoring.begin(
        kind=told.kind, title=told.title, slug=told.slug, source=None, by=author, at=at
    )
    keys = _fill(made, told, author, at)
    for remark in told.remarks:
        at = yield from stage.wait(remark.at)
        place = _place(remark.about, keys)
        comment = talk.say(
            manuscript=made,
            field=place,
            text=remark.text,
            by=stage.enter(remark.by, at),
            at=at,
        )
        if remark.resolved:
            at = yield from stage.wait(remark.resolved)
            author = stage.enter(told.who, at)
            better = [Change(place, remark.then, was=None)]
            authoring.save(manuscript=made, changes=better, by=author, at=at)
            talk.resolve(comment=comment, by=author, at=at)


def _fill(made: Manuscript, told: Writing, by: Person, at: dt.datetime) -> dict[str, list[str]]:
    """Returns the ids of the items of every list, in their order."""
    keys = {
        listed: _items(made, listed, len(items), by, at) for listed, items in told.lists.items()
    }
    changes = [Change(name, value, was=None) for name, value in told.texts.items()]
    for listed, items in told.lists.items():
        for key, values in zip(keys[listed], items, strict=True):
            for name, value in values.items():
                known = [keys["pieces"][int(n) - 1] for n in value] if name == "pieces" else value
                changes.append(Change(f"{listed}.{key}.{name}", known, was=None))
    authoring.save(manuscript=made, changes=changes, by=by, at=at)
    return keys


def _items(made: Manuscript, listed: str, count: int, by: Person, at: dt.datetime) -> list[str]:
    """A new manuscript has the first of some lists already."""
    keys = [item["id"] for item in made.body.get(listed, [])]
    while len(keys) < count:
        keys.append(authoring.arrange(manuscript=made, step=Step("add", listed), by=by, at=at))
    return keys


def _place(about: str, keys: Mapping[str, list[str]]) -> str:
    listed, _, rest = about.partition(".")
    number, _, name = rest.partition(".")
    return f"{listed}.{keys[listed][int(number) - 1]}.{name}" if number else about
