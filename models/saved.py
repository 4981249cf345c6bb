"""Fitted models as bytes that run nothing when they are read: skops, with an exact list of types."""

from typing import Any

import skops.io

TRUSTED = (
    "models.alive_view.AliveView",
    "models.boosting.CalibratedBoosting",
    "models.btyd.beta_geo.BetaGeo",
    "models.btyd.estimator.Finding",
    "models.btyd.modified_beta_geo.ModifiedBetaGeo",
    "models.btyd.pareto_nbd.ParetoNBD",
    "models.btyd.regular_beta_geo.RegularBetaGeo",
    "models.churn.model.ChurnModel",
    "models.propensity.Propensity",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
)


class UntrustedModel(Exception):
    """The bytes hold what no model of ours holds; the message names it."""


def dumps(model: Any) -> bytes:
    """The model as bytes; the same model gives the same predictions when it is read again."""
    content: bytes = skops.io.dumps(model)
    return content


def loads(content: bytes) -> Any:
    """The model in these bytes. Raises UntrustedModel."""
    strange = sorted(set(skops.io.get_untrusted_types(data=content)) - set(TRUSTED))
    if strange:
        raise UntrustedModel(f"the model holds {strange[0]}, which no model of this house does")
    return skops.io.loads(content, trusted=list(TRUSTED))
