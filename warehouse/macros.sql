-- Small functions whose name or meaning differs between engines; every engine defines the same ones.
create or replace macro days_between(earlier, later) as date_diff('day', earlier::date, later::date);
create or replace macro text_key(a, b, c, d, e) as md5(concat_ws('|', coalesce(a, ''), coalesce(b, ''), coalesce(c, ''), coalesce(d, ''), coalesce(e, '')));
