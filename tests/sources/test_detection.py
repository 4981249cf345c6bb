"""Each vendor's real headers lead to its preset; what is unknown is asked about."""

import pytest

from sources import HeldError
from sources.detection import choose
from sources.mapping import Preset, normal, presets
from sources.planning import plan
from warehouse.errors import ConfigurationError

SIMULATED = {
    "fxiaoke/customers": "客户编号,客户名称,电话,邮件,省,市,详细地址,客户级别,来源,负责人,短信授权,创建时间",
    "fxiaoke/orders": "销售订单编号,客户名称,客户编号,客户电话,下单日期,销售订单金额(元),整单折扣(元),状态",
    "zoho/contacts": (
        "Record Id,Contact Owner,Contact Owner.id,First Name,Last Name,Email,Phone,Mobile,Mailing City,"
        "Mailing Country,Lead Source,Email Opt Out,Created Time,Modified Time"
    ),
    "salesforce/contacts": (
        "Account ID,Contact ID,Parent Account ID,First Name,Last Name,Email,Birthdate,Mailing City"
    ),
    "generic/tickets": (
        "ticket_id,customer_name,phone,email,channel,kind,opened_at,closed_at,status,satisfaction,subject,body"
    ),
    "generic/campaigns": (
        "campaign_id,campaign,channel,offer,email,customer_ref,group,sent_at,opened_at,clicked_at,"
        "unsubscribed_at,cost"
    ),
    "uci/online_retail": "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
    "generic/orders": "订单编号,客户名称,手机号,下单时间,订单金额（元）,状态",
    "generic/order_lines": "Order No,Order Date,Customer Id,SKU,Product,Qty,Unit Price,Total",
    "generic/customers": "姓名,手机号码,邮箱,生日,城市,会员等级",
}


def chosen(header: list[str], among: list[Preset] | None = None) -> str:
    """The id of the preset, or a question."""
    try:
        return choose(header, "export.csv", among or presets()).id
    except HeldError as question:
        return str(question)


@pytest.mark.parametrize(("preset", "header"), SIMULATED.items())
def test_known_headers(preset: str, header: str) -> None:
    assert chosen(header.split(",")) == preset


def test_older_contacts_of_zoho_are_not_taken_for_a_report_of_salesforce() -> None:
    header = (
        "CONTACTID,SMOWNERID,ACCOUNTID,First Name,Last Name,Email,Date of Birth,Mailing City,Created Time"
    )
    assert chosen(header.split(",")) == "zoho/contacts"


def test_accounts_that_both_vendors_could_have_written_are_asked_about() -> None:
    said = chosen(["Account ID", "Account Name", "Parent Account ID", "Phone", "Billing City"])
    assert "salesforce/accounts, zoho/accounts" in said
    older = "ACCOUNTID,SMOWNERID,Account Name,Parent Account Id,Phone,Billing City,Created Time"
    assert chosen(older.split(",")) == "zoho/accounts"


def test_a_missing_required_column_is_named() -> None:
    header = [name for name in SIMULATED["fxiaoke/orders"].split(",") if name != "下单日期"]
    assert "下单日期" in chosen(header)
    assert "fxiaoke/orders" in chosen(header)


def test_two_presets_that_fit_are_asked_about() -> None:
    twin = {"extends": "uci/online_retail", "system": "other", "files": ["other*.csv"]}
    own = presets({"other": twin, "third": {"extends": "uci/online_retail", "files": ["other*.csv"]}})
    header = SIMULATED["uci/online_retail"].split(",")
    with pytest.raises(HeldError, match="other, third"):
        choose(header, "other_1.csv", own)
    assert choose(header, "else.csv", own).id == "uci/online_retail"


def test_a_company_extends_a_preset() -> None:
    own = presets(
        {"ours": {"extends": "generic/customers", "aliases": {"level": ["VIP等级"]}, "date_order": "dmy"}}
    )
    preset = choose(["姓名", "手机", "VIP等级"], "x.csv", own)
    assert (preset.id, preset.date_order) == ("generic/customers", "dmy")
    assert plan(preset, ["姓名", "手机", "VIP等级"]).columns["level"] == [2]


@pytest.mark.parametrize(
    ("definition", "named"),
    [
        ({"system": "x", "object": "planets"}, "object"),
        ({"system": "x", "object": "orders", "aliases": {"weight": ["Weight"]}}, "weight"),
        ({"system": "x", "object": "orders", "colour": "red"}, "colour"),
        ({"object": "orders"}, "system"),
        ({"extends": "generic/orders", "date_order": "ymd"}, "date_order"),
        ({"extends": "nobody/nothing"}, "nobody/nothing"),
    ],
)
def test_a_wrong_preset_is_a_configuration_error(definition: dict[str, object], named: str) -> None:
    with pytest.raises(ConfigurationError, match=named):
        presets({"ours": definition})


def test_headers_are_compared_loosely() -> None:
    assert normal("Customer_ID ") == normal("customer id") == normal("ＣｕｓｔｏｍｅｒID*")


def test_headers_twice_or_blank_are_kept_apart() -> None:
    how = plan(choose(["姓名", "手机"], "", presets()), ["姓名", "手机", "", "X", "X"])
    assert list(how.extra) == ["column 3", "X", "X (2)"]


def test_traditional_characters_and_marks_of_obligation_are_read_alike() -> None:
    written = "客戶編號 客戶名稱（必填） 電話 郵件 省 市 詳細地址 客戶級別 來源 負責人 創建時間*"
    header = written.split()
    assert chosen(header) == "fxiaoke/customers"
    assert plan(choose(header, "", presets()), header).columns["name"] == [1]


def test_the_order_of_columns_does_not_count() -> None:
    for preset, header in SIMULATED.items():
        assert chosen(sorted(header.split(","), reverse=True)) == preset


def test_a_lookup_and_its_number_belong_together() -> None:
    header = [
        "Record Id",
        "Last Name",
        "Account Name",
        "Account Name.id",
        "Contact Owner",
        "Contact Owner.id",
    ]
    header.append("Vendor Name.id")
    how = plan(choose(header, "", presets()), header)
    assert how.columns["account_ref"] == [3]
    assert not how.unknown
    assert list(how.extra) == ["Contact Owner.id", "Vendor Name.id"]


def test_a_table_that_keeps_every_version_is_no_list_of_records() -> None:
    header = ["id", "last_name", "email", "account_id", "mailing_street", "_fivetran_start", "_fivetran_end"]
    assert "another kind of table" in chosen(header)
