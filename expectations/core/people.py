"""A record of a person has a number, a kind and a key."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("raw.customers", "is_current"),
    fed_by("raw.contacts", "is_current"),
    fed_by("raw.leads", "is_current"),
    gxe.ExpectColumnValuesToNotBeNull(column="person_key"),
    gxe.ExpectColumnValuesToNotBeNull(column="record_id"),
    gxe.ExpectColumnValuesToBeInSet(column="object", value_set=["customers", "contacts", "leads"]),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select system from {batch} where coalesce(phone, email) is not null"
            " group by system, coalesce(phone, email), coalesce(modified_at, created_at)"
            " having count(distinct sms_consent) > 1 or count(distinct email_consent) > 1"
            " or count(distinct phone_consent) > 1"
        ),
        description="nobody consents and refuses in the same moment",
        severity="warning",
    ),
]
