"""What went wrong, in the three sentences every error owes: what happened, what still serves, what to do."""

import errno
import traceback
from dataclasses import dataclass

from app.exits import Exit


@dataclass
class Problem(Exception):
    """An error a person can act on."""

    code: Exit
    happened: str
    advice: str


BY_NAME: dict[str, tuple[Exit, str]] = {
    "ConfigurationError": (
        Exit.CONFIGURATION,
        "Correct it and run the command again; `regulars doctor` checks all files. 更正后重试。",
    ),
    "NothingPublished": (
        Exit.LATE,
        "Put exports into inbox/ and run `regulars run`. 请将导出文件放入 inbox/ 后运行。",
    ),
    "AnotherRun": (Exit.BUSY, "Run the command again then. 请待其结束后重试。"),
    "DamagedModel": (
        Exit.DATA,
        "`regulars doctor` looks at every version. 可运行 regulars doctor 检查所有版本。",
    ),
    "NoSuchVersion": (
        Exit.USAGE,
        "See regulars models list for the versions there are. 请用该命令查看现有版本。",
    ),
    "DamagedSnapshot": (
        Exit.DATA,
        "Run `regulars snapshots list` and roll back, or `regulars run`. 请回滚或重新运行。",
    ),
    "OutOfMemoryException": (
        Exit.MEMORY,
        "Lower memory_limit in regulars.toml so that more goes to disk, or free memory. 请释放内存。",
    ),
    "MemoryError": (
        Exit.MEMORY,
        "Free memory or give the machine more, then run again. 请释放或增加内存后重试。",
    ),
}
DISK = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS}


def problem_of(error: BaseException) -> Problem:
    """The error as a Problem; of an unknown one only kind and place: its text may hold personal data."""
    if isinstance(error, Problem):
        return error
    for kind in type(error).__mro__:
        if kind.__name__ in BY_NAME:
            code, advice = BY_NAME[kind.__name__]
            return Problem(code, _sentence(error), advice)
    if _is_disk(error):
        return Problem(
            Exit.DISK,
            _sentence(error),
            "Free space or permit writing there, then run again. 请清理磁盘或检查权限。",
        )
    return Problem(
        Exit.UNEXPECTED,
        f"{type(error).__name__} in {_place(error)}",
        "Add --debug before the command to see more, and please report it. 加 --debug 查看详情。",
    )


def lines(problem: Problem, serving: str) -> list[str]:
    """The three sentences, ready to print; `serving` says what people still read."""
    return [f"✗ {problem.happened}", serving, f"→ {problem.advice}"]


def _is_disk(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in DISK
    return type(error).__name__ == "IOException" and any(
        word in str(error) for word in ("No space", "write", "Permission")
    )


def _sentence(error: BaseException) -> str:
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryException":
        return "There is not enough memory. 内存不足。"
    if isinstance(error, OSError) and error.filename:
        return f"{error.strerror}: {error.filename}"
    return str(error)


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].name}, line {frames[-1].lineno}" if frames else "an unknown place"
