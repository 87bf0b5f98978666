"""What every fact has in common, how it becomes JSON and back, and who subscribed to it."""

import dataclasses
import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar, Protocol, Self, TypeVar, get_type_hints


class Actor(Protocol):
    """Whoever does something; `reference` is an id, never a name."""

    @property
    def reference(self) -> str: ...


@dataclasses.dataclass(frozen=True, kw_only=True)
class Event:
    """A fact in the past tense. Fields hold ids, codes and counts: never names or free text."""

    schema: ClassVar[int] = 1
    district: uuid.UUID
    subject: uuid.UUID

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        _types[cls.kind()] = cls

    @classmethod
    def kind(cls) -> str:
        return f"{cls.__module__.split('.')[1]}.{cls.__name__}"

    def facts(self) -> dict[str, Any]:
        return {field.name: _plain(getattr(self, field.name)) for field in dataclasses.fields(self)}

    @classmethod
    def from_facts(cls, facts: dict[str, Any]) -> Self:
        hints = get_type_hints(cls)
        names = {field.name for field in dataclasses.fields(cls)}
        return cls(**{k: _typed(hints[k], v) for k, v in facts.items() if k in names})


_types: dict[str, type[Event]] = {}


def event_type(kind: str) -> type[Event]:
    return _types[kind]


def _plain(value: Any) -> Any:
    if isinstance(value, uuid.UUID | Decimal):
        return str(value)
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if hint in (uuid.UUID, uuid.UUID | None):
        return uuid.UUID(value)
    if hint is dt.datetime:
        return dt.datetime.fromisoformat(value)
    if hint is Decimal:
        return Decimal(value)
    if isinstance(value, list):
        return tuple(value)
    return value


class Postponed(Exception):
    """Raised by a handler that has no way to do it for now; no try is counted."""


E_ = TypeVar("E_", bound=Event)


@dataclasses.dataclass(frozen=True)
class Handler:
    """`outside`: what it does leaves the database, so it runs in no transaction."""

    run: Callable[[Any], None]
    outside: bool


_handlers: dict[str, Handler] = {}
_subscribers: dict[type[Event], list[str]] = defaultdict(list)


def on(
    event: type[E_], *, outside: bool = False
) -> Callable[[Callable[[E_], None]], Callable[[E_], None]]:
    """Subscribe a room's handler; it runs later, in its own transaction, and may run again.

    One that reaches `outside` (a mail server) may take as long as the world does. It runs in no
    transaction and is noted afterwards.
    """

    def subscribe(run: Callable[[E_], None]) -> Callable[[E_], None]:
        name = f"{run.__module__.removeprefix('waypost.')}.{run.__qualname__}"
        _handlers[name] = Handler(run, outside)
        _subscribers[event].append(name)
        return run

    return subscribe


def subscribers(event: type[Event]) -> list[str]:
    return _subscribers[event]


def handler(name: str) -> Handler | None:
    return _handlers.get(name)


def outside() -> list[str]:
    """The handlers that reach out of the database, by name."""
    return [name for name, handler in _handlers.items() if handler.outside]
