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
]
