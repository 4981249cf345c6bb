"""What is really so, written beside the inbox and never read by the pipeline.

parameters.json   true parameters, true campaign effects, counts
people.csv        one row per person, see `outcomes`
records.csv       which record is whose, and whether exact e-mail or phone (with a fitting name) can tell
orders.csv        which order is whose and of what kind; only for companies up to SMALL customers
opportunities.csv which opportunity is whose, how likely it was to be won, and whether it is, maybe later
bad_rows.csv      every row a careful reader must put aside, by file and physical line
corrections.csv   what the re-sent file corrected
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from simulation.arrays import Objects, objects
from simulation.campaigns import Effect, effects
from simulation.columns import Stamps, flags, lines, money, same
from simulation.exports import dealings
from simulation.exports.files import TextFile
from simulation.exports.inbox import Chunk, Inbox, OrderIds, Records
from simulation.orders import KINDS
from simulation.outcomes import HEADER, Outcome, people_rows
from simulation.parameters import Parameters

SMALL = 50_000
RECORDS_HEADER = "system,record_id,person_id,is_recoverable"
ORDERS_HEADER = "system,order_id,person_id,kind,ordered_on,total,refunded"


class TruthFiles:
    """The files of the truth folder, filled chunk by chunk."""

    def __init__(self, folder: Path, truth: Parameters, customers: int) -> None:
        self._folder, self._truth, self._stamps = folder, truth, Stamps(truth)
        self._people = TextFile(folder / "people.csv", HEADER)
        self._records = TextFile(folder / "records.csv", RECORDS_HEADER)
        self._orders = TextFile(folder / "orders.csv", ORDERS_HEADER) if customers <= SMALL else None
        self._effects: dict[str, dict[str, Effect]] = {}
        self._counts = {"customers": customers, "people": 0, "purchases": 0}

    def write(
        self, chunk: Chunk, done: Outcome, records: Sequence[Records], orders: Sequence[OrderIds]
    ) -> None:
        """Add a chunk's people, records and orders."""
        rows = people_rows(chunk.people, chunk.purchases, done, chunk.campaigns, self._truth, self._stamps)
        self._people.write(rows)
        self._counts["people"] += len(rows)
        self._counts["purchases"] += int(done.purchases.sum() + done.extra_orders.sum())
        for members in chunk.campaigns:
            self._note_effects(members.campaign.campaign_id, effects(members))
        for part in records:
            self._records.write(_record_rows(part, chunk.people.person_id))
        for ids in orders:
            if self._orders:
                self._orders.write(_order_rows(ids, chunk.people.person_id, self._stamps))

    def _note_effects(self, campaign: str, found: dict[str, Effect]) -> None:
        sums = self._effects.setdefault(campaign, {})
        for stage, effect in found.items():
            sums[stage] = sums[stage] + effect if stage in sums else effect

    def close(self) -> None:
        """Close all files, also after a failure."""
        for file in (self._people, self._records, self._orders):
            if file:
                file.close()

    def finish(self, inbox: Inbox) -> dict[str, int]:
        """Write what is known only at the end; returns how much was written."""
        rows = sorted(inbox.bad_rows, key=lambda row: (row.file, row.line))
        bad = [f"{row.file},{row.line},{row.reason}" for row in rows]
        _write(self._folder / "bad_rows.csv", "file,line,reason_code", bad)
        _write(
            self._folder / "corrections.csv", "order_id,change,total_before,total", inbox.sales.corrections
        )
        _write(self._folder / "opportunities.csv", dealings.HEADER, inbox.dealings.known)
        counts = {**self._counts, **inbox.counts, **inbox.dealings.counts, "bad rows": len(rows)}
        self._write_parameters(counts)
        return counts

    def _write_parameters(self, counts: dict[str, int]) -> None:
        done = {c: {s: e.report() for s, e in stages.items()} for c, stages in self._effects.items()}
        content = {**asdict(self._truth), "campaign_effects": done, "counts": counts}
        text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
        (self._folder / "parameters.json").write_text(text + "\n", encoding="utf-8")


def _write(path: Path, header: str, rows: Iterable[str]) -> None:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def _record_rows(part: Records, person_id: Objects) -> list[str]:
    system = same(part.system, len(part.record_id))
    return lines(system, part.record_id, person_id[part.person], flags(part.is_recoverable))


def _order_rows(ids: OrderIds, person_id: Objects, stamps: Stamps) -> list[str]:
    orders = ids.orders
    return lines(
        same(ids.system, len(orders)),
        ids.order_id,
        person_id[orders.person],
        objects(KINDS)[orders.kind],
        stamps.dates(orders.day),
        money(orders.total),
        money(orders.refunded),
    )
