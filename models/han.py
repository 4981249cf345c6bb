"""Chinese characters: one script, their readings, and surnames with readings of their own."""

import re
from functools import cache

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_COMPOUND = """
欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 轩辕 端木 长孙 宇文 独孤 南宫 司空 闻人 澹台
淳于 呼延 百里 万俟 赫连 钟离 申屠 公冶 宗政 濮阳 单于 太叔 仲孙 鲜于 闾丘 亓官 司寇 拓跋 第五
"""
COMPOUND = frozenset(_COMPOUND.split())
_SURNAMES = """

王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余
潘
杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊
兰殷
施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费
纪靳盛
童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古
米池滕晋
苑邬臧畅宫来苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝
都巩稽井练
仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺萧肖闫付代尚黄朴种秘员
缪宓区粟

"""
SURNAMES = frozenset(_SURNAMES) - {"\n"}
_RARE = """
东丰乌乜云亢仉从仰伊佴储元充公养农况凤利别劳勾印危卻厉厍双后咸哈国堵墨夔宣宦宰家容宿寇富寿居山嵇巢巴帅师干平年幸广庾弓弘归怀
惠慎慕戈戎扈扶支於昌昝晁暨暴有权束杭松桓步殳毋水汝汲沃法浦海湛滑满濮爱牧狄班璩皮益相督祖禄福禹秋空笪籍索红终经缑羊羿能芮苍茅茹
荀荣莘蒯蒲蓟蓬蔚融衡裘言訾诸谯贝贡贲越逄通逯那邰邴郏郗郦鄂酆钦钭钮闻阙阚阴隆隗雍韶须骆鱼麻佘丛仝伞俎候冮初南占卿召呼啜回妥尉
尧展户庹才敬斗旷晓朝母火玄由矫祭折禤税粘粱缐苌茆萨虎迟邝郄郇郤铁门闪隽青鲜鹿麦黑淡千寸战朴普起
"""
_RARE_COMPOUND = """
公羊 公西 公良 漆雕 颛孙 壤驷 东郭 南门 东门 西门 微生 羊舌 巫马 子车 宰父 夹谷 完颜 耶律 纳兰
"""
RARE = (frozenset(_RARE) - {"\n"}) | frozenset(_RARE_COMPOUND.split())
"""The other surnames of 百家姓 and of today's registers. Most of them are words as well: they name somebody
only where a name is looked for."""
READINGS = {
    "曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "查": "zha", "盖": "ge", "任": "ren", "区": "ou",
    "朴": "piao", "翟": "zhai", "华": "hua", "冼": "xian", "乐": "yue", "缪": "miao", "宓": "mi", "秘": "bi",
    "员": "yun", "覃": "qin", "种": "chong", "尉迟": "yuchi", "万俟": "moqi", "长孙": "zhangsun", "吕": "lv",
    "能": "nai", "黑": "he", "乜": "nie", "祭": "zhai", "折": "she", "召": "shao", "佴": "nai",
    "单于": "chanyu", "澹台": "tantai", "鲜于": "xianyu",
}  # fmt: skip
"""Surnames that are read otherwise than the same characters elsewhere."""


@cache
def _table() -> dict[int, str]:
    """Each traditional character and its simplified one; sign by sign, so that no context changes a name."""
    from opencc import OpenCC

    signs = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    converted = OpenCC("t2s").convert("\n".join(signs)).split("\n")
    return {ord(one): other for one, other in zip(signs, converted, strict=True) if one != other}


def simplified(text: str) -> str:
    """Traditional characters as simplified ones.

    >>> simplified("張偉國際")
    '张伟国际'
    """
    return text.translate(_table())


def surname_length(text: str) -> int:
    """How many characters at the beginning of a simplified name are the surname."""
    return 2 if len(text) > 2 and (text[:2] in COMPOUND or text[:2] in RARE) else 1


def has_surname(text: str) -> bool:
    """Whether a simplified text begins with a surname that many bear."""
    return text[:2] in COMPOUND or text[:1] in SURNAMES


def is_surname(text: str) -> bool:
    """Whether a simplified text is a surname, however rare.

    >>> is_surname("权"), is_surname("欧阳"), is_surname("的")
    (True, True, False)
    """
    return text in SURNAMES or text in RARE or text in COMPOUND


def pinyin(text: str, is_surname: bool = False) -> str:
    """The text's reading without tones; ü is v.

    >>> pinyin("曾", is_surname=True), pinyin("绿茶")
    ('zeng', 'lvcha')
    """
    if is_surname and text in READINGS:
        return READINGS[text]
    return "".join(map(_syllable, text))


@cache
def _syllable(sign: str) -> str:
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(sign)[0]) if HAN.match(sign) else sign
