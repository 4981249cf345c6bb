"""The Chinese cases of identity, each by its name: what is written differently and means the same."""

import pandas as pd
import pytest

from models.addresses import chinese_address, normalised_address, normalised_place
from models.company_names import normalised_company
from models.contact_forms import email_forms, phone_forms
from models.identifiers import born_on, is_credit_code, is_resident, normalised_identifier, resident_check
from models.matching.matcher import match
from models.names import parsed, sound


def read(name: str) -> tuple[str, str]:
    given, surname = parsed(name)
    return sound(surname, True), sound(given)


def test_simplified_and_traditional_are_one_name():
    assert parsed("張偉國") == parsed("张伟国")
    assert parsed("葉德嫻") == parsed("叶德娴")


@pytest.mark.parametrize("latin", ["Wang Xiaoming", "Xiaoming Wang", "WANG XIAO-MING", "wang xiao ming"])
def test_characters_and_pinyin_are_read_alike(latin: str):
    assert read("王小明") == read(latin) == ("wang", "xiaoming")


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("曾国藩", "zeng"),
        ("单田芳", "shan"),
        ("解晓东", "xie"),
        ("仇英", "qiu"),
        ("查良镛", "zha"),
        ("任正", "ren"),
    ],
)
def test_surnames_have_readings_of_their_own(name: str, reading: str):
    assert read(name)[0] == reading


@pytest.mark.parametrize(("name", "surname"), [("欧阳修", "欧阳"), ("司马相如", "司马"), ("諸葛亮", "诸葛")])
def test_compound_surnames_stay_whole(name: str, surname: str):
    assert parsed(name).surname == surname


def test_a_compound_surname_meets_its_pinyin():
    assert read("欧阳娜") == read("Ouyang Na")


@pytest.mark.parametrize("called", ["张伟先生", "张伟女士", "张伟老师", "张伟总", "张伟经理", " 张 伟 "])
def test_how_somebody_is_addressed_is_no_name(called: str):
    assert parsed(called) == parsed("张伟")


def test_homophones_are_near_and_not_equal():
    assert parsed("王伟") != parsed("王炜")
    assert read("王伟") == read("王炜")


@pytest.mark.parametrize(
    "company",
    [
        "深圳市腾飞科技有限公司",
        "深圳腾飞科技有限责任公司",
        "腾飞科技（深圳）有限公司",
        "騰飛科技股份有限公司",
        "腾飞科技集团",
        "广东省深圳市腾飞科技有限公司",
        "腾飞科技 有限公司",
    ],
)
def test_forms_of_a_company_are_one_company(company: str):
    assert normalised_company(company) == "腾飞科技"


def test_a_branch_belongs_to_its_company():
    assert normalised_company("腾飞科技有限公司上海分公司") == normalised_company("腾飞科技有限公司")


def test_different_companies_stay_different():
    assert normalised_company("腾飞科技有限公司") != normalised_company("腾飞贸易有限公司")


@pytest.mark.parametrize(
    "address",
    [
        "广东省深圳市南山区科技路12号3栋401室",
        "广东深圳南山区科技路12号3栋401",
        "廣東省深圳市南山區科技路12號3幢401室",
        "中国广东省深圳市南山区科技路１２号３栋４０１室",
    ],
)
def test_addresses_with_and_without_marks_are_one(address: str):
    assert normalised_address(address) == normalised_address("深圳市南山区科技路12号3栋401室")


def test_an_address_has_province_city_and_district():
    assert chinese_address("浙江杭州西湖区文三路5号")[:3] == ("浙江", "杭州", "西湖")
    assert chinese_address("北京市朝阳区建国路88号")[:3] == ("北京", "北京", "朝阳")


def test_places_meet_in_either_script():
    assert normalised_place("深圳市") == normalised_place("Shenzhen") == normalised_place("廣東省深圳市")


def test_numbers_with_and_without_country_code_are_one():
    written = [
        "+86 138 0013 8001",
        "0086-138-0013-8001",
        "86 13800138001",
        "138 0013 8001",
        "１３８００１３８００１",
    ]
    assert set(phone_forms(pd.Series(written))) == {"13800138001"}


