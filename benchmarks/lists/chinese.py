"""Lists of people in Chinese."""

import random

import pandas as pd

from benchmarks.lists.people import Facts
from benchmarks.lists.slips import numbered
from benchmarks.lists.tables import slipped, table
from simulation.names import CHARACTER, CHARACTER_PINYIN, SURNAME, SURNAME_PINYIN, SURNAME_SHARE
from simulation.spelling import HOMOPHONE

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
DISTRICTS = (
    ("440305", "广东省", "深圳市", "南山区"),
    ("110105", "北京市", "北京市", "朝阳区"),
    ("330106", "浙江省", "杭州市", "西湖区"),
    ("310115", "上海市", "上海市", "浦东新区"),
    ("510107", "四川省", "成都市", "武侯区"),
    ("320102", "江苏省", "南京市", "玄武区"),
)
_ROADS = "人民 中山 解放 建设 和平 文化 新华 长江 科技 文三 学院 滨江 体育 青年 朝阳 光明"
_TRADES = "腾飞 宏远 博雅 恒信 天成 华盛 新宇 金辉 明德 卓越 瑞丰 同创 东方 九州 海纳 嘉禾"
_FIELDS = "科技 贸易 实业 电子 食品 医药 建材 物流 传媒 教育"
ROADS, TRADES, FIELDS = _ROADS.split(), _TRADES.split(), _FIELDS.split()
FORMS = ("有限公司", "有限责任公司", "股份有限公司", "公司", "")


def resident(area: str, born: str, order: int) -> str:
    """A valid 身份证 number (GB 11643): the last digit of the order is odd for men."""
    first = f"{area}{born.replace('-', '')}{order:03d}"
    return first + "10X98765432"[sum(int(a) * b for a, b in zip(first, WEIGHTS, strict=True)) % 11]


def citizen(rng: random.Random, kin: Facts | None) -> Facts:
    """Somebody, at the address of `kin`, where there is one."""
    surname = rng.choices(range(len(SURNAME)), cum_weights=SURNAME_SHARE.tolist())[0]
    given = [rng.randrange(len(CHARACTER)) for _ in range(rng.choice((1, 2, 2, 2)))]
    place = kin["place"] if kin else rng.choice(DISTRICTS)
    born, sex = (
        f"{rng.randrange(1950, 2004)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}",
        rng.randrange(2),
    )
    road = (
        kin["road"]
        if kin
        else f"{rng.choice(ROADS)}路{rng.randrange(300)}号{rng.randrange(30)}栋{rng.randrange(101, 2500)}室"
    )
    firm = f"{place[2]}{rng.choice(TRADES)}{rng.choice(FIELDS)}"
    if kin and rng.random() < 0.6:
        surname = kin["at"]
    return {
        "at": surname,
        "family": SURNAME[surname],
        "given": "".join(CHARACTER[at] for at in given),
        "place": place,
        "road": road,
        "latin": f"{SURNAME_PINYIN[surname]} {''.join(CHARACTER_PINYIN[at] for at in given)}",
        "born": born,
        "firm": firm,
        "sex": "女男"[sex],
        "phone": f"1{rng.choice('3578')}{rng.randrange(10**9):09d}",
        "number": resident(rng.choice(DISTRICTS)[0], born, rng.randrange(500) * 2 + sex),
    }


def citizens(size: int, seed: int) -> pd.DataFrame:
    """姓名, 手机, 身份证, 单位, 地址, half of them partly missing; families at one address."""
    rng, rows, before = random.Random(seed), [], None
    number = 0
    while len(rows) < size:
        facts = citizen(rng, before if rng.random() < 0.25 else None)
        before, number = facts, number + 1
        for _ in range(rng.choice((1, 1, 2, 2, 3, 4))):
            rows.append(_entered(facts, rng) | {"truth": str(number)})
    return table([row | {"序号": str(at)} for at, row in enumerate(rows[:size])], rng)


def _entered(facts: Facts, rng: random.Random) -> Facts:
    province, city, district = facts["place"][1:]
    name = facts["family"] + facts["given"]
    if rng.random() < 0.06:
        name = name[:-1] + HOMOPHONE.get(name[-1], name[-1])
    shown = (province if rng.random() < 0.6 else "") + city + (district if rng.random() < 0.9 else "")
    row = {
        "姓名": name,
        "性别": facts["sex"],
        "手机": facts["phone"] if rng.random() < 0.9 else f"139{rng.randrange(10**8):08d}",
        "身份证": facts["number"] if rng.random() < 0.5 else "",
        "单位": facts["firm"] + rng.choice(FORMS) if rng.random() < 0.6 else "",
        "地址": shown + facts["road"] if rng.random() < 0.75 else "",
    }
    return slipped(row, 0.04, {"手机": numbered, "身份证": numbered, "地址": numbered}, rng, missing=0.02)
