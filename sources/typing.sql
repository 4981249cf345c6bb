-- From text as written to typed values; null where the text is no such value.
-- `plain_…` reads what needs no thought. The rest is read in steps, each over the step before as a column of its own
-- (a macro that names its argument twice would otherwise repeat the whole expression below it).

create or replace macro is_nothing(t) as regexp_full_match(lower(t), '-+|—+|/|#?n/?a|nan|null|none|nat|\\n|无|空');
create or replace macro is_something(t) as t is not null and not is_nothing(t);
create or replace macro narrow(t) as translate(t, '０１２３４５６７８９．，：／－＋（）　−', '0123456789.,:/-+() -');
create or replace macro first_of(a, b) as coalesce(a, b);

-- Moments, as the clock on the company's wall showed them (`company_zone`): one with an offset from UTC, or counted from
-- 1970, is an instant and is told in that zone; one without is taken as written.
create or replace macro within_reason(m) as case when m >= timestamp '1900-01-01' and m < timestamp '2101-01-01' then m end;
create or replace macro on_the_wall(instant) as timezone(company_zone(), instant);
create or replace macro has_offset(t) as length(t) > 16 and (right(t, 1) = 'Z'
    or substr(t, length(t) - 5, 1) in ('+', '-') or substr(t, length(t) - 4, 1) in ('+', '-'));
create or replace macro plain_moment(t) as within_reason(case
    when has_offset(t) then on_the_wall(try_cast(replace(replace(t, ' +', '+'), ' -', '-') as timestamptz))
    else try_cast(t as timestamp) end);
create or replace macro plain_date(t) as plain_moment(t)::date;
create or replace macro looks_slashed(t) as regexp_matches(t, '^\d{1,2}[-./]\d{1,2}[-./](\d{4}|\d{2})\b');
create or replace macro is_filled(t) as t is not null;
create or replace macro is_slashed(t) as case when plain_moment(t) is null then looks_slashed(t) end;
create or replace macro is_day_first(t) as case when plain_moment(t) is null then
    regexp_matches(t, '^(1[3-9]|2\d|3[01])[-./]\d{1,2}[-./](\d{4}|\d{2})\b') end;
create or replace macro is_month_first(t) as case when plain_moment(t) is null then
    regexp_matches(t, '^\d{1,2}[-./](1[3-9]|2\d|3[01])[-./](\d{4}|\d{2})\b') end;

create or replace macro moment_1(t, style) as regexp_replace(regexp_replace(regexp_replace(regexp_replace(narrow(t),
    '(:\d{2}(?:\.\d+)?)\s*(?:Z|UTC|GMT)$', '\1@+00:00'),
    '(:\d{2}(?:\.\d+)?)\s*(?:GMT|UTC)?([+-]\d{2}):?(\d{2})$', '\1@\2:\3'),
    '(?i)^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+', ''), '[(]?(?:星期|周)[一二三四五六日天][)]?', '');
create or replace macro moment_2(t, style) as case
    when looks_slashed(t) then regexp_replace(t, '^(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})[ ,T]*', '\1/\2/\3 ')
    when regexp_matches(t, '[A-Za-z]{3}') then regexp_replace(
        regexp_replace(t, '^(\d{1,2})[-/. ]([A-Za-z]{3,9})[-/., ]+(\d{2,4})', '\1 \2 \3'), '(?:[,\s]|\bat\b)+', ' ', 'g')
    else regexp_replace(t, '^(\d{4})\s*[-/.,年]\s*(\d{1,2})\s*[-/.,月]\s*(\d{1,2})\s*[日号]?[ T,]*', '\1-\2-\3 ') end;
create or replace macro moment_3(t, style) as regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    rtrim(replace(replace(replace(replace(t, '时', ':'), '点', ':'), '分', ':'), '秒', ''), ' :'),
    '(?:上午|凌晨|早上|早晨)\s*([\d:]+)$', '\1 AM'),
    '(?:下午|晚上|中午|傍晚)\s*((?:0?\d|1[0-2]):[\d:]+)$', '\1 PM'),
    '(?:下午|晚上|中午|傍晚)\s*', ''), '(\d)\s*([AaPp])\.?[Mm]\.?$', '\1 \2M');
create or replace macro moment_4(t, style) as case when contains(t, '@')
    then on_the_wall(shifted(read_moment(rtrim(split_part(t, '@', 1)), style), split_part(t, '@', 2)))
    else coalesce(read_moment(t, style), counted_moment(t)) end;
create or replace macro shifted(m, off_utc) as
    (m - to_minutes(try_cast(left(off_utc, 1) || '1' as int) * (60 * try_cast(substr(off_utc, 2, 2) as int)
    + try_cast(right(off_utc, 2) as int))))::timestamptz;
