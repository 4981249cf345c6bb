"""The rooms, and which way the arrows run: held by reading every import."""

import ast
import importlib.metadata
from pathlib import Path

import pytest

from sources import OBJECTS

REPOSITORY = Path(__file__).parents[1]
ROOMS = {
    "models": set(),
    "expectations": set(),
    "simulation": set(),
    "warehouse": {"models"},
    "sources": {"warehouse"},
    "assets": {"models", "warehouse", "sources"},
    "pipelines": {"assets", "models", "warehouse", "sources", "expectations"},
    "app": {"warehouse", "models", "simulation"},
    "regulars": {"warehouse", "models", "assets"},
}
FORBIDDEN = {
    "models": {"dagster", "duckdb", "pathlib", "os", "time", "great_expectations"},
    "expectations": {"dagster", "pandas"},
    "warehouse": {"dagster"},
    "sources": {"dagster"},
    "assets": {"duckdb", "great_expectations", "os"},
    "pipelines": {"sklearn"},
    "app": {"assets", "expectations"},
    "simulation": {"dagster", "duckdb"},
    "regulars": {"dagster", "great_expectations", "os", "time"},
}
LAZY_IN_APP = {"dagster", "pipelines", "simulation", "sources"}
MODULES = [(room, file) for room in ROOMS for file in sorted((REPOSITORY / room).rglob("*.py"))]


def imports(node: ast.AST) -> set[str]:
    found: set[str] = set()
    for item in ast.walk(node):
        if isinstance(item, ast.Import):
            found |= {alias.name.split(".")[0] for alias in item.names}
        elif isinstance(item, ast.ImportFrom) and item.level == 0 and item.module:
            found.add(item.module.split(".")[0])
    return found


def at_import(tree: ast.Module) -> set[str]:
    return set().union(
        *(imports(item) for item in tree.body if isinstance(item, ast.Import | ast.ImportFrom))
    )


@pytest.mark.parametrize(("room", "file"), MODULES, ids=lambda one: getattr(one, "name", one))
def test_arrows_run_one_way(room: str, file: Path):
    tree = ast.parse(file.read_text("utf-8"))
    ours = imports(tree) & set(ROOMS) - {room}
    allowed = ROOMS[room] | (LAZY_IN_APP if room == "app" else set())
    assert ours <= allowed, f"{room} must not know {ours - allowed}"
    assert not imports(tree) & FORBIDDEN[room]
    if room == "app":
        assert not at_import(tree) & LAZY_IN_APP, "only inside the command that needs it"


@pytest.mark.parametrize(("room", "file"), MODULES, ids=lambda one: getattr(one, "name", one))
def test_modules_stay_small(room: str, file: Path):
    assert len(file.read_text("utf-8").splitlines()) <= 400


def test_functions_and_modules_are_small_on_the_whole():
    trees = [ast.parse(file.read_text("utf-8")) for _, file in MODULES]
    functions = [
        item.end_lineno - item.lineno + 1
        for tree in trees
        for item in ast.walk(tree)
        if isinstance(item, ast.FunctionDef)
    ]
    lengths = [len(file.read_text("utf-8").splitlines()) for _, file in MODULES if file.name != "__init__.py"]
    assert sorted(functions)[len(functions) // 2] <= 10
    assert sorted(lengths)[len(lengths) // 2] <= 130


def test_every_folder_says_what_belongs_in_it():
    for room in ROOMS:
        assert ast.get_docstring(ast.parse((REPOSITORY / room / "__init__.py").read_text("utf-8")))


def test_no_other_distribution_provides_our_names():
    providers = importlib.metadata.packages_distributions()
    others = {name: set(providers.get(name, [])) - {"regulars"} for name in ROOMS}
    assert not {name: found for name, found in others.items() if found}


def test_the_lock_names_no_registry():
    text = (REPOSITORY / "requirements.lock").read_text("utf-8")
    assert "://" not in text
    assert "--index-url" not in text


def test_one_table_one_file():
    for suite in (REPOSITORY / "expectations").glob("*/*.py"):
        if suite.name != "__init__.py":
            table = REPOSITORY / "assets" / suite.parent.name / suite.stem
            is_exported = suite.parent.name == "raw" and suite.stem in (*OBJECTS, "repeats", "loaded")
            assert is_exported or table.with_suffix(".sql").is_file() or table.with_suffix(".py").is_file(), (
                suite
            )
