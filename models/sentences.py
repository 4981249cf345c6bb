"""Sentences about many customers at once, each with the customer's own numbers."""

from string import Formatter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from models.btyd.newton import Vector

WHOLE = {".0f": 0, ",.0f": 0, ".0%": 2}


def written(template: str, **numbers: Vector) -> Vector:
    """The template once per row, its fields filled from arrays of numbers in the usual format language.

    Numbers are formatted once per distinct value, which is a tenth of the time of formatting every row.

    >>> written("{days} days, {spent:,.0f}", days=np.array([3, 14]), spent=np.array([1200.4, 7.0]))
    array(['3 days, 1,200', '14 days, 7'], dtype=object)
    """
    pieces: list[object] = []
    for literal, field, form, _ in Formatter().parse(template):
        pieces.append(literal)
        if field is not None:
            pieces.append(_texts(np.asarray(numbers[field]), form or ""))
    sentences: Vector = pc.binary_join_element_wise(*pieces, "").to_numpy(zero_copy_only=False)
    return sentences


def _texts(values: Vector, form: str) -> pa.Array:
    rounded = np.round(values, WHOLE[form]) + 0.0 if form in WHOLE else values
    distinct, places = np.unique(rounded, return_inverse=True)
    return pa.array([format(value, form) for value in distinct.tolist()], pa.string()).take(pa.array(places))
