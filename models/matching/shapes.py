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
    r"(?:\+|00)\d[\d\s().-]{7,17}|(?:86)?1[3-9]\d{9}|\(?\d{3,4}\)?[\s.-]\d{3,4}[\s.-]?\d{3,4}(?:\s*x?\d+)?"
)
NUMBER = re.compile(r"[-+]?[$€£¥]?\d[\d,]*\.?\d*%?")
CODE = re.compile(r"(?=.*\d)[A-Za-z0-9-]{4,}")
PERSON = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*\.?,?(?:\s[^\W\d_]+(?:[-'][^\W\d_]+)*\.?){1,3}")
COMPANY = re.compile(r"公司|集团|有限|\b(?:inc|ltd|llc|gmbh|corp|co|plc|company|limited)\b\.?", re.IGNORECASE)
MOST = 0.7
TYPES = {
    "email": "email",
    "phone": "phone number code identifier text date",
    "birth_date": "date number code text category",
    "number": "number code category date",
    "title": "category",
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
        return shape not in ("email", "phone", "date", "number")
    return role not in TYPES or shape in TYPES[role].split()


def _special(texts: list[str]) -> str | None:
    def share(test: object) -> float:
        return sum(bool(test(text)) for text in texts) / len(texts)  # type: ignore[operator]

    tests = {
        "email": EMAIL.fullmatch,
        "identifier": lambda text: is_resident(text.upper()) or is_credit_code(text.upper()),
        "phone": PHONE.fullmatch,
        "date": lambda text: len(text) > 5 and not NUMBER.fullmatch(text) and normalised_day(text),
        "company": COMPANY.search,
    }
    return next((role for role, test in tests.items() if share(test) >= MOST), None)


def _plain(texts: list[str], there: pd.Series) -> str:
    distinct = there.nunique()
    if sum(NUMBER.fullmatch(text) is not None for text in texts) >= MOST * len(texts):
        return _numeric(texts, distinct, len(there))
    if distinct <= max(2, min(50, len(there) // 20)):
        return "category"
    if sum(CODE.fullmatch(text) is not None for text in texts) >= MOST * len(texts):
        return "ignore" if distinct == len(there) else "code"
    return "name" if _are_people(texts) else "text"


def _numeric(texts: list[str], distinct: int, records: int) -> str:
    if distinct == records and records > 50 and all(text.isdigit() for text in texts):
        return "ignore"
    if all(re.fullmatch(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", text) for text in texts):
        return "date"
    return "number"


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
