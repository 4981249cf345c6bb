"""One company's folder: its settings, its exports, and everything made from them."""

import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from warehouse.errors import ConfigurationError, nearest

HOME_VARIABLE = "REGULARS_HOME"
WANTED = {
    str: ("text in quotes", "带引号的文本"),
    int: ("a whole number", "整数"),
    float: ("a number", "数值"),
    tuple: ("a list", "列表"),
    dict: ("a table of lists", "由列表组成的表"),
}


@dataclass(frozen=True)
class Settings:
    """What `regulars.toml` may say; money is in `currency`, rates are shares of one."""

    company: str = "Our company"
    currency: str = "CNY"
    time_zone: str = "Asia/Shanghai"
    phone_region: str = "CN"
    language: str = "en"
    margin_rate: float = 0.4
    discount_rate: float = 0.1
    holdout_rate: float = 0.1
    fatigue_days: int = 14
    fatigue_contacts: int = 2
    seed: int = 1
    memory_limit: str = "3GB"
    source_trust: tuple[str, ...] = field(default=())
    field_trust: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("margin_rate", "discount_rate", "holdout_rate"):
            if not 0 <= getattr(self, name) <= 1:
                raise ConfigurationError(
                    f"regulars.toml: {name} is a share between 0 and 1, such as 0.1.",
                    f"{name} 是比例，须在 0 与 1 之间，例如 0.1。",
                )


@dataclass(frozen=True)
class Workspace:
    """The folder of one company, and where each thing lies in it."""

    home: Path
    settings: Settings

    @classmethod
    def open(cls, home: Path | None = None) -> "Workspace":
        """The workspace at `home`, else at $REGULARS_HOME, else here. Raises ConfigurationError."""
        home = (home or Path(os.environ.get(HOME_VARIABLE, "."))).resolve()
        if not (home / "regulars.toml").is_file():
            raise ConfigurationError(
                f"{home} has no regulars.toml: run `regulars init {home.name}` first.",
                "此目录还不是工作区，请先运行上述命令。",
            )
        return cls(home, _settings(home / "regulars.toml"))

    @property
    def inbox(self) -> Path:
        """Exports are dropped here."""
        return self.home / "inbox"

    @property
    def store(self) -> Path:
        """Everything made."""
        return self.home / "store"

    @property
    def lake(self) -> Path:
        """Ingested files as Parquet, a folder per content hash."""
        return self.store / "lake"

    @property
    def working_file(self) -> Path:
        """The database of the run under way."""
        return self.store / "warehouse.duckdb"

    @property
    def snapshots(self) -> Path:
        """Published results, a folder each."""
        return self.store / "snapshots"

    @property
    def receipts(self) -> Path:
        """What every published night predicted."""
        return self.store / "receipts"

    @property
    def identity(self) -> Path:
        """The ledger of ids: a folder per night that changed it."""
        return self.store / "identity"

    @property
    def decisions(self) -> Path:
        """What people decided about pairs of records."""
        return self.store / "decisions"

    @property
    def exports(self) -> Path:
        """Manifests of every list that left the house."""
        return self.store / "exports"

    @property
    def lists(self) -> Path:
        """What had been predicted of those on every list that left the house."""
        return self.store / "lists"

    def definitions(self, kind: str) -> dict[str, dict[str, Any]]:
        """The YAML files of one folder (`segments`, `campaigns`, `presets`), by file name, sorted."""
        files = sorted((self.home / kind).glob("*.yaml"))
        return {file.stem: _yaml(file) for file in files}

    def feeds(self) -> dict[str, Any]:
        """What `feeds.yaml` says of each preset's exports; nothing where there is no such file."""
        file = self.home / "feeds.yaml"
        return _yaml(file) if file.is_file() else {}

    def answers(self) -> dict[str, Any]:
        """What `answers.yaml` says to the questions of files; nothing where there is no such file."""
        file = self.home / "answers.yaml"
        return _yaml(file) if file.is_file() else {}

    def identity_lists(self) -> dict[str, Any]:
        """The pairs of `identity.yaml`; empty where there is no such file."""
        file = self.home / "identity.yaml"
        return _yaml(file) if file.is_file() and file.read_text("utf-8").strip() else {}

    def queries(self, kind: str) -> dict[str, str]:
        """The SQL files of one folder (`features`), by file name, sorted."""
        return {file.stem: file.read_text("utf-8") for file in sorted((self.home / kind).glob("*.sql"))}

    def goals(self) -> list[dict[str, Any]]:
        """The goals of `goals.yaml`; none where there is no such file."""
        file = self.home / "goals.yaml"
        return list(_yaml(file).get("goals", [])) if file.is_file() else []


def _settings(file: Path) -> Settings:
    try:
        given = tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(
            f"{file.name} cannot be read: {error}. Correct it there.", "文件格式有误，请更正上述位置。"
        ) from error
    known = [item.name for item in fields(Settings)]
    if unknown := sorted(given.keys() - {*known}):
        en, zh = nearest(unknown[0], known)
        raise ConfigurationError(
            f"{file.name}: unknown setting {unknown[0]}{en}", f"没有 {unknown[0]} 这一设置{zh}"
        )
    return Settings(**{name: _typed(name, value) for name, value in given.items()})


def _typed(name: str, value: Any) -> Any:
    """The value in the type of its default. Raises ConfigurationError."""
    default = getattr(Settings(), name)
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(default, tuple) and isinstance(value, list):
        return tuple(str(one) for one in value)
    if (
        isinstance(default, dict)
        and isinstance(value, dict)
        and all(isinstance(v, list) for v in value.values())
    ):
        return {key: tuple(str(one) for one in order) for key, order in value.items()}
    if type(value) is not type(default):
        en, zh = WANTED[type(default)]
        raise ConfigurationError(
            f"regulars.toml: {name} is {en}, not {value!r}.", f"{name} 应为{zh}，请更正。"
        )
    return value


def _yaml(file: Path) -> dict[str, Any]:
    name = f"{file.parent.name}/{file.name}"
    try:
        content = yaml.safe_load(file.read_text("utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise ConfigurationError(
            f"{name} is not valid YAML: look at line {line} and the one before it.",
            f"文件不符合 YAML 格式，请检查第 {line} 行及其上一行。",
        ) from error
    if not isinstance(content, dict):
        raise ConfigurationError(f"{name} must hold `name: value` pairs.", "文件内容须为“名称: 值”的形式。")
    return content
