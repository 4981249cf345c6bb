"""Cells that a spreadsheet cannot mistake for formulas."""

import re

RISKY = tuple("=+-@\t\r＝＋－＠")
INVISIBLE = " \u00a0\u3000\ufeff\u200b\n"
E164 = re.compile(r"\+[1-9][0-9]{6,14}")


def guarded(text: str) -> str:
    """The text with a leading apostrophe where a spreadsheet could run it.

    A plain E.164 number keeps its +, for the tool that sends messages needs it and no formula is made of
    digits alone.

    >>> guarded("=1+1"), guarded("＝1"), guarded("+8613800138000"), guarded("+1-1"), guarded("王芳")
    ("'=1+1", "'＝1", '+8613800138000', "'+1-1", '王芳')
    """
    if E164.fullmatch(text):
        return text
    return "'" + text if text.lstrip(INVISIBLE).startswith(RISKY) else text
