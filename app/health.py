"""What can be wrong with an installation or a workspace, each with what to do about it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app import store_checks, workspace_checks
from app.exits import Exit
from app.finding import Check, Finding
from app.problems import problem_of
from app.served import open_workspace

if TYPE_CHECKING:
    from warehouse.workspace import Workspace


def findings(home: Path | None) -> Iterator[Finding]:
    """All checks in order; those that need a workspace only where there is one."""
    yield _python()
    yield _duckdb()
    try:
        workspace = open_workspace(home)
    except Exception as error:
        yield _failed("settings 设置", error)
        return
    yield Finding("settings 设置", str(workspace.home / "regulars.toml"))
    for check in (*workspace_checks.CHECKS, *store_checks.CHECKS):
        yield _checked(check, workspace)


def _checked(check: Check, workspace: "Workspace") -> Finding:
    name = str(check.__doc__).rstrip(".")
    try:
        found = check(workspace)
    except Exception as error:
        return _failed(name, error)
    return Finding(name, found.detail, found.code, found.fix)


def _failed(name: str, error: Exception) -> Finding:
    problem = problem_of(error)
    return Finding(name, problem.happened, problem.code, problem.advice)


def _python() -> Finding:
    version = sys.version_info[:2]
    if version >= (3, 11):
        return Finding("Python", sys.version.split()[0])
    fix = "Install Python 3.11 or newer. 请安装 3.11 或更新版本。"
    return Finding("Python", sys.version.split()[0], Exit.CONFIGURATION, fix)


def _duckdb() -> Finding:
    import duckdb

    version = tuple(int(part) for part in duckdb.__version__.split(".")[:2])
    if (1, 5) <= version < (2, 1):
        return Finding("DuckDB", duckdb.__version__)
    fix = "Install the locked version: pip install -r requirements.lock. 请安装锁定版本。"
    return Finding("DuckDB", f"{duckdb.__version__} was never tested 未经测试", Exit.CONFIGURATION, fix)
