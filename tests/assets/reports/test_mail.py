"""The report for programs and for mail holds what the page says, and nobody."""

import dataclasses
import json
import re

import pytest

from app.letter import TEMPLATE, fonts, letter
from assets.reports.content import Content
from assets.reports.mail import machine

PERSON = re.compile(r"C\d{6}|Staff Example|@example")


def test_the_content_is_json_of_pairs_and_names_nobody(content: Content):
    text = machine(content)
    told = json.loads(text)
    assert told["first"]["numbers"][0]["name"] == {"en": "Customers", "zh": "客户数"}
    assert [len(part["blocks"]) > 1 for part in told["parts"]] == [True] * 4
    assert told["tables"]["feeds"][0]["state"] == "late"
    assert not PERSON.search(text)
    assert machine(content) == text


def test_no_mark_of_the_page_is_left_in_a_sentence(content: Content):
    texts = [block["note"] for part in json.loads(machine(content))["parts"] for block in part["blocks"]]
    commands = [text for text in texts if text and "regulars models" in text["en"]]
    assert commands
    assert not [text for text in commands if "`" in text["en"] + text["zh"]]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_letter_is_a_pdf_of_a_few_pages_and_the_same_again(content: Content, language: str):
    if not fonts(language):
        pytest.skip("no Chinese font is installed")
    told = json.loads(machine(content))
    made = letter(told, language)
    assert made.startswith(b"%PDF-")
    assert letter(told, language) == made
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", made)) <= 5


def test_a_letter_of_nothing_says_what_is_missing(content: Content):
    nothing = json.loads(machine(dataclasses.replace(content, tables={}, previous={}, previous_on=None)))
    assert letter(nothing, "en").startswith(b"%PDF-")


def test_names_from_the_data_are_text(content: Content):
    attack = "#panic[x] $y$ *z*"
    told = json.loads(machine(dataclasses.replace(content, company=attack)))
    assert letter(told, "en").startswith(b"%PDF-")
    assert "eval(" not in TEMPLATE.read_text("utf-8")
