"""What a person answered to the questions of held files: `answers.yaml`, by file name or pattern."""

import codecs
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from sources.words import said
from warehouse.errors import ConfigurationError, nearest

CHOICES: dict[str, tuple[str, ...]] = {
    "encoding": (),
    "preset": (),
    "columns": (),
    "date_order": ("dmy", "mdy"),
    "decimal_mark": (".", ","),
    "complete": ("yes",),
}
"""The keys, and the answers there are; none where any text may be one."""


@dataclass(frozen=True)
class Answers:
    """The answers by file pattern; of several that match, the later ones win."""

    given: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, file: str) -> dict[str, str]:
        """The answers for a file, named relative to the inbox."""
        found: dict[str, str] = {}
        for pattern, each in self.given.items():
            if file == pattern or fnmatchcase(file, pattern):
                found |= each
        return found


def answers(given: Mapping[str, Any] | None = None, presets: Sequence[str] = ()) -> Answers:
    """The checked answers. Raises ConfigurationError for one that cannot be meant."""
    checked: dict[str, dict[str, str]] = {}
    for file, each in (given or {}).items():
        if not isinstance(each, Mapping):
            raise ConfigurationError(
                f"answers.yaml: {file}: write `key: value` pairs below it.", "请在其下写“键: 值”。"
            )
        checked[str(file)] = {str(key): check(str(key), value, presets) for key, value in each.items()}
    return Answers(checked)


def check(key: str, value: Any, presets: Sequence[str] = ()) -> str:
    """The answer as text. Raises ConfigurationError."""
    text = "yes" if value is True else str(value)
    known = tuple(presets) if key == "preset" else CHOICES.get(key, ())
    if key not in CHOICES:
        en, zh = nearest(key, CHOICES)
        raise ConfigurationError(f"answers: {key} is no question{en}", f"没有 {key} 这一问题{zh}")
    if known and text not in known:
        en, zh = nearest(text, known)
        raise ConfigurationError(f"answers: {key} cannot be {text}{en}", f"{key} 不能是 {text}{zh}")
    if key == "encoding":
        _check_encoding(text)
    return text


def _check_encoding(name: str) -> None:
    try:
        is_text = codecs.lookup(name)._is_text_encoding
    except LookupError:
        is_text = False
    if not is_text:
        raise ConfigurationError(
            f"answers: {name} is no encoding; try gb18030, big5, shift_jis, cp1252.",
            f"没有编码 {name}，请从上述编码中选择。",
        )


def asked(file: str, question: str) -> str:
    """What to type to answer, in both languages; blank for a question that no answer settles."""
    return said(f"answer_{question}", file=shlex.quote(file)) if question else ""
