"""Versions of the models of leaving in the registry: what is kept of each, and how it is read again."""

import hashlib
import importlib.metadata
from functools import cache
from io import StringIO
from pathlib import Path

import pandas as pd

import models
from assets.lessons import Lessons
from models.boosting import CalibratedBoosting
from models.churn import ChurnModel
from models.drift import profile
from models.gate import scores
from models.saved import dumps, loads
from warehouse.registry import Card, Registry
from warehouse.workspace import Workspace

MODEL = "model.skops"
PROFILE = "profile.csv"
LIBRARIES = ("numpy", "pandas", "scikit-learn", "scipy", "skops")


def registry_of(workspace: Workspace) -> Registry:
    """The registry of the models of leaving, as the night sees it."""
    return Registry(workspace, "churn", is_night=True)


def registered(registry: Registry, lessons: Lessons, recipe: CalibratedBoosting, model: ChurnModel) -> Card:
    """Keep a trained model with its card."""
    return registry.register(card_of(registry.model, lessons, recipe), files_of(lessons, model))


def card_of(name: str, lessons: Lessons, recipe: CalibratedBoosting) -> Card:
    """The card of a model by this recipe, with the scores of the recipe on the newest known day."""
    found = lessons.rehearsal
    return Card(
        model=name,
        version="",
        trained_on=lessons.day,
        data=fingerprint(lessons),
        code=code(),
        libraries=libraries(),
        seed=int(recipe.random_state),
        parameters=recipe.get_params(),
        rows=len(lessons.rows),
        metrics=scores(found.actual, found.of_recipe(recipe, lessons.own)) if found else {},
    )


def files_of(lessons: Lessons, model: ChurnModel) -> dict[str, bytes]:
    """The model, and how the features of the night's customers were spread."""
    return {MODEL: dumps(model), PROFILE: profile(lessons.present).to_csv(index=False).encode()}


def model_of(registry: Registry, card: Card) -> ChurnModel:
    """The model of a version. Raises DamagedModel and UntrustedModel."""
    model: ChurnModel = loads(registry.load(card.version, MODEL))
    return model


def profile_of(registry: Registry, card: Card) -> pd.DataFrame:
    """How the features were spread on the night that a version was trained."""
    text = StringIO(registry.load(card.version, PROFILE).decode())
    return pd.read_csv(text)


def fingerprint(lessons: Lessons) -> str:
    """A mark of the rows that were learned from, in order."""
    return fingerprint_of(lessons.rows)


def fingerprint_of(*frames: pd.DataFrame) -> str:
    """A mark of the frames' rows, in order."""
    hashes = [pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes() for frame in frames]
    return hashlib.sha256(b"".join(hashes)).hexdigest()[:16]


@cache
def code() -> str:
    """A mark of the code of the models."""
    folder = Path(models.__file__).parent
    texts = [file.read_bytes() for file in sorted(folder.rglob("*.py"))]
    return hashlib.sha256(b"".join(texts)).hexdigest()[:16]


def libraries() -> str:
    """The versions of the libraries that a model's numbers depend on."""
    return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
