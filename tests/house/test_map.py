"""docs/map.md shows the house as it is: every room, in its order, and every name that it names."""

import re
import tomllib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
MAP = (ROOT / "docs" / "map.md").read_text()
# One line a room: its name, its one question, what lies in it.
ROOM = re.compile(r"(\w+) {2,}(\S.*?) {2,}(\S.*)")
NAME = re.compile(r"`([a-z]+(?:\.[a-z_]+)*\.[a-z_]+)`")


def drawn() -> list[tuple[str, str, str]]:
    block = MAP.split("```")[1]
    found = [ROOM.fullmatch(line) for line in block.strip().splitlines()]
    assert all(found), block
    return [(match[1], match[2], match[3]) for match in found if match]


def layers() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    return [room for layer in settings["contracts"][0]["layers"] for room in layer.split(" | ")]


def test_every_room_stands_on_the_map_and_in_its_place() -> None:
    packages = {path.parent.name for path in (ROOT / "src" / "waypost").glob("*/__init__.py")}
    named = [room for room, _question, _holds in drawn()]
    assert set(named) == packages
    assert named == layers()


@pytest.mark.parametrize(("room", "question", "holds"), drawn())
def test_a_room_asks_on_the_map_what_it_asks_in_its_code(
    room: str, question: str, holds: str
) -> None:
    said = import_module(f"waypost.{room}").__doc__ or ""
    if question.endswith("?"):
        assert question.casefold() in " ".join(said.split()).casefold()
    if apps.is_installed(f"waypost.{room}") and list(apps.get_app_config(room).get_models()):
        for noun in holds.split(", "):
            assert apps.get_model(room, noun)


def test_whatever_the_map_calls_by_its_name_is_there() -> None:
    missing = []
    names = [name for name in NAME.findall(MAP) if name.split(".")[0] in layers()]
    for name in names:
        module, _, last = name.rpartition(".")
        # A module of a room is there whether or not somebody has read it yet.
        here = import_module(f"waypost.{module}")
        if not hasattr(here, last) and not (
            hasattr(here, "__path__") and find_spec(f"waypost.{name}")
        ):
            missing.append(name)
    assert len(names) > 5
    assert missing == []
