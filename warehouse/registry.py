"""The registry of models: every trained version with its card, and which one is the champion.

A version is a folder `store/models/<model>/<version>/` of the model's bytes and its card, whole or not there
at all. What was promoted, when and why is a file of lines; its last one names the champion. What a night
promotes counts for that night alone until it is published; of a night that failed nothing is kept.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from warehouse.errors import BilingualError
from warehouse.files import flush, new_folder, sha256
from warehouse.workspace import Workspace

CARD = "card.json"
PROMOTIONS = "promotions.jsonl"
ROLLED_BACK = ("rolled back by hand", "人工回退")


@dataclass(frozen=True)
class Card:
    """What a version is made of: enough to judge it, and to make it again."""

    model: str
    version: str
    trained_on: dt.date
    data: str
    code: str
    libraries: str
    seed: int
    parameters: dict[str, Any]
    rows: int
    metrics: dict[str, float]
    files: dict[str, str] = field(default_factory=dict)

    @property
    def recipe(self) -> tuple[object, ...]:
        """What decides what was learned: rows, code, libraries and parameters."""
        return self.data, self.code, self.libraries, self.parameters

    @classmethod
    def read(cls, file: Path) -> "Card":
        """The card in a file."""
        content = json.loads(file.read_text("utf-8"))
        return cls(**content | {"trained_on": dt.date.fromisoformat(content["trained_on"])})


@dataclass(frozen=True)
class Promotion:
    """One change of the champion."""

    version: str
    on: str
    why: str
    why_zh: str = ""
    is_awaiting: bool = False
    """Whether it was made by a night that is not published yet."""


class NoSuchVersion(BilingualError):
    """The version asked for is not there, or not one that this can be done with; the message says why."""


class DamagedModel(BilingualError):
    """A model's file is no longer what its card says; the message names both."""


@dataclass(frozen=True)
class Registry:
    """The versions of one model; `is_night` where the night that is running looks at it."""

    workspace: Workspace
    model: str
    is_night: bool = False

    @property
    def folder(self) -> Path:
        """Where the versions lie."""
        return self.workspace.store / "models" / self.model

    def versions(self) -> list[Card]:
        """All cards, the oldest first."""
        return sorted(map(Card.read, self.folder.glob(f"v*/{CARD}")), key=lambda card: card.version)

    def card(self, version: str) -> Card | None:
        """The card of one version, None where there is none."""
        return next((card for card in self.versions() if card.version == version), None)

    def register(self, card: Card, files: Mapping[str, bytes]) -> Card:
        """Keep a trained version; the same recipe on the same rows is the version that is there."""
        known = self.versions()
        if same := next((one for one in known if one.recipe == card.recipe), None):
            return same
        hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
        number = int(known[-1].version[1:]) + 1 if known else 1
        numbered = Card(**{**vars(card), "version": f"v{number:04d}", "files": hashes})
        self._write(numbered, files)
        return numbered

    def load(self, version: str, name: str) -> bytes:
        """The bytes of one of a version's files. Raises DamagedModel."""
        card = self.card(version)
        file = self.folder / version / name
        if card is None or not file.is_file() or sha256(file) != card.files.get(name):
            raise DamagedModel(
                f"models/{self.model}/{version}/{name} is not what its card says: put it back from a backup,"
                " or run `regulars models rollback`.",
                "模型文件已损坏：请从备份恢复，或运行 regulars models rollback 回滚。",
            )
        return file.read_bytes()

    def promotions(self) -> list[Promotion]:
        """Every change of the champion that counts, the first one first."""
        return [one for one in self._lines() if self.is_night or not one.is_awaiting]

    def champion(self) -> Card | None:
        """The version that predicts, None before the first."""
        promoted = self.promotions()
        return self.card(promoted[-1].version) if promoted else None

    def promote(self, version: str, day: dt.date, why: str, why_zh: str = "") -> None:
        """Make a version the champion; why, in English and Chinese."""
        made = Promotion(version, day.isoformat(), why, why_zh, is_awaiting=self.is_night)
        self._keep([*self._lines(), made])

    def confirm(self) -> None:
        """What the night promoted counts from now on."""
        self._keep([replace(one, is_awaiting=False) for one in self._lines()])

    def forget(self) -> None:
        """Drop what a night promoted that was never published."""
        self._keep([one for one in self._lines() if not one.is_awaiting])

    def predecessor(self) -> Card | None:
        """The champion before the present one; going back again goes further back, never forward."""
        reigns: list[str] = []
        for one in self.promotions():
            if one.why == ROLLED_BACK[0] and len(reigns) > 1:
                reigns.pop()
            elif reigns[-1:] != [one.version]:
                reigns.append(one.version)
        return self.card(reigns[-2]) if len(reigns) > 1 else None

    def _lines(self) -> list[Promotion]:
        file = self.folder / PROMOTIONS
        lines = file.read_text("utf-8").splitlines() if file.is_file() else []
        return [Promotion(**json.loads(line)) for line in lines]

    def _keep(self, promotions: list[Promotion]) -> None:
        if promotions == self._lines():
            return
        aside = self.folder / f".{PROMOTIONS}"
        lines = [json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in promotions]
        aside.write_text("".join(lines), "utf-8")
        flush(aside)
        aside.replace(self.folder / PROMOTIONS)
        flush(self.folder)

    def _write(self, card: Card, files: Mapping[str, bytes]) -> None:
        with new_folder(self.folder / card.version) as aside:
            for name, content in files.items():
                (aside / name).write_bytes(content)
            text = json.dumps(asdict(card), default=str, ensure_ascii=False, indent=1)
            (aside / CARD).write_text(text + "\n", "utf-8")


def registries(workspace: Workspace) -> list[Registry]:
    """The registry of every model that has versions."""
    folders = sorted(path for path in (workspace.store / "models").glob("*") if path.is_dir())
    return [Registry(workspace, path.name) for path in folders]


def kept(workspace: Workspace) -> list[Path]:
    """The folder of every version of every model."""
    return sorted(path for path in (workspace.store / "models").glob("*/v*") if path.is_dir())


def damaged(workspace: Workspace) -> list[str]:
    """The versions (`churn/v0001`) whose card or files are not what was kept."""
    return [f"{each.parent.name}/{each.name}" for each in kept(workspace) if not _is_whole(each)]


def _is_whole(version: Path) -> bool:
    try:
        files = Card.read(version / CARD).files
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return all((version / name).is_file() and sha256(version / name) == mark for name, mark in files.items())
