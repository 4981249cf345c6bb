"""The company's own exchange rates, as `rates.csv` in its workspace gives them."""

import csv
import datetime as dt
import re
from pathlib import Path

import pandas as pd

from warehouse.errors import ConfigurationError

CODE = re.compile("[A-Z]{3}")


def own_rates(home: Path) -> pd.DataFrame:
    """The rows of `rates.csv`: currency, on_day, rate; none where there is no such file.

    Raises ConfigurationError.
    """
    file = home / "rates.csv"
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines())) if file.is_file() else []
    found = [_rate(line, row) for line, row in enumerate(rows, start=2)]
    frame = pd.DataFrame(found, columns=["currency", "on_day", "rate"])
    return frame.astype({"currency": "str", "on_day": "datetime64[s]", "rate": "float64"})


def _rate(line: int, row: dict[str, str]) -> tuple[str, dt.datetime, float]:
    try:
        currency, rate = row["currency"].strip().upper(), float(row["rate"])
        day = dt.datetime.fromisoformat(row["date"].strip())
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _wrong(line) from error
    if not CODE.fullmatch(currency) or not 0 < rate < float("inf"):
        raise _wrong(line)
    return currency, day, rate


def _wrong(line: int) -> ConfigurationError:
    return ConfigurationError(
        f"rates.csv, line {line}: it needs the columns date (2026-01-05), currency (USD) and rate (units of"
        " your currency for one of it, above zero).",
        "需要 date、currency、rate 三列，汇率须大于零。",
    )
