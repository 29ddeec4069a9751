"""No text that anybody typed is worked out by a spreadsheet; what is harmless stays readable."""

import csv
import re
from io import StringIO

import pytest

from app.handoff.csv_file import write
from app.handoff.literal import literal
from tests.support.formulas import BEFORE, COMMANDS

HARMLESS = ("my kids", "2-3 times", "a@home.example", "1 = 1", "don't", "", "'=1+1", "naïve ☂ 日本", "a\nb\n\nc")
RISKY = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n\x00]")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("before", BEFORE)
def test_no_line_of_a_cell_begins_as_a_formula(before: str, command: str) -> None:
    for line in re.split(r"[\n\r\v\f\x85\u2028\u2029]", literal(before + command)):
        assert not line or not RISKY.match(line), line


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_lost_but_an_apostrophe_is_added(command: str) -> None:
    assert literal(command).replace("'", "") == command.replace("'", "")
    assert literal(command).startswith("'")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_stays_as_it_was_typed(text: str) -> None:
    assert literal(text) == text


def test_minus_five_days_stays_readable_and_minus_five_stays_a_number() -> None:
    assert list(csv.reader(StringIO(write([["-5 days", -5, 2.5]]).decode("utf-8-sig")))) == [["'-5 days", "-5", "2.5"]]


def test_a_cell_with_quotes_commas_and_lines_is_one_cell() -> None:
    text = 'she said "no",\nthen;left'
    content = write([[text, "b"]]).decode("utf-8-sig")
    assert content == '"she said ""no"",\nthen;left","b"\r\n'
    assert list(csv.reader(StringIO(content, newline=""))) == [[text, "b"]]
