"""Nobody is chosen twice."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectColumnValuesToBeUnique(column="customer_number"),
    gxe.ExpectColumnValuesToNotBeNull(column="offer_number"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_holdout"),
]
