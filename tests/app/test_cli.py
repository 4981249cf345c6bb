"""The commands are described, quick to explain themselves, and fail in one way."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import Result

from app import cli
from app.exits import MEANINGS, Exit, epilog
from app.problems import Problem, lines, problem_of

HEAVY = (
    "dagster",
    "great_expectations",
    "pandas",
    "numpy",
    "sklearn",
    "scipy",
    "plotly",
    "duckdb",
    "pyarrow",
    "sqlglot",
)
Run = Callable[..., Result]


def commands() -> Iterator[tuple[str, typer.models.CommandInfo]]:
    for group in (cli.app, *(one.typer_instance for one in cli.app.registered_groups)):
        for info in group.registered_commands if group else ():
            yield info.name or str(info.callback.__name__ if info.callback else ""), info


def test_help_loads_nothing_heavy() -> None:
    probe = (
        "import sys; sys.argv = ['regulars', '--help']\nfrom app.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        f"sys.stderr.write(','.join(name for name in {HEAVY!r} if name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(cli.__file__).parents[1],
    )
    assert done.stderr == ""
    assert "demo" in done.stdout


@pytest.mark.parametrize(
    ("name", "info"), list(commands()), ids=lambda one: one if isinstance(one, str) else ""
)
def test_every_command_is_described_in_both_languages(name: str, info: typer.models.CommandInfo) -> None:
    text = str(info.callback.__doc__)
    assert text.isascii() is False, name
    assert len(text) > 20


def test_every_option_is_described(regulars: Run) -> None:
    from typer.main import get_command

    def visit(command: object, path: str) -> None:
        for parameter in getattr(command, "params", []):
            if parameter.name != "help":
                assert getattr(parameter, "help", ""), f"{path} {parameter.name}"
        for name, inner in getattr(command, "commands", {}).items():
            visit(inner, f"{path} {name}")

    visit(get_command(cli.app), "regulars")


def test_exit_codes_are_explained_in_help(regulars: Run) -> None:
    assert set(MEANINGS) == set(Exit)
    assert [int(code) for code in Exit] == [0, 1, 2, 65, 69, 73, 75, 78, 137]
    assert "65 data refused" in epilog()
    assert "137" in regulars("--help").output


def test_exit_codes_agree_with_the_pipeline() -> None:
    from pipelines import faults

    ours = (
        Exit.OK,
        Exit.UNEXPECTED,
        Exit.DATA,
        Exit.LATE,
        Exit.DISK,
        Exit.BUSY,
        Exit.CONFIGURATION,
        Exit.MEMORY,
    )
    theirs = (
        *(faults.OK, faults.UNEXPECTED, faults.REFUSED, faults.LATE, faults.DISK),
        *(faults.ANOTHER_RUN, faults.CONFIGURATION, faults.MEMORY),
    )
    assert tuple(map(int, ours)) == theirs


def test_an_error_says_what_happened_what_serves_and_what_to_do(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["segments", "show", "win_bak", "--home", str(home)])
    assert caught.value.code == Exit.USAGE
    shown = capsys.readouterr()
    assert shown.out == ""
    happened, served, advice = shown.err.strip().splitlines()
    assert "did you mean 'win_back'" in happened
    assert served.startswith("Snapshot 20260701-")
    assert "regulars run" in advice


def test_an_unknown_error_shows_no_values() -> None:
    def fail() -> None:
        raise ValueError("13800138000 王芳")

    try:
        fail()
    except ValueError as error:
        problem = problem_of(error)
    assert problem.code == Exit.UNEXPECTED
    assert "13800138000" not in "".join(lines(problem, serving=""))
    assert "ValueError in fail" in problem.happened


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(28, "No space left on device", "/x"), Exit.DISK),
        (PermissionError(13, "Permission denied", "/x"), Exit.DISK),
        (MemoryError(), Exit.MEMORY),
        (Problem(Exit.BUSY, "a", "b"), Exit.BUSY),
        (KeyError("x"), Exit.UNEXPECTED),
    ],
)
def test_errors_have_their_codes(error: Exception, code: Exit) -> None:
    assert problem_of(error).code == code


def test_debug_shows_the_error_itself(tmp_path: Path) -> None:
    from warehouse.errors import ConfigurationError

    with pytest.raises(ConfigurationError):
        cli.main(["--debug", "status", "--home", str(tmp_path)])


def test_a_mistyped_command_is_a_usage_error() -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(["exprot"])
    assert caught.value.code == Exit.USAGE
