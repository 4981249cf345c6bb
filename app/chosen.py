"""A segment as it was evaluated in the snapshot, and one customer's row for its rule."""

import json
from typing import TYPE_CHECKING, Any

from app.exits import Exit
from app.problems import Problem
from app.querying import rows

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from warehouse.rules import Segment

ONE = "select * from mart.segments where segment = $segment"
KEYS = "select segment from mart.segments order by segment"
COLUMNS = """
select column_name, data_type from information_schema.columns
where table_schema = 'mart' and table_name = 'portrait' order by ordinal_position
"""


def segment_row(connection: "DuckDBPyConnection", key: str) -> dict[str, Any]:
    """The segment's row of `mart.segments`. Raises Problem that names the nearest one."""
    found = rows(connection, ONE, segment=key)
    if found:
        return found[0]
    from warehouse.errors import nearest

    en, zh = nearest(key, [row["segment"] for row in rows(connection, KEYS)])
    advice = "A new file in segments/ counts from the next `regulars run`. 新建的客群在下次运行后生效。"
    happened = f"There is no segment {key!r} in the snapshot{en} 快照中没有客群 {key!r}{zh}"
    raise Problem(Exit.USAGE, happened, advice)


def known_segments(connection: "DuckDBPyConnection", key: str) -> "tuple[dict[str, Segment], dict[str, str]]":
    """The segment and those it refers to, as they were when the snapshot was made; the portrait's columns."""
    from warehouse.rules import load_segments

    columns = {row["column_name"]: row["data_type"] for row in rows(connection, COLUMNS)}
    definitions = json.loads(segment_row(connection, key)["definition"])
    return load_segments(definitions, columns), columns


def customer_row(
    connection: "DuckDBPyConnection", segments: "dict[str, Segment]", columns: dict[str, str], customer: str
) -> dict[str, Any]:
    """The customer's portrait with what the rules need to know of the others. Raises Problem."""
    from warehouse.rule_sql import standings_of

    query = standings_of(segments, columns, customer)
    found = rows(connection, query.text, **query.parameters)
    if not found:
        happened = "There is no such customer in the snapshot. 快照中没有该客户。"
        search = "select customer_id, name from mart.portrait where name = …"
        advice = f'Find the customer_id 查找编号: regulars sql "{search}"'
        raise Problem(Exit.USAGE, happened, advice)
    return found[0]
