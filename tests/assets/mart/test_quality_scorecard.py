import datetime as dt

import pytest

from assets.queries import query_text
from warehouse import DuckDBWarehouse

DAY = dt.date(2026, 7, 1)
TABLES = """
create schema core; create schema raw;
create table core.channels as select 'web' as words, 'shop' as channel;
create table core.people as select * from (values
    ('p1', 'crm', 'Web', 'Ann', 'Li', 'Rome', 'li@a.cn', null, date '2026-06-01'),
    ('p2', 'crm', 'Web', 'Bob', 'Li', null, null, null, date '2026-06-02'),
    ('p3', 'crm', null, 'Ann', 'Wu', null, 'wu@', null, date '2020-06-03')
) as t(person_key, system, source_channel, owner, name, city, email, phone, created_at);
alter table core.people add column modified_at date;
create table core.identities as select * from (values
    ('p1', 'C1'), ('p2', 'C1'), ('p3', 'C2')) as t(person_key, customer_id);
create table core.normalised_records as select * from (values
    ('p1', 'li@a.cn', null), ('p2', null, null), ('p3', null, null)) as t(person_key, email, phone);
create table core.customers as select * from (values
    ('C1', 1, 'li@a.cn', null), ('C2', 1, null, null)) as t(customer_id, systems, email, phone);
create table raw.orders as select 'crm' as system, '1' as order_id, 'Ann' as owner, true as is_current;
create table core.orders as select * from (values
    ('crm|1', 'crm', 'shop', 'C1', 'sale', 100.00, 0.00, date '2026-05-01'),
    ('crm|2', 'crm', 'shop', 'C2', 'sale', 30.00, 0.00, date '2026-05-02'),
    ('crm|3', 'crm', 'shop', null, 'sale', 7.00, 0.00, date '2026-05-03')
) as t(order_id, system, channel, customer_id, kind, amount, discount_amount, ordered_on);
alter table core.orders add column gross_amount decimal(18, 2);
update core.orders set gross_amount = amount;
create table raw.files as select 'crm' as system, 9 as loaded, 1 as quarantined;
"""


@pytest.fixture
def scores():
    warehouse = DuckDBWarehouse()
    warehouse.connection.execute(TABLES)
    warehouse.derive("mart.quality_scorecard", query_text("mart/quality_scorecard"), {"as_of": DAY})
    rows = warehouse.read("mart.quality_scorecard").itertuples(index=False)
    return {(row.scope, row.name, row.question): (row.asked, row.met, float(row.money)) for row in rows}


def test_the_money_of_a_customer_counts_once_however_many_records_fail(scores):
    assert scores["system", "crm", "city"] == (3, 1, 130)
    assert scores["channel", "shop", "city"] == (2, 1, 100)
    assert scores["person", "Ann", "city"] == (2, 1, 30)


def test_where_all_holds_no_money_stands_behind_the_rest(scores):
    assert scores["system", "crm", "name"] == (3, 3, 0)
    assert scores["person", "Ann", "customer of the order"] == (1, 1, 0)


def test_what_belongs_to_no_customer_is_counted_without_money(scores):
    assert scores["system", "crm", "customer of the order"] == (3, 2, 0)
    assert scores["system", "crm", "row as exported"] == (10, 9, 0)


def test_nobody_and_unknown_are_no_person_and_no_channel(scores):
    assert {name for scope, name, _ in scores if scope != "system"} == {"Ann", "Bob", "shop"}
