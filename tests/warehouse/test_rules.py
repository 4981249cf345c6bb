"""Segment rules: the compiled query means what the files say, and nothing else can be said."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse import DuckDBWarehouse
from warehouse.errors import ConfigurationError
from warehouse.rule_reasons import explain
from warehouse.rule_sql import membership, standings_of
from warehouse.rules import definition, describe, load_segments

COLUMNS = {
    "customer_id": "VARCHAR", "age": "INTEGER", "spend": "DOUBLE", "revenue": "DECIMAL(18,2)",
    "stage": "VARCHAR", "is_known": "BOOLEAN", "last_on": "DATE", "seen_at": "TIMESTAMP", "tags": "VARCHAR[]",
}  # fmt: skip


def file(rule: Any, **more: Any) -> dict[str, Any]:
    texts = {"name": {"en": "Name", "zh": "名称"}, "description": {"en": "Text", "zh": "说明"}}
    return {**texts, "purpose": "test", "owner": "tester", "rule": rule, **more}


@pytest.fixture(scope="module")
def warehouse() -> Iterator[DuckDBWarehouse]:
    made = DuckDBWarehouse()
    yield made
    made.close()


def fill(warehouse: DuckDBWarehouse, rows: list[dict[str, Any]]) -> None:
    declared = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
    warehouse.connection.execute(
        f"create schema if not exists mart; create or replace table mart.portrait ({declared})"
    )
    names = list(COLUMNS)
    marks = ", ".join("?" * len(names))
    for number, row in enumerate(rows):
        values = [str(number), *(row.get(name) for name in names[1:])]
        warehouse.connection.execute(f"insert into mart.portrait values ({marks})", values)


def members(warehouse: DuckDBWarehouse, files: dict[str, Any]) -> dict[str, list[int]]:
    columns = warehouse.columns("mart.portrait")
    segments = load_segments(files, columns)
    query = membership(segments, columns)
    warehouse.derive("mart.segment_members", query.text, query.parameters)
    found: dict[str, list[int]] = {key: [] for key in files}
    for row in warehouse.read("mart.segment_members").itertuples():
        found[str(row.segment)].append(int(str(row.customer_id)))
    return {key: sorted(rows) for key, rows in found.items()}


def one(warehouse: DuckDBWarehouse, rule: Any) -> list[int]:
    return members(warehouse, {"one": file(rule)})["one"]


# A plain reading of the rules: three-valued, with the unknown made false at the condition.


def holds(rule: Any, row: dict[str, Any], rows: list[dict[str, Any]], files: dict[str, Any]) -> bool:
    return all(entry(name, value, row, rows, files) for name, value in rule.items())


def entry(
    name: str, value: Any, row: dict[str, Any], rows: list[dict[str, Any]], files: dict[str, Any]
) -> bool:
    if name in ("all", "any", "none"):
        parts = [holds(part, row, rows, files) for part in value]
        return {"all": all(parts), "any": any(parts), "none": not any(parts)}[name]
    if name == "segment":
        return holds(files[value]["rule"], row, rows, files)
    conditions = value if isinstance(value, dict) else {"is": value}
    return all(unknown_is_false(name, op, operand, row, rows) for op, operand in conditions.items())


def unknown_is_false(
    name: str, op: str, operand: Any, row: dict[str, Any], rows: list[dict[str, Any]]
) -> bool:
    value = plain(row[name])
    if op == "is_null":
        return (value is None) == operand
    if value is None:
        return False
    if op.endswith("_share"):
        known = [plain(other[name]) for other in rows if plain(other[name]) is not None]
        better = sum(other > value if op == "top_share" else other < value for other in known)
        return better * 1_000_000 < round(operand * 1_000_000) * len(known)
    return {
        "is": lambda: value == operand, "is_not": lambda: value != operand,
        "in": lambda: value in operand, "not_in": lambda: value not in operand,
        "at_least": lambda: value >= operand, "at_most": lambda: value <= operand,
        "more_than": lambda: value > operand, "less_than": lambda: value < operand,
        "between": lambda: operand[0] <= value <= operand[1],
        "contains": lambda: operand.lower() in value.lower(),
        "starts_with": lambda: value.lower().startswith(operand.lower()),
    }[op]()  # fmt: skip


def plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.date()
    return None if isinstance(value, float) and value != value else value


NUMBERS = st.integers(-3, 6)
TEXTS = st.sampled_from(["", "a", "b", "Ab", "客户", "%", "_", "a'b", "$p0", '"'])
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 6))
QUARTERS = st.integers(-8, 8).map(lambda n: n / 4)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "age": st.none() | NUMBERS,
            "spend": st.none() | st.just(float("nan")) | QUARTERS,
            "revenue": st.none() | QUARTERS,
            "stage": st.none() | TEXTS,
            "is_known": st.none() | st.booleans(),
            "last_on": st.none() | DAYS,
            "seen_at": st.none() | DAYS.map(lambda day: pd.Timestamp(day).to_pydatetime().replace(hour=13)),
        }
    ),
    min_size=1,
    max_size=8,
)


def conditions() -> st.SearchStrategy[dict[str, Any]]:
    kinds = {
        "age": NUMBERS,
        "spend": QUARTERS,
        "revenue": QUARTERS,
        "stage": TEXTS,
        "last_on": DAYS,
        "seen_at": DAYS,
    }
    made: list[st.SearchStrategy[dict[str, Any]]] = [
        st.booleans().map(lambda value: {"is_known": value}),
        st.booleans().map(lambda value: {"is_known": {"is_not": value}}),
    ]
    for name, values in kinds.items():
        same = ["is", "is_not"] + (["contains", "starts_with"] if name == "stage" else [])
        order = [] if name == "stage" else ["at_least", "at_most", "more_than", "less_than"]
        operators: list[st.SearchStrategy[dict[str, Any]]] = [
            st.builds(lambda op, value: {op: value}, st.sampled_from(same + order), values),
            st.builds(
                lambda op, value: {op: value}, st.sampled_from(["in", "not_in"]), st.lists(values, min_size=1)
            ),
            st.builds(lambda value: {"is_null": value}, st.booleans()),
        ]
        if order:
            operators.append(st.builds(lambda a, b: {"between": sorted((a, b))}, values, values))
        if name in ("age", "spend", "revenue"):
            shares = st.sampled_from([0.1, 0.2, 0.3, 0.7, 1.0])
            operators.append(
                st.builds(lambda op, s: {op: s}, st.sampled_from(["top_share", "bottom_share"]), shares)
            )
        made.append(st.one_of(operators).map(lambda condition, name=name: {name: condition}))
    return st.one_of(made)


def rules(leaves: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.recursive(
        leaves,
        lambda inner: st.builds(
            lambda kind, parts: {kind: parts},
            st.sampled_from(["all", "any", "none"]),
            st.lists(inner, min_size=1, max_size=3),
        ),
        max_leaves=6,
    )


BASE = rules(conditions())
NESTED = rules(conditions() | st.sampled_from([{"segment": "first"}, {"segment": "second"}]))


@settings(max_examples=60)
@given(rows=ROWS, first=BASE, second=rules(conditions() | st.just({"segment": "first"})), third=NESTED)
def test_compiled_query_equals_a_plain_reading(
    warehouse: DuckDBWarehouse, rows: list[dict[str, Any]], first: Any, second: Any, third: Any
) -> None:
    fill(warehouse, rows)
    files = {"third": file(third), "second": file(second), "first": file(first)}
    expected = {
        key: [n for n, row in enumerate(rows) if holds(source["rule"], row, rows, files)]
        for key, source in files.items()
    }
    assert members(warehouse, files) == expected
    columns = warehouse.columns("mart.portrait")
    segments = load_segments(files, columns)
    for number in range(len(rows)):
        query = standings_of(segments, columns, str(number))
        row: dict[str, Any] = warehouse.query(query.text, **query.parameters).astype(object).iloc[0].to_dict()
        row = {name: None if value is pd.NaT or value is pd.NA else value for name, value in row.items()}
        for key, inside in expected.items():
            assert explain(segments[key], segments, row).holds == (number in inside)


def test_none_excludes_exactly_those_for_whom_the_condition_is_true(warehouse: DuckDBWarehouse) -> None:
    fill(warehouse, [{"age": 1}, {"age": 9}, {"age": None}])
    assert one(warehouse, {"none": [{"age": {"at_least": 5}}]}) == [0, 2]
    assert one(warehouse, {"age": {"is_not": 9}}) == [0]


def test_equal_values_are_in_or_out_of_a_share_together(warehouse: DuckDBWarehouse) -> None:
    fill(warehouse, [{"spend": value} for value in (5.0, 5.0, 3.0, 1.0, None)])
    assert one(warehouse, {"spend": {"top_share": 0.25}}) == [0, 1]
    assert one(warehouse, {"spend": {"bottom_share": 0.25}}) == [3]


def test_no_segments_have_no_members(warehouse: DuckDBWarehouse) -> None:
    fill(warehouse, [{"age": 1}])
    assert members(warehouse, {}) == {}
    assert list(warehouse.columns("mart.segment_members")) == ["segment", "customer_id"]


@pytest.mark.parametrize(
    "text", ["x' or '1'='1", '"; drop table mart.portrait; --', "$p0", "') or true --", "\x00"]
)
def test_values_are_inert(warehouse: DuckDBWarehouse, text: str) -> None:
    fill(warehouse, [{"stage": "a"}, {"stage": text.replace("\x00", "")}])
    for operator in ("is", "contains", "starts_with"):
        assert 0 not in one(warehouse, {"stage": {operator: text}})
    query = membership(load_segments({"one": file({"stage": text})}, COLUMNS), COLUMNS)
    assert text not in query.text or text == "$p0"
    assert warehouse.count("mart.portrait") == 2


def test_the_query_is_one_statement_that_spark_reads_too() -> None:
    files = {"a": file({"spend": {"top_share": 0.1}}), "b": file({"none": [{"segment": "a"}, {"age": 3}]})}
    query = membership(load_segments(files, COLUMNS), COLUMNS)
    assert len(sqlglot.parse(query.text, read="duckdb")) == 1
    assert "UNPIVOT" in sqlglot.transpile(query.text, read="duckdb", write="spark")[0]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({"agee": 3}, "segments/one.yaml: rule: there is no column 'agee'; did you mean 'age'?"),
        ({"all": [{"age": {"atleast": 3}}]}, "rule.all[1].age: there is no operator 'atleast'; did you"),
        ({"age": {"contains": 3}}, "rule.age: 'contains' does not fit a column of numbers"),
        ({"age": "3"}, "rule.age.is: '3' is not a number; write it without quotes"),
        ({"age": True}, "rule.age.is: True is not a number"),
        ({"age": float("nan")}, "is not a number that can be compared exactly"),
        ({"stage": False}, 'False is not a text; write it in quotes, such as "NO" or "007"'),
        ({"last_on": "soon"}, "'soon' is not a day; write it as 2026-11-30"),
        ({"age": None}, "write `is_null: true`"),
        ({"age": {"between": [5, 1]}}, "needs the smaller value first"),
        ({"age": {"in": 5}}, "needs a list of values"),
        ({"age": {"top_share": 20}}, "needs a share above 0 and up to 1"),
        ({"tags": "x"}, "'is' does not fit a column of other values"),
        ({"any": []}, "rule.any: must be a list of at least one rule"),
        ({"any": {"age": 1}}, "rule.any: must be a list"),
        ({}, "rule: must hold"),
        (None, "rule: must hold"),
        ("age > 3", "rule: must hold"),
        ({"segment": "on"}, "rule.segment: there is no segment 'on'; did you mean 'one'?"),
        ({"segment": "one"}, "in a circle: one → one"),
        ({'age" or 1=1 --': 3}, "there is no column"),
        ({True: 3}, "there is no column True"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_named(rule: Any, message: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_segments({"one": file(rule)}, COLUMNS)
    assert message in str(caught.value)
    assert str(caught.value).startswith("segments/one.yaml: ")


def test_a_longer_circle_is_named() -> None:
    files = {
        "a": file({"segment": "b"}),
        "b": file({"none": [{"segment": "c"}]}),
        "c": file({"segment": "a"}),
    }
    with pytest.raises(ConfigurationError, match=r"in a circle: (a → b → c → a|b → c → a → b|c → a → b → c)"):
        load_segments(files, COLUMNS)


def test_a_rule_that_contains_itself_is_refused() -> None:
    endless: dict[str, Any] = {"all": []}
    endless["all"].append(endless)
    with pytest.raises(ConfigurationError, match="nested more than"):
        load_segments({"one": file(endless)}, COLUMNS)
    wide: Any = {"age": 1}
    for _ in range(9):
        wide = {"all": [wide] * 9}
    with pytest.raises(ConfigurationError, match="more than 500 parts"):
        load_segments({"one": file(wide)}, COLUMNS)


@pytest.mark.parametrize(
    ("key", "source", "message"),
    [
        ("One", file({"age": 1}), "small letters"),
        ("one", {**file({"age": 1}), "rul": 1}, "unknown entry 'rul'; did you mean 'rule'?"),
        ("one", {**file({"age": 1}), "name": "One"}, "name.en is missing"),
        ("one", {**file({"age": 1}), "owner": ""}, "owner is missing"),
    ],
)
def test_a_file_must_say_everything(key: str, source: Any, message: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_segments({key: source}, COLUMNS)
    assert message in str(caught.value)


def test_a_definition_includes_what_it_refers_to_and_survives_json() -> None:
    files = {"a": file({"segment": "b"}), "b": file({"last_on": dt.date(2026, 1, 2)}), "c": file({"age": 1})}
    segments = load_segments(files, COLUMNS)
    text = definition("a", segments)
    assert '"b":' in text
    assert '"c":' not in text
    again = load_segments(json.loads(text), COLUMNS)
    assert again["a"].rule == segments["a"].rule
    assert again["b"].rule == segments["b"].rule
    changed = load_segments({**files, "b": file({"age": 2})}, COLUMNS)
    hashes = [next(row for row in describe(one) if row["segment"] == "a") for one in (segments, changed)]
    assert hashes[0]["definition_sha256"] != hashes[1]["definition_sha256"]


def test_reasons_read_like_sentences(warehouse: DuckDBWarehouse) -> None:
    fill(warehouse, [{"age": 3, "stage": None}])
    columns = warehouse.columns("mart.portrait")
    files = {
        "young": file({"age": {"at_most": 5}}),
        "one": file({"all": [{"segment": "young"}], "none": [{"stage": "x"}]}),
    }
    segments = load_segments(files, columns)
    query = standings_of(segments, columns, "0")
    row: dict[str, Any] = warehouse.query(query.text, **query.parameters).astype(object).iloc[0].to_dict()
    row["stage"] = None
    lines = [
        (depth, part.text_en, part.holds, part.actual)
        for depth, part in explain(segments["one"], segments, row).lines()
    ]
    assert (4, "age is at most 5", True, 3) in [*lines] or (3, "age is at most 5", True, 3) in lines
    assert (2, "stage is x", False, "unknown 未知") in lines
