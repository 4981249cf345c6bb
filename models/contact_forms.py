"""E-mail addresses and phone numbers of an unknown country, made comparable a column at a time."""

import unicodedata

import pandas as pd
from rapidfuzz.distance import OSA

DOTS_IGNORED = ("gmail.com", "googlemail.com")
_PROVIDERS = """
gmail.com yahoo.com hotmail.com outlook.com icloud.com aol.com live.com msn.com qq.com mail.com
ymail.com email.com gmx.net gmx.com me.com 163.com 126.com sina.com sohu.com foxmail.com 139.com
189.cn yeah.net gmx.de web.de
"""
PROVIDERS = _PROVIDERS.split()
COMMON = 50
"""A domain so many times as frequent as one that differs in one sign is what the writer meant."""
EXTENSION = r"(?i)(?:ext\.?|x|转|分机|#)[ \t]*[0-9]+[ \t]*$|\.0$"
CHINESE_MOBILE = r"(?:00)?(?:86)?1[3-9][0-9]{9}"
MOBILE = 11
AROUND = "^mailto:|[ \t\r\n\x0b\x0c\x85\u1680\u2028\u2029<>\"']"
SIGNIFICANT = 10
LOOKED_AT = 100


def narrow(texts: pd.Series) -> pd.Series:
    """Full-width signs as plain ones (NFKC), digits of every script as ours."""
    wide = texts.notna() & ~texts.str.isascii()
    return texts.mask(wide, texts[wide].map(_narrowed)) if wide.any() else texts


def _narrowed(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in plain)


def phone_forms(texts: pd.Series) -> pd.Series:
    """The significant digits: no country code, trunk zero, extension or sign; under five digits is no number.

    >>> list(phone_forms(pd.Series(["+86 138-0013-8001", "008613800138001", "(0755) 2650 1234 转 8", "12"])))
    ['13800138001', '13800138001', '5526501234', nan]
    """
    digits = narrow(texts).str.replace(EXTENSION, "", regex=True).str.replace("[^0-9]+", "", regex=True)
    is_mobile = digits.str.fullmatch(CHINESE_MOBILE).fillna(False).astype(bool)
    other = digits.str.lstrip("0").str[-SIGNIFICANT:]
    return other.where(other.str.len() >= 5).mask(is_mobile, digits.str[-MOBILE:])


def email_forms(texts: pd.Series) -> pd.Series:
    """Lower case, without tags, dots where the provider ignores them, and slips in well-known domains.

    >>> list(email_forms(pd.Series(["J.Doe+news@GMail.com", "jdoe@gmial.com", "mailto:a.b@example.com"])))
    ['jdoe@gmail.com', 'jdoe@gmail.com', 'a.b@example.com']
    """
    plain = narrow(texts).str.lower().str.replace(AROUND, "", regex=True)
    plain = plain.where(plain.str.fullmatch("[^@]+@[^@]+").fillna(False).astype(bool))
    written = plain.str.replace("^.*@", "", regex=True)
    meant = _meant(written.dropna())
    domain = written.map(meant).fillna(written) if meant else written
    local = plain.str.replace("@.*", "", regex=True).str.replace(r"^([^+]+)\+.*$", r"\1", regex=True)
    local = local.mask(domain.isin(DOTS_IGNORED), local.str.replace(".", "", regex=False))
    return local + "@" + domain


def _meant(domains: pd.Series) -> dict[str, str]:
    """Rare domains that differ by one sign from a far more frequent one, or from a large provider's."""
    counts = domains.value_counts()
    frequent = list(map(str, counts.index[counts >= COMMON][:LOOKED_AT]))
    meant = {"googlemail.com": "gmail.com"}
    for domain, count in zip(map(str, counts.index), counts, strict=True):
        known = [one for one in PROVIDERS if abs(len(one) - len(domain)) < 2]
        known += [
            one for one in frequent if count * COMMON <= counts[one] and abs(len(one) - len(domain)) < 2
        ]
        close = [
            one for one in known if domain not in PROVIDERS and OSA.distance(domain, one, score_cutoff=1) == 1
        ]
        if close:
            meant[domain] = close[0]
    return meant
