"""A preset drafted for a system nobody described, from header words and the look of values, to be checked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import yaml

from sources.canonical import OBJECTS
from sources.mapping import NAME_PARTS
from sources.planning import distinct
from sources.shapes import fit, shares
from sources.vocabulary import SURE, resemblance, speakers

SAMPLE = 500
ENOUGH = 0.4
DOUBT = 0.7
CLEAR = 0.6
"""Below this a person is asked to look twice."""
Look = dict[str, float]
BY_LOOK = 0.95
"""The share of values that must look like an address or phone number where the header says nothing."""
SELF_TELLING = {"email": "email", "phone": "phone"}
NEEDED = {"moment": "moment", "money": "number", "quantity": "number"}
PRICED = {"order_lines": ("unit_price", "order_total")}
"""Without any of these a table says how many, but not how much."""
OWN = {"customers": 0.3, "orders": 0.2, "order_lines": 0.1}
"""A word for the commonest tables where the columns fit several."""


@dataclass(frozen=True)
class Guess:
    """One header, the canonical column it is taken for, how sure that is (0 to 1), and why."""

    header: str
    column: str
    sureness: float
    why: str


@dataclass(frozen=True)
class Draft:
    """What a table is taken for, and what each of its columns is taken for."""

    object: str
    guesses: tuple[Guess, ...]
    kept: tuple[str, ...]

    @property
    def missing(self) -> list[str]:
        """Required columns that nothing was found for."""
        table = OBJECTS[self.object]
        found = {guess.column for guess in self.guesses} | set(table.key if self._stands_in else ())
        choices = PRICED.get(self.object, ())
        unpriced = choices[:1] if found.isdisjoint(choices) else ()
        return [name for name in (*table.required, *table.expected, *unpriced) if name not in found]

    @property
    def _stands_in(self) -> bool:
        return bool({guess.column for guess in self.guesses} & set(OBJECTS[self.object].instead))

    @property
    def worth(self) -> float:
        """How much of the table is understood, less what is missing."""
        return sum(guess.sureness for guess in self.guesses) - len(self.missing) + OWN.get(self.object, 0)


def draft(header: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> Draft:
    """The table and columns that names and values speak for most."""
    names = distinct(header)
    sample = list(islice(rows, SAMPLE))
    looks = [
        shares([row[place] if place < len(row) else "" for row in sample]) for place in range(len(names))
    ]
    return max((_as(table, names, looks) for table in OBJECTS), key=lambda each: each.worth)


def _as(table: str, names: Sequence[str], looks: Sequence[Look]) -> Draft:
    """The columns' best meanings in one table; a canonical column may have several headers, best first."""
    found = [_guess(table, name, look) for name, look in zip(names, looks, strict=True)]
    guesses = [each for each in found if each]
    guesses += _needed(table, guesses, dict(zip(names, looks, strict=True)))
    guesses.sort(key=lambda each: (each.column, -each.sureness))
    taken = {each.header for each in guesses}
    return Draft(table, tuple(guesses), tuple(name for name in names if name not in taken))


def _guess(table: str, name: str, look: Look) -> Guess | None:
    kinds = OBJECTS[table].columns | dict.fromkeys(NAME_PARTS, "text")
    found = [(resemblance(table, column, name), column) for column in kinds]
    candidates = [
        Guess(
            name,
            column,
            _sureness(said, fit(kinds[column], column, look)),
            _why(table, name, word, said, look),
        )
        for (said, word), column in found
        if said
    ]
    best = max(candidates, key=lambda each: each.sureness, default=None)
    return best if best and best.sureness >= ENOUGH else _by_look(kinds, name, look)


def _sureness(said: float, fitting: float) -> float:
    """Values that cannot be what the name says overrule it."""
    return said * (1 - DOUBT + DOUBT * min(1.0, 2 * fitting))


def _needed(table: str, guesses: Sequence[Guess], looks: dict[str, Look]) -> Iterator[Guess]:
    """For a required column that no name speaks for, the only column left whose values could be it."""
    there, taken = {each.column for each in guesses}, {each.header for each in guesses}
    for column in OBJECTS[table].required:
        shape = NEEDED.get(OBJECTS[table].columns[column])
        left = [
            name for name, look in looks.items() if name not in taken and shape and look[shape] >= BY_LOOK
        ]
        if column not in there and len(left) == 1:
            yield Guess(left[0], column, ENOUGH, "the only one left that could be it 仅此列可能")


def _by_look(kinds: dict[str, str], name: str, look: Look) -> Guess | None:
    for shape, column in SELF_TELLING.items():
        if column in kinds and look["filled"] and look[shape] >= BY_LOOK:
            why = f"{look[shape]:.0%} of its values look like one 其值符合格式"
            return Guess(name, column, ENOUGH, why)
    return None


def _why(table: str, name: str, word: str, said: float, look: Look) -> str:
    known = speakers(table, name)
    if said == SURE and known:
        return f"called so in {', '.join(known[:2])} 已知列名"
    return f"resembles “{word}” 与此相似; filled 有值 {look['filled']:.0%}"


def written(found: Draft, system: str, source: str) -> str:
    """The draft as YAML, each line with its evidence, for a person to check."""
    lines = [*_head(found, system, source), "aliases:", *_aliases(found)]
    lines += [f"known: {_flow(found.kept)}  # kept in extra 保留在 extra"] if found.kept else []
    return "\n".join(lines) + "\n"


def _head(found: Draft, system: str, source: str) -> Iterator[str]:
    yield f"# Drafted from {source}: check every line, most of all those marked `?`."
    yield f"# 由 {source} 自动起草：请逐行核对，尤其是带 ? 的行。"
    yield f"# object is one of 可选: {', '.join(OBJECTS)}"
    yield f"system: {_scalar(system)}"
    yield f"object: {found.object}"
    sure = {each.column for each in found.guesses if each.sureness >= CLEAR}
    needed = [
        name for name in (*OBJECTS[found.object].required, *OBJECTS[found.object].expected) if name in sure
    ]
    yield f"required: {_flow(needed or sorted(sure)[:1])}"
    for name in found.missing:
        yield f"# MISSING 缺少: add the column that is {name} to aliases. 请在 aliases 中补入 {name} 所在列。"


def _aliases(found: Draft) -> Iterator[str]:
    for column in dict.fromkeys(each.column for each in found.guesses):
        same = [each for each in found.guesses if each.column == column]
        mark = "" if min(each.sureness for each in same) > CLEAR else "? "
        why = "; ".join(each.why for each in same)
        yield f"  {column}: {_flow([each.header for each in same])}  # {mark}{why}"


def _flow(names: Sequence[str]) -> str:
    return yaml.safe_dump(list(names), allow_unicode=True, default_flow_style=True, width=10_000).strip()


def _scalar(name: str) -> str:
    return yaml.safe_dump(name, allow_unicode=True).splitlines()[0]
