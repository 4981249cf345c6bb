"""The classic pictures of repeat buying, as plotly figures."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from models.btyd.newton import Vector
from models.btyd.repeat_buying import RepeatBuying

MOST_FREQUENT = 30


def plot_frequency_recency_matrix(
    model: RepeatBuying, age: float, days: float, largest_frequency: int = MOST_FREQUENT
) -> go.Figure:
    """Orders to expect within `days` of customers aged `age`, by how often and how lately they bought."""
    grid = _grid(age, largest_frequency)
    values = model.predict(grid, days)
    return _matrix(grid, values, f"Orders expected within {days:.0f} days 预计订单数")


def plot_probability_alive_matrix(
    model: RepeatBuying, age: float, largest_frequency: int = MOST_FREQUENT
) -> go.Figure:
    """P(still a customer) of customers aged `age`, by how often and how lately they bought."""
    grid = _grid(age, largest_frequency)
    alive = model.probability_alive(grid)
    return _matrix(grid, alive, "Probability of still being a customer 仍为客户的概率")


def plot_calibration_purchases_vs_holdout_purchases(
    model: RepeatBuying, calibration_holdout: pd.DataFrame, largest_frequency: int = 7
) -> go.Figure:
    """Mean purchases held out and as predicted, by frequency before; from `calibration_and_holdout_data`."""
    data = calibration_holdout
    seen = data[["frequency_cal", "recency_cal", "T_cal"]].set_axis(["frequency", "recency", "T"], axis=1)
    predicted = model.predict(seen, float(data["duration_holdout"].iloc[0]))
    frame = pd.DataFrame({"held out 实际": data["frequency_holdout"], "predicted 预测": predicted})
    means = frame.groupby(seen["frequency"].clip(upper=largest_frequency)).mean()
    title = "Purchases held out, by purchases before 留出期购买"
    return _lines(means, title, "Purchases before 此前购买次数")


def plot_cumulative_transactions(tracking: pd.DataFrame) -> go.Figure:
    """Repeat orders so far by week, as in `mart.tracking`."""
    return _lines(_by_week(tracking), "Cumulative repeat orders 累计复购", "Week 周")


def plot_incremental_transactions(tracking: pd.DataFrame) -> go.Figure:
    """Repeat orders of each week, as in `mart.tracking`."""
    return _lines(_by_week(tracking).diff().dropna(), "Repeat orders a week 每周复购", "Week 周")


def _by_week(tracking: pd.DataFrame) -> pd.DataFrame:
    return tracking.set_index("week_on")[["actual", "predicted"]]


def _grid(age: float, largest_frequency: int) -> pd.DataFrame:
    """Every possible pair of frequency and recency of customers of one age."""
    recency, frequency = np.meshgrid(np.linspace(age / 60, age, 60), np.arange(1, largest_frequency + 1))
    return pd.DataFrame({"frequency": frequency.ravel(), "recency": recency.ravel(), "T": float(age)})


def _matrix(grid: pd.DataFrame, values: Vector, title: str) -> go.Figure:
    shown = grid.assign(value=values).pivot_table(index="frequency", columns="recency", values="value")
    figure = go.Figure(go.Heatmap(x=shown.columns, y=shown.index, z=shown.to_numpy(), colorscale="Viridis"))
    return figure.update_layout(
        title=title, xaxis_title="Recency 最近一次购买的时点", yaxis_title="Frequency 复购次数"
    )


def _lines(frame: pd.DataFrame, title: str, across: str) -> go.Figure:
    lines = [
        go.Scatter(x=frame.index, y=frame[name], name=name, mode="lines+markers") for name in frame.columns
    ]
    return go.Figure(lines).update_layout(title=title, xaxis_title=across, yaxis_rangemode="tozero")
