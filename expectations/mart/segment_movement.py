"""Movement counts people."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("mart.rfm_earlier", severity="warning"),
    gxe.ExpectColumnValuesToNotBeNull(column="scheme"),
    gxe.ExpectColumnValuesToNotBeNull(column="to_segment"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["scheme", "from_segment", "to_segment"]),
    gxe.ExpectColumnValuesToBeBetween(column="customers", min_value=1),
]
