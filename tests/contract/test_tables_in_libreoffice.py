"""What anybody typed, opened in a real spreadsheet program: shown as typed, never worked out, nothing fetched."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.handoff.csv_file import report_csv, write
from app.handoff.disclose import Copy, Scope, Stamp
from app.handoff.report import About, AnswerLine, Report
from app.handoff.xlsx_file import report_xlsx
from app.screening import judge
from tests.support.formulas import BEFORE, COMMANDS
from tests.support.office import CREDULOUS, Cell, opened
from tests.support.webhook import hook_server

HARMLESS = ("-5 days", "@home", "my kids", 'she said "no",\nthen;left', "naïve ☂ 日本")
AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
ABOUT = About("ABCD-EFGH", "=Robin", "+Harbor House", AT, 2026, "self", 1, drill=False)


def typed(here: str) -> list[str]:
    """Everything that somebody could type to do harm; what it would fetch is on this machine."""
    commands = [command.replace("http://192.0.2.1", here) for command in COMMANDS]
    return [before + command for before in BEFORE for command in commands] + list(HARMLESS)


def copy_of(texts: list[str]) -> Copy:
    """A copy of a screening in which all of this was typed."""
    outcome = judge({})
    answers = tuple(AnswerLine("px_matters", "given", text) for text in texts)
    report = Report(
        about=ABOUT,
        level=outcome.level,
        held=outcome.level,
        strands=(),
        flags=(),
        temporal=outcome.temporal,
        quadrant=outcome.quadrant,
        suggestion=outcome.suggestion,
        phase=None,
        caveats=(),
        extras=(),
        answers=answers,
        same_definitions=True,
    )
    scope = Scope("=Elm", "treatment", "@once", "answers", until="2027-01-01")
    return Copy(report, scope, None, None, Stamp("0f0f0f0f0f0f", "=Ana", AT))


def test_nothing_that_anybody_typed_is_a_formula_or_fetches_anything(tmp_path: Path) -> None:
    with hook_server() as network:
        here = f"http://127.0.0.1:{network.port}"
        copy = copy_of(typed(here))
        files = {"report.csv": report_csv(copy), "report.xlsx": report_xlsx(copy), "naked.csv": b'"=1+1"\r\n'}
        for name, content in files.items():
            (tmp_path / name).write_bytes(content)
        tables = opened([tmp_path / "report.csv", tmp_path / "naked.csv"], tmp_path, here, CREDULOUS)
        book = opened([tmp_path / "report.xlsx"], tmp_path, here)
        assert network.calls == []
    assert [cell.formula for cell in tables["naked.csv"]] == ["of:=1+1"]  # else this proves nothing
    for cells in (tables["report.csv"], book["report.xlsx"]):
        assert len(cells) > 2 * len(COMMANDS) * len(BEFORE)
        assert [cell for cell in cells if cell.formula] == []
        assert_readable(cells)


def assert_readable(cells: list[Cell]) -> None:
    shown = {cell.text for cell in cells} | {cell.text.removeprefix("'") for cell in cells}
    assert set(HARMLESS) <= shown
    assert {"=Robin", "+Harbor House"} <= shown


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_is_changed_by_no_more_than_an_apostrophe(text: str) -> None:
    assert write([[text]]).decode("utf-8-sig").replace('""', '"').strip()[1:-1].removeprefix("'") == text
