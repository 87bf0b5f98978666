"""What Pecan Flats ISD's team wrote: three app badges, two micro-credentials, one degree."""

from waypost.catalog.blueprint import Blueprint
from waypost.demo.content.b1 import B1
from waypost.demo.content.b2 import B2
from waypost.demo.content.b8 import B8
from waypost.demo.content.degree import DEGREE
from waypost.demo.content.mc1 import MC1
from waypost.demo.content.mc5 import MC5

# In this order: what a degree asks for is published before the degree.
CATALOG: tuple[Blueprint, ...] = (MC1, MC5, B1, B2, B8, DEGREE)

__all__ = ["B1", "B2", "B8", "CATALOG", "DEGREE", "MC1", "MC5"]
