"""Names: Chinese with their pinyin, and western; drawn so that namesakes are as common as in life."""

import re
from dataclasses import dataclass

import numpy as np

from simulation.arrays import Bools, Ints, Objects, chance, objects

# Character, pinyin, share of the population in per cent.
SURNAMES = """
王wang7.1 李li7.0 张zhang6.7 刘liu5.3 陈chen4.5 杨yang3.0 赵zhao2.2 黄huang2.2 周zhou2.1 吴wu2.0 徐xu1.6
孙sun1.5 胡hu1.3 朱zhu1.2 高gao1.2 林lin1.1 何he1.1 郭guo1.1 马ma1.0 罗luo.9 梁liang.8 宋song.8 郑zheng.8
谢xie.7 韩han.7 唐tang.6 冯feng.6 于yu.6 董dong.6 萧xiao.5 程cheng.5 曹cao.5 袁yuan.5 邓deng.5 许xu.5
傅fu.5 沈shen.5 曾zeng.5 彭peng.4 吕lv.4 苏su.4 卢lu.4 蒋jiang.4 蔡cai.4 贾jia.4 丁ding.4 魏wei.4 薛xue.3
叶ye.3 阎yan.3 余yu.3 潘pan.3 杜du.3 戴dai.3 夏xia.3 钟zhong.3 汪wang.3 田tian.3 任ren.3 姜jiang.3 范fan.3
方fang.3 石shi.3 姚yao.3 谭tan.3 廖liao.3 邹zou.3 熊xiong.3 金jin.3 陆lu.3 郝hao.3 孔kong.2 白bai.2
崔cui.2 康kang.2 毛mao.2 邱qiu.2 秦qin.2 江jiang.2 史shi.2 顾gu.2 侯hou.2 邵shao.2 孟meng.2 龙long.2
万wan.2 段duan.2 雷lei.2 钱qian.2 汤tang.2 尹yin.2 黎li.2 易yi.2 常chang.2 武wu.2 乔qiao.2 贺he.2 赖lai.2
龚gong.2 文wen.2
"""
GIVEN = """
伟wei 玮wei 炜wei 维wei 薇wei 芳fang 方fang 娜na 敏min 静jing 婧jing 靖jing 丽li 莉li 力li 强qiang 磊lei
蕾lei 雷lei 军jun 君jun 洋yang 阳yang 杨yang 勇yong 永yong 涌yong 艳yan 燕yan 杰jie 洁jie 捷jie 娟juan
涛tao 霞xia 秀xiu 英ying 莹ying 盈ying 明ming 鸣ming 铭ming 飞fei 菲fei 霏fei 红hong 宏hong 洪hong 鸿hong
桂gui 兰lan 岚lan 华hua 桦hua 玲ling 灵ling 凌ling 平ping 萍ping 刚gang 钢gang 辉hui 慧hui 惠hui 晖hui
鹏peng 朋peng 林lin 琳lin 霖lin 斌bin 彬bin 宾bin 波bo 博bo 玉yu 宇yu 雨yu 钰yu 建jian 健jian 剑jian 国guo
志zhi 智zhi 致zhi 文wen 雯wen 晓xiao 小xiao 晨chen 辰chen 琛chen 欣xin 新xin 昕xin 心xin 佳jia 嘉jia 家jia
子zi 梓zi 紫zi 涵han 晗han 含han 轩xuan 萱xuan 浩hao 皓hao 昊hao 思si 诗shi 怡yi 逸yi 颖ying 瑶yao 遥yao
悦yue 月yue 跃yue 宁ning 凝ning 云yun 芸yun 昀yun 超chao 朝chao 振zhen 震zhen 春chun 纯chun 淳chun 海hai
婷ting 庭ting 廷ting 雪xue 学xue 峰feng 锋feng 枫feng 凤feng 梅mei 美mei 楠nan 南nan 男nan 倩qian 茜qian
旭xu 绪xu 成cheng 诚cheng 澄cheng 俊jun 峻jun 德de 亮liang 良liang 凯kai 楷kai 康kang 翔xiang 祥xiang
东dong 冬dong 冰bing 兵bing 瑞rui 睿rui 蕊rui 丹dan 彤tong 童tong 可ke 珂ke 安an 然ran 冉ran 卓zhuo 茁zhuo
越yue 岳yue 泽ze 择ze 恒heng 衡heng 启qi 琪qi 奇qi 祺qi
"""
FIRST_NAMES = """
Anna Ben Carla Daniel Emma Felix Grace Henry Isabel Jack Karen Lucas Maria Nathan Olivia Peter Quentin
Rachel Samuel Theresa Ursula Victor Wendy Xavier Yvonne Zoe Alice Brian Chloe David Elena Frank Gloria
Hannah Ian Julia Kevin Laura Martin Nora Oscar Paula Robert Sarah Thomas Valerie William Adam Beatrice
Charles Diana Edward Fiona George Helen James Katherine Leon Monica Nicholas
"""
LAST_NAMES = """
Smith Johnson Miller Brown Wilson Taylor Anderson Thomas Moore Martin Thompson Harris Clark Lewis Robinson
Walker Young Allen King Wright Scott Green Baker Adams Nelson Carter Mitchell Roberts Turner Phillips
Campbell Parker Evans Edwards Collins Stewart Morris Rogers Reed Cook Morgan Cooper Peterson Bailey Kelly
Howard Richardson Watson Brooks Bennett Schmidt Fischer Weber Wagner Becker Hoffmann Dubois Laurent Moreau
Rossi Ferrari Romano Garcia Fernandez Silva Novak Kowalski Jansen Larsen Nilsson Ivanova Petrov
"""
# Names so far apart in the lists never look or sound alike.
FIRST_APART, CHARACTERS_APART = 12, 54
_TABLE = re.compile(r"(\S)([a-z]+)([\d.]*)")


