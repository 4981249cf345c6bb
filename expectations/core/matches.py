"""Every record is in one cluster."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="record_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="cluster_id"),
    gxe.ExpectColumnValuesToNotBeNull(column="matched_id"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select cluster_id from {batch} group by cluster_id having count(*) > 2000",
        description="no cluster has grown beyond a person",
        severity="warning",
    ),
]
