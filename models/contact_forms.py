"""E-mail addresses and phone numbers of an unknown country, made comparable a column at a time."""

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
EXTENSION = r"(?i)(?:ext\.?|x|转|分机|#)\s*\d+\s*$|\.0$"
CHINESE_MOBILE = r"^(?:00)?(?:86)?(1[3-9]\d{9})$"
SIGNIFICANT = 10
LOOKED_AT = 100


def narrow(texts: pd.Series) -> pd.Series:
    """Full-width signs as plain ones (NFKC)."""
    wide = ~texts.map(str.isascii, na_action="ignore").fillna(True).astype(bool)
    return texts.mask(wide, texts[wide].str.normalize("NFKC")) if wide.any() else texts


def phone_forms(texts: pd.Series) -> pd.Series:
    """The significant digits: no country code, trunk zero, extension or sign; under five digits is no number.

    >>> list(phone_forms(pd.Series(["+86 138-0013-8001", "008613800138001", "(0755) 2650 1234 转 8", "12"])))
    ['13800138001', '13800138001', '5526501234', nan]
    """
    digits = narrow(texts).str.replace(EXTENSION, "", regex=True).str.replace(r"\D+", "", regex=True)
    mobile = digits.str.extract(CHINESE_MOBILE, expand=False)
    other = digits.str.lstrip("0").str[-SIGNIFICANT:]
    return mobile.fillna(other.where(other.str.len() >= 5))


def email_forms(texts: pd.Series) -> pd.Series:
    """Lower case, without tags, dots where the provider ignores them, and slips in well-known domains.

    >>> list(email_forms(pd.Series(["J.Doe+news@GMail.com", "jdoe@gmial.com", "mailto:a.b@example.com"])))
    ['jdoe@gmail.com', 'jdoe@gmail.com', 'a.b@example.com']
    """
    plain = narrow(texts).str.lower().str.replace(r"^mailto:|[\s<>\"']", "", regex=True)
    parts = plain.str.extract(r"^([^@]+)@([^@]+)$", expand=True)
    meant = _meant(parts[1].dropna())
    domain = parts[1].map(meant).fillna(parts[1]) if meant else parts[1]
    local = parts[0].str.replace(r"^([^+]+)\+.*$", r"\1", regex=True)
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
