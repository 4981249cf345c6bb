"""The workspace a command works in, and the snapshot that serves there."""

from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.snapshots import Snapshot
    from warehouse.workspace import Workspace

_store: ContextVar[Path | None] = ContextVar("store", default=None)


def open_workspace(home: Path | None) -> "Workspace":
    """The workspace; its snapshot is named should an error follow. Raises ConfigurationError."""
    from warehouse.workspace import Workspace

    workspace = Workspace.open(home)
    _store.set(workspace.store)
    return workspace


def serving(home: Path | None) -> "tuple[Workspace, Snapshot]":
    """The workspace and the snapshot to read from. Raises NothingPublished."""
    from warehouse import snapshots

    workspace = open_workspace(home)
    return workspace, snapshots.serving(workspace)


def at(home: Path) -> str:
    """The option that names this workspace in a next command; nothing where the shell stands in it."""
    if home.resolve() == Path.cwd():
        return ""
    is_below = home.resolve().is_relative_to(Path.cwd())
    return f" --home {home.resolve().relative_to(Path.cwd()) if is_below else home}"


def serving_sentence() -> str:
    """Which snapshot the people still read."""
    store = _store.get()
    pointer = store / "snapshots" / "current" if store else None
    if pointer is None or not pointer.is_file():
        return "Nothing was changed. 未作任何更改。"
    name = pointer.read_text("utf-8").strip()
    return f"Snapshot {name} still serves, unchanged. 快照 {name} 继续提供服务，未受影响。"
