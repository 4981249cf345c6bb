"""The exit codes of every command, in one place."""

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended; the numbers follow sysexits where it has one."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    DATA = 65
    LATE = 69
    DISK = 73
    BUSY = 75
    CONFIGURATION = 78
    MEMORY = 137


MEANINGS: dict[Exit, tuple[str, str]] = {
    Exit.OK: ("done", "完成"),
    Exit.UNEXPECTED: ("unexpected error", "意外错误"),
    Exit.USAGE: ("the command was not understood", "命令有误"),
    Exit.DATA: ("data refused, the last snapshot serves on", "数据未通过校验，沿用上次结果"),
    Exit.LATE: ("nothing to work on yet", "尚无可用数据"),
    Exit.DISK: ("disk full or not writable", "磁盘已满或不可写"),
    Exit.BUSY: ("another run is under way", "另一任务正在运行"),
    Exit.CONFIGURATION: ("a setting or file must be corrected", "配置有误"),
    Exit.MEMORY: ("out of memory", "内存不足"),
}


def epilog() -> str:
    """The codes as one paragraph for `--help`."""
    return "Exit codes 退出码: " + " · ".join(
        f"{code} {english} {chinese}" for code, (english, chinese) in MEANINGS.items()
    )
