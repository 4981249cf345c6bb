"""A relation is between a customer and a household or a firm, once."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("core.households"),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["customer_id", "relation", "related_id"]),
    gxe.ExpectColumnValuesToBeInSet(column="relation", value_set=["household", "contact", "group"]),
    gxe.ExpectColumnValuesToNotBeNull(column="related_id"),
]
