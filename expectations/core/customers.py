"""A customer is one person, made of at least one record."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
    gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
    gxe.ExpectColumnValuesToBeBetween(column="records", min_value=1),
    gxe.ExpectColumnValuesToMatchRegex(column="phone", regex="^\\+[1-9][0-9]{6,14}$"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select customer_id from {batch} where (email is null) <> (email_record is null) or (name is null) <> (name_record is null)",
        description="every golden value names its record",
    ),
]
