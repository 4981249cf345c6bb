"""The page of the checks: whether the night's data can be trusted, and which expectation does not hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assets.reports.checked import LAYERS, Checked, CheckedTable
from assets.reports.content import Record
from assets.reports.formats import count, day, whole_signed
from assets.reports.page import asset, policy, templates
from assets.reports.words import Both, both, joined, named, word
from warehouse.snapshots import IDENTIFIER_MARK, REPORT

NAMED = 3
"""So many tables are named in the first sentence."""
STRIP = 14
"""So many nights stand beside a table."""
KINDS = ("filled", "once", "range", "set", "form", "floor", "rule")


@dataclass(frozen=True)
class Tile:
    """A number with its name, and how it changed since the night before."""

    name: Both
    value: Both
    change: Both
    definition: Both


def render(checked: Checked) -> str:
    """The page of these checks; the same checks give the same bytes."""
    return (
        templates()
        .get_template("quality.html")
        .render(
            content=checked,
            day=day(checked.as_of),
            tone=tone(checked.unmet),
            verdict=verdict(checked),
            tiles=list(tiles(checked)),
            unmet=checked.unmet,
            nights=[(night, day(night["night"])) for night in reversed(checked.nights[-STRIP:])],
            layers={layer: ordered(checked.tables, layer) for layer in LAYERS},
            kinds=KINDS,
            report=REPORT,
            count=count,
            day_of=day,
            tone_of=tone,
            said=said,
            strip=strip,
            style=Markup(asset("style.css")),  # noqa: S704  our own file
            scripts=[Markup(asset("page.js"))],  # noqa: S704  our own file
            policy=policy([asset("page.js")]),
            snapshot=Markup(IDENTIFIER_MARK),  # noqa: S704
        )
    )


def tone(unmet: Sequence[Record]) -> str:
    """The colour of a light: good; fair where something warns; bad where what must hold does not."""
    if not unmet:
        return "good"
    return "bad" if any(one["severity"] == "critical" for one in unmet) else "fair"


def verdict(checked: Checked) -> Both:
    """Whether the data can be trusted, in one sentence."""
    unmet = checked.unmet
    names = list(dict.fromkeys(str(one["table"]) for one in unmet))
    shown = joined([both(name) for name in names[:NAMED]])
    if names[NAMED:]:
        shown = word("checked.and_more", tables=shown, n=len(names) - NAMED)
    total = sum(len(table.expectations) for table in checked.tables)
    about = {
        "all": count(total),
        "tables": count(len(checked.tables)),
        "n": count(len(unmet)),
        "names": shown,
    }
    return word(f"checked.verdict_{tone(unmet)}", **about)


def tiles(checked: Checked) -> Iterator[Tile]:
    """The night in numbers, beside the night before; nothing where nothing was checked."""
    if not checked.nights:
        return
    *_, before, now = [None, *checked.nights]
    values = {
        "tables": (now["tables"], before and before["tables"]),
        "expectations": (now["expectations"], before and before["expectations"]),
        "met": (now["met"], before and before["met"]),
        "open": (now["expectations"] - now["met"], before and before["expectations"] - before["met"]),
        "critical": (now["unmet_critical"], before and before["unmet_critical"]),
        "rows": (now["rows"], before and before["rows"]),
    }
    for key, (value, earlier) in values.items():
        change = Both("", "") if earlier is None else _change(value - earlier)
        yield Tile(word(f"checked.{key}"), count(value), change, word(f"checked.{key}_is"))


def _change(difference: int) -> Both:
    return word("checked.change", n=whole_signed(difference)) if difference else word("first.unchanged")


def ordered(tables: Sequence[CheckedTable], layer: str) -> list[CheckedTable]:
    """A layer's tables, those with something unmet first."""
    of_layer = [table for table in tables if table.layer == layer]
    return sorted(of_layer, key=lambda table: (not table.unmet, table.name))


def said(row: Record) -> dict[str, Both]:
    """An expectation in words: its sentence, what an unmet one means, and what to do."""
    layer = str(row.get("table", "")).partition(".")[0]
    advice = named(row, "advice")
    return {
        "sentence": named(row, "sentence", str(row["expectation"])),
        "meaning": advice if advice.en else word(f"unmet.{row['kind']}"),
        "action": Both("", "") if advice.en or layer not in LAYERS else word(f"action.{layer}"),
    }


def strip(table: CheckedTable) -> list[tuple[str, str]]:
    """A tone and a text for each of the table's last nights."""
    return [
        (
            _tone(night),
            f"{night['night'].isoformat()}: {night['met']}/{night['expectations']}, {night['rows']:,}",
        )
        for night in table.nights[-STRIP:]
    ]


def _tone(night: Record) -> str:
    is_bad = "bad" if night["unmet_critical"] else "fair"
    return "good" if night["met"] == night["expectations"] else is_bad
