"""A clean table as the files that people and systems make of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from benchmarks.pollution.clean import Row, Table

DELIMITERS = (";", "\t", "|", ":", "^", "~", " ", ", ", "; ", "||", ";;")
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")


@dataclass(frozen=True)
class Polluted:
    """A file, what it should be read as, and how many of its records were polluted."""

    kind: str
    name: str
    data: bytes
    header: Row | None
    rows: tuple[Row, ...]
    polluted: int = 0


@dataclass(frozen=True)
class Writer:
    """Writes cells in a dialect: quoted where they must be."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = '"'
    end: str = "\r\n"
    quotes_all: bool = False

    def cell(self, text: str) -> str:
        """The cell as it stands in the file."""
        is_special = any(
            sign in text for sign in (self.delimiter, self.delimiter.strip() or " ", self.quote, "\n", "\r")
        )
        if not (is_special or self.quotes_all):
            return text
        return self.quote + text.replace(self.quote, self.escape + self.quote) + self.quote

    def cells(self, row: Sequence[str]) -> list[str]:
        """The row's cells as they stand in the file."""
        return [self.cell(text) for text in row]

    def line(self, row: Sequence[str]) -> str:
        """The row as it stands in the file."""
        return self.delimiter.join(self.cells(row)) + self.end

    def text(self, rows: Sequence[Row]) -> str:
        """The rows as they stand in the file."""
        return "".join(map(self.line, rows))


def pollutions(table: Table) -> Iterator[Polluted]:
    """All polluted versions of the table."""
    return chain(
        _files(table),
        _tables(table),
        _headers(table),
        _dialects(table),
        _encodings(table),
        _cells(table),
        _lines(table),
    )


def _whole(table: Table, kind: str, name: str, text: str, **changes: object) -> Polluted:
    known: dict[str, object] = {"header": table.header, "rows": table.rows, **changes}
    return Polluted(kind, name, text.encode(), **known)  # type: ignore[arg-type]


def _files(table: Table) -> Iterator[Polluted]:
    write, every = Writer(), (table.header, *table.rows)
    text = write.text(every)
    yield _whole(table, "clean", "clean", text)
    yield _whole(table, "no_payload", "no_payload", "", header=None, rows=())
    yield _whole(table, "no_trailing_newline", "no_trailing_newline", text.removesuffix("\r\n"))
    yield _whole(table, "double_trailing_newline", "double_trailing_newline", text + "\r\n")
    yield _whole(table, "header_only", "header_only", write.line(table.header), rows=())
    yield _whole(table, "one_row", "one_row", write.text(every[:2]), rows=table.rows[:1])
    yield _whole(table, "hint", "hint", "sep=,\r\n" + text)
    empty = write.line([""] * len(table.header))
    title = write.line(["Report of all records", *[""] * (len(table.header) - 1)])
    free = "Report of all records\r\nPrinted on 2025-06-01, for the board\r\n\r\n"
    yield _whole(table, "preamble", "preamble_delimited", title + empty + text)
    yield _whole(table, "preamble", "preamble_free", free + text)
    yield _whole(table, "preamble", "preamble_one_line", "Report of all records\r\n" + text)
    yield _whole(table, "preamble", "preamble_long", 4 * free + text)
    yield _whole(table, "footnote", "footnote_delimited", text + empty + title)
    yield _whole(table, "footnote", "footnote_free", text + "\r\nSource: our own records\r\n")
    yield _whole(
        table, "footnote", "total", text + write.line(["Total", *[""] * (len(table.header) - 2), "84"])
    )


def _tables(table: Table) -> Iterator[Polluted]:
    write, every = Writer(), (table.header, *table.rows)
    second = {
        "less": [row[:-1] for row in every[:-1]],
        "same": [*every[:-1]],
        "more": [(*table.header, "more"), *((*row, "x") for row in table.rows[:-1])],
    }
    for name, rows in second.items():
        yield _whole(table, "multitable", f"multitable_{name}", write.text(every) + write.text(rows))
        apart = write.text(every) + "\r\n" + write.text(rows)
        yield _whole(table, "multitable", f"multitable_{name}_apart", apart)


