"""What an export of people must be, whichever table it fills."""

from typing import Any

import great_expectations.expectations as gxe

from expectations.floors import delivered
from expectations.shared import (
    current_once,
    in_order,
    legible,
    looks_like_email,
    mostly_filled,
    paired_quotes,
    still_told,
    told_apart,
)


def numbered(table: str) -> list[Any]:
    """A record has a number, is of somebody, and says whether it is current."""
    return [
        delivered(table),
        gxe.ExpectColumnValuesToNotBeNull(column="record_id"),
        gxe.ExpectColumnValuesToNotBeNull(column="person_key"),
        gxe.ExpectColumnValuesToNotBeNull(column="is_current"),
    ]


def records_of_people(table: str) -> list[Any]:
    """A record has a number, a way to reach the person, and is current at most once."""
    return [
        *numbered(table),
        gxe.ExpectColumnValuesToBeBetween(column="birth_on", min_value="1900-01-01", max_value="2100-01-01"),
        current_once("record_id"),
        mostly_filled(0.3, "email", "phone"),
        in_order("record_id", "created_at", "modified_at"),
        legible("name"),
        looks_like_email(),
        told_apart("email"),
        told_apart("phone"),
        in_order("record_id", "birth_on", "created_at"),
        still_told("email"),
        still_told("phone"),
        paired_quotes("name"),
    ]
