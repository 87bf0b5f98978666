"""What Pecan Flats ISD's team wrote: eight app badges, six micro-credentials, one degree."""

from waypost.catalog.blueprint import Blueprint
from waypost.demo.content.b1 import B1
from waypost.demo.content.b2 import B2
from waypost.demo.content.b3 import B3
from waypost.demo.content.b4 import B4
from waypost.demo.content.b5 import B5
from waypost.demo.content.b6 import B6
from waypost.demo.content.b7 import B7
from waypost.demo.content.b8 import B8
from waypost.demo.content.degree import DEGREE, DEGREE_2
from waypost.demo.content.mc1 import MC1
from waypost.demo.content.mc2 import MC2
from waypost.demo.content.mc3 import MC3
from waypost.demo.content.mc4 import MC4
from waypost.demo.content.mc5 import MC5
from waypost.demo.content.mc6 import MC6

# In this order: what a degree asks for is published before the degree.
FIRST: tuple[Blueprint, ...] = (MC1, MC5, B1, B2, B8, DEGREE)
NEXT: tuple[Blueprint, ...] = (B3, B4, B5, B6, B7, MC2, MC3, MC4, MC6)
# All of them, each once.
CATALOG: tuple[Blueprint, ...] = (*FIRST, *NEXT)

__all__ = ["B8", "CATALOG", "DEGREE_2", "FIRST", "NEXT"]
