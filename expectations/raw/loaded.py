"""Each file's accepted rows are counted once."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.exports", "status = 'loaded' and accepted > 0"),
    gxe.ExpectColumnValuesToNotBeNull(column="file_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="loaded"),
    gxe.ExpectColumnValuesToBeUnique(column="file_id"),
    gxe.ExpectColumnValuesToBeBetween(column="loaded", min_value=0),
    gxe.ExpectColumnValuesToBeBetween(column="duplicate", min_value=0),
]
