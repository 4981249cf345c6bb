"""Models come back exactly, and nothing else comes in."""

import numpy as np
import pandas as pd
import pytest
import skops.io

from models.alive_view import AliveView, history
from models.btyd import BetaGeo
from models.churn import ChurnModel
from models.features import FEATURES
from models.propensity import train
from models.saved import UntrustedModel, dumps, loads


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    draw = np.random.default_rng(5)
    frame = pd.DataFrame({name: draw.random(400) * 100 for name in FEATURES})
    frame["purchase_days"] = draw.integers(1, 9, 400)
    frame["recency_days"] = draw.integers(1, 100, 400)
    longer = draw.integers(100, 400, 400)
    frame["tenure_days"] = frame["recency_days"].where(frame["purchase_days"] == 1, longer)
    frame["churned"] = (draw.random(400) < frame["recency_days"] / 120).astype(float)
    return frame.assign(as_of=pd.Timestamp("2026-01-01"), customer_id=[f"C{n:04d}" for n in range(400)])


def test_a_model_predicts_the_same_when_read_again(rows):
    view = AliveView(BetaGeo().fit(history(rows)), 90, is_silence=True)
    model = ChurnModel(90, train(rows, "churned", view, 0.3, 1), None)
    again = loads(dumps(model))
    pd.testing.assert_frame_equal(
        again.score(rows.assign(is_wholesale=False)), model.score(rows.assign(is_wholesale=False))
    )


class Stranger:
    """Something that no model holds."""


def test_what_is_no_model_of_ours_is_refused():
    with pytest.raises(UntrustedModel, match="Stranger"):
        loads(skops.io.dumps(Stranger()))
