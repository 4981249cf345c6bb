"""Columns of full names in their parts: `models.names.parsed` for many names at once."""

import numpy as np
import pandas as pd

from models.names import PARTICLES, parsed, words_in
from models.pinyin_surnames import is_pinyin, is_pinyin_surname
from models.words import Words, joined_words, words_of


def parsed_names(texts: pd.Series) -> pd.DataFrame:
    """Full names, none missing → frame[given, surname]: what `parsed` says of each.

    Those in plain letters are read together, the others one by one.

    >>> parsed_names(pd.Series(["Smith, John A.", "Wang Xiaoming", "張偉"])).to_numpy().tolist()
    [['john a', 'smith'], ['xiaoming', 'wang'], ['伟', '张']]
    """
    is_plain = texts.str.isascii() & ~texts.str.contains("[(\\[]", regex=True)
    others = [parsed(text) for text in texts[~is_plain].tolist()]
    frames = [
        _plain(texts[is_plain]),
        pd.DataFrame(others, columns=["given", "surname"], index=texts.index[~is_plain], dtype="str"),
    ]
    return pd.concat(frames).reindex(texts.index)


def _plain(texts: pd.Series) -> pd.DataFrame:
    """A name is given name and surname, or the other way round; the question is where the first part ends."""
    words, in_head = _words(texts)
    of_name = np.bincount(words.holders, minlength=len(texts))
    start = np.cumsum(of_name) - of_name
    head = np.bincount(words.holders[in_head], minlength=len(texts))
    first, has_surname_first, is_tight = _parts(words, start, of_name, head)
    place = np.arange(len(words.codes)) - start[words.holders]
    is_given = (place < first[words.holders]) != has_surname_first[words.holders]
    given = pd.Series(joined_words(words.take(is_given), len(texts)), dtype="str")
    return pd.DataFrame(
        {
            "given": given.mask(is_tight, given.str.replace(" ", "", regex=False)),
            "surname": pd.Series(joined_words(words.take(~is_given), len(texts), ""), dtype="str"),
        }
    ).set_index(texts.index)


def _words(texts: pd.Series) -> tuple[Words, np.ndarray]:
    """The words of the names without titles and signs, and which of them a comma parts from others behind."""
    spaced = texts.str.replace(".", " ", regex=False).str.replace(",", " , ", regex=False)
    written = words_of(spaced.to_numpy(object))
    read = [[word] if word == "," else words_in(word) for word in written.distinct.tolist()]
    sizes = np.array([len(own) for own in read], dtype=np.int64)
    each = sizes[written.codes]
    behind = np.arange(int(each.sum())) - np.repeat(np.cumsum(each) - each, each)
    codes = np.repeat((np.cumsum(sizes) - sizes)[written.codes], each) + behind
    words = Words(np.repeat(written.holders, each), codes, np.array([w for own in read for w in own], object))
    is_comma = (words.distinct == ",")[words.codes]
    commas = np.bincount(words.holders[is_comma], minlength=len(texts))
    seen = np.cumsum(is_comma) - (np.cumsum(commas) - commas)[words.holders]
    return words.take(~is_comma), ((seen == 0) & (commas > 0)[words.holders])[~is_comma]


def _parts(
    words: Words, start: np.ndarray, size: np.ndarray, head: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of each name: how many words are its first part, whether that is the surname, and whether the given
    name is written in one word."""
    distinct = words.distinct.tolist()
    can_be, family, particle = (
        np.array([*map(test, distinct), False], dtype=bool)[np.append(words.codes, -1)]
        for test in (is_pinyin, is_pinyin_surname, PARTICLES.__contains__)
    )
    is_read = np.bincount(words.holders, weights=~can_be[:-1], minlength=len(size)) == 0
    begins, ends = (family[np.where(size > 0, place, -1)] for place in (start, start + size - 1))
    by_comma = (head > 0) & (head < size)
    chinese = ~by_comma & (size > 1) & is_read & (begins | ends)
    leads = chinese & begins & (~ends | (size > 2))
    last = np.maximum(size - 1, 0)
    open_ = ~by_comma & ~chinese & (last > 1)
    while (moved := np.flatnonzero(open_ & (last > 1) & particle[start + last - 1])).size:
        last[moved] -= 1
    return np.select([by_comma, leads], [head, 1], last), by_comma | leads, chinese
