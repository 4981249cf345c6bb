"""The workspace's `answers.yaml`, and the questions that are still open."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.writing import replacing

if TYPE_CHECKING:
    from warehouse.workspace import Workspace

HEADING = "# Answers about files of the inbox: file or pattern, key, answer. 对收件箱文件的回答。\n"


def open_questions(workspace: "Workspace") -> list[dict[str, Any]]:
    """The held files that still lie in the inbox: file, question and message."""
    from sources import ledger

    there = {file.name for file in workspace.inbox.rglob("*") if file.is_file()}
    held = [entry for entry in ledger(workspace.lake) if entry.status == "held"]
    return [
        {"file": entry.file, "question": entry.question, "message": entry.message}
        for entry in held
        if there & set(Path(entry.file).parts)
    ]


def give(workspace: "Workspace", file: str, key: str, value: str) -> None:
    """Write one more answer beside those there. Raises ConfigurationError where it cannot be meant."""
    import yaml

    from sources.answers import check

    known = workspace.answers()
    mine = {**known.get(file, {}), key: check(key, value, _presets(workspace))}
    text = yaml.safe_dump({**known, file: mine}, allow_unicode=True, sort_keys=False)
    with replacing(workspace.home / "answers.yaml") as aside:
        aside.write_text(HEADING + text, "utf-8")


def _presets(workspace: "Workspace") -> list[str]:
    from sources.mapping import presets

    return [each.id for each in presets(workspace.definitions("presets"))]
