"""Names of companies made comparable: legal forms, places and noise words put aside."""

import re
import unicodedata

from models.han import HAN, pinyin, simplified
from models.places import place_of, without_place

CHINESE_FORM = re.compile(
    r"(?:股份有限公司|有限责任公司|集团有限公司|集团股份|有限公司|股份公司|责任公司|合伙企业|个体工商户|公司|集团|控股|股份|实业"
    r"|\(有限合伙\)|\(普通合伙\)|工作室|经营部|商行|厂)+$"
)
CHINESE_NOISE = re.compile(r"\((?:集团|中国|普通合伙|有限合伙|特殊普通合伙)\)|[()（）·•.,，。\-_/\s]")
BRANCH = re.compile(r"(?:(?<=公司)[\u4e00-\u9fff]{1,8}?)?(?:分公司|分店|分部|办事处|支行|分行|门店)$")
_LATIN_FORM = """
ltd limited inc incorporated corp corporation co company llc llp lp plc gmbh ag kg kgaa ohg ug sa sas
sarl srl spa sl bv nv oy ab as aps pty pte bhd sdn kk holding holdings group intl international the and
of und et
"""
LATIN_FORM = frozenset(_LATIN_FORM.split())
WORD = re.compile(r"[^\W_]+")


def normalised_company(name: str) -> str | None:
    """The words that tell a company from another, in one script and case; the whole where nothing else is
    left.

    >>> normalised_company("深圳市腾飞科技有限公司"), normalised_company("騰飛科技（深圳）有限責任公司")
    ('腾飞科技', '腾飞科技')
    >>> normalised_company("The Acme Trading Co., Ltd."), normalised_company("ACME Trading GmbH & Co. KG")
    ('acme trading', 'acme trading')
    """
    plain = simplified(unicodedata.normalize("NFKC", name)).casefold().strip()
    core = _chinese(plain) if HAN.search(plain) else _latin(plain)
    return core or plain or None


def place_in(name: str) -> str | None:
    """The town that stands in a Chinese company's name, in Latin letters.

    >>> place_in("深圳市腾飞科技有限公司"), place_in("腾飞科技（上海）有限公司"), place_in("Acme Ltd")
    ('shenzhen', 'shanghai', None)
    """
    if name.isascii() or not HAN.search(name):
        return None
    plain = simplified(unicodedata.normalize("NFKC", name))
    inside = re.search(r"\(([\u4e00-\u9fff]{2,3}?)市?\)", plain)
    province, city, _ = place_of(inside[1] if inside else plain)
    return pinyin(city or province) or None


def _chinese(plain: str) -> str:
    text = CHINESE_NOISE.sub("", re.sub(r"\(([\u4e00-\u9fff]{2,3}?)市?\)", _kept, plain))
    text = BRANCH.sub("", text) or text
    return CHINESE_FORM.sub("", without_place(text)) or CHINESE_FORM.sub("", text)


def _kept(found: re.Match[str]) -> str:
    return "" if without_place(found[1]) == "" else found[0]


def _latin(plain: str) -> str:
    folded = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", plain.replace("'", ""))
        if not unicodedata.combining(sign)
    )
    folded = re.sub(r"\b(?:\w\.){2,}", lambda found: found[0].replace(".", ""), folded)
    return " ".join(word for word in WORD.findall(folded) if word not in LATIN_FORM)
