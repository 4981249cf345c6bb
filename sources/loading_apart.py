"""Loading an export in a limited process: what goes there, and what comes back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

from sources import engine
from sources.arriving import Arrival
from sources.encoding import Survey
from sources.export import UnreadableError
from sources.ledger import Entry, entry_of
from sources.limited import limited
from sources.loading import Loader
from sources.mapping import presets


@dataclass(frozen=True)
class Apart:
    """A loader whose files are read by limited processes."""

    loader: Loader
    overrides: Mapping[str, Any] | None
    zone: str
    run: int = field(default_factory=count().__next__)

    def load(self, arrival: Arrival, entry: Entry) -> Entry:
        """The completed entry; its folder is filled where it says `loaded`, else empty."""
        assert arrival.seen is not None
        try:
            done = limited(
                "load",
                arrival.path,
                name=arrival.name,
                table=arrival.table,
                seen=asdict(arrival.seen),
                entry=asdict(entry),
                working=str(self.loader.working),
                overrides=json.dumps(self.overrides, default=str),
                zone=self.zone,
                run=self.run,
            )
        except UnreadableError as refusal:
            return self._stopped(entry, str(refusal))
        return entry_of(done)

    def _stopped(self, entry: Entry, message: str) -> Entry:
        folder = self.loader.folder(entry.file_id)
        folder.mkdir(exist_ok=True)
        for file in folder.iterdir():
            file.unlink()
        return replace(entry, status="refused", message=message)


def load(
    path: Path,
    name: str,
    table: int,
    seen: Mapping[str, Any],
    entry: Mapping[str, Any],
    working: str,
    overrides: str,
    zone: str,
    run: int,
) -> dict[str, Any]:
    """The other side of `Apart.load`."""
    arrival = Arrival(path, name, seen=Survey(**seen), table=table)
    return asdict(_loader(working, overrides, zone, run).load(arrival, entry_of(entry)))


@lru_cache(1)
def _loader(working: str, overrides: str, zone: str, _run: int) -> Loader:
    """The loader of one run: its folder was another one before, even if it had the same name."""
    folder = Path(working)
    return Loader(presets(json.loads(overrides)), engine.connect(folder, zone), folder)
