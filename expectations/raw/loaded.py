"""Each file's accepted rows are counted once."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToBeUnique(column="file_id"),
    gxe.ExpectColumnValuesToBeBetween(column="loaded", min_value=0),
    gxe.ExpectColumnValuesToBeBetween(column="duplicate", min_value=0),
]
