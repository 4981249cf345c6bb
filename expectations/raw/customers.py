"""A customer record has a number, a way to reach or name the person, and is current at most once."""

import great_expectations.expectations as gxe

from expectations.people import records_of_people

suite = [
    *records_of_people("customers"),
    gxe.ExpectColumnValueLengthsToBeBetween(column="record_id", min_value=1, max_value=200),
]
