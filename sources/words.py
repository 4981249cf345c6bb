"""What this room says to a person: English and Chinese side by side, from `words.yaml`."""

from functools import cache
from pathlib import Path

import yaml


@cache
def _words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return words


def said(key: str, **values: object) -> str:
    """The sentence in both languages, with its values filled in.

    >>> said("empty")
    'This file is empty: export it again. / 此文件为空：请重新导出。'
    """
    return " / ".join(text.format(**values) for text in _words()[key].values())
