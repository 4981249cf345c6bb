"""A lead has a number, a way to reach the person, and is current at most once."""

from expectations.people import numbered
from expectations.shared import current_once, in_order, legible, looks_like_email, mostly_filled, told_apart

suite = [
    *numbered("leads"),
    current_once("record_id"),
    mostly_filled(0.5, "email", "phone"),
    in_order("record_id", "created_at", "converted_at"),
    legible("name"),
    looks_like_email(),
    told_apart("email"),
]
