"""Any delimited text in any encoding of the cascade, and nothing lost of it."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sources import HeldError, Rejected, UnreadableError, blocks, encoding, read

Write = Callable[..., Path]
CHINESE = "客户编号,客户名称,电话\n1,王小明,13812345678\n2,李娜,13912345678\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_the_cascade(file: Write, encoding: str) -> None:
    export = read(file(CHINESE.encode(encoding)))
    assert export.header == ("客户编号", "客户名称", "电话")
    assert list(export.rows()) == [("1", "王小明", "13812345678"), ("2", "李娜", "13912345678")]
    assert export.quarantined == []


@pytest.mark.parametrize(
    "content",
    [
        "имя,город\nИван,Москва\nОльга,Самара\n".encode("cp1251"),
        "imię,miasto\nŁukasz,Łódź\nŻaneta,Kraków\n".encode("cp1250"),
        "名前,都市\nたなか,東京\nスズキ,大阪\n".encode("euc_jp"),
        "姓名,城市\n联通,长沙\n".encode("gb18030") + "臺北,高雄\n".encode("big5"),
        b"a,b\n\xff\xfe\xfd,1\n",
    ],
)
def test_an_encoding_that_cannot_be_told_is_asked_for(file: Write, content: bytes) -> None:
    with pytest.raises(HeldError, match="CSV UTF-8"):
        list(read(file(content)).rows())


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("name,city\nJosé,Málaga\nRenée,Orléans\n", "cp1252"),
        ("姓名,城市\n王小明,臺北\n陳美麗,高雄\n", "big5"),
        ("名前,都市\nたなか,東京\nスズキ,大阪\n佐藤さん,京都\n", "shift_jis"),
        ("a,b\n1,2\n", "utf-16-le"),
        (CHINESE, "utf-16-le"),
        (CHINESE, "utf-16-be"),
    ],
)
def test_encodings_that_are_likely_by_their_characters(file: Write, text: str, codec: str) -> None:
    export = read(file(text.encode(codec)))
    assert [export.header, *export.rows()] == [tuple(line.split(",")) for line in text.splitlines()]


def test_a_line_of_another_encoding_is_read_in_it(file: Write) -> None:
    lines = [f"{n},名称{n}".encode() for n in range(50)]
    lines[20] = "20,名称20".encode("gb18030")
    export = read(file("编号,名称\n".encode() + b"\n".join(lines) + b"\n"))
    assert list(export.rows()) == [(str(n), f"名称{n}") for n in range(50)]
    lines = [f"{n},名称{n}".encode("gb18030") for n in range(50)]
    lines[20] = "20,名称20".encode()
    export = read(file("编号,名称\n".encode("gb18030") + b"\n".join(lines) + b"\n"))
    assert list(export.rows()) == [(str(n), f"名称{n}") for n in range(50)]


def test_a_damaged_line_among_good_ones_is_set_aside(file: Write) -> None:
    lines = ["编号,名称\n".encode(), *(f"{n},名称{n}\n".encode() for n in range(50))]
    lines[20] = b"19,\xff\xfe\n"
    export = read(file(b"".join(lines)))
    assert len(list(export.rows())) == 49
    assert [(each.line, each.code) for each in export.quarantined] == [(21, "undecodable")]
    assert "�" not in export.quarantined[0].raw_text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(file: Write, delimiter: str, newline: str) -> None:
    rows = [("id", "amount", "note"), ("1", "2,50", "a; b | c"), ("2", "3,75", "")]
    text = newline.join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    export = read(file(text + newline))
    assert export.header == rows[0]
    assert list(export.rows()) == rows[1:]


def test_the_hint_and_the_title_above_the_header(file: Write) -> None:
    assert read(file("sep=;\nid;name\n1;a\n")).header == ("id", "name")
    export = read(file("Orders of 2026\n\nid,name,city\n1,a,b\n2,c,d\n"))
    assert export.header == ("id", "name", "city")
    assert list(export.rows()) == [("1", "a", "b"), ("2", "c", "d")]


def test_no_header(file: Write) -> None:
    export = read(file("1,2026-01-05,9.90\n2,2026-01-06,8.80\n"))
    assert export.header is None
    assert len(list(export.rows())) == 2


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("3,c", "ragged"),
        ("3,c,d,e", "ragged"),
        ('3,"never closed,d,e', "unclosed_quote"),
        ('3,"closed"too early', "unclosed_quote"),
        ("3,c\0c,d", "undecodable"),
    ],
)
def test_a_broken_record_is_set_aside_and_the_rest_is_read(file: Write, line: str, code: str) -> None:
    export = read(file(f'id,name,city\n1,"two\nlines",x\n\n{line}\n4,"a ""b""",y\n5,z,"w"\n'))
    assert list(export.rows()) == [("1", "two\nlines", "x"), ("4", 'a "b"', "y"), ("5", "z", "w")]
    (rejected,) = export.quarantined
    assert (rejected.line, rejected.raw_text, rejected.code) == (5, line.replace("\0", "\\x00"), code)
    assert " / " in rejected.reason
    assert (export.counts.records, export.counts.blank) == (5, 1)


