"""Every buyer is in one segment of each scheme."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select rfm.customer_id from mart.rfm as rfm left join {batch} as b on b.customer_id = rfm.customer_id where b.customer_id is null",
        description="no buyer is without a segment",
    ),
]
