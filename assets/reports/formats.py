"""Numbers and days as a reader of each language writes them; nothing known is an en dash."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from assets.reports.words import Both, both, word

SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$", "TWD": "NT$"}
MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
UNKNOWN = "–"
Number = float | int | None


def _text(value: Number, pattern: str) -> str:
    return UNKNOWN if value is None else format(value, pattern).replace("-", "\N{MINUS SIGN}")


def count(value: Number) -> Both:
    """A whole number with separators.

    >>> count(12345).en
    '12,345'
    """
    return both(_text(value, ",.0f"))


def rate(value: Number) -> Both:
    """A share of one as a percentage.

    >>> rate(.1234).en
    '12.3%'
    """
    return both(_text(value, ".1%"))


def percent(value: Number) -> Both:
    """A share of one in whole percent.

    >>> percent(.2).en
    '20%'
    """
    return both(_text(value, ".0%"))


def figure(value: Number) -> Both:
    """A score with three significant places.

    >>> figure(.81234).en
    '0.812'
    """
    return both(_text(value, ",.3f" if value is not None and abs(value) < 100 else ",.0f"))


def signed(value: Number) -> Both:
    """A difference of scores, with its sign."""
    return both(_text(value, "+,.3f" if value is not None and abs(value) < 100 else "+,.0f"))


def whole_signed(value: Number) -> Both:
    """A difference of whole numbers, with its sign; no difference is a nought.

    >>> whole_signed(-1234).en, whole_signed(None).en
    ('−1,234', '0')
    """
    return both(_text(value, "+,.0f") if value else "0")


def points(value: Number) -> Both:
    """A difference of two rates in percentage points.

    >>> points(-.021).en
    '−2.1 pts'
    """
    if value is None:
        return both(UNKNOWN)
    return word("number.points", value=_text(value * 100, "+.1f"))


def interval(show: Callable[[Number], Both], lower: Number, upper: Number) -> Both:
    """An interval as one text."""
    return both(UNKNOWN) if lower is None or upper is None else show(lower) + " … " + show(upper)


def relative(value: float, before: float) -> Both:
    """How much larger than before, as a percentage.

    >>> relative(110, 100).en
    '+10.0%'
    """
    return both(_text((value - before) / abs(before), "+,.1%") if before else UNKNOWN)


def day(value: dt.date | None) -> Both:
    """A day in words.

    >>> day(dt.date(2011, 12, 10)).en
    '10 December 2011'
    """
    if value is None:
        return both(UNKNOWN)
    return Both(
        f"{value.day} {MONTHS[value.month - 1]} {value.year}", f"{value.year}年{value.month}月{value.day}日"
    )


@dataclass(frozen=True)
class Money:
    """Amounts in one currency (ISO 4217)."""

    currency: str

    @property
    def symbol(self) -> str:
        """The sign before the amount."""
        return SYMBOLS.get(self.currency, self.currency + " ")

    def full(self, value: Number) -> Both:
        """To the unit; to the cent where the amount is small."""
        if value is None:
            return both(UNKNOWN)
        amount = _text(abs(value), ",.2f" if 0 < abs(value) < 100 else ",.0f")
        return both(("\N{MINUS SIGN}" if value < 0 else "") + self.symbol + amount)

    def short(self, value: Number) -> Both:
        """In thousands and millions, or 万 and 亿.

        >>> Money("CNY").short(1_234_567)
        Both(en='¥1.23M', zh='¥123万')
        """
        if value is None or abs(value) < 10_000:
            return self.full(value)
        sign = "\N{MINUS SIGN}" if value < 0 else ""
        western = _scaled(abs(value), ((1e9, "B"), (1e6, "M"), (1e3, "k")))
        chinese = _scaled(abs(value), ((1e8, "亿"), (1e4, "万")))
        return Both(sign + self.symbol + western, sign + self.symbol + chinese)


def _scaled(value: float, steps: tuple[tuple[float, str], ...]) -> str:
    size, unit = next(step for step in steps if value >= step[0])
    places = max(0, 3 - len(str(int(value / size))))
    return f"{value / size:,.{places}f}{unit}"
