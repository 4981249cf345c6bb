-- Target segments and their size.
select segment, name_en, name_zh, description_en, description_zh, members, share
from mart.segments
order by members desc, segment
