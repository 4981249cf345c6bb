"""A company with known truth: people, purchases, complaints and campaigns, exported as five systems would.

Imports none of the other rooms, so that a mistake there cannot hide in here.
`simulation.simulate(folder, customers, seed)` writes `folder`/inbox (the exports) and `folder`/truth.
"""

from simulation.company import Truth, simulate

__all__ = ["Truth", "simulate"]
