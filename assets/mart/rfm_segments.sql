-- Each buyer's segment in the three named schemes.
select
    rfm.customer_id,                    -- the customer
    eleven.segment      as eleven,      -- one of eleven segments
    klaviyo_six.segment as klaviyo_six, -- one of six groups
    eight.segment       as eight        -- one of eight classes
from mart.rfm as rfm
inner join mart.scheme_cells as eleven
    on eleven.scheme = 'eleven' and eleven.r = rfm.r and eleven.f = rfm.f and eleven.m = rfm.m
inner join mart.scheme_cells as eight
    on eight.scheme = 'eight' and eight.r = rfm.r and eight.f = rfm.f and eight.m = rfm.m
inner join mart.scheme_cells as klaviyo_six
    on klaviyo_six.scheme = 'klaviyo_six'
    and klaviyo_six.r = rfm.r_third and klaviyo_six.f = rfm.f_third and klaviyo_six.m = rfm.m_third
