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


STATUSES = "completed|open|cancelled|returned|refunded|partially_refunded|partially_returned|test|draft"
"""What presets make of the systems' words; a status in other words was understood by none."""
MISREAD = "".join(
    bytes([lead, more]).decode("gb18030") for lead in range(0xE4, 0xEA) for more in range(0x80, 0xC0)
)
"""Characters that GBK makes of the first two bytes of a Chinese character in UTF-8; names hardly use them."""


def understood(column: str = "status") -> Any:
    """Nearly every status has a meaning here; one that has none counts as a sale."""
    return gxe.ExpectColumnValuesToMatchRegex(
        column=column,
        regex=f"^({STATUSES})$",
        mostly=0.95,
        severity="warning",
        description=f"at least 95% of {column} are understood",
    )


def looks_like_email() -> Any:
    """Nearly every e-mail address is one."""
    return gxe.ExpectColumnValuesToMatchRegex(
        column="email",
        regex="^[^@[:space:]]+@[^@[:space:]]+$",
        mostly=0.95,
        severity="warning",
        description="at least 95% of the e-mail addresses are well-formed",
    )


def legible(column: str) -> Any:
    """A name has letters, and its bytes were read in their own encoding."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            f"select system from {{batch}} where is_current and {column} is not null group by system"
            f" having avg(case when regexp_matches({column}, '\\pL') then 1.0 else 0.0 end) < 0.95"
            f" or avg(case when regexp_matches({column}, '[{MISREAD}]') then 1.0 else 0.0 end) > 0.2"
        ),
        description=f"at least 95% of each system's {column} are words, in the encoding they were written in",
        severity="warning",
    )


def told_apart(column: str) -> Any:
    """No value belongs to one record in five."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            f"select system from (select system, {column}, count(*) as n from {{batch}}"
            f" where is_current and {column} is not null group by system, {column}) as values_of_system"
            " group by system having sum(n) >= 50 and max(n) * 5 > sum(n)"
        ),
        description=f"no {column} belongs to more than one record in five of its system",
        severity="warning",
    )


def told_once(key: str, column: str) -> Any:
    """A file does not contradict itself."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            f"select file_id, {key} from {{batch}} where {key} is not null group by file_id, {key}"
            f" having count(distinct {column}) > 1"
        ),
        description=f"no file gives one {key} two values of {column}",
        severity="warning",
    )


def steady_day(key: str, column: str) -> Any:
    """What is sent again keeps its day, give or take a time zone or a correction."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            f"select system, {key} from {{batch}} where {key} is not null group by system, {key}"
            f" having date_diff('day', min({column}), max({column})) > 300"
        ),
        description=f"no {key} came with two days of {column} that are 300 days apart",
        severity="warning",
    )


def steady_size(key: str, column: str) -> Any:
    """What is sent again keeps the size of its amount."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            f"select system, {key} from {{batch}} where {key} is not null and {column} <> 0 group by system, {key}"
            f" having count(distinct file_id) > 1 and max(abs({column})) >= 10 * min(abs({column}))"
        ),
        description=f"no {key} came with two {column}s of which one is ten times the other",
        severity="warning",
    )


def without_silence(column: str) -> Any:
    """A system with a year between two of its days has a wrong one."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            f"select system from (select system, {column} as moment, lag({column}) over (partition by system"
            f" order by {column}) as earlier from {{batch}} where is_current) as moments"
            " where date_diff('day', earlier, moment) > 365"
        ),
        description=f"no year passes without {column} before there is another",
        severity="warning",
    )


def told_as_elsewhere(key: str, column: str) -> Any:
    """A system that mostly tells something tells it everywhere."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            f"select system, {key} from {{batch}} where is_current and {column} is null and system in (select system"
            f" from {{batch}} where is_current group by system having count({column}) * 2 > count(*))"
            f" group by system, {key}"
        ),
        description=f"no {column} is blank in a system that mostly tells it",
        severity="warning",
    )


def still_told(column: str) -> Any:
    """A column that was filled in what an export replaced is filled in the export."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            f"select system from {{batch}} group by system having count({column}) filter (is_current) = 0"
            f" and count({column}) filter (not is_current) * 4 > count(*) filter (not is_current)"
        ),
        description=f"no system's {column} has gone blank",
        severity="warning",
    )


def paired_quotes(column: str) -> Any:
    """A name has no quotation mark that is left over from a damaged line."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            f"select system from {{batch}} where is_current"
            f" and (length({column}) - length(replace({column}, '\"', ''))) % 2 = 1"
        ),
        description=f"no {column} has half a pair of quotation marks",
        severity="warning",
    )


def paid_or_cancelled() -> Any:
    """A cancelled order keeps no money."""
    return gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select system, order_id from {batch} where is_current and cancelled_at is not null"
            " and status = 'completed' and coalesce(refunded, 0) = 0 group by system, order_id"
        ),
        description="no order is cancelled and still paid",
        severity="warning",
    )
