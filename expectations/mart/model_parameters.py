"""Both models and the averages are there, and say whether they can be used."""

import great_expectations.expectations as gxe

suite = [
    gxe.ExpectTableRowCountToBeBetween(min_value=1),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["model", "parameter"]),
    gxe.ExpectColumnValuesToBeInSet(column="model", value_set=["beta_geo", "gamma_gamma", "cohort"]),
    gxe.ExpectColumnValuesToNotBeNull(column="value"),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select parameter from {batch} where parameter in ('r', 'alpha', 'a', 'b', 'p', 'q', 'v') and value <= 0",
        description="parameters are positive",
    ),
    gxe.UnexpectedRowsExpectation(
        unexpected_rows_query="select model from {batch} where parameter = 'converged' and value = 0",
        description="the fit converged",
        severity="warning",
    ),
]
