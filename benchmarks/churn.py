"""Churn: Telco by repeated cross-validation, and shop orders out of time, beside peers where they install.

`python -m benchmarks.churn DATA [telco|bank|shop] [repeats]`, where DATA is the folder of the real data sets.
lightgbm and xgboost are used where they can be imported; neither is a dependency.
"""

import datetime as dt
import importlib.util
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import RepeatedStratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from assets.queries import query_text
from benchmarks.measuring import say
from models.alive_view import AliveView, history
from models.churn import ChurnClassifier
from models.churn.columns import learn_columns
from models.churn.seasonal import seasonal
from models.features import FEATURES
from models.metrics import METRICS
from models.propensity import Propensity, train
from models.threads import one_thread
from models.value_parameters import fit_orders
from warehouse import DuckDBWarehouse

MEASURES = ("auc", "log_loss", "brier", "ece")
WINDOW = 90
FIRST = dt.date(2011, 3, 14)


def logistic() -> object:
    """Logistic regression on standardised numbers and indicators."""
    numbers = make_pipeline(SimpleImputer(), StandardScaler())
    words = OneHotEncoder(handle_unknown="ignore")
    columns = make_column_transformer(
        (numbers, make_column_selector(dtype_include="number")),
        (words, make_column_selector(dtype_include="category")),
    )
    return make_pipeline(columns, LogisticRegression(max_iter=3000))


def boosting() -> object:
    """Histogram boosting as scikit-learn ships it."""
    return HistGradientBoostingClassifier(categorical_features="from_dtype", random_state=0)


def peers() -> Iterator[tuple[str, Callable[[], object]]]:
    """The models beside ours that can be imported."""
    yield "logistic", logistic
    yield "sklearn boosting, defaults", boosting
    if importlib.util.find_spec("lightgbm"):
        import lightgbm

        yield "lightgbm, defaults", lambda: lightgbm.LGBMClassifier(n_jobs=1, verbose=-1, random_state=0)
    if importlib.util.find_spec("xgboost"):
        import xgboost

        yield (
            "xgboost, defaults",
            lambda: xgboost.XGBClassifier(n_jobs=1, enable_categorical=True, random_state=0),
        )
        yield "xgboost, tuned", lambda: xgboost.XGBClassifier(
            n_estimators=300, learning_rate=0.03, max_depth=3, subsample=0.7, colsample_bytree=0.5,
            min_child_weight=5, n_jobs=1, enable_categorical=True, random_state=0,
        )  # fmt: skip


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """What peers need: numbers as numbers, everything else as categories, no identifiers."""
    columns = [one for one in learn_columns(frame) if one.is_used]
    return pd.DataFrame(
        {
            one.name: frame[one.name].astype("category")
            if one.kind == "category"
            else one.numbers(frame[one.name])
            for one in columns
        }
    )


def scores(y: np.ndarray, probability: np.ndarray) -> dict[str, float]:
    """Every measure of one forecast."""
    weight = np.ones((1, len(y)))
    return {name: float(METRICS[name](y, probability, weight)[0]) for name in MEASURES}


def cross_validated(case: str, frame: pd.DataFrame, y: np.ndarray, repeats: int) -> None:
    """Means over repeated stratified folds, a line for each model."""
    ways = [("regulars", ChurnClassifier, frame), *((name, make, typed(frame)) for name, make in peers())]
    folds = list(RepeatedStratifiedKFold(n_splits=5, n_repeats=repeats, random_state=0).split(frame, y))
    for name, make, rows in ways:
        began, found = time.process_time(), []
        for learn, rest in folds:
            with one_thread():
                model = make().fit(rows.iloc[learn], y[learn])
                found.append(scores(y[rest], model.predict_proba(rows.iloc[rest])[:, 1]))
        print_line(
            case, name, pd.DataFrame(found).mean().to_dict(), (time.process_time() - began) / len(folds)
        )


def print_line(case: str, name: str, measured: dict[str, float], seconds: float) -> None:
    """One model at one case."""
    rounded = {key: round(value, 4) for key, value in measured.items()}
    say(case=case, model=name, **rounded, cpu_seconds_per_fit=round(seconds, 2))


def shop(file: Path) -> DuckDBWarehouse:
    """The invoices as core tables; guests have no customer, and returns are invoices that begin with C."""
    warehouse = DuckDBWarehouse()
    warehouse.write("staging.lines", pd.read_parquet(file))
    warehouse.derive(
        "core.orders",
        "select InvoiceNo as order_id, cast(cast(min(CustomerID) as bigint) as varchar) as customer_id,"
        " cast(min(InvoiceDate) as date) as ordered_on, count(distinct StockCode) as items,"
        " min(Country) as channel,"
        " case when InvoiceNo like 'C%' then 'return' else 'sale' end as kind, false as is_wholesale,"
        " cast(sum(Quantity * UnitPrice) as decimal(18, 2)) as amount,"
        " cast(sum(Quantity * UnitPrice) as decimal(18, 2)) as gross_amount,"
        " 0::decimal(18, 2) as discount_amount, 0::decimal(18, 2) as refunded_amount,"
        " 0::decimal(18, 2) as undated_refund_amount,"
        " null::struct(paid_on date, amount decimal(18, 2))[] as refunds,"
        " null::date as cancelled_on"
        " from staging.lines where CustomerID is not null and UnitPrice > 0"
        " and (Quantity > 0 or InvoiceNo like 'C%') group by InvoiceNo",
    )
    warehouse.derive(
        "core.tickets",
        "select null::varchar as customer_id, null::date as opened_at, null::date as closed_at,"
        " false as is_complaint where false",
    )
    warehouse.derive(
        "core.campaign_members",
        "select null::varchar as customer_id, null::date as sent_at, null::date as opened_at,"
        " null::date as clicked_at, null::date as unsubscribed_at, false as is_control where false",
    )
    warehouse.derive("mart.purchase_days", query_text("mart/purchase_days"), {"as_of": dt.date(2012, 1, 1)})
    return warehouse


