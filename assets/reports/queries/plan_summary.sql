-- The next campaign in one row.
select offers, eligible, chosen, held_out, budget, spent, expected_value, expected_value_lower, dual_bound, gap,
    binding_constraint, shadow_price, basis, sentence_en, sentence_zh
from mart.plan_summary
