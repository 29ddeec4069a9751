"""What is wrong with a cell before anything is looked up."""

import pytest

from app.imports.cells import read_cells
from app.imports.kind import Column
from app.imports.reading import Row

COLUMNS = (
    Column("name", "", needed=True, longest=5),
    Column("role", "", words=("admin", "auditor")),
    Column("tel", ""),
)


def wrong(*beyond: str, **texts: str) -> list[str]:
    return [str(reason) for reason in read_cells(Row(2, {"name": "Ana", **texts}, beyond), COLUMNS)[1]]


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("name", "", "name: This is empty."),
        ("name", "Ana Du", "name: Please write at most 5 characters."),
        ("name", "A\u202ena", "name: This holds a sign that nobody sees. Type it anew."),
        ("role", "boss", "role: Write one of: admin, auditor."),
        *(
            ("tel", text, "tel: This is a formula or what became of one. Put the text itself into the cell.")
            for text in ('="0142"', "=A1", "@sum", "#REF!", "#N/A", "#NAME?", "#DIV/0!", "#VALUE!")
        ),
    ],
)
def test_a_cell_that_will_not_do_says_why(column: str, text: str, said: str) -> None:
    assert wrong(**{column: text}) == [said]


def test_what_a_clinic_writes_is_fine() -> None:
    assert wrong(role="Auditor", tel="+1 555-0142") == []
    assert wrong(tel="#4 on the left") == []


def test_a_word_of_the_list_is_read_as_the_list_writes_it() -> None:
    cells, _ = read_cells(Row(2, {"name": "Ana", "role": "ADMIN"}, ()), COLUMNS)
    assert cells == {"name": "Ana", "role": "admin", "tel": ""}


def test_every_cell_that_is_wrong_is_told_at_once() -> None:
    assert len(wrong("left over", name="", role="boss", tel="=A1")) == 4
