"""Staged text to typed rows: the good ones to Parquet, the others named with what is wrong in them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import duckdb
from duckdb import CaseExpression, ColumnExpression, ConstantExpression, Expression

from sources.canonical import FIRST, OBJECTS, TYPES
from sources.staging import Plan
from sources.styles import CODES, MOMENTS, PLAIN, Staged, call, kinds, plain

MACROS = Path(__file__).with_name("typing.sql")
YES = (
    "yes",
    "y",
    "true",
    "t",
    "1",
    "on",
    "是",
    "有",
    "同意",
    "已授权",
    "已同意",
    "订阅",
    "subscribed",
    "opted in",
    "√",
)
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
    "opted out",
    "×",
)
FAULT = "fault "
STEPS = {
    "moment": ("moment_1", "moment_2", "moment_3", "moment_4", "moment_5"),
    "date": ("moment_1", "moment_2", "moment_3", "moment_4", "moment_5"),
    **{
        kind: ("number_1", "number_2", "number_3", f"{kind}_4")
        for kind in ("money", "price", "quantity", "integer")
    },
}
"""How a column that is not plain is read, one macro after the other."""
WRITTEN = "as written "


class Fault(NamedTuple):
    """What can be wrong in a row: the reason code, the column, the reason."""

    code: str
    column: str
    reason: str


def connect(memory_limit: str = "700MB") -> duckdb.DuckDBPyConnection:
    """An engine in memory with the typing macros, for one run."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory_limit,
        "threads": 2,
        "python_enable_replacements": False,
        "autoinstall_known_extensions": False,
    }
    connection = duckdb.connect(config=config)
    connection.execute("set TimeZone = 'UTC'")
    connection.execute(MACROS.read_text("utf-8"))
    return connection


