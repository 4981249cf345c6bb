"""Postal addresses made comparable: one form for streets and numbers, 省市区 told from the rest."""

import re
import unicodedata
from typing import NamedTuple

import numpy as np
import pandas as pd

from models.han import HAN, pinyin, simplified
from models.places import place_of
from models.wordlists import words_by_role
from models.words import joined_words, words_of

_ABBREVIATIONS = """
st: street str straße strasse saint rd: road ave: avenue av blvd: boulevard dr: drive ln: lane
ct: court pl: place cres: crescent cr cct: circuit cl: close tce: terrace ter sq: square pde: parade
hwy: highway n: north s: south e: east w: west apt: apartment flat unit ste: suite fl: floor
bldg: building mt: mount bet: between
"""
ABBREVIATED = {word: short for short, words in words_by_role(_ABBREVIATIONS).items() for word in words}
NOISE = frozenset({"no", "nr", "number", "the", "near", "off", "at", "of"})
WORD = re.compile(r"\d+[a-z]?|[^\W\d_]+")
DISTRICT = re.compile(r"^([\u4e00-\u9fff]{1,6}?)(?:新区|区|县|旗)")
MARKS = re.compile(r"[省市区县镇乡街道路巷弄号栋幢座单元室层楼]|小区|大道")


class ChineseAddress(NamedTuple):
    """省, 市, 区 without their marks, and what follows without marks at all."""

    province: str
    city: str
    district: str
    rest: str


def chinese_address(text: str) -> ChineseAddress:
    """The parts of a Chinese address, with or without 省, 市, 区, 路 and 号.

    >>> chinese_address("广东省深圳市南山区科技路12号3栋401室")
    ChineseAddress(province='广东', city='深圳', district='南山', rest='科技 12 3 401')
    >>> chinese_address("廣東深圳南山區科技路12號3棟401") == chinese_address("深圳市南山区科技路12号3幢401室")
    True
    """
    plain = re.sub(r"\s", "", simplified(unicodedata.normalize("NFKC", text)))
    province, city, rest = place_of(plain)
    found = DISTRICT.match(rest)
    district, rest = (found[1], rest[found.end() :]) if found else ("", rest)
    tokens = re.findall(r"\d+|[a-z]+|[\u4e00-\u9fff]+", MARKS.sub(" ", rest.lower()))
    return ChineseAddress(province, city, district, " ".join(tokens))


def normalised_address(text: str) -> str | None:
    """Words in lower case with the usual abbreviations, or the parts of a Chinese address.

    >>> normalised_address("No. 12, Main Street"), normalised_address("12 main st.")
    ('12 main st', '12 main st')
    >>> normalised_address("浙江省杭州市西湖区文三路5号")
    '杭州 西湖 文三 5'
    """
    if HAN.search(text):
        parts = chinese_address(text)
        return " ".join(part for part in parts[1:] if part) or parts.province or None
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    words = WORD.findall(plain.casefold().replace("'", ""))
    return " ".join(ABBREVIATED.get(word, word) for word in words if word not in NOISE) or None


def address_forms(texts: pd.Series) -> pd.Series:
    """`normalised_address` of a column, none missing: plain letters all at once, the others one by one.

    >>> list(address_forms(pd.Series(["No. 12B, O'Hara Street", "the", "浙江省杭州市西湖区文三路5号"])))
    ['12b ohara st', nan, '杭州 西湖 文三 5']
    """
    plain = texts.str.isascii()
    others = [normalised_address(text) for text in texts[~plain].tolist()]
    found = pd.Series(None, index=texts.index, dtype="str")
    found[plain], found[~plain] = _plain_forms(texts[plain]), others
    return found


def _plain_forms(texts: pd.Series) -> pd.Series:
    spaced = texts.str.lower().str.replace("'", "", regex=False).str.replace("[^0-9a-z]+", " ", regex=True)
    words = words_of(spaced.str.replace("([0-9]+[a-z]?)", r" \1 ", regex=True).to_numpy(object))
    kept = np.array([word not in NOISE for word in words.distinct], dtype=bool)
    short = np.array([ABBREVIATED.get(word, word) for word in words.distinct], dtype=object)
    found = joined_words(words.take(kept[words.codes])._replace(distinct=short), len(texts))
    return pd.Series(found, index=texts.index, dtype="str").replace("", None)


def normalised_place(text: str) -> str | None:
    """The name of a province, city or district without its mark, in Latin letters.

    >>> normalised_place("广东省"), normalised_place("深圳市"), normalised_place("St. Kilda")
    ('guangdong', 'shenzhen', 'stkilda')
    """
    if HAN.search(text):
        province, city, rest = place_of(re.sub(r"\s", "", simplified(unicodedata.normalize("NFKC", text))))
        return pinyin(re.sub("[市区县]$", "", rest) or city or province)
    return "".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKD", text).casefold())) or None
