"""A company with known truth: people, purchases, complaints and campaigns, exported as five systems would.

Imports none of the other rooms, so that a mistake there cannot hide in here.
"""
