"""The page's figures as plotly JSON: `data`, `layout`, and what a narrow screen changes of the layout.

Any text may be a `Both`; the page's script picks the language. Names from data go through `label`.
"""

import html
import re
from collections.abc import Sequence
from typing import Any

from assets.reports.words import Both, both

Figure = dict[str, Any]
Texts = Sequence[Both]
Values = Sequence[float | int | None]

INK, MUTED, LINE = "#1b2733", "#5a6774", "#e2e7ec"
ACCENT, AMBER, GREY, PALE = "#0f6073", "#d9902f", "#a8b3bd", "#cfe3e8"
GOOD, BAD = "#2c8a5b", "#b8402f"
SERIES = (ACCENT, AMBER, "#6c8ebf", "#8a6fae", "#7f8b52", GREY)


def label(text: Both | str) -> Both:
    """A name from the data, so that plotly reads no markup in it."""
    pair = both(text)
    return Both(html.escape(pair.en, quote=False), html.escape(pair.zh, quote=False))


def bold(text: Both) -> Both:
    """The label in bold; it must be escaped already."""
    return Both(f"<b>{text.en}</b>", f"<b>{text.zh}</b>")


def broken(text: Both, width: int) -> Both:
    """The label over several lines of about `width` letters; a Chinese character counts as two."""
    return Both(*("<br>".join(_lines(one, width)) for one in (text.en, text.zh)))


