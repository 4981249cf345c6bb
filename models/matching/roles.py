"""What each column of an unknown table is: by the words of its header first, else by the shape of its values.

Roles: given, surname, middle, name (a person's full name), company, birth_date, date, phone, area (the
code before a phone), email, website, identifier, source (which list a row is of), address, house,
place, postcode, gender, suffix, title, category, number, text; and ignore.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

import pandas as pd

from models.matching.shapes import are_birth_dates, shape_of, suits
from models.wordlists import words_by_role

VOCABULARY = """
ignore: id uid uuid guid index row row_id rec_id record_id unique_id cluster cluster_id label entity
entity_id true_id truth group group_id created created_at updated updated_at modified modified_at
create_date modify_date load_date snapshot_dt 编号 序号 客户编号 记录编号 创建时间 修改时间 更新时间
创建人 负责人
source: source source_dataset dataset data_source source_system file 来源 数据来源
given: given given_name givenname first first_name firstname fname forename forename1 christian_name
vorname prenom prénom nombre nombres 名 名字
surname: surname last last_name lastname lname family family_name familyname sur_name nachname
familienname apellido apellidos nom nom_de_famille cognome 姓 姓氏
middle: middle middle_name middlename midl_name mname middle_initial mi
name: full_name fullname person person_name contact contact_name customer_name display_name patient_name
nom_complet nombre_completo 姓名 客户姓名 联系人 联系人姓名 收货人 收货人姓名 会员姓名 first_and_surname
company: company company_name organisation organization organisation_name organization_name org business
business_name employer account account_name firm vendor supplier legal_name trading_name firma
firmenname entreprise société empresa 公司 公司名称 企业 企业名称 单位 单位名称 客户单位 店名 商户名称
机构名称
birth_date: dob birth birthday birthdate birth_date date_of_birth birth_on born birth_dt geburtsdatum
date_de_naissance fecha_de_nacimiento 生日 出生日期 出生年月日 出生年月
phone: phone phone_number telephone tel mobile mobile_phone cell cellphone cell_phone phone_num
full_phone_num full_phone_number contact_number fax home_phone work_phone other_phone telefon téléphone
teléfono telefono portable handy 电话 手机 手机号 手机号码 联系电话 联系手机 电话号码 移动电话 固定电话
座机
area: area_code areacode area_cd phone_area dialling_code dialing_code std_code 区号
email: email e_mail mail email_address emailaddress correo courriel 邮箱 电子邮箱 邮件 电子邮件 邮箱地址
website: website web web_site url homepage domain domain_name site www internet 网址 官网 网站 域名
identifier: ssn ssn_number social_security_no ss_number soc_sec_id social_security
social_security_number national_id nationalid id_number id_card passport passport_no tax_id taxid vat
vat_number ein nin nino nhs_number cpf abn duns licence license drivers_license 身份证 身份证号
身份证号码 证件号 证件号码 护照号 统一社会信用代码 信用代码 税号 纳税人识别号
address: address addr address_1 address1 address_line_1 street street_address street_name address_2
address2 address_line_2 res_street_address mailing_street mail_addr1 full_address location straße
strasse anschrift adresse rue direccion dirección 地址 详细地址 联系地址 收货地址 通讯地址 住址 家庭住址
注册地址 街道
house: house house_number street_number house_no street_no house_num number_house unit hausnummer 门牌号
place: city town suburb locality state province region county country district municipality birth_place
res_city_desc state_cd state_code country_code place mailing_city mailing_state ort wohnort stadt ville
pays ciudad 城市 市 省 省份 省市 区 区县 国家 所在城市 所在地 籍贯 出生地
postcode: postcode post_code postal_code zip zip_code zipcode postcode_fake postal plz postleitzahl
code_postal codigo_postal 邮编 邮政编码
gender: gender sex gender_code sex_code geschlecht sexe sexo 性别
suffix: suffix name_suffix name_suffix_lbl name_sufx_cd name_sufx sufx generation
title: title salutation name_prefix prefix honorific anrede 称谓 称呼
number: age year birth_year birth_age year_of_birth yob price amount rating pages 年龄 价格
"""
WORDS = words_by_role(VOCABULARY)
ROLES = (*WORDS, "date", "category", "text")
NUMBERING = frozenset({"id", "ids", "uid", "uuid", "guid", "key", "pk", "ref"})
"""Last words of a header that make a number of a system out of whatever it names."""
COUNTED = NUMBERING | {"nr", "no", "num", "number", "nummer", "numero", "seq", "编号", "序号", "号"}
"""… and such as do where no two rows share a value."""
PERSONAL = frozenset({"given", "surname", "name", "birth_date", "email", "phone", "identifier"})
_THINGS = """
product products item sku brand model barcode isbn title book song track album movie film 商品 产品 品牌 型号
条码 书名 歌名 歌曲 片名
"""
THINGS = frozenset(_THINGS.split())
IN_PART = (
    "email", "website", "phone", "postcode", "birth_date", "address", "company", "identifier", "gender",
    "place",
)  # fmt: skip


def normal(header: str) -> list[str]:
    """The words of a header, in lower case.

    >>> normal("FirstName"), normal("Date of Birth"), normal("E-mail"), normal("姓名（必填）")
    (['first', 'name'], ['date', 'of', 'birth'], ['e', 'mail'], ['姓名'])
    """
    text = re.sub(r"[(\[【].*?[)\]】]", "", unicodedata.normalize("NFKC", header))
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return re.findall(r"[^\W_]+", text.lower())


ROLE_OF = {"".join(normal(word)): role for role, words in WORDS.items() for word in words}


def by_header(header: str) -> str | None:
    """The role that a header's words name, or None.

    >>> by_header("GIVEN NAME"), by_header("客户手机号"), by_header("billing_email"), by_header("widget")
    ('given', 'phone', 'email', None)
    """
    words = normal(header)
    joined = "".join(words)
    if role := ROLE_OF.get(joined):
        return role
    if words[-1:] and words[-1] in NUMBERING:
        return None
    for size in (3, 2, 1):
        for start in reversed(range(len(words) - size + 1)):
            role = ROLE_OF.get("".join(words[start : start + size]))
            if role in IN_PART or (role in ("given", "surname") and size == 2):
                return role
    chinese = [word for word in ROLE_OF if not word.isascii() and len(word) > 1 and word in joined]
    return ROLE_OF[max(chinese, key=len)] if chinese else None


def guess(frame: pd.DataFrame, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """The role of every column; `given` settles some of them. Raises ValueError for an unknown role or
    column."""
    given = given or {}
    if unknown := sorted(set(given.values()) - set(ROLES)):
        raise ValueError(f"Unknown role {unknown[0]}; roles are {', '.join(ROLES)}. 未知的列角色。")
    if absent := sorted(set(given) - set(frame.columns)):
        raise ValueError(f"There is no column {absent[0]}. 没有该列。")
    columns = [str(column) for column in frame]
    roles = {column: given.get(column) or _guessed(column, frame[column]) for column in columns}
    return _without_repeats(_with_surnames(roles, columns), set(given), columns)


def are_entities(roles: Mapping[str, str]) -> bool:
    """Whether columns of these roles, by header, say that rows are people or firms: by a name, a contact or a
    number of theirs, and no header that only works and products have.

    >>> are_entities({"title": "text", "authors": "text"}), are_entities({"Kunde": "name"})
    (False, True)
    >>> are_entities({"product_name": "company", "price": "number"})
    False
    """
    personal = PERSONAL.intersection(roles.values())
    words = {word for column in roles for word in normal(column)}
    is_thing = any(
        thing in word if not thing.isascii() else thing == word for thing in THINGS for word in words
    )
    return bool(personal) or ("company" in roles.values() and not is_thing)


def counterparts(one: pd.DataFrame, other: pd.DataFrame) -> dict[str, str]:
    """Columns of the other table that are under another name in the first: the only ones of their role in
    both."""
    sides = [
        table[[name for name in table if name not in both]] for table, both in ((one, other), (other, one))
    ]
    first, second = ({role: column for column, role in _only(guess(side)).items()} for side in sides)
    return {second[role]: first[role] for role in second if role in first}


def _only(roles: dict[str, str]) -> dict[str, str]:
    """The columns whose role no other column has."""
    held = [*roles.values()]
    return {column: role for column, role in roles.items() if role != "ignore" and held.count(role) == 1}


def _guessed(column: str, values: pd.Series) -> str:
    role, shape = by_header(column), shape_of(values)
    shape = "birth_date" if role is None and shape == "date" and are_birth_dates(values) else shape
    if shape == "empty" or (role is None and _is_numbering(column, values, shape)):
        return "ignore"
    if role is None or not suits(role, shape):
        return _by_shape(column, shape)
    return role


def _is_numbering(column: str, values: pd.Series, shape: str) -> bool:
    """Whether a column that its header calls a number numbers the rows."""
    return (
        normal(column)[-1:] != []
        and normal(column)[-1] in COUNTED
        and shape in ("number", "code")
        and (values.dropna().is_unique)
    )


def _by_shape(column: str, shape: str) -> str:
    words = normal(column)
    if shape in ("name", "company", "text", "word", "given", "address") and (
        words[-1:] == ["name"] or words[-1:] == ["名称"]
    ):
        return "name" if shape == "name" else "company"
    return shape


def _with_surnames(roles: dict[str, str], columns: Sequence[str]) -> dict[str, str]:
    """Of columns of single words, the one beside given names holds surnames where nothing else does; the
    others may be anything."""
    if "surname" not in roles.values() and "given" in roles.values():
        at = next(place for place, column in enumerate(columns) if roles[column] == "given")
        beside = [columns[place] for place in (at + 1, at - 1) if 0 <= place < len(columns)]
        if found := [column for column in beside if roles[column] == "word"]:
            roles = roles | {found[0]: "surname"}
    return {column: "place" if role == "word" else role for column, role in roles.items()}


def _without_repeats(roles: dict[str, str], given: set[str], columns: Sequence[str]) -> dict[str, str]:
    """A full name beside its own parts says nothing new; of two equal parts the first counts."""
    if {"given", "surname"} <= set(roles.values()):
        extra = [column for column in columns if roles[column] == "name" and column not in given]
        roles |= dict.fromkeys(extra, "ignore")
    if "phone" not in roles.values():
        roles |= {column: "category" for column, role in roles.items() if role == "area"}
    for role in ("given", "surname", "middle", "name", "birth_date"):
        again = [column for column in columns if roles[column] == role and column not in given][1:]
        roles |= dict.fromkeys(again, "ignore" if role == "name" else "text")
    return roles
