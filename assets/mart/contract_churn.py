"""Which running contracts will be given up."""

import dagster as dg
import pandas as pd

from models import contract_churn as model


@dg.asset(key_prefix="mart", ins={"contract_facts": dg.AssetIn(["mart", "contract_facts"])})
def contract_churn(contract_facts: pd.DataFrame) -> pd.DataFrame:
    """Running contracts: the probability that each is given up within three months, eligibility and reasons.

    Columns: contract_id, customer_id, kind, months it has run, churn_probability, amount_at_risk (of the fee
    per billing period), eligibility (eligible, within term, duration unknown), basis (contract, duration, all
    contracts), reason_en, reason_zh.
    """
    return model.contract_churn(contract_facts)
