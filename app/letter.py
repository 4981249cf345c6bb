"""The report as a PDF for mail, set by typst from the published content."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).with_name("letter.typ")
CHINESE = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Serif CJK SC", "SimSun",
)  # fmt: skip
LATIN = ("Liberation Sans", "Arial", "Helvetica", "Noto Sans", "DejaVu Sans", "Libertinus Serif")


def fonts(language: str) -> list[str]:
    """The installed families to set this language in; none where it cannot be."""
    import typst

    there = set(typst.Fonts().families())
    latin, chinese = ([name for name in names if name in there] for names in (LATIN, CHINESE))
    return chinese[:1] if language == "zh" else [*latin[:1], *chinese[:1]]


def letter(content: dict[str, Any], language: str) -> bytes:
    """The PDF of this content in one language; the same content and fonts give the same bytes."""
    import typst

    day = dt.date.fromisoformat(content["as_of"])
    inputs = {
        "content": json.dumps({name: content[name] for name in content if name != "tables"}),
        "language": language,
        "fonts": json.dumps(fonts(language)),
    }
    made = dt.datetime.combine(day, dt.time(), dt.UTC)
    return bytes(
        typst.compile(str(TEMPLATE), format="pdf", sys_inputs=inputs, timestamp=int(made.timestamp()))
    )
