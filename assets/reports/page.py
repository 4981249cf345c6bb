"""The manager's page: one self-contained HTML text, made from content alone."""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from assets.reports.charts import Figure
from assets.reports.content import Content
from assets.reports.formats import day
from assets.reports.sections.campaigns import campaigns
from assets.reports.sections.decisions import decisions
from assets.reports.sections.first_screen import CHANGES_SHOWN, first_screen
from assets.reports.sections.glossary import glossary
from assets.reports.sections.loyalty import loyalty
from assets.reports.sections.proof import proof
from assets.reports.sections.quality import quality
from assets.reports.sections.segments import segments
from assets.reports.sections.trust import trust
from assets.reports.words import Both, word
from warehouse.snapshots import IDENTIFIER_MARK

HERE = Path(__file__).parent
SECTIONS = (segments, loyalty, proof, trust, campaigns, decisions, quality)


def render(content: Content) -> str:
    """The page of this content; the same content gives the same bytes."""
    scripts = [_plotly(), asset("page.js")]
    return (
        templates()
        .get_template("page.html")
        .render(
            content=content,
            day=day(content.as_of),
            first=first_screen(content),
            shown_changes=CHANGES_SHOWN,
            sections=[section(content) for section in SECTIONS],
            glossary=glossary(content),
            style=Markup(asset("style.css")),  # noqa: S704  our own file
            scripts=[Markup(script) for script in scripts],  # noqa: S704  plotly's bundle and our own file
            policy=policy(scripts),
            snapshot=Markup(IDENTIFIER_MARK),  # noqa: S704
        )
    )


def policy(scripts: list[str]) -> str:
    """A content security policy under which only these scripts run and nothing is fetched."""
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:;"
        " base-uri 'none'; form-action 'none'"
    )


def embedded(figure: Figure) -> Markup:
    """A figure as JSON that cannot end its script element."""
    text = json.dumps(
        figure, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_pair, allow_nan=False
    )
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704  `<` is escaped


def _pair(value: Any) -> dict[str, str]:
    if isinstance(value, Both):
        return {"en": value.en, "zh": value.zh}
    raise TypeError(f"{type(value).__name__} has no place in a figure")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _plotly() -> str:
    from plotly.offline import get_plotlyjs  # heavy, and needed only here

    return str(get_plotlyjs()).replace("\r\n", "\n").replace("</script", "<\\/script")


@cache
def asset(name: str) -> str:
    """A file of this folder: the style, the script."""
    return (HERE / name).read_text("utf-8")


@cache
def templates() -> jinja2.Environment:
    """The templates, which know `word` and `embedded`."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"word": word, "embedded": embedded}
    return environment
