"""The workspace a command works in, and the snapshot that serves there."""

from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from app.exits import Exit
from app.problems import Problem

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
    """The workspace and the snapshot to read from. Raises Problem where nothing was published yet."""
    from warehouse.snapshots import current

    workspace = open_workspace(home)
    snapshot = current(workspace)
    if snapshot is None:
        raise _nothing_published()
    return workspace, snapshot


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


def _nothing_published() -> Problem:
    """There is no snapshot to read from yet."""
    happened = "Nothing has been published in this workspace yet. 此工作区尚无已发布的结果。"
    return Problem(
        Exit.LATE,
        happened,
        "Put exports into inbox/ and run `regulars run`. 请将导出文件放入 inbox/ 后运行。",
    )
