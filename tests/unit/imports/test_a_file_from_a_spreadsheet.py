"""What spreadsheet programs make of a list, read as the same table; and what is no table, refused in one sentence."""

import csv
from contextlib import suppress
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.reading import MOST_BYTES, NotATable, Table, read_table

NEEDED, KNOWN = ("email", "role"), ("email", "name", "role")
LINES = "email,name,role\nana@clinic.example,José,coordinator\n"
ROW = {"email": "ana@clinic.example", "name": "José", "role": "coordinator"}


def read(data: str | bytes) -> Table:
    return read_table(data.encode() if isinstance(data, str) else data, NEEDED, KNOWN)


@pytest.mark.parametrize(
    "data",
    [
        LINES,
        LINES.encode("utf-8-sig"),
        LINES.replace("\n", "\r\n"),
        LINES.replace("\n", "\r"),
        LINES.removesuffix("\n"),
        LINES.replace(",", ";"),
        LINES.replace(",", ";").encode("utf-8-sig"),
        LINES.replace(",", "\t").encode("utf-16"),
        "sep=;\r\n" + LINES.replace(",", ";"),
        "role,name,email\ncoordinator,José,ana@clinic.example\n",
        " E-Mail , NAME,Role \nana@clinic.example,José,coordinator\n",
        'email,"name",role\n"ana@clinic.example","José",coordinator\n',
        "email,name,role,,\nana@clinic.example, José\u00a0,coordinator,,\n",
        f"{LINES},,\n\n, ,\n",
    ],
)
def test_the_same_list_is_read_however_it_was_saved(data: str | bytes) -> None:
    (row,) = read(data).rows
    assert (row.number, row.texts, row.beyond) == (2, ROW, ())


def test_a_file_of_an_older_program_is_read_and_says_that_its_accents_may_be_wrong() -> None:
    table = read(LINES.encode("cp1252"))
    assert table.rows[0].texts == ROW
    assert table.old
    assert not read(LINES).old


def test_rows_keep_the_numbers_that_the_spreadsheet_shows() -> None:
    table = read('\nemail,role\n\n"ana\n@x.example",admin\n,\nben@x.example,admin\n')
    assert [row.number for row in table.rows] == [4, 6]
    assert table.rows[0].texts["email"] == "ana @x.example"


def test_what_stands_beyond_the_last_column_is_told_and_not_lost() -> None:
    assert read("email,role\na@x.example,admin,left over\n").rows[0].beyond == ("left over",)
    assert read("email,role,\na@x.example,admin,left over\n").rows[0].beyond == ("left over",)
    assert read("email,role\na@x.example\n").rows[0].texts == {"email": "a@x.example", "role": ""}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "This file is empty."),
        (" \n,,\n", "This file is empty."),
        (b"PK\x03\x04" + b"\0" * 40, "This is a workbook."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is a workbook."),
        (b"%PDF-1.7\n\x00\x01", "This is no CSV file."),
        (LINES.encode("utf-16-le"), "This is no CSV file."),
        (b"email,role\n\x81\x8d", "This is no CSV file."),
        (b"\xff\xfee", "This is no CSV file."),
        ("x" * (MOST_BYTES + 1), "This file is too large. At most 400 kB"),
        ("email,name\na,b\n", "There is no column role. The first row names the columns: email, name, role."),
        ("Staff list 2026\nemail,role\n", "There is no column email, role."),
        ("a@x.example,admin\n", "There is no column email, role."),
        ("email,role,born\n", "Nothing here reads the column born:"),
        ("email,role,nmae\n", "Nothing here reads the column nmae:"),
        ("email,role,E-mail\n", "The column email stands there twice."),
        ('email,role\n"a,b\nc,d\n', "After row 1 a quotation mark"),
        ('email,role\n"a"b,c\n', "After row 1 a quotation mark"),
    ],
)
def test_what_is_no_such_list_is_refused_in_one_sentence(data: str | bytes, said: str) -> None:
    with pytest.raises(NotATable) as refused:
        read(data)
    assert str(refused.value).startswith(said)


CELL = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1), st.sampled_from([",", ";", "\t"]))
def test_whatever_stands_in_a_cell_comes_back_as_it_was(rows: list[tuple[str, str, str]], delimiter: str) -> None:
    out = StringIO()
    csv.writer(out, delimiter=delimiter).writerows([KNOWN, *rows])
    assert [tuple(row.texts.values()) for row in read(out.getvalue()).rows] == rows


@given(st.binary())
def test_whatever_a_file_holds_it_is_a_table_or_refused(data: bytes) -> None:
    for start in (b"", b"email,role\n", b"\xff\xfe"):
        with suppress(NotATable):
            assert all(row.texts.keys() >= set(NEEDED) for row in read(start + data).rows)
