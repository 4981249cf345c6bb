"""A contact point has one normal form: a phone in E.164, an e-mail address in lower case."""

import great_expectations.expectations as gxe

from expectations.floors import fed_by

suite = [
    fed_by("core.records", "coalesce(email, phone) is not null"),
    gxe.ExpectColumnValuesToNotBeNull(column="kind"),
    gxe.ExpectColumnValuesToNotBeNull(column="value"),
    gxe.ExpectColumnValuesToBeInSet(column="kind", value_set=["email", "phone"]),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["kind", "value"]),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select kind from {batch} where kind = 'phone' and (length(normalised) not between 8 and 16 or not regexp_matches(normalised, '^[+][1-9][0-9]+$'))",
        description="phones are in E.164",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select kind from {batch} where kind = 'email' and (normalised <> lower(normalised) or normalised not like '%@%')",
        description="e-mails are in lower case",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query=(
            "select kind from {batch} group by kind having count(*) >= 50 and count(normalised) < 0.9 * count(*)"
        ),
        description="at least nine in ten phone numbers and e-mail addresses can be reached",
        severity="warning",
    ),
]