def _headers(table: Table) -> Iterator[Polluted]:
    write, text = Writer(), Writer().text(table.rows)
    yield _whole(table, "no_header", "no_header", text, header=None)
    for lines in (2, 3):
        names = tuple(" ".join([name] * lines) for name in table.header)
        yield _whole(
            table,
            "multirow_header",
            f"multirow_header_{lines}",
            write.line(table.header) * lines + text,
            header=names,
        )
    units = tuple(f"({name[:3].lower()})" for name in table.header)
    both = tuple(f"{name} {unit}" for name, unit in zip(table.header, units, strict=True))
    yield _whole(
        table,
        "multirow_header",
        "multirow_header_units",
        write.line(table.header) + write.line(units) + text,
        header=both,
    )
    middle = len(table.rows) // 2
    again = write.text((table.header, *table.rows[:middle], table.header, *table.rows[middle:]))
    yield _whole(table, "header_again", "header_again", again)
    long = (table.header[0] * 5000, *table.header[1:])
    yield _whole(table, "long_header", "long_header", write.line(long) + text, header=long)
    twice = (table.header[1], *table.header[1:])
    yield _whole(table, "header_names", "header_twice", write.line(twice) + text, header=twice)
    blank = (*table.header[:2], "", *table.header[3:])
    yield _whole(table, "header_names", "header_blank", write.line(blank) + text, header=blank)


def _dialects(table: Table) -> Iterator[Polluted]:
    every = (table.header, *table.rows)
    for delimiter in DELIMITERS:
        yield _whole(table, "delimiter", f"delimiter_{delimiter!r}", Writer(delimiter).text(every))
    for name, write in {
        "quote_apostrophe": Writer(quote="'", escape="'"),
        "quote_apostrophe_bare": Writer(quote="'", escape=""),
        "escape_backslash": Writer(escape="\\"),
        "escape_none": Writer(escape=""),
        "quotes_all": Writer(quotes_all=True),
        "end_lf": Writer(end="\n"),
        "end_cr": Writer(end="\r"),
    }.items():
        yield _whole(table, name.split("_")[0], name, write.text(every))
    mixed = "".join(Writer(end=("\n", "\r\n")[at % 2]).line(row) for at, row in enumerate(every))
    yield _whole(table, "end", "end_mixed", mixed)


def _encodings(table: Table) -> Iterator[Polluted]:
    text = Writer().text((table.header, *table.rows))
    for encoding in ENCODINGS:
        yield Polluted("encoding", f"encoding_{encoding}", text.encode(encoding), table.header, table.rows)


def _cells(table: Table) -> Iterator[Polluted]:
    """One separator more or less, or one quote more, at each cell of each record and of the header."""
    write, every = Writer(), (table.header, *table.rows)
    lines = [write.line(row) for row in every]
    for at, row in enumerate(every):
        cells = write.cells(row)
        for column in range(len(cells)):
            for kind, line in _broken(cells, column):
                quoted = (
                    (*row[:column], '"' + row[column], *row[column + 1 :]) if kind == "extra_quote" else row
                )
                read = (*every[:at], quoted, *every[at + 1 :])
                text = "".join((*lines[:at], line + "\r\n", *lines[at + 1 :]))
                yield Polluted(kind, f"{kind}_{at}_{column}", text.encode(), read[0], read[1:], 1)


def _broken(cells: list[str], column: int) -> Iterator[tuple[str, str]]:
    before, after = cells[:column], cells[column:]
    yield "more_separators", ",".join([*before, "", *after])
    if column:
        yield "less_separators", ",".join([*before[:-1], before[-1] + after[0], *after[1:]])
    first = after[0]
    polluted = '""' + first[1:] if first.startswith('"') else '"' + first
    yield "extra_quote", ",".join([*before, polluted, *after[1:]])


def _lines(table: Table) -> Iterator[Polluted]:
    """One record in another dialect, or ended in another way."""
    write, every = Writer(), (table.header, *table.rows)
    lines = [write.line(row) for row in every]
    for at, row in enumerate(every):
        cells = write.cells(row)
        others = {
            "row_delimiter_space": " ".join(cells) + "\r\n",
            "row_delimiter_semicolon": ";".join(cells) + "\r\n",
            "row_end_lf": ",".join(cells) + "\n",
            "row_end_cr": ",".join(cells) + "\r",
            "row_unclosed": _unclosed(cells) + "\r\n",
            "row_delimiter_tab": "\t".join(cells) + "\r\n",
            "row_quote_apostrophe": Writer(quote="'", escape="'").line(row),
            "row_escape_backslash": Writer(escape="\\").line(row),
            "row_escape_none": Writer(escape="").line(row),
            "row_quotes_all": Writer(quotes_all=True).line(row),
            "row_unquoted": ",".join(row) + "\r\n",
        }
        for kind, line in others.items():
            text = "".join((*lines[:at], line, *lines[at + 1 :]))
            yield _whole(table, kind, f"{kind}_{at}", text, polluted=1)


def _unclosed(cells: list[str]) -> str:
    """The last quote is missing; where there is none, the record is as it was."""
    line = ",".join(cells)
    at = line.rfind('"')
    return line if at < 0 else line[:at] + line[at + 1 :]
