"""What is written about the house is true of it."""

import re
from pathlib import Path

import pytest

from pipelines import dictionary

REPOSITORY = Path(__file__).parents[1]
PAGES = [*REPOSITORY.glob("*.md"), *sorted((REPOSITORY / "docs").rglob("*.md"))]


def test_the_data_dictionary_is_what_the_queries_say():
    assert dictionary.PAGE.read_text("utf-8") == dictionary.page(), "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path):
    text = page.read_text("utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    assert not [target for target in targets if not (page.parent / target).exists()]


def test_every_estimator_has_its_page():
    import models.btyd

    text = (REPOSITORY / "docs" / "models" / "README.md").read_text("utf-8")
    estimators = {*models.btyd.__all__, "ChurnClassifier", "TwoPartBoosting"} - {"FitError"}
    assert estimators == {name for name in estimators if re.search(rf"`{name}` \| \[", text)}


def test_every_command_of_the_readme_exists():
    from typer.main import get_command

    from app.cli import app

    text = (REPOSITORY / "README.md").read_text("utf-8")
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    assert set(re.findall(r"regulars (\w+)", text)) - {"turns"} <= known


def test_every_target_of_the_makefile_is_described():
    text = (REPOSITORY / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z]+):", text, re.MULTILINE)
    assert set(targets) == set(re.findall(r"^([a-z]+):.*##", text, re.MULTILINE))
    assert {"help", "run", "test", "check", "docs"} <= set(targets)


def test_decisions_are_numbered_without_gaps():
    numbers = [int(file.name[:4]) for file in sorted((REPOSITORY / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