def _column(table: str, index: int) -> Objects:
    return objects([row[index] for row in _TABLE.findall(table)])


SURNAME, SURNAME_PINYIN = _column(SURNAMES, 0), _column(SURNAMES, 1)
SURNAME_SHARE = np.cumsum([float(row[2]) for row in _TABLE.findall(SURNAMES)])
CHARACTER, CHARACTER_PINYIN = _column(GIVEN, 0), _column(GIVEN, 1)
FIRST, LAST = objects(FIRST_NAMES.split()), objects(LAST_NAMES.split())


@dataclass(frozen=True)
class Names:
    """Family and given name of each person, as written at home and in Latin letters."""

    is_chinese: Bools
    family: Objects
    given: Objects
    family_latin: Objects
    given_latin: Objects

    @property
    def parts(self) -> tuple[Objects, Objects, Objects, Objects]:
        """The four columns, as `spelling.full_name` takes them."""
        return self.family, self.given, self.family_latin, self.given_latin


def draw_names(size: int, households: Bools, rng: np.random.Generator) -> Names:
    """Names for `size` people; where `households[i]`, person i mostly has the surname of person i - 1."""
    is_chinese = chance(rng, 0.7, size)
    surname = np.searchsorted(SURNAME_SHARE, rng.random(size) * SURNAME_SHARE[-1])
    last = rng.integers(0, len(LAST), size)
    first, second = rng.integers(0, len(CHARACTER), size), rng.integers(0, len(CHARACTER), size)
    forename = (len(FIRST) * rng.beta(1, 1.8, size)).astype(np.int64)
    kin = households & chance(rng, 0.85, size)
    for column in (is_chinese, surname, last):
        column[kin] = np.roll(column, 1)[kin]
    _tell_apart(households, forename, first, second)
    second = np.where(households | chance(rng, 0.75, size), second, -1)
    return _spell(is_chinese, surname, last, first, second, forename)


def _tell_apart(households: Bools, forename: Ints, first: Ints, second: Ints) -> None:
    """Two people on one phone never have names that a typing error could confuse."""
    forename[households] = (np.roll(forename, 1)[households] + FIRST_APART) % len(FIRST)
    for column in (first, second):
        column[households] = (np.roll(column, 1)[households] + CHARACTERS_APART) % len(CHARACTER)


def _spell(is_chinese: Bools, surname: Ints, last: Ints, first: Ints, second: Ints, forename: Ints) -> Names:
    blank = np.where(second < 0, "", CHARACTER[second])
    pinyin = CHARACTER_PINYIN[first] + np.where(second < 0, "", CHARACTER_PINYIN[second])
    capital = objects([text.capitalize() for text in pinyin])
    surname_latin = objects([text.capitalize() for text in SURNAME_PINYIN])[surname]
    return Names(
        is_chinese,
        np.where(is_chinese, SURNAME[surname], LAST[last]),
        np.where(is_chinese, CHARACTER[first] + blank, FIRST[forename]),
        np.where(is_chinese, surname_latin, LAST[last]),
        np.where(is_chinese, capital, FIRST[forename]),
    )
