"""Floors: a table is not empty while what it is made from has rows for it."""

from typing import Any

import great_expectations.expectations as gxe

BEFORE = "ordered_on < (select max(as_of) from core.reporting_day)"
"""What the night has to know."""


def fed_by(source: str, condition: str = "true", severity: str = "critical") -> Any:
    """Where `source` has rows that meet the condition, this table has rows too."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            f"select 1 as lost where not exists (select 1 from {{batch}})"
            f" and exists (select 1 from {source} where {condition})"
        ),
        description=f"not empty, for {source} has rows for it",
        severity=severity,
    )


def delivered(table: str) -> Any:
    """Where files brought rows for a canonical table, they are in it."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select 1 as lost where not exists (select 1 from {batch}) and exists (select 1 from raw.exports"
            f" where status = 'loaded' and object = '{table}' and accepted > 0)"
        ),
        description="not empty, for files brought rows for it",
    )