def test_landlines_lose_trunk_zero_and_extension():
    written = ["010-62345678", "+86 10 6234 5678", "(010) 6234-5678 转 201"]
    assert phone_forms(pd.Series(written)).nunique() == 1


def test_mailboxes_lose_tags_and_slips():
    written = ["Li.Wei+news@gmail.com", "liwei@gmail.com", "liwei@gmial.com"]
    assert email_forms(pd.Series(written)).nunique() == 1
    assert email_forms(pd.Series(["li.wei@qq.com", "liwei@qq.com"])).nunique() == 2


def test_resident_numbers_are_checked_and_hold_the_birth_date():
    assert is_resident("11010519491231002X")
    assert not is_resident("110105194912310021")
    assert born_on("11010519491231002X") == "19491231"
    assert normalised_identifier("110105491231002") == "11010519491231002X"


def test_credit_codes_are_checked():
    assert is_credit_code("91350100M000100Y43")
    assert not is_credit_code("91350100M000100Y34")


def resident(number: int) -> str:
    first = f"110105{1950 + number % 50}{number % 12 + 1:02d}{number % 28 + 1:02d}{number % 1000:03d}"
    return first + resident_check(first)


def test_different_resident_numbers_keep_namesakes_apart():
    people = [("王伟", f"1380013{n:04d}", resident(7 * n)) for n in range(60)]
    others = [
        (f"{s}{g}", f"1390013{n:04d}", resident(7 * n + 3))
        for n, (s, g) in enumerate(zip("李张刘陈杨" * 8, "娜静敏强磊" * 8, strict=True))
    ]
    rows = people + others + [(name, phone, number) for name, phone, number in others]
    frame = pd.DataFrame(rows, columns=["姓名", "手机号", "身份证号"])
    clusters = match(frame).clusters
    assert len(set(clusters[:60])) == 60
    assert list(clusters[60:100]) == list(clusters[100:])


@pytest.mark.parametrize(
    ("name", "surname"), [("权先生", "权"), ("佘总", "佘"), ("歐陽女士", "欧阳"), ("微生高", "微生")]
)
def test_rare_surnames_are_surnames(name: str, surname: str):
    assert parsed(name).surname == surname


def test_a_rare_surname_changes_no_order_of_pinyin():
    assert tuple(parsed("Wang Rong")) == ("rong", "wang")


@pytest.mark.parametrize(("name", "latin"), [("单雄信", "Shan Xiongxin"), ("解晓东", "Xie Xiaodong")])
def test_a_surname_meets_its_own_reading_in_a_short_list(name: str, latin: str):
    rows = [(name, "13711112222"), (latin, "+86 137 1111 2222"), ("李娜", "13955556666"), ("王芳", "")]
    frame = pd.DataFrame(rows, columns=["姓名", "手机"], dtype="str")
    assert match(frame).clusters.tolist() == [0, 0, 1, 2]


def test_a_list_of_a_few_people_is_solved():
    rows = [
        ("张伟", "13912345678", "zw@example.com", "上海市浦东新区世纪大道100号"),
        ("張偉", "+86 139 1234 5678", "", "上海浦东世纪大道100号"),
        ("Zhang Wei", "139-1234-5678", "ZW@example.com", ""),
        ("张伟先生", "8613912345678", "", ""),
        ("李娜", "13800000000", "", "北京市朝阳区"),
        ("王芳", "13800000000", "", ""),
    ]
    frame = pd.DataFrame(rows, columns=["姓名", "手机", "邮箱", "地址"], dtype="str")
    assert match(frame).clusters.tolist() == [0, 0, 0, 0, 1, 2]


def test_a_list_of_a_few_firms_is_solved():
    rows = [
        ("上海蓝天科技有限公司", "91310000MA1K35XX1A", "021-55556666"),
        ("上海蓝天科技有限责任公司", "", "02155556666"),
        ("蓝天科技(上海)有限公司", "91310000MA1K35XX1A", ""),
        ("上海白云科技有限公司", "91310000MA1K35YY2B", "021-55556666"),
        ("北京蓝天科技有限公司", "", ""),
    ]
    frame = pd.DataFrame(rows, columns=["公司名称", "统一社会信用代码", "电话"], dtype="str")
    assert match(frame).clusters.tolist() == [0, 0, 0, 1, 2]
