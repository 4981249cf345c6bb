"""Every expectation of every suite is said in both languages, and what an unmet one means."""

import importlib
import re
from collections.abc import Iterator
from typing import Any

from assets.reports.quality_page import KINDS
from assets.reports.words import entries
from expectations.wording import unused, wording, words
from pipelines.checks import EXPECTATIONS


def all_expectations() -> Iterator[Any]:
    for file in sorted(EXPECTATIONS.glob("*/*.py")):
        if file.stem != "__init__":
            yield from importlib.import_module(f"expectations.{file.parent.name}.{file.stem}").suite


def test_every_expectation_has_a_sentence_in_both_languages() -> None:
    said = [wording(one) for one in all_expectations()]
    assert len(said) > 700
    untold = {one.sentence["en"] for one in said if not re.search("[\u4e00-\u9fff]", one.sentence["zh"])}
    assert untold == set(), "write these in expectations/words.yaml"
    assert not [one.sentence for one in said if re.search("{[a-z]", one.sentence["en"] + one.sentence["zh"])]


def test_no_words_are_left_over() -> None:
    described = {str(one.description) for one in all_expectations() if one.description}
    assert list(unused(described)) == []
    used = {type(one).__name__ for one in all_expectations()}
    assert len(words()["kinds"]) == len(used - {"UnexpectedRowsExpectation"})


def test_every_kind_has_a_name_and_a_meaning() -> None:
    groups = {wording(one).group for one in all_expectations()}
    assert groups == set(KINDS)
    assert {f"{entry}.{group}" for entry in ("kind", "unmet") for group in groups} <= set(entries())


def test_arguments_are_in_the_sentence() -> None:
    import great_expectations.expectations as gxe

    between = gxe.ExpectColumnValuesToBeBetween(column="share", min_value=0, max_value=1, mostly=0.95)
    assert wording(between).sentence == {
        "en": "share is between 0 and 1 in at least 95% of the rows",
        "zh": "share 介于 0 与 1 之间（至少 95% 的行）",
    }
    above = gxe.ExpectColumnValuesToBeBetween(column="rate", min_value=0, strict_min=True)
    assert wording(above).sentence["en"] == "rate is above 0"
    unknown = gxe.UnexpectedRowsExpectation(unexpected_rows_query="select 1 from {batch}", description="new")
    assert wording(unknown).sentence == {"en": "new", "zh": "new"}
