"""Where people live: province, city and postcode, in Chinese and in Latin letters."""

from simulation.arrays import objects

# 省, 市, city, province, Shopify's province code, postcode.
_PLACES = (
    ("上海市", "上海市", "Shanghai", "Shanghai", "SH", "200000"),
    ("北京市", "北京市", "Beijing", "Beijing", "BJ", "100000"),
    ("广东省", "广州市", "Guangzhou", "Guangdong", "GD", "510000"),
    ("广东省", "深圳市", "Shenzhen", "Guangdong", "GD", "518000"),
    ("浙江省", "杭州市", "Hangzhou", "Zhejiang", "ZJ", "310000"),
    ("浙江省", "宁波市", "Ningbo", "Zhejiang", "ZJ", "315000"),
    ("江苏省", "南京市", "Nanjing", "Jiangsu", "JS", "210000"),
    ("江苏省", "苏州市", "Suzhou", "Jiangsu", "JS", "215000"),
    ("四川省", "成都市", "Chengdu", "Sichuan", "SC", "610000"),
    ("湖北省", "武汉市", "Wuhan", "Hubei", "HB", "430000"),
    ("陕西省", "西安市", "Xi'an", "Shaanxi", "SN", "710000"),
    ("山东省", "青岛市", "Qingdao", "Shandong", "SD", "266000"),
    ("福建省", "厦门市", "Xiamen", "Fujian", "FJ", "361000"),
    ("湖南省", "长沙市", "Changsha", "Hunan", "HN", "410000"),
    ("天津市", "天津市", "Tianjin", "Tianjin", "TJ", "300000"),
    ("重庆市", "重庆市", "Chongqing", "Chongqing", "CQ", "400000"),
)
PROVINCE_ZH, CITY_ZH, CITY, PROVINCE, PROVINCE_CODE, POSTCODE = (
    objects([place[i] for place in _PLACES]) for i in range(6)
)
STREETS_ZH = objects(["人民路", "中山路", "解放路", "建设路", "和平路", "文化路", "新华路", "长江路"])
STREETS = objects(
    [
        f"{name} Rd"
        for name in ["Renmin", "Zhongshan", "Jiefang", "Jianshe", "Heping", "Wenhua", "Xinhua", "Changjiang"]
    ]
)
