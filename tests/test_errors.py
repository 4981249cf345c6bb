"""Every error that a person reads says it in English and in Chinese: held by reading each place of one.

A helper with the parameters `en` and `zh` only hands them on, so it is read where it is called.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
ROOMS = ("app", "assets", "models", "pipelines", "regulars", "sources", "warehouse")
FILES = [file for room in ROOMS for file in sorted((REPOSITORY / room).rglob("*.py"))]
TREES = {str(file.relative_to(REPOSITORY)): ast.parse(file.read_text("utf-8")) for file in FILES}
ENGLISH, CHINESE = re.compile("[A-Za-z]{2}"), re.compile("[\u4e00-\u9fff]")


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def kinds() -> set[str]:
    """The names of BilingualError and of all that derive from it."""
    classes = [one for tree in TREES.values() for one in ast.walk(tree) if isinstance(one, ast.ClassDef)]
    found = {"BilingualError"}
    while more := {one.name for one in classes if found & set(map(ast.unparse, one.bases))} - found:
        found |= more
    return found


def helpers(tree: ast.Module) -> dict[str, list[str]]:
    """The parameters of the functions that hand both languages on."""
    found = {one.name: [each.arg for each in one.args.args if each.arg != "self"] for one in functions(tree)}
    return {name: given for name, given in found.items() if {"en", "zh"} <= {*given} and name != "__init__"}


def calls(tree: ast.Module, names: set[str]) -> Iterator[tuple[ast.Call, ast.FunctionDef]]:
    """Every call by one of these names, and the function around it."""
    for function in functions(tree):
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and name_of(node) in names:
                yield node, function


def words(node: ast.AST) -> str:
    """The literal text in it."""
    found = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return " ".join(one for one in found if isinstance(one, str))


def told(node: ast.AST, function: ast.FunctionDef) -> str:
    """The literal text in it, else in what its names are set to in the function."""
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    set_to = (
        one.value
        for one in ast.walk(function)
        if isinstance(one, ast.Assign) and names & {ast.unparse(each) for each in ast.walk(one.targets[0])}
    )
    return words(node) or " ".join(map(words, set_to))


def sentences() -> Iterator[tuple[str, str, str]]:
    """Place, English and Chinese of every bilingual error that is made."""
    bilingual = kinds()
    for file, tree in TREES.items():
        handed = helpers(tree)
        for call, function in calls(tree, bilingual | set(handed)):
            given = handed.get(name_of(call), ["en", "zh"])
            if function.name not in handed and not any(isinstance(one, ast.Starred) for one in call.args):
                english, chinese = (told(call.args[given.index(one)], function) for one in ("en", "zh"))
                yield f"{file}:{call.lineno}", english, chinese


SENTENCES = list(sentences())
PROBLEMS = [
    (f"{file}:{call.lineno}", *(told(part, function) for part in call.args[1:3]))
    for file, tree in TREES.items()
    for call, function in calls(tree, {"Problem"})
    if file.startswith("app")
]


@pytest.mark.parametrize(("place", "english", "chinese"), SENTENCES, ids=[one[0] for one in SENTENCES])
def test_an_error_says_it_in_both_languages(place, english, chinese):
    assert ENGLISH.search(english), place
    assert CHINESE.search(chinese), place


def test_none_is_overlooked():
    seen = {place.partition(":")[0] for place, *_ in SENTENCES}
    raising = {file for file, tree in TREES.items() if any(calls(tree, {"ConfigurationError"}))}
    assert raising - seen == {"assets/value_lessons.py"}, "whose words are tested with the recipe"
    assert len(SENTENCES) > 60


@pytest.mark.parametrize(("place", "happened", "advice"), PROBLEMS, ids=[one[0] for one in PROBLEMS])
def test_a_problem_of_a_command_says_it_in_both_languages(place, happened, advice):
    """Without words of its own it quotes another error's, or what it was called with."""
    for sentence in (happened, advice):
        is_prose = re.search("[a-z]{2,} [a-z]{2,} [a-z]{2,}", sentence)
        assert CHINESE.search(sentence) or not is_prose or sentence.startswith("regulars "), place
