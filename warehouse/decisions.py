"""What people decided about pairs of records: evidence with who, when and why, that can be taken back.

A decision is a file in `store/decisions/`, an undoing another beside it; none is ever changed. Lists of pairs
that are always or never one person stand in the workspace's `identity.yaml`.
"""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from warehouse.errors import ConfigurationError, nearest
from warehouse.files import new_file
from warehouse.workspace import Workspace

LISTS = {"always": "same", "never": "different"}


@dataclass(frozen=True)
class Decision:
    """Two records, each by its key or as `system|number`, and whether they are the same person.

    `undone_on` is missing while the decision stands; the days are reporting days.
    """

    decision: str
    record_a: str
    record_b: str
    verdict: str
    decided_by: str
    decided_on: dt.date | None
    why: str
    undone_on: dt.date | None = None


def decisions(workspace: Workspace) -> list[Decision]:
    """All decisions, undone ones too, the oldest first, and then the lists of `identity.yaml`."""
    kept = [_decision(file) for file in sorted(workspace.decisions.glob("D*[0-9].json"))]
    return [*kept, *_listed(workspace)]


def standing(workspace: Workspace) -> list[Decision]:
    """The decisions that hold: of several on the same pair the newest."""
    newest = {
        frozenset((one.record_a, one.record_b)): one for one in decisions(workspace) if one.undone_on is None
    }
    return list(newest.values())


def decide(workspace: Workspace, decision: Decision) -> Decision:
    """Keep a decision under the next free name."""
    name = f"D{len(list(workspace.decisions.glob('D*[0-9].json'))) + 1:05d}"
    named = Decision(**asdict(decision) | {"decision": name})
    content = {key: value for key, value in asdict(named).items() if key != "undone_on"}
    new_file(workspace.decisions / f"{name}.json", _text(content))
    return named


def undo(workspace: Workspace, name: str, by: str, on: dt.date) -> None:
    """Take the evidence of a decision away. Raises KeyError where it does not stand."""
    if not any(one.decision == name and one.undone_on is None for one in decisions(workspace)):
        raise KeyError(name)
    new_file(workspace.decisions / f"{name}.undone.json", _text({"undone_by": by, "undone_on": on}))


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n"


def _decision(file: Path) -> Decision:
    content = json.loads(file.read_text("utf-8"))
    undone = file.with_suffix(".undone.json")
    taken_back = json.loads(undone.read_text("utf-8"))["undone_on"] if undone.is_file() else None
    content |= {"decided_on": _day(content["decided_on"]), "undone_on": _day(taken_back)}
    return Decision(**content)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _listed(workspace: Workspace) -> Iterator[Decision]:
    """The pairs of `identity.yaml`. Raises ConfigurationError."""
    content = workspace.identity_lists()
    if unknown := sorted(content.keys() - LISTS.keys()):
        en, zh = nearest(unknown[0], LISTS)
        raise ConfigurationError(
            f"identity.yaml: unknown entry {unknown[0]}{en}", f"没有 {unknown[0]} 这一项{zh}"
        )
    for name, verdict in LISTS.items():
        for place, pair in enumerate(content.get(name) or [], start=1):
            if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair)):
                raise ConfigurationError(
                    f"identity.yaml: entry {place} of {name} is a pair like [crm|1001, shop|2002].",
                    f"{name} 的第 {place} 项须为一对记录，例如 [crm|1001, shop|2002]。",
                )
            yield Decision(f"{name}-{place}", pair[0], pair[1], verdict, "identity.yaml", None, "")
