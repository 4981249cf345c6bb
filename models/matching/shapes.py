"""What values look like, whatever their column is called."""

import re

import pandas as pd

from models.dates import normalised_day
from models.given_names import is_given_name
from models.han import HAN, has_surname, simplified
from models.identifiers import is_credit_code, is_resident
from models.names import ADDRESSED, TITLES
from models.pinyin_surnames import is_pinyin

LOOKED_AT = 2000
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(
    r"(?:\+|00)\d[\d\s().-]{7,17}|(?:86)?1[3-9]\d{9}|\(?\d{3,4}\)?[\s./-]\d{3,4}[\s.-]?\d{3,4}(?:\s*x?\d+)?"
)
NUMBER = re.compile(r"[-+]?[$€£¥]?\d[\d,]*\.?\d*%?")
CODE = re.compile(r"(?=.*\d)[A-Za-z0-9-]{4,}")
PERSON = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*\.?,?(?:\s[^\W\d_]+(?:[-'][^\W\d_]+)*\.?){1,3}")
COMPANY = re.compile(r"公司|集团|有限|\b(?:inc|ltd|llc|gmbh|corp|co|plc|company|limited)\b\.?", re.IGNORECASE)
WEBSITE = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|cn|de|fr|uk|io|au|eu)(?:/\S*)?"
)
SOCIAL = re.compile(r"\d{3}-\d{2}-\d{4}")
ADDRESS = re.compile(
    r"\d+[a-z]?,?\s[^\W\d].*|[^\W\d].*\s\d+[a-z]?|.*[路街道巷村].*\d+.*|.*[省市区县].*[路街号].*",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
COMPACT_DAY = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
MOST = 0.7
CODE_LENGTH = 5
SERIAL, FEW_LISTS = 50, 5
LIFE = 25
"""Dates that spread over so many years are birth dates."""
TYPES = {
    "email": "email",
    "phone": "phone number code identifier text date address",
    "birth_date": "date number code text category",
    "number": "number code category date",
    "title": "category",
    "area": "number code category",
    "source": "category number code text name company",
    "gender": "category",
    "suffix": "category",
}


def shape_of(values: pd.Series) -> str:
    """The role that a sample of the values suggests on its own."""
    there = values.dropna()
    sample = there.head(LOOKED_AT) if len(there) < 3 * LOOKED_AT else there.sample(LOOKED_AT, random_state=1)
    texts = [text for text in sample.astype(str).str.strip() if text]
    if not texts:
        return "empty"
    return _special(texts) or _plain(texts, there)


def suits(role: str, shape: str) -> bool:
    """Whether values of this shape can play the role that the header names."""
    if role == "ignore":
        return True
    if role in ("name", "company", "given", "surname"):
        return shape not in ("email", "phone", "date", "number", "ignore")
    if shape == "ignore":
        return True
    return role not in TYPES or shape in TYPES[role].split()


def _special(texts: list[str]) -> str | None:
    def share(test: object) -> float:
        return sum(bool(test(text)) for text in texts) / len(texts)  # type: ignore[operator]

    tests = {
        "email": EMAIL.fullmatch,
        "website": WEBSITE.fullmatch,
        "identifier": lambda text: (
            is_resident(text.upper()) or is_credit_code(text.upper()) or SOCIAL.fullmatch(text)
        ),
        "phone": PHONE.fullmatch,
        "date": lambda text: len(text) > 5 and not NUMBER.fullmatch(text) and normalised_day(text),
        "company": COMPANY.search,
    }
    return next((role for role, test in tests.items() if share(test) >= MOST), None)


def _plain(texts: list[str], there: pd.Series) -> str:
    if sum(NUMBER.fullmatch(text) is not None for text in texts) >= MOST * len(texts):
        return _numeric(texts, there.nunique(), len(there))
    few = max(2, min(50, len(there) // 20))
    if len({*texts}) <= few and there.nunique() <= few:
        return "category"
    if sum(CODE.fullmatch(text) is not None for text in texts) >= MOST * len(texts):
        return "ignore" if there.is_unique else "code"
    return "name" if _are_people(texts) else _worded(texts)


def _worded(texts: list[str]) -> str:
    """given, word (one word that may be a surname or a town), address or text."""
    words = [text.lower() for text in texts if WORD.fullmatch(text) and not HAN.search(text)]
    if len(words) >= MOST * len(texts):
        return "given" if sum(map(is_given_name, words)) >= 0.6 * len(words) else "word"
    return (
        "address"
        if sum(ADDRESS.fullmatch(text) is not None for text in texts) >= MOST * len(texts)
        else "text"
    )


def are_birth_dates(values: pd.Series) -> bool:
    """Whether days spread over a life."""
    years = values.dropna().head(LOOKED_AT).str.extract(r"((?:19|20)\d\d)", expand=False).dropna().astype(int)
    return bool(len(years)) and bool(years.quantile(0.9) - years.quantile(0.1) >= LIFE)


def _numeric(texts: list[str], distinct: int, records: int) -> str:
    digits = [text for text in texts if text.isdigit()]
    if distinct == records and records > 50 and len(digits) == len(texts):
        return "ignore"
    if _is_serial(digits, distinct, records):
        return "ignore"
    if sum(COMPACT_DAY.fullmatch(text) is not None for text in texts) >= 0.9 * len(texts):
        return "date"
    length = max(map(len, digits), key=[*map(len, digits)].count) if digits else 0
    if length < CODE_LENGTH or sum(len(text) == length for text in digits) < 0.9 * len(texts):
        return "number"
    return "phone" if length in (10, 11) else "code"


def _is_serial(digits: list[str], distinct: int, records: int) -> bool:
    """Whether several lists each number their rows."""
    if not digits or distinct < SERIAL or records > FEW_LISTS * distinct:
        return False
    numbers = [int(text) for text in digits if len(text) < 10]
    return len(numbers) == len(digits) and max(numbers) - min(numbers) < 1.5 * distinct


def _are_people(texts: list[str]) -> bool:
    """Whether most texts are two to four words, or a surname and one to three characters, titles aside."""
    plain = [_without_title(text) for text in texts]
    western = [text for text in plain if PERSON.fullmatch(text) and not HAN.search(text)]
    chinese = [
        text for text in plain if 2 <= len(text) <= 4 and HAN.match(text) and has_surname(simplified(text))
    ]
    return len(western) + len(chinese) >= 0.8 * len(texts) and _named(western, len(chinese))


def _without_title(text: str) -> str:
    words = [word for word in text.split() if word.strip(".,").lower() not in TITLES]
    return ADDRESSED.sub("", " ".join(words)).strip(" ,.")


def _named(western: list[str], chinese: int) -> bool:
    """Whether enough of the texts hold a word that people are called by."""
    words = [text.lower().replace(",", "").replace("-", "").split() for text in western]
    known = sum(any(map(is_given_name, own)) or all(map(is_pinyin, own)) for own in words)
    return known + chinese >= 0.3 * (len(western) + chinese)