create or replace macro counted_moment(t) as case
    when regexp_full_match(t, '[2-7]\d{4}(\.\d+)?')
    then timestamp '1899-12-30' + to_seconds(round(try_cast(t as double) * 86400)::bigint)
    when regexp_full_match(t, '\d{13}') then on_the_wall(make_timestamp(try_cast(t as bigint) * 1000)::timestamptz)
    when regexp_full_match(t, '1\d{9}(\.\d+)?')
    then on_the_wall(make_timestamp((try_cast(t as double) * 1000000)::bigint)::timestamptz) end;
create or replace macro read_moment(t, style) as coalesce(
    case when not looks_slashed(t) then try_cast(t as timestamp) end,
    case style
        when 'day_first' then try_strptime(t, [
            '%d/%m/%y', '%d/%m/%y %H:%M', '%d/%m/%y %H:%M:%S', '%d/%m/%y %I:%M %p', '%d/%m/%y %I:%M:%S %p',
            '%d/%m/%Y', '%d/%m/%Y %H:%M', '%d/%m/%Y %H:%M:%S', '%d/%m/%Y %I:%M %p', '%d/%m/%Y %I:%M:%S %p'])
        when 'month_first' then try_strptime(t, [
            '%m/%d/%y', '%m/%d/%y %H:%M', '%m/%d/%y %H:%M:%S', '%m/%d/%y %I:%M %p', '%m/%d/%y %I:%M:%S %p',
            '%m/%d/%Y', '%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %I:%M %p', '%m/%d/%Y %I:%M:%S %p'])
    end,
    try_strptime(t, ['%Y-%m-%d %I:%M %p', '%Y-%m-%d %I:%M:%S %p', '%Y%m%d', '%Y%m%d%H%M%S', '%Y%m%d %H:%M:%S']),
    case when regexp_matches(t, '[A-Za-z]{3}') then try_strptime(t, [
        '%d %b %y', '%d %b %y %H:%M', '%d %b %y %H:%M:%S', '%d %b %y %I:%M %p', '%d %b %y %I:%M:%S %p',
        '%d %b %Y', '%d %b %Y %H:%M', '%d %b %Y %H:%M:%S', '%d %b %Y %I:%M %p', '%d %b %Y %I:%M:%S %p',
        '%b %d %y', '%b %d %y %H:%M', '%b %d %y %H:%M:%S', '%b %d %y %I:%M %p', '%b %d %y %I:%M:%S %p',
        '%b %d %Y', '%b %d %Y %H:%M', '%b %d %Y %H:%M:%S', '%b %d %Y %I:%M %p', '%b %d %Y %I:%M:%S %p',
        '%d %B %Y', '%d %B %Y %H:%M', '%d %B %Y %H:%M:%S', '%d %B %Y %I:%M %p', '%d %B %Y %I:%M:%S %p',
        '%B %d %Y', '%B %d %Y %H:%M', '%B %d %Y %H:%M:%S', '%B %d %Y %I:%M %p', '%B %d %Y %I:%M:%S %p',
        '%b %d %H:%M:%S %Y']) end);
create or replace macro moment_5(m, style) as within_reason(m);
create or replace macro date_5(m, style) as within_reason(m)::date;

-- Numbers: `1,234.56` (english) or `1.234,56` (european), with currency signs, 万, 亿, 千, K, M, %, or brackets for minus;
-- `1.234` alone fits both (`is_either`).
create or replace macro plain_money(t) as try_cast(t as decimal(18, 2));
create or replace macro plain_price(t) as try_cast(t as decimal(18, 4));
create or replace macro plain_quantity(t) as try_cast(t as decimal(18, 3));
create or replace macro whole_number(n) as case when n = round(n) then try_cast(round(n) as bigint) end;
create or replace macro plain_integer(t) as whole_number(try_cast(t as decimal(18, 3)));
create or replace macro is_european(t) as case when plain_price(t) is null then
    regexp_matches(t, '\d\.\d{3},\d|^[^.,]*\d,(\d{1,2}|\d{4,})\D*$|\d\.\d{3}\.\d{3}') end;
create or replace macro is_english(t) as case when plain_price(t) is null then
    regexp_matches(t, '\d,\d{3}\.\d|^[^.,]*\d\.(\d{1,2}|\d{4,})\D*$|\d,\d{3},\d{3}')
    else contains(t, '.') and (left(right(t, 4), 1) <> '.' or regexp_matches(t, '^[-+]?(0|\d{4,})\.')) end;
create or replace macro is_either(t) as regexp_full_match(t, '[-+]?[1-9]\d{0,2}\.\d{3}');

