"""A SQLAlchemy dialect that lets Great Expectations run on the connection a run already holds.

The stock dialect hands rows over after the connection is gone, and DuckDB has dropped them by then; it also
reads `~` as a full match. Both are put right here.
"""

import importlib
from typing import Any

import duckdb
import duckdb_engine
from sqlalchemy import types
from sqlalchemy.dialects import registry
from sqlalchemy.engine import reflection
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

COLUMNS = (
    "select column_name, data_type from duckdb_columns()"
    " where schema_name = ? and table_name = ? and not internal order by column_index"
)
TYPES = {
    "BOOLEAN": types.Boolean,
    "INTEGER": types.Integer,
    "BIGINT": types.BigInteger,
    "HUGEINT": types.BigInteger,
    "DOUBLE": types.Double,
    "FLOAT": types.Double,
    "DECIMAL": types.Numeric,
    "DATE": types.Date,
    "TIMESTAMP": types.DateTime,
}
CONNECTIONS: dict[str, duckdb.DuckDBPyConnection] = {}


class _Buffered(duckdb_engine.Dialect.execution_ctx_cls):  # type: ignore[misc]
    def post_exec(self) -> None:
        super().post_exec()
        if self.cursor is not None and self.cursor.description:
            rows = self.cursor.fetchall()
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(self.cursor, initial_buffer=rows)


class _Regex(duckdb_engine.Dialect.statement_compiler):  # type: ignore[misc]
    def visit_custom_op_binary(self, element: Any, operator: Any, **kw: Any) -> str:
        if operator.opstring not in ("~", "!~"):
            return str(super().visit_custom_op_binary(element, operator, **kw))
        call = f"regexp_matches({self.process(element.left, **kw)}, {self.process(element.right, **kw)})"
        return call if operator.opstring == "~" else f"NOT {call}"


class SharedDuckDB(duckdb_engine.Dialect):  # type: ignore[misc]
    """DuckDB under the name of Postgres, for which Great Expectations writes the right SQL."""

    name = "postgresql"
    execution_ctx_cls = _Buffered
    statement_compiler = _Regex
    supports_statement_cache = True

    @reflection.cache
    def get_columns(self, connection: Any, table_name: str, schema: str | None = None, **kw: Any) -> Any:  # noqa: ARG002
        """Names and types from DuckDB's own catalogue; the stock query over views takes a second."""
        found = connection.exec_driver_sql(COLUMNS, (schema, table_name)).fetchall()
        kinds = [(name, TYPES.get(kind.split("(")[0], types.String)()) for name, kind in found]
        return [{"name": name, "type": kind, "nullable": True, "default": None} for name, kind in kinds]

    def get_pk_constraint(self, *_: Any, **__: Any) -> Any:
        """None: what a query makes has no keys, and asking Postgres' catalogue takes longer than a rule."""
        return {"constrained_columns": [], "name": None}

    def connect(self, *args: Any, **kw: Any) -> Any:
        """A wrapper around a cursor of the shared connection."""
        return duckdb_engine.ConnectionWrapper(CONNECTIONS[kw.get("database") or args[0]].cursor())


def url(key: str, connection: duckdb.DuckDBPyConnection) -> str:
    """An address under which SQLAlchemy finds this connection."""
    importlib.import_module(__name__)
    registry.register("duckdb.shared", __name__, "SharedDuckDB")
    CONNECTIONS[key] = connection
    return f"duckdb+shared:///{key}"
