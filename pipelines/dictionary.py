"""The data dictionary: every table, its columns, and what is checked, written from the queries themselves."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import dagster as dg

from expectations.wording import wording
from pipelines.assembly import all_assets
from pipelines.checks import described
from pipelines.sql import Query, queries

PAGE = Path(__file__).parents[1] / "docs" / "data-dictionary.md"
SCHEMAS = {
    "raw": "As exported: rows mapped to canonical columns, and the books of the files they came from.",
    "core": "One row per real thing.",
    "mart": "What people read.",
    "reports": "Pages, and the snapshot they are published in.",
}


def page() -> str:
    """The whole dictionary in Markdown."""
    specs = [spec for asset in all_assets() for spec in asset.specs]
    specs.sort(key=lambda spec: list(spec.key.path))
    keys = {spec.key for spec in specs}
    texts = {query.key: query for query in queries()}
    suites = dict(described(keys))
    return "\n".join([*_head(), *_schemas(specs, texts, suites)]) + "\n"


def _head() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "Written by `make docs` from the comments of the queries and from the suites; do not edit by hand."


def _schemas(
    specs: list[dg.AssetSpec], texts: dict[dg.AssetKey, Query], suites: dict[dg.AssetKey, list[Any]]
) -> Iterator[str]:
    for schema, sentence in SCHEMAS.items():
        yield from ("", f"## {schema}", "", sentence)
        for spec in specs:
            if spec.key.path[0] == schema:
                yield from _table(spec, texts.get(spec.key), suites.get(spec.key, []))


def _table(spec: dg.AssetSpec, query: Query | None, suite: Iterable[Any]) -> Iterator[str]:
    yield from ("", f"### {'.'.join(spec.key.path)}", "", (spec.description or "").strip().splitlines()[0])
    if query is not None and any(query.columns.values()):
        yield from ("", "| column | what it is |", "|---|---|")
        yield from (f"| `{name}` | {comment} |" for name, comment in query.columns.items() if name != "*")
    if checks := sorted({wording(one).sentence["en"] for one in suite}):
        yield from ("", "Checked: " + "; ".join(checks) + ".")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
