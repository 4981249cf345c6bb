"""What was learned once from the same numbers is not learned again."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import numpy as np
import pandas as pd

MOST = 256
Answer = TypeVar("Answer")


def remembered(*columns: str) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """For a function of names and of these numeric columns of a frame, its last argument: 256 answers stay.

    They stay in this process, told apart by content, so that none depends on what was asked before. They are
    shared: whoever gets one leaves it as it is.
    """

    def over(function: Callable[..., Answer]) -> Callable[..., Answer]:
        answers: OrderedDict[tuple[object, ...], Answer] = OrderedDict()

        @wraps(function)
        def asked(*arguments: Any) -> Answer:
            key = (*arguments[:-1], _mark(arguments[-1], columns))
            if key not in answers:
                answers[key] = function(*arguments)
            answers.move_to_end(key)
            while len(answers) > MOST:
                answers.popitem(last=False)
            return answers[key]

        return asked

    return over


def _mark(frame: pd.DataFrame, columns: tuple[str, ...]) -> bytes:
    """The numbers in those columns that the frame has, row by row."""
    mark = hashlib.sha256()
    for name in columns:
        if name in frame:
            mark.update(f"{name} {len(frame)} ".encode())
            mark.update(frame[name].to_numpy(float, na_value=np.nan).tobytes())
    return mark.digest()
