"""How often each pollution occurs: the survey of 3,712 files behind Pollock's weighted score (table 2 there).

Pollutions that Pollock does not have weigh as little as one of its rarest.
"""

FILES = {
    "clean": 1, "no_payload": 15, "no_trailing_newline": 184, "double_trailing_newline": 5, "no_header": 470,
    "multirow_header_2": 47, "multirow_header_3": 47, "preamble_delimited": 282, "multitable_same": 63,
    "multitable_more": 63, "multitable_less": 63, "header_only": 3, "one_row": 4, "end_cr": 7, "end_lf": 1691,
    "delimiter_'\\t'": 4, "delimiter_';'": 834, "delimiter_' '": 4, "delimiter_', '": 101,
    "quote_apostrophe_bare": 11, "escape_backslash": 1, "escape_none": 7,
}  # fmt: skip
RECORDS = 0.37
RARE = 1.0
IN_RECORDS = ("more_separators", "less_separators", "extra_quote", "row_delimiter_space")


def weight(kind: str, name: str) -> float:
    """The weight of a file."""
    return RECORDS if kind in IN_RECORDS else FILES.get(name, RARE)
