"""Movement of customers between the eleven segments."""

from assets.reports.blocks import Block, Chart, Column, Table, missing, said, share, table
from assets.reports.charts import Figure, exchange, label
from assets.reports.content import Content, Record
from assets.reports.formats import count
from assets.reports.words import Both, named, word

MOVES_SHOWN = 12


def movement(content: Content) -> list[Block]:
    """Who came into and went out of each segment, and the largest moves."""
    moves = longest(content["movement"])
    if not moves:
        return [missing("movement")]
    eleven = content["eleven"]
    names = {row["segment"]: named(row) for row in [*content["eleven_names"], *eleven]}
    worth = {row["segment"]: share(row["expected_value"], row["customers"]) or 0.0 for row in eleven}
    ranked = sorted(worth, key=lambda segment: (-worth[segment], segment))
    drawn, matrix = _exchange(moves, ranked, names), _matrix(moves, ranked, names)
    takeaway, note = _takeaway(moves, worth), word("movement.note")
    chart = Chart("movement", word("movement.name"), takeaway, drawn, matrix, note, is_wide=False)
    return [chart, _largest(moves, worth, names)]


def _takeaway(moves: list[Record], worth: dict[str, float]) -> Both:
    sums = dict.fromkeys(("up", "down", "same"), 0)
    for row in moves:
        sums[direction(row, worth)] += row["customers"]
    counts = {kind: count(customers) for kind, customers in sums.items()}
    return word("movement.takeaway", days=count(moves[0]["days"]), **counts)


def longest(moves: list[Record]) -> list[Record]:
    """The moves over the longest span that there is."""
    span = max((row["days"] for row in moves), default=None)
    return [row for row in moves if row["days"] == span and row["customers"]]


def direction(row: Record, worth: dict[str, float]) -> str:
    """Up where a customer of the new segment is expected to bring more than one of the old."""
    before, after = worth.get(row["from_segment"]), worth.get(row["to_segment"], 0.0)
    if before is None or row["from_segment"] == row["to_segment"]:
        return "same"
    return "up" if after > before else "down"


def _exchange(moves: list[Record], ranked: list[str], names: dict[str, Both]) -> Figure:
    moved = [row for row in moves if row["from_segment"] != row["to_segment"]]
    came = [sum(row["customers"] for row in moved if row["to_segment"] == one) for one in ranked]
    went = [sum(row["customers"] for row in moved if row["from_segment"] == one) for one in ranked]
    titles = (word("series.came"), word("series.went"))
    return exchange([label(names[one]) for one in ranked], came, went, titles, word("axis.moved"))


def _matrix(moves: list[Record], ranked: list[str], names: dict[str, Both]) -> Table:
    sums = {(row["from_segment"], row["to_segment"]): row["customers"] for row in moves}
    before = [*ranked, *sorted({row["from_segment"] for row in moves} - set(ranked), key=str)]
    rows = [{"from_segment": one} | {after: sums.get((one, after)) for after in ranked} for one in before]
    first = said("from_to", lambda row: name_of(row["from_segment"], names))
    return table(rows, [first, *(Column(names[after], count, after) for after in ranked)])


def name_of(segment: str | None, names: dict[str, Both]) -> Both:
    """The segment's name; who was in none before is new."""
    return names.get(segment or "", word("movement.new"))


def _largest(moves: list[Record], worth: dict[str, float], names: dict[str, Both]) -> Table:
    moved = [row for row in moves if row["from_segment"] != row["to_segment"]]
    columns = [
        said("from", lambda row: name_of(row["from_segment"], names)),
        said("to", lambda row: name_of(row["to_segment"], names)),
        Column("customers", count, "customers"),
        said("direction", lambda row: word(f"movement.{direction(row, worth)}")),
    ]
    return table(moved[:MOVES_SHOWN], columns, word("movement.largest"), is_wide=False)