def test_a_ragged_record_of_several_lines_is_one_record(file: Write) -> None:
    export = read(file('id,note\n1,"a\nb",c\n2,d\n'))
    assert list(export.rows()) == [("2", "d")]
    assert [(each.line, each.raw_text, each.code) for each in export.quarantined] == [
        (2, '1,"a\nb",c', "ragged")
    ]


def test_an_open_quote_does_not_swallow_good_records(file: Write) -> None:
    good = [f"{n},name {n},city" for n in range(2000)]
    good[7] = '7,"name 7,city'
    good[1500] = '1500,name," city"'
    export = read(file("\n".join(["id,name,city", *good, ""])))
    rows = [tuple(line.split(",")) for line in good]
    rows[1500] = ("1500", "name", " city")
    assert list(export.rows()) == rows
    assert export.quarantined == []


def test_quotes_inside_unquoted_fields_are_text(file: Write) -> None:
    assert list(read(file('id,item\n1,5" pipe\n2,"5"" pipe"\n')).rows()) == [
        ("1", '5" pipe'),
        ("2", '5" pipe'),
    ]


def test_an_unterminated_last_record_is_read_with_a_note(file: Write) -> None:
    export = read(file("id,name\n1,a\n2,b"))
    assert list(export.rows()) == [("1", "a"), ("2", "b")]
    assert len(export.counts.notes) == 1


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"PK\x03\x04....", b"a" * (40 << 20)])
def test_what_is_no_table_is_refused_in_one_sentence(file: Write, content: bytes) -> None:
    with pytest.raises(UnreadableError, match=" / "):
        list(read(file(content)).rows())


def test_raw_text_by_line(file: Write) -> None:
    export = read(file('id,note\n1,a\n2,"b\nc"\n3,d'))
    assert export.raw([2, 3, 5]) == {2: "1,a", 3: '2,"b\nc"', 5: "3,d"}


def test_rejected_is_the_contract(file: Write) -> None:
    assert (
        read(file("a,b\n1\n")).quarantined[0]._fields
        == Rejected._fields
        == ("line", "raw_text", "code", "reason")
    )


SPECTRUM = "csv_torture/csv_torture_spectrum"


def test_csv_spectrum(shared_data: Path) -> None:
    for path in sorted((shared_data / SPECTRUM / "csvs").glob("*.csv")):
        expected = json.loads((shared_data / SPECTRUM / "json" / f"{path.stem}.json").read_text("utf-8"))
        if path.stem == "location_coordinates":  # broken itself: a wrong width and a replacement character
            continue
        export = read(path)
        assert export.header is not None
        assert [dict(zip(export.header, row, strict=True)) for row in export.rows()] == expected, path.stem


def test_naughty_strings_survive(file: Write, shared_data: Path) -> None:
    strings = json.loads((shared_data / "csv_torture/csv_torture_naughty/blns.json").read_text("utf-8"))
    rows = [(str(number), text) for number, text in enumerate(strings) if "\0" not in text]
    path = file("id,text\n", "naughty.csv")
    with path.open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    export = read(path)
    assert list(export.rows()) == rows
    assert export.quarantined == []


@pytest.mark.parametrize("size", [1, 2, 3, 5, 64])
def test_utf8_is_recognised_across_blocks(file: Write, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(encoding, "BLOCK", size)
    text = "é王😀a" * 5
    assert encoding.survey(file(text)).first_bad is None
    assert encoding.survey(file(text.encode() + b"\xe7\x8e")).first_bad == len(text.encode())
    assert encoding.survey(file(b"ab\xff" + text.encode())).first_bad == 2


@pytest.mark.parametrize("delimiter", [",", "|"])
@pytest.mark.parametrize("size", [7, 1 << 20])
def test_raw_text_of_gb18030(file: Write, monkeypatch: pytest.MonkeyPatch, delimiter: str, size: int) -> None:
    monkeypatch.setattr(blocks, "BLOCK", size)
    names = ["编号|客户名称", "1|王小明", "2|億元公司", "3|陈"]  # half of 億 is `|` in GB18030
    export = read(file("\n".join(names).replace("|", delimiter).encode("gb18030")))
    assert export.header == ("编号", "客户名称")
    assert export.raw([2, 3]) == {2: f"1{delimiter}王小明", 3: f"2{delimiter}億元公司"}
    assert list(export.rows()) == [("1", "王小明"), ("2", "億元公司"), ("3", "陈")]


def test_a_delimiter_inside_a_quoted_text_is_not_taken_for_the_files(file: Write) -> None:
    assert list(read(file('"name","city","note"\n"","\n;",";;1"\n')).rows()) == [("", "\n;", ";;1")]
