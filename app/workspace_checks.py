"""What can be wrong with one workspace; a check's docstring is its name."""

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.exits import Exit
from app.measures import MEASURES
from app.served import at

if TYPE_CHECKING:
    from warehouse.workspace import Workspace

GIGABYTE = 1_000_000_000
NEEDED_GIGABYTES = 2


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `code` is OK where it is sound, `fix` what to do where it is not."""

    name: str
    detail: str
    code: Exit = Exit.OK
    fix: str = ""


Check = Callable[["Workspace"], Finding]


def _goals(workspace: "Workspace") -> Finding:
    """goals 目标"""
    goals = workspace.goals()
    wrong = next((sentence for goal in goals if (sentence := _wrong_goal(goal))), None)
    return _configuration(f"goals.yaml: {wrong}.") if wrong else Finding("", f"{len(goals)} goals")


def _wrong_goal(goal: Mapping[str, Any]) -> str | None:
    from warehouse.rule_grammar import nearest

    key = goal.get("key", "?")
    if missing := {"key", "name", "measure", "target", "owner"} - goal.keys():
        return f"{key} lacks {', '.join(sorted(missing))}"
    if goal["measure"] not in MEASURES:
        return f"{key}: there is no measure {goal['measure']!r}{nearest(str(goal['measure']), MEASURES)}"
    return None if isinstance(goal["target"], int | float) else f"{key}: the target is not a number"


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


def _other_files(workspace: "Workspace") -> Finding:
    """campaigns and presets 活动与映射"""
    counts = [f"{len(workspace.definitions(kind))} {kind}" for kind in ("campaigns", "presets")]
    return Finding("", ", ".join(counts))


def _inbox(workspace: "Workspace") -> Finding:
    """inbox 收件箱"""
    from sources.arriving import left_out, names

    files, unfinished = names(workspace.inbox), left_out(workspace.inbox)
    if files or unfinished:
        more = f", {len(unfinished)} not read yet: regulars status 尚未读取" if unfinished else ""
        return Finding("", f"{len(files)} files{more}")
    fix = f"Put exports into {workspace.inbox}. 请放入导出文件。"
    return Finding("", "empty 为空", Exit.LATE, fix)


def _store(workspace: "Workspace") -> Finding:
    """store 存储"""
    workspace.store.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=workspace.store):
        return Finding("", "writable 可写")


def _disk(workspace: "Workspace") -> Finding:
    """free disk 剩余磁盘"""
    file = workspace.working_file
    used = file.stat().st_size if file.is_file() else 0
    needed = max(NEEDED_GIGABYTES, 3 * used / GIGABYTE)
    free = shutil.disk_usage(workspace.home).free / GIGABYTE
    if free >= needed:
        return Finding("", f"{free:,.0f} GB")
    fix = f"Free {needed - free:,.1f} GB: a run needs {needed:,.1f} GB. 请清理磁盘。"
    return Finding("", f"{free:,.1f} GB", Exit.DISK, fix)


def _lock(workspace: "Workspace") -> Finding:
    """run under way 运行状态"""
    from filelock import FileLock, Timeout

    if not (workspace.store / "run.lock").exists():
        return Finding("", "none 无")
    try:
        with FileLock(workspace.store / "run.lock", timeout=0):
            return Finding("", "none 无")
    except Timeout:
        holder = workspace.store / "run.holder"
        pid = holder.read_text("utf-8").strip() if holder.is_file() else "unknown"
        alive = pid.isdigit() and _is_alive(int(pid))
        fix = (
            "Wait until it has ended. 请等待其结束。"
            if alive
            else "It runs on another machine, or hangs: end it there. 请在运行它的机器上结束该任务。"
        )
        return Finding("", f"process {pid} holds the working file 占用中", Exit.BUSY, fix)


def _snapshot(workspace: "Workspace") -> Finding:
    """snapshot 快照"""
    from warehouse.snapshots import Snapshot, current

    pointer = workspace.snapshots / "current"
    if not pointer.is_file():
        fix = f"regulars run{at(workspace.home)}"
        return Finding("", "nothing published yet 尚未发布", Exit.LATE, fix)
    pointed = Snapshot(workspace.snapshots / pointer.read_text("utf-8").strip())
    serving = current(workspace)
    if serving and serving.id == pointed.id:
        return Finding("", f"{pointed.id}, every file has its published hash 校验一致")
    instead = f"{serving.id} serves instead" if serving else "no other is sound"
    fix = f"regulars run{at(workspace.home)} builds it again. 重新运行即可重建。"
    return Finding("", f"{pointed.id} is damaged, {instead} 文件已损坏", Exit.DATA, fix)


def _configuration(detail: str) -> Finding:
    return Finding("", detail, Exit.CONFIGURATION, "Correct the file. 请更正该文件。")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


CHECKS: tuple[Check, ...] = (_goals, _segments, _other_files, _inbox, _store, _disk, _lock, _snapshot)
