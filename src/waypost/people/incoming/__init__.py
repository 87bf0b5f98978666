"""A list of people as a school office keeps it: read, and judged line by line before it counts."""

from waypost.people.incoming.judging import Finding, Known, Verdict, judge, known_in
from waypost.people.incoming.reading import Line, TooLong, read

__all__ = [
    "Finding",
    "Known",
    "Line",
    "TooLong",
    "Verdict",
    "judge",
    "known_in",
    "read",
]
