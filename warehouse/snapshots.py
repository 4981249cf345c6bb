"""Published results: immutable folders, switched by one atomic rename, opened read-only.

A snapshot is built aside, flushed to disk, renamed into place, and only then named by the pointer file
`current`; whoever reads sees the complete old one or the complete new one, whatever stops the writer.
"""

import contextlib
import datetime as dt
import hashlib
import json
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb

from warehouse.embedded import DuckDBWarehouse, connect
from warehouse.errors import BilingualError
from warehouse.files import flush, sha256
from warehouse.workspace import Workspace

KEPT = 3
KEPT_SECONDS = 15 * 60
DATABASE = "warehouse.duckdb"
REPORT = "report.html"
CONTENT = "report.json"
QUALITY = "quality.html"
IDENTIFIER_MARK = "<!--snapshot-->"
"""Where a text wants the id of its snapshot, which is known only after the text."""


class DamagedSnapshot(BilingualError):
    """A published file no longer has the bytes it was published with."""


class NothingPublished(BilingualError, LookupError):
    """There is no such snapshot in the workspace."""


@dataclass(frozen=True)
class Snapshot:
    """One published night."""

    folder: Path

    @property
    def id(self) -> str:
        """Reporting day and content, such as `20260701-5f3a9c01`."""
        return self.folder.name

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What was published: `as_of`, `sequence`, and rows, fingerprints and hashes."""
        content: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        return content

    @property
    def as_of(self) -> dt.date:
        """The reporting day."""
        return dt.date.fromisoformat(self.manifest["as_of"])

    @property
    def tables(self) -> set[str]:
        """The names of its tables."""
        return set(self.manifest["tables"])

    def has(self, table: str, column: str) -> bool:
        """Whether its table, which there must be, has the column."""
        with self.open() as connection:
            told = connection.execute(f"select * from {table} limit 0").description or []  # noqa: S608
        return column in {name for name, *_ in told}

    @property
    def database(self) -> Path:
        """The file of its tables."""
        return self.folder / DATABASE

    @property
    def report(self) -> Path:
        """The manager's page."""
        return self.folder / REPORT

    @property
    def quality(self) -> Path:
        """The page of the checks."""
        return self.folder / QUALITY

    @property
    def content(self) -> Path:
        """The manager's page for programs."""
        return self.folder / CONTENT

    def verify(self) -> None:
        """Compare every file with its published hash. Raises DamagedSnapshot."""
        for name, expected in self.manifest["files"].items():
            file = self.folder / name
            if not file.is_file() or _hash(file) != expected["sha256"]:
                raise DamagedSnapshot(
                    f"Snapshot {self.id}: {name} is damaged.", f"快照 {self.id} 的文件已损坏。"
                )

    def open(self) -> duckdb.DuckDBPyConnection:
        """A read-only connection that can reach no other file."""
        connection = connect()
        path = str(self.database).replace("'", "''")
        connection.execute(f"attach '{path}' as regulars (read_only)")
        connection.execute("use regulars")
        connection.execute("set enable_external_access = false; set lock_configuration = true")
        return connection


def history(workspace: Workspace) -> list[Snapshot]:
    """All kept snapshots, the newest first."""
    folders = [file.parent for file in workspace.snapshots.glob("[!.]*/manifest.json")]
    return sorted(map(Snapshot, folders), key=lambda one: -int(one.manifest["sequence"]))


def current(workspace: Workspace) -> Snapshot | None:
    """The snapshot that serves: the one pointed at, or the newest undamaged one if that is damaged."""
    with contextlib.suppress(FileNotFoundError):
        pointed = Snapshot(workspace.snapshots / (workspace.snapshots / "current").read_text("utf-8").strip())
        candidates = [pointed, *(one for one in history(workspace) if one.id != pointed.id)]
        return next(filter(_is_sound, candidates), None)
    return None


def serving(workspace: Workspace) -> Snapshot:
    """The snapshot that serves. Raises NothingPublished."""
    if (found := current(workspace)) is None:
        raise NothingPublished(
            f"Nothing has been published in {workspace.home} yet.", "此工作区尚无已发布的结果。"
        )
    return found


