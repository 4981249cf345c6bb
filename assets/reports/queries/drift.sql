-- How far each feature has moved from what the model learned from.
select feature, psi, chance, verdict
from mart.drift
order by psi desc, feature
