"""Customer value beyond the speed of a fit: python -m benchmarks.value [CASE ...].

holdout: CDNOW, 39 weeks ahead; needs the data sets' folder in REGULARS_TEST_DATA, as uci does: Online Retail,
graded as a night is. divergence: a set on which Pareto/NBD runs off. coverage: 80 % intervals on simulated
truth. table: orders to the table of values for ten million customers and 20.5 million orders, through the
queries and models of the night; table_of_more: 25.5 million. One JSON line per case.
"""

import argparse
import datetime as dt
import os
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from assets.queries import labelled_query, query_text
from assets.value_lessons import COLUMNS
from benchmarks.churn import shop
from benchmarks.measuring import alone, say
from models.backtest import backtest
from models.btyd import BetaGeo, ModifiedBetaGeo, ParetoNBD
from models.btyd.intervals import predict_quantile, share_inside, simulate_futures
from models.btyd.repeat_buying import RepeatBuying
from models.btyd.simulate import simulate_histories, simulate_lifetimes
from models.btyd.transactions import purchases, summarise
from models.churn_window import choose_window
from models.grades import grade
from models.holdout_forecasts import forecast_past
from models.two_part import nobody
from models.value_cells import ValueCells
from models.value_choice import Choice, total_level
from models.value_parameters import Parameters, fit_parameters
from warehouse import DuckDBWarehouse

MODELS = (BetaGeo, ModifiedBetaGeo, ParetoNBD)
ENDS = pd.Timestamp("1997-10-01")
WEEKS = 39
ORIGINS = (1 / 2, 7 / 12, 2 / 3, 3 / 4)
AS_OF = dt.date(2026, 1, 1)
ORDERS = """
create table core.orders as
with people as (
    select
        'C' || lpad(cast(n as varchar), 8, '0') as customer_id,
        cast(1 + 729 * hash_share('age' || n) as integer) as age,
        -230 * ln(hash_share('rate' || n) + 1e-9) as gap,
        ln(hash_share('stay' || n) + 1e-9) / (ln(1 - hash_share('leave' || n)) / $stay) as stays
    from range($customers) as numbers (n)
),
orders as (
    select
        customer_id, k,
        age - cast(floor(k * gap * (0.7 + 0.6 * hash_share(customer_id || k))) as integer) as ago
    from people
    cross join range(60) as counted (k)
    where k < stays
)
select
    customer_id || '|' || k as order_id, customer_id, date '2026-01-01' - ago as ordered_on, 'sale' as kind,
    false as is_wholesale,
    cast(10 + 190 * hash_share('worth' || customer_id || k) as decimal(18, 2)) as amount,
    null::struct(paid_on date, amount decimal(18, 2))[] as refunds
from orders
where ago > 0
"""


def holdout() -> None:
    """Each model plain, levelled by rolling origins inside the calibration period, and its median."""
    orders = _cdnow()
    for family in MODELS:
        model, seen = _at(family, orders, ENDS, WEEKS)
        trials = [_trial(family, orders, share) for share in ORIGINS]
        level = total_level(*(np.concatenate(parts) for parts in zip(*trials, strict=True)))
        plain, actual = model.predict(seen, WEEKS), seen["held_out"].to_numpy()
        forecasts = {
            "mean": plain,
            "levelled": level * plain,
            "median": predict_quantile(model, seen, WEEKS, 1),
        }
        for name, forecast in forecasts.items():
            error = forecast - actual
            say(case="holdout", model=family.__name__, forecast=name, level=round(level, 4),
                mae=round(float(np.abs(error).mean()), 4), rmse=round(float((error**2).mean() ** 0.5), 4),
                sum_ratio=round(float(forecast.sum() / actual.sum()), 4))  # fmt: skip


def _cdnow() -> pd.DataFrame:
    file = Path(os.environ["REGULARS_TEST_DATA"]) / "cdnow" / "CDNOW_master.txt"
    names = ["customer", "on", "cds", "amount"]
    orders = pd.read_csv(file, sep=r"\s+", header=None, skiprows=1, names=names, dtype={"on": str})
    return orders.assign(on=pd.to_datetime(orders["on"], format="%Y%m%d"))