def before(workspace: Workspace, as_of: dt.date) -> Snapshot | None:
    """The newest sound snapshot of an earlier reporting day."""
    earlier = [one for one in history(workspace) if one.as_of < as_of]
    newest_first = sorted(earlier, key=lambda one: one.as_of, reverse=True)
    return next(filter(_is_sound, newest_first), None)


def rollback(workspace: Workspace, identifier: str) -> Snapshot:
    """Let an older snapshot serve again. Raises KeyError and DamagedSnapshot."""
    chosen = next((one for one in history(workspace) if one.id == identifier), None)
    if chosen is None:
        raise KeyError(f"no snapshot {identifier}; `regulars snapshots list` names those that are kept")
    chosen.verify()
    _point_at(workspace, identifier)
    return chosen


def publish(
    workspace: Workspace,
    warehouse: DuckDBWarehouse,
    tables: list[str],
    texts: Mapping[str, str],
    as_of: dt.date,
) -> Snapshot:
    """Publish tables and text files as one snapshot; the same content again keeps the one that is there."""
    fingerprints = {table: warehouse.fingerprint(table) for table in tables}
    identifier = f"{as_of:%Y%m%d}-{_digest(fingerprints, texts)}"
    if not (workspace.snapshots / identifier / "manifest.json").is_file():
        _build(workspace, warehouse, identifier, fingerprints, texts, as_of)
    _point_at(workspace, identifier)
    _prune(workspace, identifier)
    return Snapshot(workspace.snapshots / identifier)


def _build(
    workspace: Workspace,
    warehouse: DuckDBWarehouse,
    identifier: str,
    fingerprints: Mapping[str, tuple[int, str]],
    texts: Mapping[str, str],
    as_of: dt.date,
) -> None:
    aside = workspace.snapshots / ".building"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    warehouse.save(aside / DATABASE, list(fingerprints))
    for name, text in texts.items():
        (aside / name).write_text(text.replace(IDENTIFIER_MARK, identifier), "utf-8")
    manifest = {
        "id": identifier,
        "as_of": as_of.isoformat(),
        "sequence": max((int(one.manifest["sequence"]) for one in history(workspace)), default=0) + 1,
        "tables": {
            table: {"rows": rows, "fingerprint": mark} for table, (rows, mark) in fingerprints.items()
        },
        "files": {
            file.name: {"sha256": sha256(file), "bytes": file.stat().st_size}
            for file in sorted(aside.iterdir())
        },
    }
    (aside / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False), "utf-8")
    for file in [*aside.iterdir(), aside]:
        flush(file)
    shutil.rmtree(workspace.snapshots / identifier, ignore_errors=True)
    aside.rename(workspace.snapshots / identifier)
    flush(workspace.snapshots)


def _point_at(workspace: Workspace, identifier: str) -> None:
    pointer = workspace.snapshots / "current"
    aside = workspace.snapshots / ".current"
    aside.write_text(identifier + "\n", "utf-8")
    flush(aside)
    aside.replace(pointer)
    flush(workspace.snapshots)


def _prune(workspace: Workspace, serving: str) -> None:
    """Old snapshots go only after every reader that could have opened them had time to finish."""
    for snapshot in history(workspace)[KEPT:]:
        is_old = time.time() - snapshot.folder.stat().st_mtime > KEPT_SECONDS
        if is_old and snapshot.id != serving:
            shutil.rmtree(snapshot.folder)


def _is_sound(snapshot: Snapshot) -> bool:
    try:
        snapshot.verify()
    except (DamagedSnapshot, OSError, ValueError, KeyError):
        return False
    return True


def _hash(file: Path) -> str:
    """The hash of a file; a night asks a dozen times for that of gigabytes which nobody writes to."""
    about = file.stat()
    return _hash_of(file, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns)


@lru_cache
def _hash_of(file: Path, *_as_it_is: int) -> str:
    return sha256(file)


def _digest(fingerprints: Mapping[str, tuple[int, str]], texts: Mapping[str, str]) -> str:
    content = json.dumps([sorted(fingerprints.items()), sorted(texts.items())])
    return hashlib.sha256(content.encode()).hexdigest()[:8]
