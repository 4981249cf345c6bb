"""The standard that matching goes by: learned on the first night, kept in the registry, and the same until it
is learned again on purpose or because the records outgrew it."""

import datetime as dt
import hashlib

import pandas as pd

from assets.provenance import code, libraries
from models.matching.frozen import Standard
from models.matching.learning import SEED
from models.people_forms import PeopleForms
from models.people_standard import Why, due, learned
from warehouse import Warehouse
from warehouse.registry import Card, Registry
from warehouse.workspace import Workspace

FILE = "standard.json"
TABLE = "ledger.standard"
FIRST = Why("the first records", "首批记录")


def registry_of(workspace: Workspace) -> Registry:
    """The registry of standards."""
    return Registry(workspace, "identity")


def kept(workspace: Workspace) -> Standard | None:
    """The standard in force, None before the first. Raises DamagedModel."""
    registry = registry_of(workspace)
    card = registry.champion()
    return Standard.from_json(registry.load(card.version, FILE).decode()) if card else None


def tonight(workspace: Workspace, forms: PeopleForms) -> tuple[Standard, Why | None]:
    """The standard to go by, and why it was learned tonight; None where it was not."""
    standard = kept(workspace)
    why = due(standard, forms) if standard else FIRST
    return (learned(forms), why) if why or standard is None else (standard, None)


def mark(standard: Standard) -> str:
    """A mark of the standard and of the code that goes by it: scores under another mark say nothing."""
    return hashlib.sha256(f"{code()} {standard.to_json()}".encode()).hexdigest()[:16]


def remember(warehouse: Warehouse, standard: Standard, why: Why | None) -> None:
    """Lay tonight's standard ready for `commit`."""
    row = {
        "text": standard.to_json(),
        "why_en": why.en if why else "",
        "why_zh": why.zh if why else "",
        "records": standard.records,
        "is_learned": standard.is_learned,
    }
    warehouse.write(TABLE, pd.DataFrame([row]))


def commit(workspace: Workspace, day: dt.date, warehouse: Warehouse) -> None:
    """Keep a standard that was learned tonight, once the night is published."""
    row = warehouse.read(TABLE).iloc[0]
    if row["why_en"]:
        card = register(workspace, day, Standard.from_json(row["text"]))
        promote(workspace, card, day, Why(str(row["why_en"]), str(row["why_zh"])))


def register(workspace: Workspace, day: dt.date, standard: Standard) -> Card:
    """Keep a standard as a version that does not decide yet."""
    text = standard.to_json()
    card = Card(
        model="identity",
        version="",
        trained_on=day,
        data=hashlib.sha256(text.encode()).hexdigest()[:16],
        code=code(),
        libraries=libraries(),
        seed=SEED,
        parameters={"is_learned": standard.is_learned},
        rows=standard.records,
        metrics={"threshold": standard.threshold, "share_of_matches": standard.weights.shares[0]},
    )
    return registry_of(workspace).register(card, {FILE: text.encode()})


def promote(workspace: Workspace, card: Card, day: dt.date, why: Why) -> None:
    """Let a version decide from the next night on."""
    registry_of(workspace).promote(card.version, day, why.en, why.zh)
