"""The reporting day follows the newest sale, and says why there is none."""

import pandas as pd
import pytest

from assets.core.reporting_day import ReportingDay, reporting_day
from warehouse import DuckDBWarehouse
from warehouse.errors import BilingualError


def day(*orders):
    warehouse = DuckDBWarehouse()
    frame = pd.DataFrame(orders, columns=["ordered_on", "kind"])
    warehouse.write("core.orders", frame.astype({"ordered_on": "datetime64[us]", "kind": "str"}))
    try:
        return reporting_day(ReportingDay(), warehouse)["as_of"].tolist()
    finally:
        warehouse.close()


def test_it_is_the_day_after_the_newest_sale():
    assert day(("2026-03-01", "sale"), ("2026-03-09", "test")) == [pd.Timestamp("2026-03-02")]


def test_orders_of_which_none_is_a_sale_are_not_no_orders():
    with pytest.raises(BilingualError, match="2 orders came, but none is a sale"):
        day(("2026-03-01", "adjustment"), ("2026-03-09", "test"))
    with pytest.raises(BilingualError, match="no order to report on"):
        day()
