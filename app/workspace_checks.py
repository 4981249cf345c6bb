"""What can be wrong with the files a company writes itself; a check's docstring is its name."""

from typing import TYPE_CHECKING

from app.exits import Exit
from app.finding import Check, Finding
from app.measures import MEASURES

if TYPE_CHECKING:
    from warehouse.workspace import Workspace


def _goals(workspace: "Workspace") -> Finding:
    """goals 目标"""
    from warehouse.goals import checked_goals

    return Finding("", f"{len(checked_goals(workspace.goals(), MEASURES))} goals")


def _segments(workspace: "Workspace") -> Finding:
    """segments 客群"""
    from app.chosen import COLUMNS
    from app.querying import reading, rows
    from warehouse.rules import load_segments
    from warehouse.snapshots import current

    definitions = workspace.definitions("segments")
    snapshot = current(workspace)
    if snapshot is None:
        return Finding(
            "", f"{len(definitions)} files, checked against the portrait at the first run 首次运行时校验字段"
        )
    with reading(snapshot) as connection:
        columns = {row["column_name"]: row["data_type"] for row in rows(connection, COLUMNS)}
    return Finding("", f"{len(load_segments(definitions, columns))} segments")


def _campaigns(workspace: "Workspace") -> Finding:
    """campaigns 活动"""
    from warehouse.campaigns import load_campaigns

    return Finding("", f"{len(load_campaigns(workspace.definitions('campaigns')))} campaigns")


def _presets(workspace: "Workspace") -> Finding:
    """presets, feeds and answers 映射、来源与回答"""
    from sources import feeds
    from sources.answers import answers
    from sources.mapping import presets

    own = workspace.definitions("presets")
    known = [each.id for each in presets(own)]
    declared, answered = feeds(workspace.feeds()), answers(workspace.answers(), known)
    if unknown := sorted({*declared} - {*known}):
        detail = f"feeds.yaml: there is no preset {unknown[0]} 没有此预设"
        return Finding("", detail, Exit.CONFIGURATION, "Correct the file. 请更正该文件。")
    return Finding("", f"{len(own)} presets, {len(declared)} feeds, {len(answered.given)} answers")


def _rates(workspace: "Workspace") -> Finding:
    """exchange rates 汇率"""
    from app.rates import stale, unrated
    from sources.rates import own_rates

    own = own_rates(workspace.home)
    wanting = [*unrated(workspace), *stale(workspace, own)]
    fix = f"{' '.join(wanting)} Add date,currency,rate to {workspace.home / 'rates.csv'}. 请补充汇率。"
    return Finding("", f"{len(own)} rates of your own 自有汇率", fix=fix if wanting else "")


CHECKS: tuple[Check, ...] = (_goals, _segments, _campaigns, _presets, _rates)