def _lines(text: str, width: int) -> list[str]:
    lines = [""]
    for piece in re.findall(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+", text):
        is_full = lines[-1] and _width(lines[-1] + piece.rstrip()) > width
        lines = [*lines, piece.lstrip()] if is_full else [*lines[:-1], lines[-1] + piece]
    return [line.rstrip() for line in lines]


def _width(text: str) -> int:
    return sum(2 if letter > "\u2e80" else 1 for letter in re.sub("<[^>]*>", "", text))


def axis(title: Both | None = None, **more: Any) -> Figure:
    """A quiet axis."""
    ticks = {"ticks": "outside", "ticklen": 5, "tickcolor": "rgba(0,0,0,0)", "automargin": True}
    named = {"title": {"text": title, "standoff": 10, "font": {"size": 12}}} if title else {}
    return {"gridcolor": LINE, "zeroline": False, "fixedrange": True} | ticks | named | more


def layout(height: int, xaxis: Figure, yaxis: Figure, has_legend: bool = False, **more: Any) -> Figure:
    """The common layout: no frame, the legend above, room only where it is needed."""
    return {
        "height": height,
        "xaxis": xaxis,
        "yaxis": yaxis,
        "showlegend": has_legend,
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "traceorder": "normal",
        },
        "margin": {"l": 8, "r": 16, "t": 40 if has_legend else 12, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": MUTED, "size": 13},
        "hoverlabel": {"bgcolor": "#ffffff", "bordercolor": LINE, "font": {"color": INK}},
        "dragmode": False,
    } | more


def bars(
    names: Texts,
    series: Sequence[tuple[Both, Values, str]],
    x_title: Both,
    percent: bool = True,
    form: str | None = None,
    currency: str = "",
) -> Figure:
    """Horizontal bars side by side, the first name on top; `form` is how values are written.

    `currency` stands before each amount.
    """
    form = form or (".1%" if percent else ",.0f")
    room = max((value for _, values, _ in series for value in values if value), default=1)
    data = [_bar(list(names), values, title, colour, form, currency) for title, values, colour in series]
    height = 74 + len(names) * (12 + 13 * len(series)) + (24 if len(series) > 1 else 0)
    shown = layout(
        height,
        _across(x_title, form, room, currency),
        axis(autorange="reversed", showgrid=False, type="category"),
        has_legend=len(series) > 1,
        bargap=0.32,
        bargroupgap=0.06,
    )
    return {"data": data, "layout": shown}


def _across(title: Both, form: str, room: float, currency: str) -> Figure:
    """The axis of the values; amounts are longer than shares, so fewer of them fit."""
    ticks = {"tickprefix": currency, "nticks": 4, "tickangle": 0} if currency else {"nticks": 8}
    return axis(title, tickformat=".0%" if "%" in form else ",", range=[0, room * 1.13], **ticks)


def _bar(
    names: list[Both], values: Values, title: Both, colour: str, form: str, currency: str = ""
) -> Figure:
    return {
        "type": "bar",
        "orientation": "h",
        "name": title,
        "x": list(values),
        "y": names,
        "marker": {"color": colour},
        "texttemplate": f"{currency}%{{x:{form}}}",
        "textposition": "outside",
        "textfont": {"size": 11, "color": MUTED},
        "cliponaxis": False,
        "hovertemplate": f"%{{y}}: {currency}%{{x:{form}}}<extra></extra>",
    }


def stacks(names: Texts, series: Sequence[tuple[Both, Values, str]], x_title: Both, percent: bool) -> Figure:
    """Horizontal bars end to end, such as parts of a whole."""
    drawn = bars(names, series, x_title, percent)
    for trace in drawn["data"]:
        is_dark = trace["marker"]["color"] not in (PALE, GREY, AMBER)
        trace |= {"textposition": "inside", "insidetextanchor": "middle", "textangle": 0, "cliponaxis": True}
        trace["textfont"] = {"size": 12, "color": "#ffffff" if is_dark else INK}
    height = 104 + 32 * len(names)
    tight = {
        "barmode": "stack",
        "height": height,
        "bargap": 0.26,
        "uniformtext": {"mode": "hide", "minsize": 10},
    }
    whole = axis(x_title, tickformat=".0%" if percent else ",", rangemode="tozero")
    small = {"height": height + 22 * max(0, len(series) - 1)}
    return {"data": drawn["data"], "layout": drawn["layout"] | tight | {"xaxis": whole}, "narrow": small}


def columns(names: Texts, values: Values, x_title: Both, y_title: Both) -> Figure:
    """Upright bars of shares."""
    bar = {
        "type": "bar",
        "x": list(names),
        "y": list(values),
        "marker": {"color": [ACCENT, *[GREY] * (len(names) - 1)]},
        "texttemplate": "%{y:.0%}",
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": "%{x}: %{y:.1%}<extra></extra>",
    }
    shown = layout(
        320,
        axis(x_title, showgrid=False, type="category"),
        axis(y_title, tickformat=".0%", rangemode="tozero"),
        bargap=0.25,
    )
    return {"data": [bar], "layout": shown}


def padded(values: Values, room: float = 0.06) -> list[float]:
    """The range of the values with some room on both sides."""
    known = [value for value in values if value is not None]
    room *= max(known) - min(known) or 1.0
    return [min(known) - room, max(known) + room]


def exchange(names: Texts, came: Values, went: Values, titles: tuple[Both, Both], x_title: Both) -> Figure:
    """Bars to the right for what came and to the left for what went, the first name on top."""
    gone = [None if value is None else -value for value in went]
    right = _bar(list(names), came, titles[0], GOOD, ",.0f")
    left = _bar(list(names), gone, titles[1], AMBER, ",.0f")
    for trace, size in ((right, came), (left, went)):
        trace |= {"customdata": list(size), "texttemplate": "%{customdata:,.0f}"}
        trace["hovertemplate"] = "%{y}: %{customdata:,.0f}<extra></extra>"
    axis_x = axis(
        x_title,
        showticklabels=False,
        range=padded([*came, *gone, 0], 0.12),
        zeroline=True,
        zerolinecolor=INK,
    )
    axis_y = axis(autorange="reversed", showgrid=False, type="category")
    shown = layout(110 + 30 * len(names), axis_x, axis_y, has_legend=True, barmode="relative", bargap=0.4)
    return {"data": [left, right], "layout": shown}
