"""Every person of the audience is accounted for with every offer, and once in all."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["reason", "offer_number"]),
    gxe.ExpectColumnValuesToBeInSet(
        column="reason",
        value_set=[
            *("chosen", "held out", "test or wholesale", "holdout", "fatigue", "no contact", "no consent"),
            *("no evidence", "not worth it", "capacity", "another offer"),
        ],
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select 1 as missing from"
        " (select coalesce(sum(unreached), 0) as people from {batch}) as unreached,"
        " (select count(*) as people from mart.plan_choices) as planned,"
        " (select count(*) as people from mart.campaign_audience) as audience"
        " where unreached.people + planned.people <> audience.people",
        description="every person is accounted for once",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select accounts.offer_number from"
        " (select offer_number, sum(customers) as people from {batch} where offer_number > 0"
        " group by offer_number) as accounts,"
        " (select count(*) as people from mart.campaign_audience where reason is null) as audience"
        " where accounts.people <> audience.people",
        description="every offer accounts for every person",
    ),
]
