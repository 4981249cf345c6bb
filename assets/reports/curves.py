"""Figures of lines and points: curves, bands, intervals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from assets.reports.charts import INK, Figure, Values, axis, broken, layout, padded
from assets.reports.words import Both, both


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


@dataclass(frozen=True)
class Interval:
    """One line of a forest plot; the verdict stands behind it, so that colour is not needed to read it."""

    name: Both
    middle: float
    lower: float
    upper: float
    verdict: Both
    colour: str


def forest(intervals: Sequence[Interval], title: Both) -> Figure:
    """A point and its interval per line, the first on top, around a line at zero; rates become points."""
    intervals = [_in_points(one) for one in intervals]
    places = list(range(len(intervals)))
    zero = {
        "type": "line",
        "x0": 0,
        "x1": 0,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": INK, "width": 1},
    }
    low, high = padded([0, *(end for one in intervals for end in (one.lower, one.upper))])
    wide = axis(title, tickformat="+,.0f", range=[low, high + 0.14 * (high - low)])
    names = axis(tickvals=places, ticktext=[one.name for one in intervals], showgrid=False)
    names |= {"range": [len(places) - 0.5, -0.5]}
    spans = [_span(place, one) for place, one in enumerate(intervals)]
    texts = _verdicts(places, intervals)
    tight = {"yaxis": names | {"ticktext": [broken(one.name, 20) for one in intervals]}}
    return {
        "data": [*spans, _points(places, intervals), texts],
        "layout": layout(74 + 30 * len(places), wide, names, shapes=[zero]),
        "narrow": tight | {"height": 74 + 44 * len(places)},
    }


def _in_points(one: Interval) -> Interval:
    return replace(one, middle=100 * one.middle, lower=100 * one.lower, upper=100 * one.upper)


def _span(place: int, one: Interval) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [one.lower, one.upper],
        "y": [place, place],
        "line": {"color": one.colour, "width": 5},
        "opacity": 0.4,
        "hoverinfo": "skip",
    }


def _points(places: list[int], intervals: Sequence[Interval]) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [one.middle for one in intervals],
        "y": places,
        "marker": {"color": [one.colour for one in intervals], "size": 11},
        "hovertemplate": "%{x:+.1f}<extra></extra>",
    }


def _verdicts(places: list[int], intervals: Sequence[Interval]) -> Figure:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [max(one.upper, 0.0) for one in intervals],
        "y": places,
        "text": [both("  ") + one.verdict for one in intervals],
        "textposition": "middle right",
        "textfont": {"size": 12, "color": INK},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
