"""The report for programs and for mail: what the page says, as JSON of plain values in both languages."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from assets.reports.blocks import Block, Chart, Table
from assets.reports.content import Content
from assets.reports.formats import day
from assets.reports.sections.accounts import accounts
from assets.reports.sections.decisions import groups, plan, refusals, summary
from assets.reports.sections.feeds import corrections, feeds
from assets.reports.sections.first_screen import CHANGES_SHOWN, first_screen
from assets.reports.sections.loyalty import risk
from assets.reports.sections.proof import calibration, gain
from assets.reports.sections.quality import books, checks
from assets.reports.sections.record import track_record
from assets.reports.sections.scorecard import scorecard
from assets.reports.sections.segments import eleven
from assets.reports.sections.trust import versions
from assets.reports.sections.value_models import coverage
from assets.reports.words import Both, word
from warehouse.snapshots import IDENTIFIER_MARK

ROWS = 8
"""A table in a letter has no more rows than this."""


def machine(content: Content) -> str:
    """The report as JSON: `first` screen, `parts` of the letter, and the `tables` behind the page.

    Texts are pairs `{"en", "zh"}`; the same content gives the same bytes.
    """
    whole = {
        "company": content.company,
        "currency": content.currency,
        "language": content.language,
        "as_of": content.as_of.isoformat(),
        "day": day(content.as_of),
        "snapshot": IDENTIFIER_MARK,
        "words": _words(content),
        "first": asdict(first_screen(content)) | {"shown_changes": CHANGES_SHOWN},
        "parts": [
            {"title": word(f"mail.{key}"), "blocks": [_block(block) for block in blocks]}
            for key, blocks in parts(content).items()
        ],
        "tables": dict(content.tables),
    }
    return json.dumps(_plain(whole), ensure_ascii=False, sort_keys=True, allow_nan=False)


def parts(content: Content) -> dict[str, Sequence[Block]]:
    """What stands in the letter after the first page, by heading."""
    measured = (*calibration(content)[:1], gain(content))
    return {
        "models": (versions(content), *measured, *track_record(content), coverage(content)),
        "changed": (eleven(content), risk(content), accounts(content)),
        "decision": (*summary(content), *groups(content), *plan(content), refusals(content)),
        "quality": (feeds(content), *books(content), corrections(content), *_scores(content)),
    }


def _scores(content: Content) -> list[Block]:
    return [*scorecard(content)[:1], *checks(content)]


def _words(content: Content) -> dict[str, Both]:
    keys = ("page.title", "first.decision", "first.goals", "first.models", "first.target", "first.attained")
    more = ("page.snapshot", "first.no_decision", "first.no_goals", "first.no_changes", "first.no_models")
    return {key: word(key) for key in (*keys, *more)} | {
        "footer": word("page.footer", currency=content.currency),
        "more": word("mail.more"),
    }


def _block(block: Block) -> dict[str, Any]:
    """A block without what only a screen can show."""
    shown: dict[str, Any] = {"kind": block.kind, "name": block.name, "note": None, "wide": block.is_wide}
    if isinstance(block, Chart):
        return shown | {"text": block.takeaway, "figure": block.figure, "note": block.note}
    if isinstance(block, Table):
        return shown | {"text": block.finding, "table": _table(block), "note": block.note}
    return shown | {"text": block.text}


def _table(block: Table) -> dict[str, Any]:
    columns = [{"title": column.heading, "layout": column.layout} for column in block.columns]
    return {"columns": columns, "rows": block.rows[:ROWS], "left_out": max(0, len(block.rows) - ROWS)}


def _plain(value: Any) -> Any:
    """Pairs of languages, days and amounts as JSON has them; floats to the digits that are sure.

    The backticks that make code of a command on the page are left out.
    """
    if isinstance(value, Both):
        return {"en": value.en.replace("`", ""), "zh": value.zh.replace("`", "")}
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return float(f"{value:.12g}")
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
