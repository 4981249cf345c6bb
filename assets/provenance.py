"""Marks of what a model was made from and by: its rows, the code of the models, their libraries."""

import hashlib
import importlib.metadata
from functools import cache
from pathlib import Path

import pandas as pd

import models

LIBRARIES = ("numpy", "pandas", "scikit-learn", "scipy", "skops")


def fingerprint(*frames: pd.DataFrame) -> str:
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
