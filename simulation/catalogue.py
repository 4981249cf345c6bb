"""What the company sells: tea and what goes with it, from cheap to dear."""

from simulation.arrays import objects

# Name in two languages, by price; a line's price decides its shelf (five products each).
_PRODUCTS = """
Tea bag sampler 茶包试饮装
Bamboo spoon 竹茶匙
Gift card 贺卡
Filter paper 滤纸
Tea coaster 杯垫
Jasmine green 50g 茉莉绿茶50克
Barley tea 大麦茶
Chrysanthemum 50g 菊花50克
Rock sugar 冰糖
Tea towel 茶巾
Oolong 100g 乌龙茶100克
Longjing 50g 龙井50克
White peony 50g 白牡丹50克
Tea tin 茶叶罐
Glass cup 玻璃杯
Pu'er cake 200g 普洱饼200克
Keemun 250g 祁门红茶250克
Gaiwan 盖碗
Cold brew bottle 冷泡壶
Tieguanyin 250g 铁观音250克
Da Hong Pao 100g 大红袍100克
Gift box spring 春茶礼盒
Porcelain cup set 瓷杯套装
Aged white tea 老白茶
Tea tray 茶盘
Yixing teapot 紫砂壶
Aged Pu'er 357g 陈年普洱357克
Gift box festival 节日礼盒
Kettle 电热壶
Silver needle 250g 白毫银针250克
"""
SHELVES = (0, 2_000, 5_000, 10_000, 20_000, 40_000)
PER_SHELF = 5
PRODUCTS = objects(_PRODUCTS.strip().split("\n"))
SKUS = objects([f"TEA-{i // PER_SHELF + 1}{i % PER_SHELF + 1:02d}" for i in range(len(PRODUCTS))])
OWNERS = objects(["王芳", "李强", "陈静", "赵磊(已停用)", "Linda Xu"])
LEAD_SOURCES = objects(["Web", "Exhibition", "Referral", "Cold Call", "Store"])
SOURCES_ZH = objects(["官网", "展会", "转介绍", "电话营销", "门店", "微信"])
LEVELS_ZH = objects(["普通客户", "重要客户", "VIP客户", ""])
