"""What a file's name says of its version: `orders (1).csv`, `orders_v2.csv`, `客户（更正）.xlsx`."""

import re
from pathlib import Path

VERSION = re.compile(
    r"^(?P<base>.+?)[ _\-.]*(?:[(（]\s*(?P<copy>\d+)\s*[)）]|[_\- ]v(?P<version>\d+)"
    r"|[(（]?(?P<word>更正|修正|修订|更新|重发|最终|副本|copy|corrected|correction|fixed|revised|updated|resend|resent|final)[版]?[)）]?)$",
    re.IGNORECASE,
)


def base_name(file: str) -> str:
    """The name without its version suffix.

    >>> [base_name(name) for name in ("orders (1).csv", "客户（更正）.xlsx", "orders_2025.csv", "a_v2.csv")]
    ['orders.csv', '客户.xlsx', 'orders_2025.csv', 'a.csv']
    """
    path = Path(file)
    match = VERSION.match(path.stem)
    return str(path.with_name(match["base"] + path.suffix)) if match else file


def arrival_order(file: str) -> tuple[str, int, int, str]:
    """Where a file stands among files seen for the first time in one run: later versions after plain ones."""
    match = VERSION.match(Path(file).stem)
    number = int(match["copy"] or match["version"] or 0) if match else 0
    return base_name(file), (2 if match and match["word"] else 1 if match else 0), number, file


def says_corrected(new: str, old: str) -> bool:
    """Whether the name calls itself a later version of the other: by a word or a version number.

    `orders (1).csv` does not: browsers number every second download.
    """
    match = VERSION.match(Path(new).stem)
    return bool(match and not match["copy"] and base_name(new) == base_name(old) and new != old)
