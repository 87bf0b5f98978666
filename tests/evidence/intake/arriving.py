"""What the fixtures `arrive` and `refusal` are called with, and what they answer."""

from typing import Protocol

from waypost.evidence.intake import Cleaned, Kind, Refused


class Arrive(Protocol):
    def __call__(
        self, data: bytes, *allowed: Kind, name: str = "IMG_0001.jpg"
    ) -> tuple[Cleaned, bytes]: ...


class Refusal(Protocol):
    def __call__(self, data: bytes, *allowed: Kind, name: str = "IMG_0001.jpg") -> Refused: ...
