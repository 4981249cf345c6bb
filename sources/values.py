"""What each canonical column is made of, as expressions over the staged text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from duckdb import ColumnExpression, ConstantExpression, Expression

from sources.canonical import OBJECTS, TYPES, Canonical
from sources.staging import Plan
from sources.styles import CODES, PLAIN, call, kinds, plain

WRITTEN = "as written "
"""Before the name of a typed column: the same as text."""
YES = ("yes", "y", "true", "t", "1", "on", "是", "有", "同意", "已授权", "已同意", "订阅", "subscribed", "√")
NO = (
    "no",
    "n",
    "false",
    "f",
    "0",
    "off",
    "否",
    "无",
    "不同意",
    "未授权",
    "拒绝",
    "退订",
    "unsubscribed",
    "×",
)
MOMENT = ("moment_1", "moment_2", "moment_3", "moment_4")
NUMBER = ("number_1", "number_2", "number_3")
STEPS = {"moment": (*MOMENT, "moment_5"), "date": (*MOMENT, "date_5")} | {
    kind: (*NUMBER, f"{kind}_4") for kind in ("money", "price", "quantity", "integer")
}
"""How a column that is not plain is read, macro after macro; the last also sees the text as written."""


@dataclass(frozen=True)
class Values:
    """The columns of one file, each read in its own style."""

    how: Plan
    styles: Mapping[str, str]

    @property
    def table(self) -> Canonical:
        """The canonical table."""
        return OBJECTS[self.how.preset.object]

    @property
    def steps(self) -> dict[str, tuple[str, ...]]:
        """The macros still to be applied, for each column that takes several steps."""
        return {name: STEPS[kind] for name, kind in kinds(self.how).items() if self._takes_steps(name, kind)}

    def step(self, name: str, number: int) -> Expression:
        """A column after its next step, or as it is where it has no more."""
        macros, column = self.steps.get(name, ()), ColumnExpression(name)
        if number >= len(macros):
            return column
        written = [ColumnExpression(WRITTEN + name)] if number == len(macros) - 1 else []
        return call(macros[number], column, *written, ConstantExpression(self.styles[name])).alias(name)

    def first(self, name: str) -> Expression:
        """A canonical column typed, or still as text where it takes several steps."""
        kind = self.table.columns[name]
        value = self._own(name, kind)
        if name == "name" and {"first_name", "last_name"} & self.how.columns.keys():
            parts = (self._own(part, "text") for part in ("first_name", "last_name"))
            value = call("coalesce_text", value, call("full_name", *parts))
        if name == self.table.key[0] and name not in self.how.columns:
            others = (self._own(other, "text") for other in self.table.instead)
            value = reduce(lambda one, other: call("coalesce_text", one, other), others, value)
        return (value if self._takes_steps(name, kind) else value.cast(TYPES[kind])).alias(name)

    def extra(self) -> Expression:
        """The columns that nobody knows, as JSON of those that are filled."""
        if not self.how.extra:
            return ConstantExpression(None).cast("VARCHAR").alias("extra")
        names = [ConstantExpression(json.dumps(name, ensure_ascii=False)) for name in self.how.extra]
        cells = [ColumnExpression(f"extra {index}") for index in range(len(names))]
        entries = [call("json_entry", name, cell) for name, cell in zip(names, cells, strict=True)]
        return call("json_braced", call("concat_ws", ConstantExpression(", "), *entries)).alias("extra")

    def _takes_steps(self, name: str, kind: str) -> bool:
        return kind in STEPS and self.styles.get(name, PLAIN) != PLAIN

    def _own(self, name: str, kind: str) -> Expression:
        if name not in self.how.columns:
            return ConstantExpression(None).cast(TYPES[kind])
        value, words = ColumnExpression(name), self.how.preset.values.get(name, {})
        match kind:
            case "flag":
                return self._flag(name, value, words)
            case "text":
                return _worded(value, words) if words else value
            case _ if kind in CODES:
                return self._code(name, value)
            case _:
                return value if self._takes_steps(name, kind) else plain(value, kind)

    def _code(self, name: str, value: Expression) -> Expression:
        style = self.styles.get(name, PLAIN)
        return value if style == PLAIN else call("identifier_1", value, ConstantExpression(style))

    def _flag(self, name: str, value: Expression, words: Mapping[str, Sequence[str]]) -> Expression:
        given = {
            str(meaning).lower(): [str(word).lower() for word in each] for meaning, each in words.items()
        }
        yes, no = [*YES, *given.get("true", ())], [*NO, *given.get("false", ())]
        if name in self.how.inverted:
            yes, no = no, yes
        return call("as_flag", value, ConstantExpression(yes), ConstantExpression(no))


def _worded(value: Expression, words: Mapping[str, Sequence[str]]) -> Expression:
    """The preset's own word for each of its spellings; others as they are."""
    pairs = [(str(word).lower(), str(meaning)) for meaning, each in words.items() for word in each]
    spellings, meanings = [word for word, _ in pairs], [meaning for _, meaning in pairs]
    return call("worded", value, ConstantExpression(spellings), ConstantExpression(meanings))
