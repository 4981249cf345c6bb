-- Goal against actual, with the unit of the measure, the farthest from its target first.
select goals.goal, goals.name_en, goals.name_zh, goals.measure, goals.target, goals.actual, goals.attainment,
    goals.owner, goals.status, measures.unit
from mart.goals as goals
left join mart.measures as measures on measures.measure = goals.measure
order by goals.attainment nulls first, goals.goal
