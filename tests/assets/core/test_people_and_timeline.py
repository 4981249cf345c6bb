"""People come from customers, contacts and leads; what was said to them stands on one timeline."""

from typing import Any

ZOHO_CONTACTS = (
    "Record Id,Last Name,First Name,Email,Account Name,Account Name.id,Title,Contact Owner,Secondary Email\n"
    "z1,Doe,Ann,ann@example.com,Acme,acc1,Buyer,张三(已停用),other@example.com\n"
)
ZOHO_LEADS = (
    "Record Id,Last Name,Company,Email,Lead Owner,Lead Status\nz9,Roe,Beta,roe@example.com,Li,Contacted\n"
)
ZOHO_CALLS = (
    "Record Id,Call Start Time,Call Duration (in seconds),Call Owner,Subject,Call Type,Contact Name.id\n"
    "c1,2024-01-05 10:00:00,60,Li,Hello,Outbound,z1\n"
)


def test_contacts_and_leads_are_people_and_firms_are_not(night: Any, core: Any, rows_of: Any) -> None:
    night.drop("contacts.csv", ZOHO_CONTACTS)
    night.drop("leads.csv", ZOHO_LEADS)
    night.drop("accounts.csv", "Record Id,Account Name,Account Owner,Industry\nacc1,Acme,Li,Tea\n")
    warehouse = core()
    assert rows_of(warehouse, "select object, name, owner from core.people") == [
        ("contacts", "Ann Doe", "张三"),
        ("leads", "Roe", "Li"),
    ]
    assert rows_of(warehouse, "select object from core.records") == [("contacts",), ("leads",)]
    assert rows_of(
        warehouse,
        "select accounts.name, contacts.customer_id, title from core.account_contacts as contacts"
        " join core.accounts as accounts using (account_id)",
    ) == [("Acme", "ann@example.com", "Buyer")]
    (extra,) = rows_of(warehouse, "select extra from lake.contacts")[0]
    assert "other@example.com" in extra, "a second address is kept"
    assert rows_of(warehouse, "select extra from raw.contacts") == [(None,)], "in the lake only, being known"


def test_a_column_that_nobody_knows_goes_on_into_the_raw_table(night: Any, core: Any, rows_of: Any) -> None:
    night.drop("a.csv", "姓名,手机,爱好\n甲,13800138000,茶\n")
    assert rows_of(core(), "select extra from raw.customers") == [('{"爱好": "茶"}',)]


def test_calls_tickets_and_campaigns_on_one_timeline(night: Any, core: Any, rows_of: Any) -> None:
    night.drop("contacts.csv", ZOHO_CONTACTS)
    night.drop("calls.csv", ZOHO_CALLS)
    night.drop(
        "tickets.csv", "ticket_id,email,channel,opened_at,subject\nT1,ann@example.com,微信,2024-01-06,Hi\n"
    )
    night.drop(
        "log.csv",
        "campaign_id,channel,email,group,sent_at,clicked_at\n"
        "k,email,ann@example.com,treated,2024-01-07,2024-01-08\nk,email,x@example.com,control,2024-01-07,\n",
    )
    found = rows_of(
        core(), "select happened_on::text, source, channel, kind, direction from core.interactions"
    )
    assert found == [
        ("2024-01-05", "interaction", "phone", "call", "outbound"),
        ("2024-01-06", "ticket", "wechat", None, "inbound"),
        ("2024-01-07", "campaign", "email", "campaign sent", "outbound"),
        ("2024-01-08", "campaign", "email", "campaign clicked", "inbound"),
    ]


def test_a_deleted_record_is_not_current_and_the_books_balance(night: Any, core: Any, rows_of: Any) -> None:
    night.drop(
        "sf.csv",
        "Id,AccountId,LastName,Email,MailingCity,IsDeleted,MasterRecordId\n"
        "1,a,Doe,doe@example.com,Bonn,false,\n2,a,Doe,doe2@example.com,Bonn,true,1\n",
    )
    warehouse = core()
    assert rows_of(warehouse, "select record_id, is_current, merged_into from raw.contacts") == [
        ("1", True, None),
        ("2", False, "1"),
    ]
    assert rows_of(warehouse, "select records, loaded, duplicate from raw.files") == [(2, 1, 1)]


def test_interactions_without_a_number_are_counted_once_over_two_files(
    night: Any, core: Any, rows_of: Any
) -> None:
    header = "客户名称,跟进方式,跟进时间,跟进内容\n"
    night.drop("a.csv", header + "甲,电话,2024-01-05 10:00,问候\n甲,电话,2024-01-06 10:00,报价\n")
    night.drop("b.csv", header + "甲,电话,2024-01-06 10:00,报价\n甲,拜访,2024-01-09 10:00,签约\n")
    warehouse = core()
    found = rows_of(warehouse, "select happened_on::text, channel from core.interactions")
    assert found == [("2024-01-05", "phone"), ("2024-01-06", "phone"), ("2024-01-09", "visit")]
    assert rows_of(warehouse, "select sum(loaded)::int, sum(duplicate)::int from raw.files") == [(3, 1)]
