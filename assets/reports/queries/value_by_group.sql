-- How right the value models were for each kind of customer, over all past test days.
select groups.cut, groups.member, segments.name_en, segments.name_zh, groups.customers, groups.predicted, groups.observed,
    groups.sum_ratio, groups.lower, groups.upper, groups.mae, groups.verdict
from mart.value_by_group as groups
left join (
    select segment, min(name_en) as name_en, min(name_zh) as name_zh
    from mart.scheme_cells
    where scheme = 'eleven'
    group by segment
) as segments on groups.cut = 'segment' and segments.segment = groups.member
order by case groups.cut when 'segment' then 1 when 'tenure' then 2 else 3 end, groups.observed desc, groups.member
