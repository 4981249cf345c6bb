"""A small published workspace, made once: what the commands read."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from typer.testing import CliRunner, Result

from app.cli import app
from app.commands.init import create
from app.problems import problem_of
from assets.mart.segment_members import segment_members
from assets.mart.segments import segments
from warehouse import DuckDBWarehouse, snapshots
from warehouse.workspace import Workspace

COLUMNS = yaml.safe_load((Path(__file__).parent / "portrait.yaml").read_text("utf-8"))
AS_OF = dt.date(2026, 7, 1)
YES, CALLS = {"consent_email": True, "consent_sms": True, "consent_phone": True}, {"consent_phone": True}
PEOPLE: list[dict[str, Any]] = [
    {"customer_id": "C1", "name": "王芳", "email": "wang@example.com", "phone": "+8613800138001", **YES},
    {"customer_id": "C2", "name": "=HYPERLINK(1)", "email": "li@example.com", "phone": "+8613800138002",
     "consent_email": True, "consent_sms": False, **CALLS},
    {"customer_id": "C3", "name": "No consent", "email": "no@example.com", "phone": "+8613800138003"},
    {"customer_id": "C4", "name": "Bad mail", "email": "bad@@example", "phone": "12", "consent_email": True,
     **CALLS},
    {"customer_id": "C5", "name": "Held out", "email": "held@example.com", "phone": "+8613800138005",
     "consent_email": True, "is_holdout": True, **CALLS},
    {"customer_id": "C6", "name": "Landline", "phone": "010-6552 9988", **YES},
    {"customer_id": "C7", "name": "Recent", "email": "r@example.com", "consent_email": True,
     "recency_days": 3},
    {"customer_id": "C8", "name": "Same phone as a no", "phone": "+8613800138002", **YES, "recency_days": 2},
]  # fmt: skip
FILES = pd.DataFrame(
    [
        ["f1", "orders.csv", "generic", "generic", "orders", "loaded", None, 10, 7, 2, 1, 0],
        ["f2", "broken.csv", "generic", "generic", "orders", "held", "a column is missing", 3, 0, 3, 0, 0],
    ],
    columns=[
        *("file_id", "file", "system", "preset", "object", "status", "message"),
        *("records", "loaded", "quarantined", "duplicate", "blank"),
    ],
)


def fill_portrait(warehouse: DuckDBWarehouse) -> None:
    declared = ", ".join(f"{name} {kind}" for kind, names in COLUMNS.items() for name in names)
    warehouse.connection.execute(f"create schema mart; create table mart.portrait ({declared})")
    for person in PEOPLE:
        row = {"stage": "repeat", "recency_days": 200, "is_wholesale": False, "is_holdout": False, **person}
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        warehouse.connection.execute(f"insert into mart.portrait ({names}) values ({marks})", [*row.values()])


def predictions(as_of: dt.date) -> pd.DataFrame:
    said = pd.DataFrame({"customer_id": [person["customer_id"] for person in PEOPLE], "churn_days": 85})
    chances = [0.9, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.1]
    return said.assign(
        made_on=pd.Timestamp(as_of), churn_probability=chances, repeat_days=85, repeat_probability=0.5
    )


CHECKS = '<html>the checks<a href="report.html#quality">back</a></html>'


def publish(home: Path, as_of: dt.date = AS_OF, page: str = "<html>the report</html>") -> snapshots.Snapshot:
    workspace, warehouse = Workspace.open(home), DuckDBWarehouse()
    fill_portrait(warehouse)
    warehouse.write("raw.files", FILES)
    warehouse.write("raw.arrivals", FILES)
    warehouse.write("mart.predictions", predictions(as_of))
    segment_members(warehouse, workspace)
    warehouse.write("mart.segments", segments(warehouse, workspace))
    tables = warehouse.tables()
    try:
        texts = {"report.html": page, "quality.html": CHECKS}
        return snapshots.publish(workspace, warehouse, tables, texts, as_of)
    finally:
        warehouse.close()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("published") / "shop"
    create(home)
    publish(home)
    return home


@pytest.fixture
def home(published: Path, tmp_path: Path) -> Path:
    """A published workspace of the test's own."""
    return Path(shutil.copytree(published, tmp_path / "shop"))


@pytest.fixture
def republish() -> Callable[[Path], object]:
    """Publish the workspace again, with its segments as they are now."""
    return publish


@pytest.fixture
def regulars() -> Callable[..., Result]:
    """Run a command; an error becomes its exit code, as in `main`."""

    def run(*arguments: object) -> Result:
        result = CliRunner().invoke(app, [str(one) for one in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            result.exit_code = int(problem_of(result.exception).code)
        return result

    return run
