"""The closed grammar of segment rules: nodes, operators and the parser.

An identifier is a column of the table or the key of a segment; a value is a number, a text, a day or yes/no
and must fit the column's type. Anything else is a ConfigurationError.
"""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from warehouse.errors import ConfigurationError, nearest

Scalar: TypeAlias = float | str | bool | dt.date
Kind: TypeAlias = Literal["number", "text", "flag", "day", "other"]

EVERY: tuple[Kind, ...] = ("number", "text", "flag", "day")
ORDERED: tuple[Kind, ...] = ("number", "day")
# operator: kinds of column, shape of its value, and how a person reads it.
OPERATORS: dict[str, tuple[tuple[Kind, ...], str, str, str]] = {
    "is": (EVERY, "one", "is", "是"),
    "is_not": (EVERY, "one", "is not", "不是"),
    "in": (EVERY, "list", "is one of", "属于"),
    "not_in": (EVERY, "list", "is none of", "不属于"),
    "at_least": (ORDERED, "one", "is at least", "不小于"),
    "at_most": (ORDERED, "one", "is at most", "不大于"),
    "more_than": (ORDERED, "one", "is more than", "大于"),
    "less_than": (ORDERED, "one", "is less than", "小于"),
    "between": (ORDERED, "pair", "is between", "介于"),
    "contains": (("text",), "one", "contains", "包含"),
    "starts_with": (("text",), "one", "starts with", "开头是"),
    "top_share": (("number",), "share", "is in the top", "位于最高的"),
    "bottom_share": (("number",), "share", "is in the bottom", "位于最低的"),
    "is_null": ((*EVERY, "other"), "flag", "is unknown", "未知"),
}
GROUPS = ("all", "any", "none")
MAX_DEPTH, MAX_PARTS = 12, 500
MILLION = 1_000_000
NUMBERS = (
    *("DECIMAL", "DOUBLE", "FLOAT", "REAL", "TINYINT", "SMALLINT", "INT", "BIGINT", "HUGEINT"),
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"),
)
KINDS: tuple[tuple[tuple[str, ...], Kind], ...] = (
    (("BOOL",), "flag"),
    (("VARCHAR", "STRING", "ENUM"), "text"),
    (("DATE", "TIMESTAMP"), "day"),
    (NUMBERS, "number"),
)


@dataclass(frozen=True)
class Group:
    """Rules of which all, any or none must hold."""

    kind: Literal["all", "any", "none"]
    parts: tuple["Rule", ...]


@dataclass(frozen=True)
class Member:
    """Holds for the members of another segment."""

    segment: str


@dataclass(frozen=True)
class Condition:
    """Compares one column with one or several values; false where the column is NULL or not a number."""

    column: str
    kind: Kind
    operator: str
    values: tuple[Scalar, ...]

    @property
    def millionths(self) -> int:
        """The share that `top_share` and `bottom_share` ask for, as a whole number of millionths."""
        return round(float(str(self.values[0])) * MILLION)


Rule: TypeAlias = Group | Member | Condition


def kind_of(type_name: str) -> Kind:
    """What values a column of this type (DuckDB's or Spark's name) holds."""
    if type_name.endswith("]"):
        return "other"
    return next((kind for start, kind in KINDS if type_name.upper().startswith(start)), "other")


def parse_rule(file: str, source: object, columns: Mapping[str, str], keys: Iterable[str]) -> Rule:
    """The rule of one file, checked against the table's columns and types and the known segments."""
    return _Parser(file, columns, sorted(keys)).rule("rule", source, 0)


