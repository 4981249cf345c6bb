"""Everybody asked about at a test day is of one kind in each way of looking."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["origin", "customer_id"]),
    gxe.ExpectColumnValuesToNotBeNull(column="segment"),
    gxe.ExpectColumnValuesToBeInSet(column="tenure", value_set=["new", "first year", "longer"]),
    gxe.ExpectColumnValuesToNotBeNull(column="channel"),
]