def _at(
    family: type[RepeatBuying], orders: pd.DataFrame, day: pd.Timestamp, weeks: float
) -> tuple[RepeatBuying, pd.DataFrame]:
    """The model fitted on what was known by a day, and the histories with what came after, in weeks."""
    seen = summarise(orders, "customer", "on", None, day)
    seen["T"] -= 1
    seen[["recency", "T"]] /= 7
    later = orders[(orders["on"] >= day) & (orders["on"] < day + pd.Timedelta(weeks=weeks))]
    bought = purchases(later, "customer", "on", None)["frequency"]
    return family().fit(seen), seen.assign(held_out=bought.reindex(seen.index).fillna(0.0))


def _trial(family: type[RepeatBuying], orders: pd.DataFrame, share: float) -> tuple[Any, Any]:
    """What came and what was expected from a day inside the calibration period to its end."""
    first = orders["on"].min()
    day = first + pd.Timedelta(days=round((ENDS - first).days * share))
    weeks = (ENDS - day).days / 7
    model, seen = _at(family, orders, day, weeks)
    return seen["held_out"].to_numpy(), model.predict(seen, weeks)


def divergence() -> None:
    """Wholesale-heavy: few large buyers beside many small ones, all leaving at the same rate."""
    draw = np.random.default_rng(4)
    customers = 20_000
    rate = np.where(
        draw.random(customers) < 0.1, draw.gamma(4, 1 / 12, customers), draw.gamma(0.6, 1 / 90, customers)
    )
    seen = np.minimum(draw.exponential(260, customers), 540.0)
    frequency = draw.poisson(rate * seen)
    last = np.where(frequency > 0, seen * draw.beta(np.maximum(frequency, 1), 1), 0)
    frame = pd.DataFrame({"frequency": frequency, "recency": last, "T": 540.0})
    for family in MODELS:
        started = time.process_time()
        model = family().fit(frame)
        say(case="divergence", model=family.__name__, cpu_seconds=round(time.process_time() - started, 2),
            usable=model.is_usable_, diagnosis=model.diagnosis_)  # fmt: skip


def coverage() -> None:
    """Orders of 10,000 customers within 90 days, fitted and forecast; and the seconds that bounds take."""
    ages = np.random.default_rng(2).integers(20, 500, 10_000).astype(float)
    worlds = {
        BetaGeo: simulate_histories(10_000, {"r": 0.9, "alpha": 45.0, "a": 0.8, "b": 4.0}, ages, 7, 90.0),
        ModifiedBetaGeo: simulate_histories(
            10_000, {"r": 0.8, "alpha": 60, "a": 0.7, "b": 2.0}, ages, 7, 90.0, 1
        ),
        ParetoNBD: simulate_lifetimes(
            10_000, {"r": 0.8, "alpha": 60.0, "s": 0.7, "beta": 120.0}, ages, 7, 90.0
        ),
    }
    for family, frame in worlds.items():
        model = family().fit(frame)
        started = time.process_time()
        frequency, age = frame["frequency"].to_numpy(float), frame["T"].to_numpy(float)
        futures = simulate_futures(model, None, (frequency.max(), age.max()), 90, seed=3)
        ratio = frame["held_out"].to_numpy(float) / model.expected_if_alive(frequency, age, 90)
        inside = share_inside(*futures.chances(ratio, model.probability_alive(frame), frequency, age))
        say(case="coverage", model=family.__name__, level=0.8, inside=round(float(inside.mean()), 4),
            cpu_seconds=round(time.process_time() - started, 2))  # fmt: skip