class _Parser:
    def __init__(self, file: str, columns: Mapping[str, str], keys: Sequence[str]) -> None:
        self.file, self.columns, self.keys, self.parts = file, columns, keys, 0

    def wrong(self, path: str, en: str, zh: str, hint: tuple[str, str] = (".", "。")) -> ConfigurationError:
        return ConfigurationError(f"{self.file}: {path}: {en}{hint[0]}", f"{zh}{hint[1]}")

    def rule(self, path: str, source: object, depth: int) -> Rule:
        if not isinstance(source, Mapping) or not source:
            raise self.wrong(
                path,
                "must hold `all`, `any`, `none`, `segment` or `column: condition`",
                "须写 all、any、none、segment 或“列名: 条件”",
            )
        if depth > MAX_DEPTH:
            raise self.wrong(path, f"is nested more than {MAX_DEPTH} deep", f"嵌套不得超过 {MAX_DEPTH} 层")
        parts = [part for name, value in source.items() for part in self.entry(path, name, value, depth)]
        return parts[0] if len(parts) == 1 else Group("all", tuple(parts))

    def entry(self, path: str, name: object, value: object, depth: int) -> list[Rule]:
        self.parts += 1
        if self.parts > MAX_PARTS:
            raise self.wrong(path, f"has more than {MAX_PARTS} parts", f"条件不得超过 {MAX_PARTS} 个")
        if name == "all" or name == "any" or name == "none":
            return [self.group(f"{path}.{name}", name, value, depth)]
        if name == "segment":
            return [self.member(f"{path}.segment", value)]
        return self.conditions(path, name, value)

    def group(self, path: str, kind: Literal["all", "any", "none"], value: object, depth: int) -> Group:
        if not isinstance(value, list) or not value:
            raise self.wrong(path, "must be a list of at least one rule", "须为列表，至少含一条规则")
        parts = (self.rule(f"{path}[{i}]", part, depth + 1) for i, part in enumerate(value, 1))
        return Group(kind, tuple(parts))

    def member(self, path: str, value: object) -> Member:
        if value not in self.keys:
            hint = nearest(str(value), self.keys)
            raise self.wrong(path, f"there is no segment {value!r}", f"没有客群 {value!r}", hint)
        return Member(str(value))

    def conditions(self, path: str, name: object, value: object) -> list[Rule]:
        if not isinstance(name, str) or name not in self.columns:
            hint = nearest(str(name), (*self.columns, *GROUPS, "segment"))
            raise self.wrong(path, f"there is no column {name!r}", f"没有列 {name!r}", hint)
        where = f"{path}.{name}"
        if value is None or value == {}:
            raise self.wrong(
                where,
                "has no value; write `is_null: true` for those where it is unknown",
                "没有填写取值；如要选出未知的客户，请写 is_null: true",
            )
        if not isinstance(value, Mapping):
            value = {"in" if isinstance(value, list) else "is": value}
        return [self.condition(where, name, operator, operand) for operator, operand in value.items()]

    def condition(self, path: str, column: str, operator: object, operand: object) -> Condition:
        kind = kind_of(self.columns[column])
        fitting = [name for name, (kinds, *_) in OPERATORS.items() if kind in kinds]
        if not isinstance(operator, str) or operator not in OPERATORS:
            hint = nearest(str(operator), fitting)
            raise self.wrong(path, f"there is no operator {operator!r}", f"没有运算符 {operator!r}", hint)
        if operator not in fitting:
            en, zh = _HELD[kind]
            hint = nearest(operator, fitting)
            raise self.wrong(
                path, f"{operator!r} does not fit a column of {en}", f"{operator!r} 不适用于{zh}列", hint
            )
        values = self.values(f"{path}.{operator}", OPERATORS[operator][1], kind, operand)
        return Condition(column, kind, operator, values)

    def values(self, path: str, shape: str, kind: Kind, operand: object) -> tuple[Scalar, ...]:
        if shape in ("list", "pair"):
            if not isinstance(operand, list) or not operand or (shape == "pair" and len(operand) != 2):
                en, zh = ("two values", "两个值") if shape == "pair" else ("values", "值")
                raise self.wrong(path, f"needs a list of {en}", f"须为由{zh}组成的列表")
            values = tuple(self.value(path, kind, item) for item in operand)
            if shape == "pair" and values[0] > values[1]:  # type: ignore[operator]
                raise self.wrong(path, "needs the smaller value first", "较小的值须写在前面")
            return values
        value = self.value(path, "flag" if shape == "flag" else kind, operand)
        if shape == "share" and not 0 < float(value) <= 1:  # type: ignore[arg-type]
            raise self.wrong(
                path,
                "needs a share above 0 and up to 1, such as 0.2",
                "须为大于 0、不超过 1 的比例，例如 0.2",
            )
        return (value,)

    def value(self, path: str, kind: Kind, value: object) -> Scalar:
        if kind == "number" and isinstance(value, int | float) and not isinstance(value, bool):
            return self.number(path, value)
        if (kind == "flag" and isinstance(value, bool)) or (kind == "text" and isinstance(value, str)):
            return value
        if kind == "day" and isinstance(value, str | dt.date) and (day := _day(value)):
            return day
        en, zh = _EXPECTED[kind]
        raise self.wrong(path, f"{value!r} is not {en}", f"{value!r} 不是{zh}")

    def number(self, path: str, value: float) -> float:
        if not math.isfinite(value) or abs(value) > 2**53:
            raise self.wrong(
                path, f"{value!r} is not a number that can be compared exactly", f"{value!r} 无法精确比较"
            )
        return float(value)


def _day(value: str | dt.date) -> dt.date | None:
    if isinstance(value, dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


_HELD: dict[Kind, tuple[str, str]] = {
    "number": ("numbers", "数值"),
    "text": ("texts", "文本"),
    "flag": ("yes and no", "是否"),
    "day": ("days", "日期"),
    "other": ("other values", "其他类型的"),
}
_EXPECTED: dict[Kind, tuple[str, str]] = {
    "number": ("a number; write it without quotes", "数值，请不加引号填写"),
    "text": (
        'a text; write it in quotes, such as "NO" or "007"',
        '文本，请加引号填写，例如 "NO" 或 "007"',
    ),
    "flag": ("yes or no; write true or false", "“是/否”，请写 true 或 false"),
    "day": ("a day; write it as 2026-11-30", "日期，请写成 2026-11-30 的形式"),
    "other": ("comparable; only is_null fits this column", "可比较的值，此列只能用 is_null"),
}
