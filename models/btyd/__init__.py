"""Buy till you die: how often a customer will buy again, and whether they still will, from a few counts.

One estimator a file. All are fitted by exact-gradient maximum likelihood on compressed cells; none
shrinks its parameters in silence, and a fit that ran off to a boundary says so in `diagnosis_`.
"""

from models.btyd.beta_geo import BetaGeo
from models.btyd.beta_geo_beta_binomial import BetaGeoBetaBinomial
from models.btyd.covariates import Covariates
from models.btyd.gamma_gamma import GammaGamma
from models.btyd.modified_beta_geo import ModifiedBetaGeo
from models.btyd.newton import FitError
from models.btyd.pareto_nbd import ParetoNBD
from models.btyd.regular_beta_geo import RegularBetaGeo
from models.btyd.shifted_beta_geometric import ShiftedBetaGeometric

__all__ = [
    "BetaGeo",
    "BetaGeoBetaBinomial",
    "Covariates",
    "FitError",
    "GammaGamma",
    "ModifiedBetaGeo",
    "ParetoNBD",
    "RegularBetaGeo",
    "ShiftedBetaGeometric",
]
