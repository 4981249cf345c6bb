"""What can be wrong with what arrives and with what was made of it; a check's docstring is its name."""

import os
import shutil
import tempfile
from typing import TYPE_CHECKING

from app.exits import Exit
from app.finding import Check, Finding
from app.querying import published_rows
from app.served import at

if TYPE_CHECKING:
    from warehouse.workspace import Workspace

GIGABYTE = 1_000_000_000
NEEDED_GIGABYTES = 2
DECISIONS = """
select decision, key_a is null or key_b is null as is_lost from core.decisions where stands order by decision
"""
FEEDS = "select feed, state, is_required, sentence_en, sentence_zh from mart.feeds order by feed"


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


def _receipts(workspace: "Workspace") -> Finding:
    """receipts of predictions 预测存证"""
    from warehouse.receipts import broken, receipts

    kept, changed = receipts(workspace), sorted(broken(workspace))
    if not changed:
        return Finding("", f"{len(kept)} nights, each as it was kept 均未被改动")
    fix = (
        f"Put {workspace.receipts / changed[0]} back from a backup: until then nobody can tell what was"
        " predicted that night. 请从备份恢复，否则无法证明当晚的预测。"
    )
    return Finding("", f"{', '.join(changed)} changed since 存证被改动", Exit.DATA, fix)


def _lists(workspace: "Workspace") -> Finding:
    """exported lists 导出名单"""
    from warehouse.lists import marks
    from warehouse.receipts import changed_lists

    kept, changed = marks(workspace), changed_lists(workspace)
    if not changed:
        return Finding("", f"{len(kept)} lists, each as it was exported 均未被改动")
    fix = (
        f"Put {workspace.lists / changed[0]} back from a backup: until then nobody can tell what was said"
        " of those on it, and it is not graded. 请从备份恢复，否则无法证明当时的预测，也不会评分。"
    )
    return Finding("", f"{', '.join(changed)} changed since 名单被改动", Exit.DATA, fix)


def _models(workspace: "Workspace") -> Finding:
    """models 模型"""
    from warehouse.registry import damaged, kept

    changed = damaged(workspace)
    if not changed:
        return Finding("", f"{len(kept(workspace))} versions, each as its card says 与卡片一致")
    fix = (
        "Put the folder back from a backup, or regulars models rollback"
        f"{at(workspace.home)} where it is the champion. 请从备份恢复，或回滚。"
    )
    return Finding("", f"{', '.join(changed)} is not what its card says 模型文件已损坏", Exit.DATA, fix)


def _feeds(workspace: "Workspace") -> Finding:
    """feeds 来源"""
    found = published_rows(workspace, "mart.feeds", FEEDS)
    if found is None:
        return Finding("", "known after the first run 首次运行后可知")
    behind = [row for row in found if row["state"] != "current"]
    if not behind:
        return Finding("", f"{len(found)} feeds, all current 均已更新")
    named = f"{len(behind)} of {len(found)} feeds not current 来源未更新"
    fix = " ".join(f"{row['feed']}: {row['sentence_en']} {row['sentence_zh']}" for row in behind)
    return Finding("", named, Exit.LATE if any(row["is_required"] for row in behind) else Exit.OK, fix)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _decisions(workspace: "Workspace") -> Finding:
    """decisions on records 记录裁决"""
    found = published_rows(workspace, "core.decisions", DECISIONS)
    if found is None:
        return Finding("", "nothing published yet 尚未发布")
    lost = [str(row["decision"]) for row in found if row["is_lost"]]
    if not lost:
        return Finding("", f"{len(found)} stand, each on two known records 裁决均有对应记录")
    fix = (
        f"{', '.join(lost)}: a record of the pair is in no export, so nothing is decided. Mend it in"
        " identity.yaml, or undo it: regulars review undo. 裁决中的记录不存在，请更正 identity.yaml 或撤销。"
    )
    return Finding("", f"{len(lost)} of {len(found)} have no effect 未生效", fix=fix)


CHECKS: tuple[Check, ...] = (
    _inbox,
    _feeds,
    _store,
    _disk,
    _lock,
    _snapshot,
    _receipts,
    _lists,
    _models,
    _decisions,
)
