"""`regulars init`: a template that says everything and can be used as it is."""

import subprocess
import tomllib
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import yaml
from typer.testing import Result

from app.commands.init import TEMPLATE, create
from app.health import findings
from app.measures import MEASURES
from warehouse.decisions import decisions
from warehouse.workspace import Settings, Workspace

Run = Callable[..., Result]


def test_the_template_names_every_setting_with_its_default() -> None:
    given = tomllib.loads((TEMPLATE / "regulars.toml").read_text("utf-8"))
    assert list(given) == [item.name for item in fields(Settings)]
    assert Settings(**{**given, "source_trust": tuple(given["source_trust"])}) == Settings()


def test_every_setting_is_explained_in_both_languages() -> None:
    blocks = (TEMPLATE / "regulars.toml").read_text("utf-8").split("\n\n")
    for block in blocks:
        comment = " ".join(line for line in block.splitlines() if line.startswith("#"))
        assert any("\u4e00" <= letter <= "\u9fff" for letter in comment), block
        assert any(letter.isascii() and letter.isalpha() for letter in comment), block


def test_lists_of_records_that_are_always_or_never_one_person_are_there_and_empty(tmp_path: Path) -> None:
    create(tmp_path / "shop")
    workspace = Workspace.open(tmp_path / "shop")
    assert workspace.identity_lists() == {"always": [], "never": []}
    assert decisions(workspace) == []


def test_goals_name_measures_and_roles(tmp_path: Path) -> None:
    create(tmp_path / "shop")
    goals = Workspace.open(tmp_path / "shop").goals()
    assert 5 <= len(goals) <= 6
    for goal in goals:
        assert goal["measure"] in MEASURES
        assert set(goal["name"]) == {"en", "zh"}
        assert goal["owner"]


def test_measures_are_those_of_the_marts() -> None:
    defined = yaml.safe_load((TEMPLATE.parents[1] / "assets" / "measures.yaml").read_text("utf-8"))
    assert set(defined) == set(MEASURES)


def test_init_makes_a_workspace_that_the_doctor_accepts(tmp_path: Path, regulars: Run) -> None:
    result = regulars("init", tmp_path / "shop")
    assert result.exit_code == 0
    assert "Next" in result.output
    wrong = [one for one in findings(tmp_path / "shop") if one.code not in (0, 69)]
    assert not wrong
    assert not [*(tmp_path / "shop" / "inbox").iterdir()]


def test_init_never_overwrites(tmp_path: Path, regulars: Run) -> None:
    (tmp_path / "goals.yaml").write_text("goals: []\n", "utf-8")
    assert regulars("init", tmp_path).exit_code == 0
    assert (tmp_path / "goals.yaml").read_text("utf-8") == "goals: []\n"
    assert regulars("init", tmp_path).exit_code == 78


def test_the_template_goes_into_the_package() -> None:
    root = TEMPLATE.parents[1]
    built = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    assert "app" in built["packages"]
    files = [str(file.relative_to(root)) for file in TEMPLATE.rglob("*") if file.is_file()]
    ignored = subprocess.run(
        ["git", "check-ignore", *files], cwd=root, capture_output=True, text=True, check=False
    )
    assert ignored.stdout == ""
