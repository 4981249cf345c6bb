"""Every real table we know of: its own vendor and object, or unknown; never another's, and no column lost."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from sources import HeldError
from sources.detection import choose
from sources.mapping import presets
from sources.planning import plan

EXPORTED = {
    ("纷享销客 Fxiaoke", "AccountObj (客户)"): "fxiaoke/customers",
    ("纷享销客 Fxiaoke", "SalesOrderObj (销售订单)"): "fxiaoke/orders",
    ("纷享销客 Fxiaoke", "ReturnedGoodsInvoiceObj (退货单)"): "fxiaoke/returns",
    ("Chinese CRM (ThinkPHP style)", "客户列表 export"): "generic/customers",
    ("天枢CRM", "线索 export"): "generic/leads",
    ("Shopify", "orders_export CSV"): "shopify/orders",
    ("Shopify", "customers_export CSV"): "shopify/customers",
    ("HubSpot", "contacts export CSV"): "hubspot/contacts",
    ("HubSpot", "companies export CSV"): "hubspot/companies",
    ("HubSpot", "deals export"): "hubspot/deals",
    ("Salesforce", "contact report CSV (UI labels)"): "salesforce/contacts",
    ("Salesforce", "lead report CSV (UI labels)"): "salesforce/leads",
}
ZOHO = {
    "Accounts": "accounts",
    "Calls": "calls",
    "Campaign_Lead_Status": "campaign_members",
    "Campaigns": "campaigns",
    "Contacts": "contacts",
    "Events": "events",
    "Invoices": "invoices",
    "Leads": "leads",
    "Potentials": "deals",
    "Products": "products",
    "Quotes": "quotes",
    "Sales_Orders": "sales_orders",
    "Tasks": "tasks",
    "Users": "staff",
}
LOADED = {
    "dbt_hubspot": {
        "company_data": "companies",
        "contact_data": "contacts",
        "deal_data": "deals",
        "ticket_data": "tickets",
        "engagement_call_data": "engagements",
        "engagement_communication_data": "engagements",
        "engagement_email_data": "emails",
        "engagement_meeting_data": "meetings",
        "engagement_note_data": "notes",
        "engagement_task_data": "tasks",
        "email_campaign_data": "campaigns",
        "owner_data": "staff",
        "users_data": "staff",
    },
    "dbt_klaviyo": {
        "campaign": "campaigns",
        "event": "events",
        "event_norename": "events",
        "person": "profiles",
    },
    "dbt_salesforce": {
        "sf_account_data": "accounts",
        "sf_contact_data": "contacts",
        "sf_event_data": "events",
        "sf_lead_data": "leads",
        "sf_opportunity_data": "opportunities",
        "sf_order_data": "orders",
        "sf_product_2_data": "products",
        "sf_task_data": "tasks",
        "sf_user_data": "staff",
    },
    "dbt_shopify": {
        "customer_data": "customer_records",
        "order_data": "order_records",
        "order_line_data": "order_line_records",
        "product_data": "products",
        "product_variant_data": "variants",
        "transaction_data": "payments",
        "tender_transaction_data": "payments",
    },
    "dbt_zendesk": {
        "organization_data": "organizations",
        "ticket_comment_data": "comments",
        "ticket_data": "tickets",
        "user_data": "users",
    },
}
VENDORS = ("fxiaoke", "generic", "hubspot", "klaviyo", "salesforce", "shopify", "zendesk", "zoho")
ENGINES = ("_databricks", "_postgres", "_snowflake")
PRESETS = presets()


class Table(NamedTuple):
    """One real table: whose it is, what it is called, its columns, and the preset it is for, if any."""

    vendor: str
    name: str
    header: list[str]
    preset: str | None


def listed(folder: Path) -> Iterator[Table]:
    """The lists of `headers.json`; one with labels and API names is two headers."""
    for one in json.loads((folder / "crm_headers" / "headers.json").read_text("utf-8")):
        vendor, name = one["system"], one["object"]
        known = EXPORTED.get((vendor, name))
        if vendor.startswith("Zoho"):
            known = f"zoho/{ZOHO[name]}" if name in ZOHO else None
        if vendor.startswith("API schema "):
            known = loaded(vendor.removeprefix("API schema "), name)
        for header in headers(one["columns"]):
            yield Table(vendor, name, header, known)


def headers(columns: list[str | dict[str, str]]) -> list[list[str]]:
    if isinstance(columns[0], str):
        return [columns]
    return [[column[naming] for column in columns] for naming in ("label", "api")]


def files(folder: Path) -> Iterator[Table]:
    """The API tables as loaders write them."""
    for file in sorted((folder / "crm_schemas").glob("*/*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            yield Table(
                file.parent.name, file.stem, next(csv.reader(stream)), loaded(file.parent.name, file.stem)
            )


def loaded(vendor: str, name: str) -> str | None:
    for ending in ENGINES:
        name = name.removesuffix(ending)
    name = name.removeprefix("shopify_").removeprefix("gql_")
    found = LOADED[vendor].get(name)
    return f"{vendor.removeprefix('dbt_')}/{found}" if found else None


def chosen(table: Table) -> str | None:
    try:
        return choose(table.header, "export.csv", PRESETS).id
    except HeldError:
        return None


@pytest.fixture(scope="module")
def tables(shared_data: Path) -> list[Table]:
    return [*listed(shared_data), *files(shared_data)]


def test_each_table_is_its_own_or_unknown(tables: list[Table]) -> None:
    assert len(tables) >= 443
    found = [(table, chosen(table)) for table in tables]
    wrong = [
        (table.vendor, table.name, preset) for table, preset in found if preset not in (None, table.preset)
    ]
    assert not wrong
    missed = {(table.vendor, table.name) for table, preset in found if table.preset and not preset}
    assert missed <= {("dbt_shopify", "shopify_gql_order_line_data")} | {
        ("API schema dbt_shopify", "shopify_gql_order_line_data")
    }, "their lines have totals but no price"
    known = Counter(preset.split("/")[0] for _, preset in found if preset)
    assert known == dict(zip(VENDORS, (4, 2, 35, 8, 20, 28, 10, 14), strict=True))


def test_no_column_is_lost(tables: list[Table]) -> None:
    """Each column feeds a canonical one first of all, or is kept in `extra`, or both."""
    counted = kept = 0
    for table in tables:
        if not chosen(table):
            continue
        how = plan(choose(table.header, "", PRESETS), table.header)
        first = {positions[0] for positions in how.columns.values()}
        assert first | set(how.extra.values()) == set(range(len(table.header))), table.name
        assert len(how.extra) == len(set(how.extra.values()))
        counted += len(table.header)
        kept += len(first | set(how.extra.values()))
    assert counted == kept > 4000
