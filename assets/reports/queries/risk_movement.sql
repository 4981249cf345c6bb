-- Why the number of customers at high risk, and the margin at risk, changed since the snapshot before.
select cause, came, went, customers, at_risk
from mart.risk_movement
order by abs(at_risk) desc, cause
