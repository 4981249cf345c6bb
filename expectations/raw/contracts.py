"""A contract has a number, a holder, and ends after it begins."""

import great_expectations.expectations as gxe

from expectations.floors import delivered
from expectations.shared import current_once, in_order, mostly_filled

suite = [
    delivered("contracts"),
    gxe.ExpectColumnValuesToNotBeNull(column="contract_id"),
    current_once("contract_id"),
    mostly_filled(0.9, "customer_ref", "email", "phone", "customer_name"),
    mostly_filled(0.9, "started_on", "tenure_months"),
    in_order("contract_id", "started_on", "ends_on"),
    gxe.ExpectColumnValuesToBeBetween(
        column="tenure_months", min_value=0, max_value=1200, severity="warning"
    ),
    gxe.ExpectColumnValuesToBeBetween(column="period_amount", min_value=0, severity="warning"),
]
