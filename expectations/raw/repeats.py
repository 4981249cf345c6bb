"""A record that came more than once has one newest place."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToNotBeNull(column="newest"),
    gxe.ExpectColumnValuesToNotBeNull(column="record_key"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select object from {batch} group by object, system, record_key having count(*) > 1"
        ),
        description="a record has one newest place",
    ),
]
