"""The simulated company: people, what they do, and the exports and the truth of it, chunk by chunk."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from simulation.arrays import stream
from simulation.campaigns import simulate_campaigns
from simulation.complaints import simulate_complaints
from simulation.contacts import EMAIL
from simulation.dealings import make_dealings
from simulation.exports.inbox import Chunk, Inbox
from simulation.orders import make_orders
from simulation.outcomes import Outcome, outcome
from simulation.parameters import Parameters
from simulation.people import GRANTED, draw_people, head_count
from simulation.purchases import simulate_purchases
from simulation.season import Clock
from simulation.tickets import make_tickets
from simulation.truth import TruthFiles

CHUNK = 10_000
_STREAMS = ("buying", "spend", "complaints", "campaigns", "orders", "tickets", "dealings")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Truth:
    """Where the simulated company lies and how large it is; the truth itself is in `folder`/truth."""

    folder: Path
    parameters: Parameters
    counts: dict[str, int]

    @property
    def inbox(self) -> Path:
        """The exports."""
        return self.folder / "inbox"

    @property
    def truth(self) -> Path:
        """What is really so."""
        return self.folder / "truth"


def simulate(folder: Path, customers: int, seed: int, progress: Progress | None = None) -> Truth:
    """Write `folder`/inbox and `folder`/truth for so many buyers (and 5 % prospects).

    The same customers and seed give the same bytes. progress: called with customers done and in all.
    Replaces an earlier simulation. Raises FileExistsError where the inbox holds anything else.
    """
    if customers < 1:
        raise ValueError("a company needs at least one customer")
    _refuse_real_exports(folder)
    truth = Parameters()
    company = _Company(customers, seed, truth, Clock(truth.season, truth.starts_on, truth.until + 1))
    inbox = Inbox(_fresh(folder / "inbox"), truth)
    files = TruthFiles(_fresh(folder / "truth"), truth, customers)
    done = 0
    with closing(inbox), closing(files):
        for chunk, summary in company.chunks():
            files.write(chunk, summary, *inbox.write(chunk))
            done += len(summary.purchases)
            if progress:
                progress(done, customers)
    inbox.finish()
    return Truth(folder, truth, files.finish(inbox))


def _refuse_real_exports(folder: Path) -> None:
    inbox = folder / "inbox"
    if inbox.is_dir() and any(inbox.iterdir()) and not (folder / "truth" / "people.csv").is_file():
        raise FileExistsError(f"{inbox} holds exports that no simulation made; choose another folder.")


def _fresh(folder: Path) -> Path:
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


@dataclass(frozen=True)
class _Company:
    """What is fixed for all chunks."""

    customers: int
    seed: int
    truth: Parameters
    clock: Clock

    def chunks(self) -> Iterator[tuple[Chunk, Outcome]]:
        """All people and what they do, so many buyers at a time."""
        first_number = 1
        for number, start in enumerate(range(0, self.customers, CHUNK)):
            size = min(CHUNK, self.customers - start)
            yield self._chunk(number, size, first_number)
            first_number += len(head_count(size, number))

    def _chunk(self, number: int, size: int, first_number: int) -> tuple[Chunk, Outcome]:
        truth, clock = self.truth, self.clock
        buying, spend, grief, mailing, ordering, asking, selling = (
            stream(self.seed, number, name) for name in _STREAMS
        )
        purchases = simulate_purchases(size, truth, clock, buying, spend)
        complaints = simulate_complaints(purchases, truth, grief)
        first_day, buys_again = purchases.day[purchases.position == 0], purchases.before(truth.end) > 1
        people = draw_people(first_day, buys_again, first_number, number, self.seed)
        mailable = people.contacts.reachable(EMAIL) & (people.email_state == GRANTED)
        sent = simulate_campaigns(purchases, mailable[:size], truth, clock, mailing)
        orders = make_orders(purchases, people, sent, self.customers, truth, ordering)
        tickets = make_tickets(complaints, orders, people, truth, asking)
        summary = outcome(purchases, complaints, sent, truth, clock)
        dealings = make_dealings(purchases, orders, people, truth, selling)
        return Chunk(number, self.seed, people, orders, tickets, sent, purchases, dealings), summary