create or replace macro number_1(t, style) as case when style = 'european' then translate(narrow(t), '.,', ',.') else narrow(t) end;
create or replace macro number_2(t, style) as regexp_replace(upper(t),
    '^([-+(]?)(?:CNY|RMB|USD|EUR|GBP|HKD|TWD|JPY|KRW|SGD|AUD|CAD|CHF|INR|MYR|RM|THB|US|HK|NT)|(?:CNY|RMB|USD|EUR|GBP|HKD|TWD|JPY|KRW|SGD|AUD|CAD|CHF|INR|MYR|THB|元|圆)(\)?)$|[¥￥$€£₹₩\s\x{00a0}''’]',
    '\1\2', 'g');
create or replace macro number_3(t, style) as case when regexp_full_match(t,
    '[-+(]*(\d{1,3}(,\d{3})+|\d{1,2}(,\d{2})+,\d{3}|\d+)?(\.\d*)?(E[-+]?\d+)?[万亿千KM%]?[-)]?') then
    try_cast(regexp_replace(t, '^[-+(]+|[,万亿千KM%)]|-$', '', 'g') as decimal(30, 8))
    * case when regexp_matches(t, '^[-(]|-$') then -1 else 1 end
    * case right(rtrim(t, ')-'), 1) when '万' then 10000 when '亿' then 100000000 when 'K' then 1000 when '千' then 1000
        when 'M' then 1000000 when '%' then 0.01 else 1 end end;
create or replace macro money_4(n, style) as try_cast(n as decimal(18, 2));
create or replace macro price_4(n, style) as try_cast(n as decimal(18, 4));
create or replace macro quantity_4(n, style) as try_cast(n as decimal(18, 3));
create or replace macro integer_4(n, style) as whole_number(n);

-- Identifiers stay text; a spreadsheet turns 17850 into 17850.0 and long ones into 4.4E+17, which cannot be undone.
create or replace macro is_fraction(t) as regexp_full_match(t, '\d+\.(\d*[1-9]|\d{2,})');
create or replace macro is_damaged(t) as regexp_full_match(t, '[-+]?\d(\.\d+)?[eE]\+\d{1,3}');
create or replace macro identifier_1(t, style) as case
    when is_damaged(t) then null
    when style = 'whole' then regexp_replace(t, '^(\d+)\.0$', '\1')
    else t end;

-- Words.
create or replace macro as_flag(t, yes, no) as case when list_contains(yes, lower(t)) then true when list_contains(no, lower(t)) then false end;
create or replace macro worded(t, words, meanings) as coalesce(meanings[list_position(words, lower(t))], t);
create or replace macro full_name(given, family) as case
    when regexp_matches(concat(given, family), '^[一-鿿]+$') then concat(family, given) else nullif(concat_ws(' ', given, family), '') end;

-- Habits of vendors: '0123 keeps a spreadsheet from making 123 of it; p:+49… says what a value is; 12;34 are several
-- records; 张三(已停用) has left the company; customer 0 is a guest.
create or replace macro without_apostrophe(t) as case when starts_with(t, '''') then substr(t, 2) else t end;
create or replace macro without_tag(t) as regexp_replace(t, '^[a-z]{1,3}:', '');
create or replace macro first_of_several(t) as nullif(trim(split_part(t, ';', 1)), '');
create or replace macro unless_zero(t) as nullif(t, '0');
create or replace macro person_in_charge(t) as case when right(t, 1) in (')', '）') then
    regexp_replace(t, '\s*[(（](已停用|停用|已离职|离职|deactivated|inactive|disabled)[)）]$', '') else t end;

create or replace macro left_over(typed, written) as case when typed is null then written end;

-- A filter on a volatile column stays above it; it would be copied below all the steps and each worked out twice.
create or replace macro kept_here(verdict) as case when random() < 0 then -1 else verdict end;

-- The same where no canonical column says what a number is: exact up to eight decimals, else a float; a spreadsheet's
-- 4.4E+17 has lost its digits.
create or replace macro plain_number(t) as case when not is_damaged(t) then try_cast(t as decimal(30, 8)) end;
create or replace macro undamaged_1(t, style) as case when not is_damaged(t) then number_1(t, style) end;
create or replace macro number_4(n, style) as n;
create or replace macro plain_real(t) as case when regexp_matches(t, '\d') then try_cast(t as double) end;
create or replace macro real_3(t, style) as plain_real(replace(t, ',', ''));
create or replace macro is_real(t) as regexp_matches(t, '\d[eE]-\d|[.,]\d{9,}$');
create or replace macro money_word(t) as regexp_extract(upper(t),
    'CNY|RMB|USD|EUR|GBP|HKD|TWD|JPY|KRW|SGD|AUD|CAD|CHF|INR|MYR|THB|[¥￥$€£₹₩元圆%]');
create or replace macro decimals_of(n) as length(rtrim(split_part(n::varchar, '.', 2), '0'));
create or replace macro has_time(m) as m <> date_trunc('day', m);
create or replace macro is_unclear(t, yes, no) as is_something(t) and as_flag(t, yes, no) is null;
