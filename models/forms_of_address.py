"""What a written name says beside the name: Jr or Sr, and whether a man or a woman is addressed."""

import pandas as pd

BLANK = " \t\r\n\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
BEFORE, AFTER = f"(?:^|[{BLANK},.(])", f"(?:$|[{BLANK},.)])"
GENERATION = f"(?i){BEFORE}(jr|junior|jnr|sr|senior|snr|ii|2nd|iii|3rd|iv|4th){AFTER}"
_ORDER = {"1": "sr senior snr", "2": "jr junior jnr ii 2nd", "3": "iii 3rd", "4": "iv 4th"}
ORDER = {word: number for number, words in _ORDER.items() for word in words.split()}
MAN = f"(?i){BEFORE}(?:mr|mister|sir|herr|hr|monsieur|señor){AFTER}|先生[{BLANK})）]*$"
WOMAN = (
    f"(?i){BEFORE}(?:mrs|ms|miss|madam|mme|mlle|lady|frau|fr|sra|señora){AFTER}"
    f"|(?:女士|小姐|太太|夫人)[{BLANK})）]*$"
)


def generations(texts: pd.Series) -> pd.Series:
    """Which of a family's bearers of one name: "1" for Sr, "2" for Jr and II, "3", "4"; else missing.

    >>> list(generations(pd.Series(["John Smith Jr.", "Smith, John (III)", "John Smith"], dtype="str")))
    ['2', '3', nan]
    """
    held = texts[_holds(texts, GENERATION)].str.extract(GENERATION, expand=False)
    return held.str.lower().map(ORDER).reindex(texts.index).astype("str")


def addressed(texts: pd.Series) -> pd.Series:
    """ "m" or "f" where a man or a woman is addressed, else missing.

    >>> list(addressed(pd.Series(["Mr Smith", "Smith, Mrs. Ann", "张女士", "Dr. Smith"], dtype="str")))
    ['m', 'f', 'f', nan]
    """
    none = pd.Series(None, index=texts.index, dtype="str")
    return none.mask(_holds(texts, MAN), "m").mask(_holds(texts, WOMAN), "f")


def _holds(texts: pd.Series, pattern: str) -> pd.Series:
    return texts.str.contains(f"(?:{pattern})", regex=True).fillna(False).astype(bool)