def labelled(warehouse: DuckDBWarehouse, day: dt.date) -> pd.DataFrame:
    """Everybody who has ever bought by `day`, and whether they then bought nothing for 90 days."""
    rows = warehouse.query(query_text("mart/features"), as_of=day).sort_values("customer_id")
    after = warehouse.query(
        "select distinct customer_id from mart.purchase_days where orders > 0"
        " and ordered_on >= $day and ordered_on < $until",
        day=day,
        until=day + dt.timedelta(days=WINDOW),
    )
    return rows.assign(churned=(~rows["customer_id"].isin(after["customer_id"])).astype(int))


def levelled(warehouse: DuckDBWarehouse, day: dt.date, until: dt.date) -> pd.DataFrame:
    """Everybody who has ever bought by `day`, and the days to the next order, if it came before `until`."""
    rows = warehouse.query(query_text("mart/features"), as_of=day)
    after = warehouse.query(query_text("mart/outcomes"), as_of=day, soon=until, until=until)
    told = rows.merge(after[["customer_id", "next_order_after"]], on="customer_id", how="left")
    return told.assign(as_of=pd.Timestamp(day))


def out_of_time(warehouse: DuckDBWarehouse) -> None:
    """At each test day, models learn from all months whose windows of 90 days had passed by then."""
    months = [FIRST + dt.timedelta(days=30 * step) for step in range(7)]
    frames = {day: labelled(warehouse, day).assign(as_of=pd.Timestamp(day)) for day in months}
    for test in (day for day in months if day >= FIRST + dt.timedelta(days=WINDOW)):
        past = [frame for day, frame in frames.items() if day + dt.timedelta(days=WINDOW) <= test]
        known = [day for day in months if day + dt.timedelta(days=WINDOW) <= test]
        known += [test - dt.timedelta(days=WINDOW * part // 3) for part in (1, 2)]
        levels = pd.concat([levelled(warehouse, day, test) for day in known], ignore_index=True)
        for who, chosen in ELIGIBLE.items():
            learn, asked = chosen(pd.concat(past, ignore_index=True)), chosen(frames[test])
            told(f"shop {test}, {who}, {len(asked)} customers", learn, asked, chosen(levels), test)


ELIGIBLE: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "everybody who ever bought": lambda rows: rows,
    "bought in the last 90 days": lambda rows: rows[rows["recency_days"] <= WINDOW],
}


def told(case: str, learn: pd.DataFrame, asked: pd.DataFrame, levels: pd.DataFrame, test: dt.date) -> None:
    """Every model learns from `learn` and is asked of `asked`."""
    used = [name for name in FEATURES if name in learn and learn[name].nunique() > 1]
    y = asked["churned"].to_numpy(float)
    ways = [("regulars, any-frame classifier", ChurnClassifier), *peers()]
    for name, make in ways:
        began = time.process_time()
        with one_thread():
            model = make().fit(learn[used], learn["churned"])
            found = model.predict_proba(asked[used])[:, 1]
        print_line(case, name, scores(y, found), time.process_time() - began)
    began = time.process_time()
    plain = nightly(learn, asked)
    print_line(
        case,
        "regulars, nightly, without season",
        scores(y, plain.probability(asked)),
        time.process_time() - began,
    )
    level = seasonal(plain, levels, WINDOW, pd.Timestamp(test)).propensity
    print_line(
        case, "regulars, nightly model", scores(y, level.probability(asked)), time.process_time() - began
    )


def nightly(learn: pd.DataFrame, asked: pd.DataFrame) -> Propensity:
    """The model of the night: boosting and BG/NBD, weighed and calibrated on the latest day that is known."""
    orders = fit_orders(history(asked))
    view = None if isinstance(orders, str) else AliveView(orders, WINDOW, is_silence=True)
    return train(learn, "churned", view, 0.5, seed=1)


def main() -> None:
    """Run what was asked for."""
    folder, what = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "telco"
    repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    if what == "telco":
        frame = pd.read_csv(folder / "telco_churn_ibm" / "Telco-Customer-Churn.csv")
        cross_validated(
            "telco", frame.drop(columns="Churn"), (frame["Churn"] == "Yes").to_numpy(int), repeats
        )
    elif what == "bank":
        frame = pd.read_csv(folder / "bank_marketing_uci" / "bank_market.csv")
        cross_validated("bank", frame.drop(columns="y"), (frame["y"] == "yes").to_numpy(int), repeats)
    else:
        out_of_time(shop(folder / "online_retail_i" / "online_retail_i.parquet"))


if __name__ == "__main__":
    main()
