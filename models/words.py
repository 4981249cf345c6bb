"""The words of many texts at once, as codes."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


class Words(NamedTuple):
    """All words of texts as they stand: the text that holds each, its code, and the distinct words."""

    holders: np.ndarray
    codes: np.ndarray
    distinct: np.ndarray

    def take(self, chosen: np.ndarray) -> "Words":
        """Some of them, by mask or position."""
        return self._replace(holders=self.holders[chosen], codes=self.codes[chosen])


def words_of(texts: np.ndarray) -> Words:
    """The words between blanks.

    >>> words_of(np.array(["12 main st", "main"], dtype=object)).codes.tolist()
    [0, 1, 2, 1]
    """
    parts = pc.utf8_split_whitespace(pc.utf8_trim_whitespace(pa.array(texts, type=pa.string())))
    sizes = np.diff(parts.offsets.to_numpy())
    words = parts.flatten().dictionary_encode()
    distinct = np.asarray(words.dictionary.to_pylist(), dtype=object)
    found = Words(np.repeat(np.arange(len(sizes)), sizes), words.indices.to_numpy(), distinct)
    return found.take((distinct != "")[found.codes]) if "" in distinct else found


def joined_words(words: Words, texts: int, between: str = " ") -> np.ndarray:
    """So many texts (objects) of words whose holders are in order.

    >>> joined_words(words_of(np.array(["b  a", "c"], dtype=object)), 2).tolist()
    ['b a', 'c']
    """
    offsets = np.r_[0, np.cumsum(np.bincount(words.holders, minlength=texts))]
    every = pa.array(words.distinct, type=pa.string()).take(pa.array(words.codes))
    lists = pa.ListArray.from_arrays(pa.array(offsets, type=pa.int32()), every)
    return np.asarray(pc.binary_join(lists, between).to_numpy(zero_copy_only=False))
