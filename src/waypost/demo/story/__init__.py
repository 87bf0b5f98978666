"""Two months into the pilot: who has done what, told in school days before today."""

from waypost.demo.story import earned, maria, stopped, under_way
from waypost.demo.story.shapes import Work

WORKS: tuple[Work, ...] = (*maria.WORKS, *earned.WORKS, *under_way.WORKS, *stopped.WORKS)

__all__ = ["WORKS", "Work"]
