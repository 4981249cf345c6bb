"""The preset drafted for an unknown export, written where a person will check it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.exits import Exit
from app.problems import Problem

if TYPE_CHECKING:
    from sources.drafting import Draft
    from warehouse.workspace import Workspace


def workspace_at_hand() -> "Workspace | None":
    """The workspace that $REGULARS_HOME names, or this folder is. Raises ConfigurationError."""
    from warehouse.workspace import HOME_VARIABLE, Workspace

    home = Path(os.environ.get(HOME_VARIABLE, "."))
    return Workspace.open(home) if (home / "regulars.toml").is_file() else None


def own_presets() -> dict[str, dict[str, Any]]:
    """The presets of the workspace at hand; none where there is no workspace. Raises ConfigurationError."""
    workspace = workspace_at_hand()
    return workspace.definitions("presets") if workspace else {}


def write_draft(file: Path, place: Path) -> "Draft":
    """Draft a preset from the file's largest table into `place`.

    Raises Problem where `place` is taken or the table has no header; UnreadableError.
    """
    from sources.drafting import draft, written
    from sources.reading import tables

    if place.exists():
        raise Problem(
            Exit.USAGE, f"{place} exists already. 该文件已存在。", "Give another name. 请换一个名称。"
        )
    table = tables(file)[0]
    if table.header is None:
        happened = f"{file.name} has no header row. 该文件没有表头。"
        raise Problem(Exit.DATA, happened, "Add one, and try again. 请添加表头后重试。")
    found = draft(table.header, table.rows())
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(written(found, place.stem, file.name), "utf-8")
    return found
