"""The MBG/NBD model: as BG/NBD, but a customer may leave after the very first purchase too."""

from typing import ClassVar

from models.btyd.beta_geo import BetaGeo


class ModifiedBetaGeo(BetaGeo):
    """Batislam, Denizel & Filiztekin (2007), IJRM 24(3), 201-209; Hoppe & Wagner (2007), Marketing ZFP 29.

    One more chance to leave, at the first purchase. So customers of one order need not be alive, as BG/NBD
    has it, and P(alive) tells them apart by their age.
    """

    first_chances: ClassVar[int] = 1
