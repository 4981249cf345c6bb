"""A record is one way a person appears, and says at least one thing about them."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectColumnValuesToBeUnique(column="person_key"),
    gxe.ExpectColumnValuesToNotBeNull(column="system"),
    gxe.ExpectColumnValuesToBeInSet(
        column="object",
        value_set=[
            "customers",
            "contacts",
            "leads",
            "opportunities",
            "orders",
            "returns",
            "payments",
            "contracts",
            "interactions",
            "tickets",
            "campaigns",
            "consents",
        ],
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select system from (select system, reference, bool_or(object in ('customers', 'contacts', 'leads')) as is_kept,"
            " bool_or(object not in ('customers', 'contacts', 'leads')) as is_used from {batch}"
            " where reference is not null group by system, reference) as numbers group by system"
            " having count(*) filter (is_kept) >= 50"
            " and count(*) filter (is_used and not is_kept) * 10 > count(*) filter (is_used)"
        ),
        description="nine in ten customer numbers of each system's orders are among its customers",
        severity="warning",
    ),
]
