import datetime as dt

import duckdb
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assets.own_features import READABLE
from regulars.trial import PAST, Leak, _as_then, backtest, leaking_columns, own_features

PAST_DAY = dt.date(2025, 3, 1)
HONEST = """
select customer_id, count(*) as days_60, max(amount) as biggest
from mart.purchase_days
where ordered_on < $as_of and days_between(ordered_on, $as_of) <= 60
group by customer_id
"""
LEAKY = """
select customer_id, sum(case when ordered_on < $as_of then 1 else 0 end) as days, {leak} as leak
from mart.purchase_days
group by customer_id
having sum(case when ordered_on < $as_of then 1 else 0 end) > 0
"""
LEAKS = (
    "count(*)",
    "sum(amount)",
    "max(ordered_on)",
    "sum(case when ordered_on >= $as_of then 1 else 0 end)",
    "sum(case when ordered_on <= $as_of then 1 else 0 end)",
    "avg(amount)",
    "sum(case when ordered_on < $as_of + 7 then amount else 0 end)",
)


def model():
    return make_pipeline(
        SimpleImputer(keep_empty_features=True), StandardScaler(), LogisticRegression(max_iter=500)
    )


def test_an_honest_feature_passes(night):
    assert leaking_columns(night, HONEST, PAST_DAY) == []
    assert list(own_features(night, HONEST, PAST_DAY)) == ["days_60", "biggest"]


@pytest.mark.parametrize("leak", LEAKS)
def test_a_planted_leak_is_refused_by_name_even_of_one_day(night, leak):
    with pytest.raises(Leak, match="leak"):
        own_features(night, LEAKY.format(leak=leak), PAST_DAY)


def test_customers_of_the_future_are_a_leak_too(night):
    query = "select customer_id, 1 as one, $as_of as day from mart.purchase_days group by customer_id"
    assert leaking_columns(night, query, PAST_DAY) == ["customer_id"]


@pytest.mark.parametrize("table", ["mart.lifetime_value", "mart.features", "mart.purchase_history"])
def test_tables_of_the_reporting_day_are_refused(night, table):
    with pytest.raises(Leak, match="may only read"):
        own_features(night, f"select customer_id, $as_of as day from {table}", PAST_DAY)


def test_it_reads_what_a_feature_of_the_night_may_read():
    assert set(PAST) == set(READABLE)


def test_refunds_of_today_are_refused_by_name(night):
    query = HONEST.replace("mart.purchase_days", "core.orders").replace("max(amount)", "max(refunded_amount)")
    with pytest.raises(Leak, match=r"Use amount of core\.returns"):
        own_features(night, query, PAST_DAY)
    by_days = HONEST.replace("max(amount)", "sum(amount)")
    both = (by_days, by_days.replace("mart.purchase_days", "core.orders"))
    by_order, by_day = (own_features(night, one, PAST_DAY).sort_index() for one in both)
    assert by_order["biggest"].equals(by_day["biggest"])


def test_how_a_ticket_ended_was_not_known_before_it_did():
    query = _as_then("core.tickets", {"opened_at", "closed_at", "satisfaction", "status", "kind"})
    rows = (
        "select timestamp '2025-01-01' as opened_at, timestamp '2025-05-01' as closed_at, 2 as satisfaction"
    )
    tickets = f"with core_tickets as ({rows}, 'closed' as status, 'call' as kind) "
    asked = tickets + query.replace("core.tickets", "core_tickets")
    for day, known in ((PAST_DAY, [None, None, None]), (dt.date(2025, 6, 1), [2, "closed"])):
        found = duckdb.execute(asked, {"as_of": day}).fetchall()[0]
        assert list(found[1:4])[-len(known) :] == known


def test_a_model_of_ones_own_stands_beside_the_champion(night):
    rows = backtest(night, model(), HONEST)
    assert rows["origin"].nunique() == 3
    assert set(rows["metric"]) == {"auc", "brier", "log_loss", "ece"}
    auc = rows[rows["metric"] == "auc"]
    assert (auc["yours"] > 0.6).all()
    assert (rows["lower"] <= rows["upper"]).all()
    champion = night.table("mart.backtest").query("model == 'churn' and metric == 'auc'")
    assert sorted(auc["champion"]) == pytest.approx(sorted(champion["value"]))
    assert rows.equals(backtest(night, model(), HONEST))


def test_a_model_that_leaks_is_not_even_tried(night):
    with pytest.raises(Leak):
        backtest(night, model(), LEAKY.format(leak="count(*)"))


def test_a_column_without_any_value_is_not_learned_from(night):
    nothing = HONEST.replace("max(amount) as biggest", "cast(null as double) as biggest")
    found = backtest(night, HistGradientBoostingClassifier(max_iter=5), nothing)
    assert found["yours"].notna().all()
