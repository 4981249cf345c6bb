"""The models and the averages are there, and say whether they can be used."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["model", "parameter"]),
    gxe.ExpectColumnValuesToBeInSet(
        column="model",
        value_set=[
            "beta_geo",
            "modified_beta_geo",
            "pareto_nbd",
            "regular_beta_geo",
            "gamma_gamma",
            "cohort",
            "choice",
        ],
    ),
    gxe.ExpectColumnValuesToNotBeNull(column="value"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select parameter from {batch} where parameter in ('r', 'alpha', 'a', 'b', 's', 'beta', 'p', 'q', 'v', 'level') and value <= 0",
        description="parameters are positive",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select 'two champions' as problem from {batch} where parameter = 'champion' having sum(value) > 1",
        description="at most one model of repeat buying predicts",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select model from {batch} where parameter = 'converged' and value = 0 and model in ('beta_geo', 'gamma_gamma')",
        description="the fit converged",
        severity="warning",
    ),
]
