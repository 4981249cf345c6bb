"""Other hands write the same thing differently, and mistakes stay recognisable."""

import re

import numpy as np
import pytest

from simulation.arrays import objects
from simulation.spelling import FULL_WIDTH, PHONE_STYLES, emails, full_name, miskeyed, mistyped, phone


@pytest.mark.parametrize("style", PHONE_STYLES)
def test_each_phone_style_still_ends_in_the_eleven_digits(style: str) -> None:
    plain = phone("13912345678", style).translate({wide: narrow for narrow, wide in FULL_WIDTH.items()})
    assert re.sub(r"\D", "", plain).endswith("13912345678")


def test_what_is_no_mobile_number_is_left_alone() -> None:
    assert phone("", "{0}-{1}-{2}") == ""


def test_names_in_their_styles() -> None:
    parts = ("王", "小明", "Wang", "Xiaoming")
    written = [full_name(style, *parts) for style in ("home", "latin", "reversed", "lower", "upper")]
    assert written == ["王小明", "Xiaoming Wang", "Wang Xiaoming", "xiaoming wang", "XIAOMING WANG"]


def test_a_slip_keeps_the_sound_or_the_letters() -> None:
    assert mistyped("王伟", 0) == "王玮"
    slip = mistyped("Daniel Miller", 3)
    assert slip != "Daniel Miller"
    assert sorted(slip) == sorted("Daniel Miller")


def test_a_wrong_key_leads_nowhere() -> None:
    assert miskeyed("13912345678") == "13912345679"
    assert miskeyed("a@example.com") != "a@example.com"


def test_emails_differ_only_in_capitals_and_spaces() -> None:
    own = objects(["li.na7@example.com"] * 500)
    written = emails(own, np.random.default_rng(1))
    assert len(set(written)) == 3
    assert {text.strip().lower() for text in written} == {"li.na7@example.com"}
