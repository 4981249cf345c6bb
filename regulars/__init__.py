"""The door for data scientists: published nights, features as of any day, and fitted models.

    import regulars
    night = regulars.open("latest")
    night.table("mart.lifetime_value")
    night.features("2026-03-01")

It opens what the rooms behind it made and holds no logic of the business. Models are in `models.btyd` and
`models.churn`; the familiar names of other libraries are in `regulars.familiar`, the classic pictures in
`regulars.plots`, a test bench for models of your own in `regulars.trial`.
"""

from regulars.night import Night, open  # noqa: A004

__all__ = ["Night", "open"]