class Typing:
    """One file's typing: `good` rows with exactly the canonical schema, `faulty` lines with their faults."""

    def __init__(self, staged: Staged, how: Plan, styles: Mapping[str, str], file_id: str) -> None:
        self.staged, self.how, self.styles, self.file_id = staged, how, styles, file_id
        self.table = OBJECTS[how.preset.object]
        self.faults = self._possible()

    def good(self) -> duckdb.DuckDBPyRelation:
        """The rows without a fault."""
        sound = self._judged().filter(ColumnExpression(FAULT).isnull()) if self.faults else self._judged()
        return sound.select(
            *(ColumnExpression(name).cast(kind).alias(name) for name, kind in self.table.schema.items())
        )

    def faulty(self) -> list[tuple[int, Fault]]:
        """The line of each other row, and its first fault."""
        rows = self._judged().filter(ColumnExpression(FAULT).isnotnull())
        found = rows.select(ColumnExpression("line"), ColumnExpression(FAULT)).fetchall()
        return [(line, self.faults[index]) for line, index in found]

    def _judged(self) -> duckdb.DuckDBPyRelation:
        typed = self._stepped(self.staged().select(*self._begun()))
        return typed.select(
            *(ColumnExpression(name) for name in self.table.schema), self._verdict().alias(FAULT)
        )

    def _begun(self) -> list[Expression]:
        """Every canonical column, typed where one step does it, and as written those that may be at fault."""
        doubted = {fault.column for fault in self.faults if fault.code != "missing_required"}
        constants = {
            "file_id": ConstantExpression(self.file_id),
            "system": ConstantExpression(self.how.preset.system),
        }
        first = [
            constants.get(name, ColumnExpression(name)).cast(kind).alias(name) for name, kind in FIRST.items()
        ]
        columns = [self._value(name, kind).alias(name) for name, kind in self.table.columns.items()]
        written = [ColumnExpression(name).alias(WRITTEN + name) for name in sorted(doubted)]
        return [*first, *columns, self._extra().alias("extra"), *written]

    def _stepped(self, rows: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
        """The columns that take several steps, read step by step."""
        steps = {name: STEPS[kind] for name, kind in kinds(self.how).items() if self._takes_steps(name, kind)}
        for step in range(max(map(len, steps.values()), default=0)):
            rows = rows.select(
                *(self._step(name, steps.get(name, ())[step : step + 1]) for name in rows.columns)
            )
        return rows

    def _takes_steps(self, name: str, kind: str) -> bool:
        return kind in STEPS and self.styles.get(name, PLAIN) != PLAIN

    def _step(self, name: str, macro: tuple[str, ...]) -> Expression:
        column = ColumnExpression(name)
        return call(macro[0], column, ConstantExpression(self.styles[name])).alias(name) if macro else column

    def _value(self, name: str, kind: str) -> Expression:
        own = self._own(name, kind)
        if name == "name" and {"first_name", "last_name"} & self.how.columns.keys():
            own = call(
                "coalesce_text",
                own,
                call("full_name", self._own("first_name", "text"), self._own("last_name", "text")),
            )
        if name == self.table.key[0] and name not in self.how.columns:
            for other in self.table.instead:
                own = call("coalesce_text", own, self._own(other, "text"))
        return own if self._takes_steps(name, kind) else own.cast(TYPES[kind])

    def _own(self, name: str, kind: str) -> Expression:
        if name not in self.how.columns:
            return ConstantExpression(None).cast(TYPES[kind])
        value, words = ColumnExpression(name), self.how.preset.values.get(name, {})
        if kind == "flag":
            return self._flag(name, value, words)
        if kind == "text":
            return self._worded(value, words) if words else value
        if self.styles.get(name, PLAIN) != PLAIN:
            return (
                call("identifier_1", value, ConstantExpression(self.styles[name])) if kind in CODES else value
            )
        return value if kind in CODES else plain(value, kind)

    def _flag(self, name: str, value: Expression, words: Mapping[str, object]) -> Expression:
        yes = [*YES, *(str(word).lower() for word in _listed(words.get("true")))]
        no = [*NO, *(str(word).lower() for word in _listed(words.get("false")))]
        if name in self.how.inverted:
            yes, no = no, yes
        return call("as_flag", value, ConstantExpression(yes), ConstantExpression(no))

    def _worded(self, value: Expression, words: Mapping[str, object]) -> Expression:
        pairs = [(str(word).lower(), meaning) for meaning, each in words.items() for word in _listed(each)]
        spellings, meanings = [word for word, _ in pairs], [meaning for _, meaning in pairs]
        return call("worded", value, ConstantExpression(spellings), ConstantExpression(meanings))

    def _extra(self) -> Expression:
        if not self.how.extra:
            return ConstantExpression(None).cast("VARCHAR")
        pairs = []
        for index, name in enumerate(self.how.extra):
            pairs += [
                ConstantExpression(json.dumps(name, ensure_ascii=False)),
                ColumnExpression(f"extra {index}"),
            ]
        entries = [call("json_entry", pairs[at], pairs[at + 1]) for at in range(0, len(pairs), 2)]
        return call("json_braced", call("concat_ws", ConstantExpression(", "), *entries))

    def _possible(self) -> list[Fault]:
        faults = [
            Fault("missing_required", name, _missing(self.how.title(name))) for name in self.table.required
        ]
        for name, kind in kinds(self.how).items():
            if self.styles.get(name, PLAIN) != PLAIN:
                code = "damaged_number" if kind in CODES else "bad_date" if kind in MOMENTS else "bad_number"
                faults.append(Fault(code, name, _REASONS[code].format(column=self.how.title(name))))
        return sorted(faults, key=lambda fault: fault.code == "missing_required")

    def _verdict(self) -> Expression:
        """The index of a row's first fault, else null."""
        verdict: Expression | None = None
        for index, fault in enumerate(self.faults):
            condition = self._is_at_fault(fault)
            value = ConstantExpression(index)
            verdict = (
                verdict.when(condition, value) if verdict is not None else CaseExpression(condition, value)
            )
        return verdict if verdict is not None else ConstantExpression(None).cast("INTEGER")

    def _is_at_fault(self, fault: Fault) -> Expression:
        value = ColumnExpression(fault.column)
        if fault.code == "missing_required":
            return value.isnull()
        return value.isnull() & call("is_something", ColumnExpression(WRITTEN + fault.column))


def _listed(words: object) -> list[object]:
    return list(words) if isinstance(words, (list, tuple)) else [] if words is None else [words]


def _missing(title: str) -> str:
    return f"{title} is blank, and a row cannot be used without it. / “{title}”为空，此行无法使用。"


_REASONS = {
    "damaged_number": "{column} was turned into a rounded number by a spreadsheet: export it again as text."
    " / “{column}”已被表格软件变成科学计数法，请以文本格式重新导出。",
    "bad_date": "{column} is not a date as the rest of the column: write it like 2026-01-05 08:26."
    " / “{column}”不是可识别的日期，请写成 2026-01-05 08:26。",
    "bad_number": "{column} is not a number: write digits only, like 1234.56. / “{column}”不是数字，请只写数字，如 1234.56。",
}
