"""An opportunity has a stage, is named or numbered, and is current at most once."""

import great_expectations.expectations as gxe

from expectations.floors import delivered
from expectations.shared import current_once, in_order, mostly_filled

suite = [
    delivered("opportunities"),
    gxe.ExpectColumnValuesToNotBeNull(column="is_current"),
    current_once("opportunity_id"),
    mostly_filled(0.99, "opportunity_id", "name"),
    mostly_filled(0.9, "stage", "status"),
    mostly_filled(0.5, "account_ref", "customer_ref", "customer_name", "email", "phone"),
    gxe.ExpectColumnValuesToBeBetween(column="amount", min_value=0, severity="warning"),
    in_order("opportunity_id", "created_at", "closed_at"),
]
