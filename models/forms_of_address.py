"""What a written name says beside the name: Jr or Sr, and whether a man or a woman is addressed."""

import pandas as pd

GENERATION = r"(?i)(?:^|[\s,.(])(jr|junior|jnr|sr|senior|snr|ii|2nd|iii|3rd|iv|4th)(?:$|[\s,.)])"
_ORDER = {"1": "sr senior snr", "2": "jr junior jnr ii 2nd", "3": "iii 3rd", "4": "iv 4th"}
ORDER = {word: number for number, words in _ORDER.items() for word in words.split()}
MAN = r"(?i)(?:^|[\s,.(])(?:mr|mister|sir|herr|hr|monsieur|señor)(?:$|[\s,.)])|先生[\s)）]*$"
WOMAN = (
    r"(?i)(?:^|[\s,.(])(?:mrs|ms|miss|madam|mme|mlle|lady|frau|fr|sra|señora)(?:$|[\s,.)])"
    r"|(?:女士|小姐|太太|夫人)[\s)）]*$"
)


def generations(texts: pd.Series) -> pd.Series:
    """Which of a family's bearers of one name: "1" for Sr, "2" for Jr and II, "3", "4"; else missing.

    >>> list(generations(pd.Series(["John Smith Jr.", "Smith, John (III)", "John Smith"], dtype="str")))
    ['2', '3', nan]
    """
    found = texts.str.extract(GENERATION, expand=False)
    return found.str.lower().map(ORDER).astype("str")


def addressed(texts: pd.Series) -> pd.Series:
    """ "m" or "f" where a man or a woman is addressed, else missing.

    >>> list(addressed(pd.Series(["Mr Smith", "Smith, Mrs. Ann", "张女士", "Dr. Smith"], dtype="str")))
    ['m', 'f', 'f', nan]
    """
    none = pd.Series(None, index=texts.index, dtype="str")
    found = none.mask(texts.str.contains(MAN, regex=True).fillna(False), "m")
    return found.mask(texts.str.contains(WOMAN, regex=True).fillna(False), "f")
