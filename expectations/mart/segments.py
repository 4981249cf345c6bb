"""A target segment has one row, a name in both languages, an owner, and a size that can be true."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1, severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="segment"),
    gxe.ExpectColumnValuesToBeUnique(column="segment"),
    gxe.ExpectColumnValuesToNotBeNull(column="name_en"),
    gxe.ExpectColumnValuesToNotBeNull(column="name_zh"),
    gxe.ExpectColumnValuesToNotBeNull(column="owner"),
    gxe.ExpectColumnValuesToBeBetween(column="members", min_value=0),
    gxe.ExpectColumnValuesToBeBetween(column="share", min_value=0, max_value=1),
]
