# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Retrain customer value
#
# From a published snapshot (or, without one, from simulated customers of known parameters): fit BG/NBD and
# Gamma-Gamma, look at what they believe, check them against days they have not seen, and compare a
# challenger with the champion. All logic lives in `models/`; this page only calls it and draws.
#
# 客户价值重训练：拟合模型、查看其判断、用未见过的日期检验，并比较挑战者与现任模型。

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from models.alive_view import history as histories
from models.btyd import BetaGeo, GammaGamma
from models.btyd.simulate import simulate_histories, simulate_spend
from models.metrics import METRICS
from warehouse.errors import ConfigurationError
from warehouse.snapshots import current
from warehouse.workspace import Workspace

# %% [markdown]
# ## The data / 数据
# `known` is what is known tonight; `past` is what was known on a day whose churn window has passed, with the
# orders that followed in `held_out`.

# %%
TRUTH = {"r": 0.9, "alpha": 45.0, "a": 0.8, "b": 4.0}
SPEND = {"p": 6.0, "q": 4.0, "v": 150.0}

try:
    snapshot = current(Workspace.open())
except ConfigurationError:
    snapshot = None

if snapshot is None:
    days = 120
    ages = np.random.default_rng(1).integers(30, 700, 3000).astype(float)
    known = simulate_histories(3000, TRUTH, ages, seed=1)
    known["monetary_value"] = simulate_spend(known["frequency"].to_numpy(), SPEND, seed=1)
    past = simulate_histories(3000, TRUTH, ages, seed=2, later=days)
    weeks = 7.0 * np.arange(1, 101)
    mean = [simulate_histories(3000, TRUTH, week, seed=3)["frequency"].sum() for week in weeks]
    tracking = pd.DataFrame({"week_on": weeks, "actual": mean})
else:
    night = snapshot.open()
    days = night.execute("select window_days from mart.churn_window").fetchone()[0]
    known = night.execute(
        "select * from mart.purchase_history where not is_wholesale order by customer_id"
    ).df()
    rows = night.execute(
        "select * from mart.training_set where as_of = (select max(as_of) from mart.training_set)"
        " order by customer_id"
    ).df()
    past = histories(rows).assign(held_out=rows["purchase_days_after"])
    tracking = night.execute("select week_on, actual, predicted from mart.tracking order by week_on").df()
known[["frequency", "recency", "T", "monetary_value"]].describe().round(1)

# %% [markdown]
# ## The champion / 现任模型
# `diagnosis_` names what went wrong, if anything did; the errors come from the observed information.

# %%
orders, spend = BetaGeo().fit(known), GammaGamma().fit(known)
pd.DataFrame(
    [
        (type(model).__name__, name, getattr(model, f"{name}_"), error, model.diagnosis_ or "converged")
        for model in (orders, spend)
        for name, error in model.standard_errors_.items()
    ],
    columns=["model", "parameter", "value", "standard error", "diagnosis"],
).round(4)

# %% [markdown]
# ## Frequency and recency / 频次与近度
# Orders to expect in the coming year, and P(alive), of customers who first bought a year ago.

# %%
recency, frequency = np.meshgrid(np.arange(5, 366, 5), np.arange(1, 31))
grid = pd.DataFrame({"frequency": frequency.ravel(), "recency": recency.ravel(), "T": 365})
figure, panels = plt.subplots(1, 2, figsize=(12, 4.5), layout="constrained")
matrices = {
    "Orders in the coming year": orders.predict(grid, 365),
    "P(alive)": orders.probability_alive(grid),
}
for panel, (title, values) in zip(panels, matrices.items(), strict=True):
    shown = panel.pcolormesh(recency, frequency, values.reshape(frequency.shape), shading="nearest")
    figure.colorbar(shown, ax=panel)
    panel.set(title=title, xlabel="Days from first to latest order", ylabel="Repeat orders")

# %% [markdown]
# ## Champion and challenger on days not seen / 留出期比较
# Both are fitted on what was known on the past day. The champion learns from everybody; the challenger from
# the younger half of the customers only, in case habits have changed. The challenger is promoted only if it
# wins on every line.

# %%
champion = BetaGeo().fit(past)
challenger = BetaGeo().fit(past[past["T"] <= past["T"].median()])
forecasts = pd.DataFrame(
    {
        "champion": champion.predict(past, days),
        "challenger": challenger.predict(past, days),
        "everybody the average": past["held_out"].mean(),
    }
)
actual, once = past["held_out"].to_numpy(float), np.ones((1, len(past)))
pd.DataFrame(
    {
        name: [
            METRICS[metric](actual, forecasts[name].to_numpy(), once)[0]
            for metric in ("mae", "rmse", "sum_ratio")
        ]
        for name in forecasts
    },
    index=["mae", "rmse", "sum_ratio"],
).round(3)

# %%
figure, panels = plt.subplots(1, 2, figsize=(12, 4.5), layout="constrained")
by_frequency = forecasts.assign(held_out=actual).groupby(past["frequency"].clip(upper=12)).mean()
by_frequency[["held_out", "champion", "challenger"]].plot(ax=panels[0], marker="o")
panels[0].set(
    title="Held-out orders by past repeat orders", xlabel="Repeat orders before", ylabel="Orders after"
)

tenth = pd.qcut(forecasts["champion"].rank(method="first"), 10, labels=False)
calibration = forecasts.assign(held_out=actual).groupby(tenth)[["champion", "held_out"]].mean()
panels[1].plot(calibration["champion"], calibration["held_out"], marker="o")
panels[1].axline((0, 0), slope=1, color="grey", linestyle="--")
panels[1].set(
    title="Calibration by tenths of the forecast", xlabel="Predicted orders", ylabel="Orders that came"
)

# %% [markdown]
# ## Tracking / 累计跟踪
# Cumulative repeat orders by week; a snapshot predicts with a model fitted one churn window earlier.

# %%
if "predicted" not in tracking:
    tracking["predicted"] = 3000 * champion.expected_cumulative(tracking["week_on"])
tracking.plot(x="week_on", y=["actual", "predicted"], figsize=(9, 4), title="Cumulative repeat orders")
