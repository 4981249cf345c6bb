-- Small functions whose name or meaning differs between engines; every engine defines the same ones.
create or replace macro days_between(earlier, later) as date_diff('day', earlier::date, later::date);
create or replace macro text_key(a, b, c, d, e) as md5(concat_ws('|', coalesce(a, ''), coalesce(b, ''), coalesce(c, ''), coalesce(d, ''), coalesce(e, '')));
create or replace macro cut_points(value, shares) as quantile_disc(value, shares);
create or replace macro hash_share(key) as cast('0x' || substr(md5(key), 1, 8) as bigint) / 4294967296.0;
create or replace macro fifth(value, cuts) as 1 + cast(value > cuts[1] as int) + cast(value > cuts[2] as int) + cast(value > cuts[3] as int) + cast(value > cuts[4] as int);
create or replace macro third(value, cuts) as 1 + cast(value > cuts[1] as int) + cast(value > cuts[2] as int);
create or replace macro buying_stage(purchase_days) as case
    when purchase_days = 0 then 'prospect' when purchase_days = 1 then 'first_order' when purchase_days <= 3 then 'repeat' else 'regular' end;
create or replace macro currency_code(t) as case upper(trim(t))
    when 'RMB' then 'CNY' when 'CNH' then 'CNY' when '人民币' then 'CNY' when '元' then 'CNY' when '￥' then 'CNY'
    when 'US$' then 'USD' when '美元' then 'USD' when '€' then 'EUR' when '欧元' then 'EUR' when '£' then 'GBP' when '英镑' then 'GBP'
    when 'HK$' then 'HKD' when '港币' then 'HKD' when '港元' then 'HKD' when '日元' then 'JPY' else upper(trim(t)) end;
create or replace macro text_mark(t) as case when t is null then cast(0 as ubigint) else hash(t) end;
-- What was paid back on a day or later, of refunds with their days as core.orders lists them; and what could not be known at
-- the start of a day: a refund without a day of its own is known sixty days after its order, when it has been paid.
create or replace macro refunded_since(refunds, day) as case when refunds is null then cast(0 as decimal(18, 2))
    else cast(coalesce(list_sum([refund.amount for refund in refunds if refund.paid_on >= cast(day as date)]), 0) as decimal(18, 2)) end;
create or replace macro refunded_before(refunds, day) as case when refunds is not null then [refund for refund in refunds if refund.paid_on < cast(day as date)] end;
create or replace macro unknown_refund(refunds, undated, ordered_on, day) as cast(refunded_since(refunds, day)
    + case when days_between(ordered_on, day) > 60 then 0 else undated end as decimal(18, 2));
-- Net amounts without what was paid back, or could not be known, by the start of a day; the cases spare a wider sum.
create or replace macro net_before(amount, refunds, day) as case when refunds is null then amount
    else cast(amount + refunded_since(refunds, day) as decimal(18, 2)) end;
create or replace macro known_net(amount, refunds, undated, ordered_on, day) as case when refunds is null and undated = 0 then amount
    else cast(amount + unknown_refund(refunds, undated, ordered_on, day) as decimal(18, 2)) end;
-- What kind of order it was at the start of a day: one that was cancelled on the day or later was not yet.
create or replace macro kind_before(kind, gross, discount, cancelled_on, day) as case
    when kind <> 'cancelled' or cancelled_on is null or cancelled_on < cast(day as date) then kind
    when gross > discount then 'sale' else 'adjustment' end;
create or replace macro is_withdrawn(status) as regexp_matches(lower(coalesce(status, '')), 'cancel|void|reject|declin|refus|denied|作废|取消|关闭|驳回|拒绝');
