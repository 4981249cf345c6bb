"""Fitting customer value models beside their peers: python -m benchmarks.btyd [--customers N ...].

One JSON line per case, each in a process of its own: CPU seconds of the work alone, and its peak memory.
Customers are simulated, with daily histories of up to two years; building the cells is part of the fit. Peers
(lifetimes, pymc-marketing) take part where they are installed.
"""

import argparse
import importlib.util
import os
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.measuring import alone, say
from models.btyd import BetaGeo, GammaGamma, ModifiedBetaGeo, ParetoNBD
from models.btyd.estimator import Estimator
from models.btyd.intervals import predict_interval
from models.btyd.simulate import simulate_histories, simulate_spend

ORDERS = {"r": 0.6, "alpha": 60.0, "a": 0.8, "b": 2.5}
SPEND = {"p": 6.0, "q": 4.0, "v": 150.0}
YEARS = 2 * 365
Work = Callable[[pd.DataFrame], dict[str, Any]]


def histories(customers: int) -> pd.DataFrame:
    """Whole-day histories with known parameters."""
    age = np.random.default_rng(5).integers(1, YEARS + 1, customers)
    frame = simulate_histories(customers, ORDERS, age, seed=1)[["frequency", "recency", "T"]]
    frame["recency"] = np.ceil(frame["recency"])
    frame = frame.astype("int32")
    frame["monetary_value"] = simulate_spend(frame["frequency"].to_numpy(), SPEND, seed=2)
    return frame


def fitting(estimator: Estimator) -> Work:
    """The fit, cells included."""

    def work(frame: pd.DataFrame) -> dict[str, Any]:
        model = estimator.fit(frame)
        learned = zip(model.parameters, model.learned.round(5).tolist(), strict=True)
        return dict(learned) | {"converged": model.converged_}

    return work


def predict(frame: pd.DataFrame) -> dict[str, Any]:
    """A year's orders of every customer, by known parameters."""
    return {"orders": round(float(BetaGeo().set_learned(ORDERS).predict(frame, 365).sum()))}


def bound(frame: pd.DataFrame) -> dict[str, Any]:
    """80 % intervals of a year's orders of every customer."""
    _, upper = predict_interval(BetaGeo().set_learned(ORDERS), frame, 365, seed=1)
    return {"upper": round(float(upper.sum()))}


def lifetimes(name: str) -> Work:
    """The same fit by lifetimes."""

    def work(frame: pd.DataFrame) -> dict[str, Any]:
        import lifetimes

        model = getattr(lifetimes, name)().fit(frame["frequency"], frame["recency"], frame["T"])
        return {name: round(float(value), 5) for name, value in model.params_.items()}

    return work


def pymc_marketing(name: str) -> Work:
    """The same fit by pymc-marketing's maximum a posteriori."""

    def work(frame: pd.DataFrame) -> dict[str, Any]:
        from pymc_marketing import clv

        model = getattr(clv, name)(frame.assign(customer_id=frame.index))
        model.fit(method="map")
        return {name: round(float(value.mean()), 5) for name, value in model.fit_result.items()}

    return work


OURS = {
    "bg_nbd_fit": fitting(BetaGeo()),
    "mbg_nbd_fit": fitting(ModifiedBetaGeo()),
    "pareto_nbd_fit": fitting(ParetoNBD()),
    "gamma_gamma_fit": fitting(GammaGamma()),
    "bg_nbd_predict": predict,
    "intervals": bound,
}
PEERS = {
    ("lifetimes", "bg_nbd_fit"): lifetimes("BetaGeoFitter"),
    ("lifetimes", "pareto_nbd_fit"): lifetimes("ParetoNBDFitter"),
    ("pymc_marketing", "bg_nbd_fit"): pymc_marketing("BetaGeoModel"),
    ("pymc_marketing", "pareto_nbd_fit"): pymc_marketing("ParetoNBDModel"),
}


def measured(customers: int, work: Work) -> dict[str, Any]:
    """The work's own CPU seconds; `alone` adds those of making the customers and the peak of both."""
    frame = histories(customers)
    started = time.process_time()
    result = work(frame)
    return result | {"fit_seconds": round(time.process_time() - started, 2)}


def run(customers: int, peers_up_to: int) -> None:
    """Every case at one size."""
    say(case="load", customers=customers, load=round(os.getloadavg()[0], 1), cpus=os.cpu_count())
    for name, work in OURS.items():
        report(name, customers, work)
    for (peer, name), work in PEERS.items():
        if customers <= peers_up_to and importlib.util.find_spec(peer):
            report(name, customers, work, peer=peer, version=version(peer.replace("_", "-")))


def report(name: str, customers: int, work: Work, **more: str) -> None:
    """One case as one line."""
    measure = alone(lambda: measured(customers, work))
    result = measure["result"]
    say(case=name, customers=customers, cpu_seconds=result.pop("fit_seconds"), peak_mb=measure["peak_mb"],
        result=result, **more)  # fmt: skip


def main() -> None:
    """All sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--peers-up-to", type=int, default=100_000)
    options = parser.parse_args()
    for customers in options.customers:
        run(customers, options.peers_up_to)


if __name__ == "__main__":
    main()
