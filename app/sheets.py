"""The hand-over sheet: one printable page about a customer for whoever takes over."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Template

PAGE = Path(__file__).with_name("sheet.html")


def sheet(found: dict[str, Any], company: str, snapshot: str) -> str:
    """The page of one customer, as `app.customers.customer` tells them; it loads nothing from outside."""
    return _template().render(found=found, who=found["portrait"] | found["attributes"], company=company,
                              snapshot=snapshot)  # fmt: skip


@cache
def _template() -> "Template":
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.ChainableUndefined, trim_blocks=True)
    return environment.from_string(PAGE.read_text("utf-8"))
