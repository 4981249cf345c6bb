"""An export and the account of it: what left the house, by which rule, for which purpose."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.chosen import segment_row
from app.querying import has, reading
from app.waterfall import Waterfall, waterfall
from app.writing import replacing, write_list

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from warehouse.snapshots import Snapshot
    from warehouse.workspace import Workspace

PREDICTED = """
select * from mart.predictions where customer_id in (select unnest($customers)) order by customer_id
"""


@dataclass(frozen=True)
class Order:
    """What was asked for; `reason` is why the holdout is to be contacted too, else None."""

    segment: str
    channel: str
    kind: str
    out: Path
    reason: str | None = None


def export_list(workspace: "Workspace", snapshot: "Snapshot", order: Order) -> dict[str, Any]:
    """Write the list and its manifest, beside it and in `store/exports`; returns the manifest."""
    region = workspace.settings.phone_region
    with reading(snapshot) as connection:
        segment = segment_row(connection, order.segment)
        chosen = waterfall(connection, order.segment, order.channel, region, with_holdout=bool(order.reason))
        said = predicted(connection, [row[0] for row in chosen.people])
    columns = ("segment", *chosen.columns)
    people = [[order.segment, *row] for row in chosen.people]
    digest = write_list(order.out, order.kind, columns, people, snapshot.as_of)
    manifest = _manifest(snapshot, order, segment, chosen, digest) | _kept(
        workspace, snapshot, order, said, digest
    )
    _keep(workspace, order, manifest)
    return manifest


def predicted(connection: "DuckDBPyConnection", customers: list[str]) -> Any:
    """What the snapshot predicts of these customers, as an Arrow table; None where it predicts nothing."""
    if not has(connection, "mart.predictions"):
        return None
    return connection.execute(PREDICTED, {"customers": customers}).to_arrow_table()


def _kept(
    workspace: "Workspace", snapshot: "Snapshot", order: Order, said: Any, digest: str
) -> dict[str, Any]:
    """Keep what was predicted of those on the list, so that it is graded when its time has passed."""
    from warehouse import lists

    if said is None or not said.num_rows:
        return {"predicted": None}
    kept = lists.keep(workspace, said, snapshot.id, snapshot.as_of, order.segment, order.channel, digest)
    return {"predicted": {"list": kept.name, "churn": kept.churn, "churn_days": kept.churn_days}}


def _manifest(
    snapshot: "Snapshot", order: Order, segment: dict[str, Any], chosen: Waterfall, digest: str
) -> dict[str, Any]:
    """Counts, hashes and definitions; no personal value."""
    return {
        "file": order.out.name,
        "sha256": digest,
        "format": order.kind,
        "channel": order.channel,
        "columns": ["segment", *chosen.columns],
        "waterfall": chosen.counts,
        "segment": order.segment,
        "purpose": segment["purpose"],
        "owner": segment["owner"],
        "definition": json.loads(segment["definition"]),
        "definition_sha256": segment["definition_sha256"],
        "snapshot": snapshot.id,
        "as_of": snapshot.as_of.isoformat(),
        "holdout_included_because": order.reason,
    }


def _keep(workspace: "Workspace", order: Order, manifest: dict[str, Any]) -> None:
    content = json.dumps(manifest, ensure_ascii=False, indent=1, default=str) + "\n"
    name = f"{manifest['snapshot']}-{order.segment}-{order.channel}-{manifest['sha256'][:8]}.json"
    workspace.exports.mkdir(parents=True, exist_ok=True)
    for place in (order.out.with_name(order.out.name + ".manifest.json"), workspace.exports / name):
        with replacing(place) as aside:
            aside.write_text(content, "utf-8")
