"""A contact has a number, a way to reach or name the person, and is current at most once."""

from expectations.people import records_of_people
from expectations.shared import mostly_filled

suite = [*records_of_people("contacts"), mostly_filled(0.9, "name", "email", "phone")]
