"""What each canonical column is made of, as expressions over the staged text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from duckdb import ColumnExpression, ConstantExpression, Expression

from sources.canonical import CODES, TYPES, Canonical
from sources.mapping import NAME_PARTS
from sources.planning import Plan
from sources.styles import PLAIN, call, plain

YES = ("yes", "y", "true", "t", "1", "on", "是", "有", "同意", "已授权", "已同意", "订阅", "subscribed", "√")
NO = (
    "no",
    "n",
    "false",
    "f",
    "0",
    "off",
    "否",
    "无",
    "不同意",
    "未授权",
    "拒绝",
    "退订",
    "unsubscribed",
    "×",
)
MOMENT = ("moment_1", "moment_2", "moment_3", "moment_4")
NUMBER = ("number_1", "number_2", "number_3")
STEPS: dict[str, tuple[str, ...]] = {"moment": (*MOMENT, "moment_5"), "date": (*MOMENT, "date_5")} | {
    kind: (*NUMBER, f"{kind}_4") for kind in ("money", "price", "quantity", "integer")
}
STEPS |= {"number": ("undamaged_1", *NUMBER[1:], "number_4"), "real": (*NUMBER[:2], "real_3")}
"""How values that are not plain are read, macro after macro."""
LEFT = "left over "
"""Before the name of a typed column: what of it is still to be read."""


@dataclass(frozen=True)
class Values:
    """The columns of one file, each read in its own style."""

    how: Plan
    styles: Mapping[str, str]

    @property
    def table(self) -> Canonical:
        """The canonical table."""
        return self.how.table

    def first(self, name: str) -> Expression:
        """A canonical column: text as it is to be, and typed what is plain."""
        kind = self.table.columns[name]
        value = self._own(name, kind)
        if name == "name" and set(NAME_PARTS) & self.how.columns.keys():
            value = call(
                "first_of", value, call("full_name", *(self._own(part, "text") for part in NAME_PARTS))
            )
        if name == self.table.key[0] and name not in self.how.columns:
            others = (self._own(other, "text") for other in self.table.instead)
            value = reduce(lambda one, other: call("first_of", one, other), others, value)
        return value.cast(TYPES[kind]).alias(name)

    @property
    def steps(self) -> dict[str, tuple[str, ...]]:
        """The macros that read what is left over, for each column that is not plain."""
        return {
            name: STEPS[kind]
            for name, kind in self.how.kinds.items()
            if kind in STEPS and name in self.styles
        }

    def step(self, name: str, number: int) -> Expression:
        """What is left over of a column after its next step, or as it is where it has no more."""
        macros, column = self.steps[name], ColumnExpression(LEFT + name)
        if number >= len(macros):
            return column.alias(LEFT + name)
        return call(macros[number], column, ConstantExpression(self.styles[name])).alias(LEFT + name)

    def _own(self, name: str, kind: str) -> Expression:
        if name not in self.how.columns:
            return ConstantExpression(self.how.preset.constants.get(name)).cast(TYPES[kind])
        value, words = self._without_quirks(name, kind), self.how.preset.values.get(name, {})
        style = self.styles.get(name, PLAIN)
        match kind:
            case "flag":
                return self._flag(name, value, words)
            case "text":
                return _worded(value, words) if words else value
            case "identifier" | "phone":
                return value if style == PLAIN else call("identifier_1", value, ConstantExpression(style))
            case _:
                return ConstantExpression(None) if style == "european" else plain(name, kind)

    def _without_quirks(self, name: str, kind: str) -> Expression:
        """A text as the preset's vendor means it."""
        value, quirks = ColumnExpression(name), self.how.preset.quirks if kind in CODES else ()
        if "apostrophes" in quirks:
            value = call("without_apostrophe", value)
        if "tagged_values" in quirks:
            value = call("without_tag", value)
        if "first_of_several" in quirks and name.endswith("_ref"):
            value = call("first_of_several", value)
        if "zero_for_none" in quirks and name.endswith("_ref"):
            value = call("unless_zero", value)
        return call("person_in_charge", value) if name == "owner" else value

    def _flag(self, name: str, value: Expression, words: Mapping[str, Sequence[str]]) -> Expression:
        yes, no = flag_words(words, name in self.how.inverted)
        return call("as_flag", value, ConstantExpression(yes), ConstantExpression(no))


def _worded(value: Expression, words: Mapping[str, Sequence[str]]) -> Expression:
    """The preset's own word for each of its spellings; others as they are."""
    return call("worded", value, *map(ConstantExpression, spellings(words)))


def spellings(words: Mapping[str, Sequence[str]]) -> tuple[list[str], list[str]]:
    """The spellings of a preset's words, in lower case, and what each means."""
    pairs = [(str(word).lower(), str(meaning)) for meaning, each in words.items() for word in each]
    return [word for word, _ in pairs], [meaning for _, meaning in pairs]


def flag_words(words: Mapping[str, Sequence[str]], is_inverted: bool) -> tuple[list[str], list[str]]:
    """The words that mean yes and those that mean no, with a preset's own, in lower case."""
    given = {str(meaning).lower(): [str(word).lower() for word in each] for meaning, each in words.items()}
    yes, no = [*YES, *given.get("true", ())], [*NO, *given.get("false", ())]
    return (no, yes) if is_inverted else (yes, no)
