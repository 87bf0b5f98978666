"""The backup file: a ZIP with a manifest that names every entry, its size and its SHA-256.

Knows nothing of Django or databases. Everything streams, so that a video needs no more memory than
a letter.
"""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, Self

FORMAT = 1
MANIFEST = "manifest.json"
# What an entry may be part of; nothing else is ever written anywhere.
FOLDERS = ("database", "files", "keys", "uploads", "marks")
BLOCK = 1024 * 1024
_LARGEST_MANIFEST = 512 * 1024 * 1024


class Damaged(Exception):
    """The file is no backup, or not all of one; the message says what is wrong."""


class TooNew(Exception):
    """A newer Waypost wrote it; the message says which."""


@dataclass(frozen=True)
class Entry:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What is in the file, and what a restore has to know before it believes it."""

    made_at: str
    product: str
    commit: str
    # "sqlite" or "postgresql".
    database: str
    # By room, the names of the migrations that the rows have been through.
    migrations: dict[str, list[str]]
    # By table, how many rows.
    tables: dict[str, int]
    # Names that rows know and that were in no folder when the backup was made.
    missing: list[str]
    entries: list[Entry]
    format: int = FORMAT

    def named(self, folder: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.name.startswith(f"{folder}/")]

    @property
    def dump(self) -> Entry:
        """The database. Raises Damaged."""
        if found := self.named("database"):
            return found[0]
        raise Damaged("it holds no database")

    @classmethod
    def of(cls, said: dict[str, Any]) -> Self:
        """Raises TooNew, Damaged."""
        if isinstance(said.get("format"), int) and said["format"] > FORMAT:
            raise TooNew(str(said.get("product", "")))
        try:
            entries = [Entry(**entry) for entry in said["entries"]]
            return cls(**{**said, "entries": entries})
        except (KeyError, TypeError) as error:
            raise Damaged("its list of contents cannot be read") from error


@dataclass
class Writer:
    """Adds one entry after the other; `close` writes down what came to be in it."""

    out: IO[bytes]
    entries: dict[str, Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._zip = zipfile.ZipFile(self.out, "w", allowZip64=True)

    def add(
        self,
        name: str,
        source: IO[bytes],
        *,
        most: int | None = None,
        packed: bool = False,
        tell: Callable[[int], None] = lambda count: None,
    ) -> Entry:
        """The bytes of `source`, or its first `most`; raises EOFError when there are fewer."""
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o600 << 16
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as out:
            while block := source.read(BLOCK if most is None else min(BLOCK, most - size)):
                out.write(block)
                digest.update(block)
                size += len(block)
                tell(len(block))
        if most is not None and size < most:
            raise EOFError(name)
        self.entries[name] = Entry(name, size, digest.hexdigest())
        return self.entries[name]

    def close(self, manifest: Manifest) -> None:
        self._zip.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
        self._zip.close()

    def abandon(self) -> None:
        """What is half written is thrown away, and nothing more is written to it."""
        self._zip.fp = None


class Reader:
    """A backup file that is read; every complaint is Damaged or TooNew."""

    def __init__(self, source: IO[bytes]) -> None:
        with _readable():
            self._zip = zipfile.ZipFile(source)
            if self._zip.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
                raise Damaged("its list of contents cannot be read")
            said = json.loads(self._zip.read(MANIFEST))
        if not isinstance(said, dict):
            raise Damaged("its list of contents cannot be read")
        self.manifest = Manifest.of(said)
        for entry in self.manifest.entries:
            _refuse_strange(entry.name)

    def check(self, tell: Callable[[int], None] = lambda count: None) -> None:
        """Every entry's bytes are the ones that were written."""
        for entry in self.manifest.entries:
            for block in self.blocks(entry):
                tell(len(block))

    def extract(self, entry: Entry, to: Path) -> None:
        """A new 0600 file; raises Damaged after writing what turns out to be something else."""
        with open(to, "xb", opener=_private) as out:
            out.writelines(self.blocks(entry))
            out.flush()
            os.fsync(out.fileno())

    def blocks(self, entry: Entry) -> Iterator[bytes]:
        digest, size = hashlib.sha256(), 0
        with _readable(), self._zip.open(entry.name) as opened:
            while block := opened.read(BLOCK):
                digest.update(block)
                size += len(block)
                yield block
        if (size, digest.hexdigest()) != (entry.size, entry.sha256):
            raise Damaged(f"{entry.name} in it was changed")


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise Damaged("it is not a whole backup of Waypost") from error
    except KeyError as error:
        raise Damaged("something that it should hold is not in it") from error


def _refuse_strange(name: str) -> None:
    """Nothing leaves the folder that it is put back into."""
    parts = PurePosixPath(name).parts
    plain = len(parts) > 1 and ".." not in parts and "\\" not in name and "\0" not in name
    if not plain or parts[0] not in FOLDERS or str(PurePosixPath(name)) != name:
        raise Damaged(f"it holds {name!r}, which no backup of Waypost does")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
