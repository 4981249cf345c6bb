-- The measures of this night.
select measure, name_en, name_zh, value, unit, definition_en, definition_zh
from mart.measures
order by measure