def uci() -> None:
    """UCI Online Retail: the money of past windows as the night forecasts, tests and grades it."""
    file = Path(os.environ["REGULARS_TEST_DATA"]) / "online_retail_i" / "online_retail_i.parquet"
    warehouse, as_of = shop(file), dt.date(2011, 12, 10)
    warehouse.derive("mart.purchase_history", query_text("mart/purchase_history"), {"as_of": as_of})
    warehouse.derive("mart.purchase_gaps", query_text("mart/purchase_gaps"), {"as_of": as_of})
    first = warehouse.query("select min(first_on) as day from mart.purchase_history")["day"].iloc[0].date()
    window = choose_window(warehouse.read("mart.purchase_gaps"), (as_of - first).days)
    whole, soon = dt.timedelta(days=window.window_days), dt.timedelta(days=window.repeat_days)
    days = [
        {"as_of": day, "since": day - whole, "soon": day + soon, "until": day + whole, "below": "g"}
        for day in window.days(as_of)
    ]
    warehouse.derive("mart.training_set", labelled_query(), *days)
    rows = warehouse.read("mart.training_set", order_by=["as_of", "customer_id"])
    forecasts = forecast_past(rows, window, as_of, 1)
    tested = backtest(forecasts, window.window_days, window.repeat_days, 1)
    value = tested[tested["model"] == "lifetime_value"]
    for row in value.to_dict("records"):
        say(case="uci", origin=str(row["origin"])[:10], metric=row["metric"], value=round(row["value"], 3),
            baseline=row["baseline"], baseline_value=round(row["baseline_value"], 3))  # fmt: skip
    graded = grade(tested).set_index("model").loc["lifetime_value"]
    say(case="uci", window=window.window_days, grade=graded["grade"], sentence=graded["sentence_en"])


def table(customers: int = 10_000_000, stay: float = 1.17) -> None:
    """Orders to values; making the orders is not counted. Who may `stay` longer orders more."""
    file = Path(os.environ.get("TMPDIR", "/tmp")) / f"regulars-value-{customers}-{stay}.duckdb"
    if not file.exists():
        alone(lambda: _make(file, customers, stay))
    measure = alone(lambda: _table(file))
    say(case="table", customers=customers, wall_seconds=measure["wall_seconds"],
        cpu_seconds=measure["cpu_seconds"], peak_mb=measure["peak_mb"], **measure["result"])  # fmt: skip


def table_of_more() -> None:
    """The same of customers who stay longer."""
    table(stay=2.2)


def _make(file: Path, customers: int, stay: float) -> None:
    warehouse = DuckDBWarehouse(file)
    warehouse.connection.execute("create schema core; create schema mart")
    warehouse.connection.execute(ORDERS, {"customers": customers, "stay": stay})
    warehouse.close()


def _table(file: Path) -> dict[str, Any]:
    """The night's own queries and models, one after the other."""
    warehouse, steps, started = DuckDBWarehouse(file, memory_limit="1500MB"), {}, time.process_time()
    seed, margin, discount = 1, 0.4, 0.1

    def done(step: str) -> None:
        steps[step] = round(time.process_time() - started, 1)

    warehouse.derive("mart.purchase_days", query_text("mart/purchase_days"), {"as_of": AS_OF})
    done("purchase_days")
    warehouse.derive("mart.purchase_history", query_text("mart/purchase_history"), {"as_of": AS_OF})
    done("purchase_history")
    window = choose_window(pd.DataFrame({"gap_days": [60], "gaps": [1]}), 730)
    warehouse.write("mart.churn_window", window.to_frame())
    warehouse.write("mart.value_challenger", nobody())
    histories = warehouse.read("mart.purchase_history", COLUMNS[1:], order_by=COLUMNS[:1])
    parameters = fit_parameters(histories, Choice())
    del histories
    warehouse.write("mart.model_parameters", parameters)
    done("model_parameters")
    largest = warehouse.query("select max(frequency) as x, max(T) as age from mart.purchase_history").iloc[0]
    cells = ValueCells(Parameters.from_frame(parameters), discount, window.window_days,
                       (float(largest["x"]), float(largest["age"])), seed)  # fmt: skip
    distinct = (
        "select distinct frequency, recency, T from mart.purchase_history order by frequency, recency, T"
    )
    warehouse.map(distinct, cells.score, "mart.value_cells")
    done("value_cells")
    given = {"as_of": AS_OF, "margin_rate": margin}
    warehouse.derive("mart.lifetime_value", query_text("mart/lifetime_value"), given)
    done("lifetime_value")
    counts = {
        name: warehouse.count(name) for name in ("core.orders", "mart.value_cells", "mart.lifetime_value")
    }
    warehouse.close()
    return {"steps": steps, "rows": counts}


CASES = {
    "holdout": holdout,
    "uci": uci,
    "divergence": divergence,
    "coverage": coverage,
    "table": table,
    "table_of_more": table_of_more,
}


def main() -> None:
    """All cases, or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", default=list(CASES))
    for case in parser.parse_args().cases:
        CASES[case]()


if __name__ == "__main__":
    main()
