"""Figures of lines and points: curves, bands, intervals."""

from collections.abc import Sequence
from typing import Any

from assets.reports.charts import INK, Figure, Texts, Values, axis, layout, padded
from assets.reports.words import Both


def line(
    name: Both | None, x: Sequence[Any], y: Values, colour: str, dash: str = "solid", width: float = 2.5
) -> Figure:
    """One line."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name or "",
        "showlegend": name is not None,
        "x": list(x),
        "y": list(y),
        "line": {"color": colour, "width": width, "dash": dash},
    }


def lines(traces: Sequence[Figure], xaxis: Figure, yaxis: Figure, height: int = 360) -> Figure:
    """Lines over common axes."""
    return {
        "data": list(traces),
        "layout": layout(height, xaxis, yaxis, has_legend=True, hovermode="closest"),
    }


def band(x: Sequence[float], lower: Values, upper: Values, name: Both) -> Figure:
    """The area between two curves."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [*x, *reversed(x)],
        "y": [*upper, *reversed(lower)],
        "fill": "toself",
        "fillcolor": "rgba(15,96,115,.16)",
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def dots(x: Values, y: Values, colour: str, name: Both, hover: str) -> Figure:
    """Points joined by a thin line."""
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": list(x),
        "y": list(y),
        "line": {"color": colour, "width": 1.5},
        "marker": {"color": colour, "size": 8},
        "hovertemplate": hover,
    }


def forest(
    names: Texts, middle: Values, lower: Values, upper: Values, colours: Sequence[str], title: Both
) -> Figure:
    """A point and its interval per name, the first on top, around a line at zero."""
    points = {
        "type": "scatter",
        "mode": "markers",
        "x": list(middle),
        "y": list(names),
        "marker": {"color": list(colours), "size": 11},
        "hovertemplate": "%{y}: %{x:+.1%}<extra></extra>",
    }
    spans = [
        _span(name, low, high, colour)
        for name, low, high, colour in zip(names, lower, upper, colours, strict=True)
    ]
    zero = {
        "type": "line",
        "x0": 0,
        "x1": 0,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": INK, "width": 1},
    }
    shown = layout(
        74 + 34 * len(names),
        axis(title, tickformat="+.0%", range=padded([*lower, *upper, 0])),
        axis(autorange="reversed", showgrid=False, type="category"),
        shapes=[zero],
    )
    return {"data": [*spans, points], "layout": shown}


def _span(name: Both, low: float | None, high: float | None, colour: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [low, high],
        "y": [name, name],
        "line": {"color": colour, "width": 5},
        "opacity": 0.4,
        "hoverinfo": "skip",
    }
