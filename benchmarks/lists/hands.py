"""The same lists as several hands write them: formats of days, numbers and names; what is missing has many
names."""

import random
import re
from collections.abc import Callable

import pandas as pd

COLUMNS = {
    "day": "date_of_birth dob DOB Birthday",
    "phone": "full_phone_num Home_Phone Mobile Phone phone",
    "mobile": "手机",
    "number": "soc_sec_id SSN",
    "full": "Subscriber",
    "name": "given_name surname last_name first_name givenname Last_Name First_Name full_name suburb City"
    " Town city",
    "street": "address_1 res_street_address Address Street addr Billing_Street",
    "sex": "gender sex_code Sex",
    "zip": "zip_code Zip postcode",
    "email": "E-Mail",
    "han": "姓名 单位 地址",
}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
ABBREVIATED = (
    ("Street", "St."),
    ("Road", "Rd"),
    ("Avenue", "Ave"),
    ("Drive", "Dr."),
    ("Lane", "Ln"),
    ("Court", "Ct"),
)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
TRADITIONAL = str.maketrans(
    "张刘陈杨赵黄吴孙郑谢韩冯于萧邓许东国贸实华电", "張劉陳楊趙黃吳孫鄭謝韓馮於蕭鄧許東國貿實華電"
)
ABSENT = ("", "", "N/A", "-", "unknown", "NULL")
Style = Callable[[str, random.Random], str]


def restyled(frame: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The frame with every cell in some hand's format; the truth stays."""
    rng, made = random.Random(seed), {}
    kinds = {
        column.replace("_", " ") if column[0].isupper() else column: kind
        for kind, names in COLUMNS.items()
        for column in names.split()
    }
    for column in frame:
        style = STYLES[kinds[column]] if column in kinds else _as_it_is
        made[column] = [_cell(value, style, rng, column) for value in frame[column]]
    return pd.DataFrame(made, dtype="str")


def _cell(value: object, style: Style, rng: random.Random, column: str) -> str | None:
    if not isinstance(value, str):
        return rng.choice(ABSENT) or None if column != "truth" else None
    return style(value, rng)


def _as_it_is(text: str, rng: random.Random) -> str:  # noqa: ARG001
    return text


def _day(text: str, rng: random.Random) -> str:
    found = re.fullmatch(r"(\d{4})-?(\d\d)-?(\d\d)", text)
    if not found:
        return text
    year, month, day = found.groups()
    forms = [
        f"{year}-{month}-{day}",
        f"{day}/{month}/{year}",
        f"{year}{month}{day}",
        f"{year}/{int(month)}/{int(day)}",
    ]
    if 1 <= int(month) <= 12:
        forms.append(f"{int(day)} {MONTHS[int(month) - 1]} {year}")
    return rng.choice(forms)


def _phone(text: str, rng: random.Random) -> str:
    digits = re.sub(r"\D", "", text)
    if len(digits) != 10:
        return text
    one, two, three = digits[:3], digits[3:6], digits[6:]
    return rng.choice(
        (
            f"({one}) {two}-{three}",
            f"{one}-{two}-{three}",
            f"{one}.{two}.{three}",
            f"+1 {one} {two} {three}",
            digits,
            f"1-{one}-{two}-{three}",
        )
    )


def _mobile(text: str, rng: random.Random) -> str:
    return rng.choice(
        (text, f"+86 {text}", f"{text[:3]}-{text[3:7]}-{text[7:]}", f"0086{text}", text.translate(WIDE))
    )


def _number(text: str, rng: random.Random) -> str:
    return rng.choice((text, text.replace("-", ""), text.replace("-", " ")))


def _name(text: str, rng: random.Random) -> str:
    return rng.choice((text, text.upper(), text.lower(), text.title(), f" {text}", f"{text} "))


def _full(text: str, rng: random.Random) -> str:
    given, _, surname = text.rpartition(" ")
    return _name(
        rng.choice((text, text, f"{surname}, {given}", f"Mr. {text}" if rng.random() < 0.1 else text)), rng
    )


def _street(text: str, rng: random.Random) -> str:
    for long, short in ABBREVIATED:
        if rng.random() < 0.5:
            text = re.sub(long, short, text, flags=re.IGNORECASE)
    return _name(f"No. {text}" if text[:1].isdigit() and rng.random() < 0.1 else text, rng)


def _sex(text: str, rng: random.Random) -> str:
    return rng.choice((text, text[0].upper(), {"f": "female", "m": "male"}[text[0].lower()]))


def _zip(text: str, rng: random.Random) -> str:
    return f"{text}.0" if text.isdigit() and rng.random() < 0.1 else text.upper()


def _email(text: str, rng: random.Random) -> str:
    return rng.choice((text, text, text.upper(), f" {text}", f"mailto:{text}"))


def _han(text: str, rng: random.Random) -> str:
    return rng.choice((text, text, text.translate(TRADITIONAL), f" {text} "))


STYLES: dict[str, Style] = {
    "day": _day,
    "phone": _phone,
    "mobile": _mobile,
    "number": _number,
    "full": _full,
    "name": _name,
    "street": _street,
    "sex": _sex,
    "zip": _zip,
    "email": _email,
    "han": _han,
}
