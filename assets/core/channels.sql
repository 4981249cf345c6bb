-- What the words that exports use for a channel mean: Web, web, 官网 and online store are one.
with used as (
    select channel as words from raw.orders where is_current group by channel
    union all
    select channel as words from raw.order_lines where is_current group by channel
    union all
    select source_channel as words from core.people group by source_channel
    union all
    select channel as words from raw.consents where is_current group by channel
    union all
    select channel as words from raw.campaign_members where is_current group by channel
    union all
    select concat_ws(' ', channel, kind) as words from raw.interactions where is_current group by channel, kind
    union all
    select concat_ws(' ', channel, kind) as words from raw.tickets where is_current group by channel, kind
),

told as (
    select lower(trim(words)) as words from used where trim(words) <> '' group by lower(trim(words))
),

understood as (
    select
        words,
        case
            when regexp_matches(words, 'wechat|weixin|微信|企微|公众号|小程序') then 'wechat'
            when regexp_matches(words, 'sms|短信|text message') then 'sms'
            when regexp_matches(words, 'e-?mail|邮件|邮箱|^邮$|newsletter') then 'email'
            when regexp_matches(words, 'call|phone|电话|voice|hotline|telesales|telemarketing') then 'phone'
            when regexp_matches(words, 'chat|客服|messag|whatsapp|在线咨询') then 'chat'
            when regexp_matches(words, 'visit|meeting|拜访|会议|面谈|event') then 'visit'
            when regexp_matches(words, 'exhibition|trade.?show|fair|展会|展览') then 'exhibition'
            when regexp_matches(words, 'weibo|douyin|抖音|facebook|instagram|tiktok|social|小红书') then 'social'
            when regexp_matches(words, 'referr|word of mouth|转介绍|推荐|口碑') then 'referral'
            when regexp_matches(words, '淘宝|天猫|京东|拼多多|taobao|tmall|amazon|ebay|marketplace') then 'marketplace'
            when regexp_matches(words, '(^|[^a-z])(app|ios|android)([^a-z]|$)|客户端|手机端') then 'app'
            when regexp_matches(words, 'web|page|site|网站|官网|session|online|线上|网店|网上|商城|checkout|shopify') then 'web'
            when regexp_matches(words, 'shop|store|门店|线下|(^|[^a-z])pos([^a-z]|$)') then 'shop'
        end as channel
    from told
)
select
    words,                                -- as exported, in lower case
    coalesce(channel, words) as channel,  -- phone, email, sms, wechat, chat, visit, exhibition, social, referral, marketplace, app, web or shop; the words themselves where they mean none
    channel is not null as is_known       -- whether they mean one of these
from understood
