"""What is said of a feed, from `feed_words.yaml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return words


def sentence(row: Mapping[str, Any], language: str) -> str:
    """The feed's state in one language."""
    nothing = _words()["nothing"][language]
    shown = {name: nothing if value is None else value for name, value in row.items()}
    return _words()[row["state"]][language].format(**shown)
