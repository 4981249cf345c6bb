from itertools import product

import pytest
import yaml

from assets.mart.scheme_cells import SCHEMES
from models.schemes import IncompleteScheme, cells

FILES = sorted(SCHEMES.glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_cell_belongs_to_one_segment(file):
    scheme = yaml.safe_load(file.read_text("utf-8"))
    frame = cells(file.stem, scheme)
    assert set(zip(frame.r, frame.f, frame.m, strict=True)) == set(
        product(range(1, scheme["levels"] + 1), repeat=3)
    )
    assert len(frame) == scheme["levels"] ** 3
    assert set(frame["segment"]) == set(scheme["segments"]), "no segment is out of reach"


def test_the_schemes_have_their_numbers_of_segments():
    sizes = {file.stem: len(yaml.safe_load(file.read_text("utf-8"))["segments"]) for file in FILES}
    assert sizes == {"eight": 8, "eleven": 11, "klaviyo_six": 6}


@pytest.mark.parametrize("boxes", [[{"r": [1, 2]}], [{"r": [1, 3]}, {"f": [1, 1]}]])
def test_a_hole_and_an_overlap_are_refused(boxes):
    segments = {str(i): {"en": "", "zh": "", "cells": [box]} for i, box in enumerate(boxes)}
    with pytest.raises(IncompleteScheme):
        cells("broken", {"levels": 3, "segments": segments})
