"""Lists of words kept as text."""


def words_by_role(text: str) -> dict[str, list[str]]:
    """The words after each role and its colon.

    >>> words_by_role("phone: tel 电话 mobile: cell")
    {'phone': ['tel', '电话'], 'mobile': ['cell']}
    """
    found: dict[str, list[str]] = {}
    for word in text.split():
        if word.endswith(":"):
            found[word[:-1]] = []
        else:
            found[next(reversed(found))].append(word)
    return found
