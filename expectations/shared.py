"""Expectations that several exported tables share."""

from typing import Any

import great_expectations.expectations as gxe


def current_once(key: str) -> Any:
    """Of a record that came several times, one row counts."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            f"select system, {key} from {{batch}} where is_current and {key} is not null"
            f" group by system, {key} having count(*) > 1"
        ),
        description="a record is current once",
    )


def from_one_file(key: str) -> Any:
    """Where several rows bear one key, those that count came together."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            f"select system, {key} from {{batch}} where is_current and {key} is not null"
            f" group by system, {key} having min(arrival) <> max(arrival)"
        ),
        description="current rows of one key come from one file",
    )


def mostly_filled(share: float, *columns: str) -> Any:
    """At least this share of each system's rows has one of the columns."""
    blank = " and ".join(f"{column} is null" for column in columns)
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select system from {batch} where is_current group by system"
            f" having avg(case when {blank} then 0.0 else 1.0 end) < {share}"
        ),
        description=f"at least {share:.0%} of each system's rows have {' or '.join(columns)}",
        severity="warning",
    )


def in_order(key: str, earlier: str, later: str) -> Any:
    """Nothing ends before it begins."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=f"select {key} from {{batch}} where {later} < {earlier}",
        description=f"{later} does not come before {earlier}",
        severity="warning",
    )


def within_reason(column: str) -> Any:
    """A day that a business of our time can mean."""
    return gxe.ExpectColumnValuesToBeBetween(
        column=column, min_value="1990-01-01", max_value="2100-01-01", severity="warning"
    )
