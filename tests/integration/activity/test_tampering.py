"""Seven ways of tampering with the log by raw SQL: each is found and named, by the command that operators run."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app import activity
from app.activity.anchors import anchor, append
from app.extensions import writing
from tests.support.engines import on_each_engine
from tests.support.tampering import forge, move, tamper, write_anew

pytestmark = on_each_engine

ROWS = 6
MADE_UP = "ab" * 32


def edit() -> None:
    tamper("UPDATE activity SET action = 'screening.ignored' WHERE seq = 3")


def edit_whence() -> None:
    tamper("UPDATE activity SET source = '192.0.2.1' WHERE seq = 3")


def edit_the_last() -> None:
    tamper("UPDATE activity SET action = 'screening.ignored' WHERE seq = 6")


def delete() -> None:
    tamper("DELETE FROM activity WHERE seq = 3")


def delete_and_number_anew() -> None:
    tamper("DELETE FROM activity WHERE seq = 3", *(move(seq, seq - 1) for seq in range(4, ROWS + 1)))


def insert() -> None:
    tamper(*(move(seq, seq + 1) for seq in range(ROWS, 3, -1)), forge(4, MADE_UP))


def insert_at_the_end() -> None:
    tamper(forge(ROWS + 1, MADE_UP))


def swap() -> None:
    tamper(move(2, 99), move(5, 2), move(99, 5))


def reorder() -> None:
    tamper(move(2, 99), move(3, 2), move(4, 3), move(99, 4))


def cut_off() -> None:
    tamper("DELETE FROM activity WHERE seq > 4")


def rewrite_all() -> None:
    write_anew(3)


@pytest.fixture
def anchors(app: Flask, tmp_path: Path) -> Path:
    """A log of six rows, of which an anchor was kept after each second one."""
    kept = tmp_path / "anchors"
    with app.app_context():
        for number in range(1, ROWS + 1):
            with writing():
                activity.record("screening.read", subject=("screening", "ab12"), number=number)
            if number % 2 == 0:
                append(kept, anchor())
    return kept


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        (edit, "row 3 was edited"),
        (edit_whence, "row 3 was edited"),
        (edit_the_last, "row 6, the last, was edited or inserted"),
        (delete, "row 3 was deleted"),
        (delete_and_number_anew, "row 3 was deleted"),
        (insert, "row 4 was inserted"),
        (insert_at_the_end, "row 7, the last, was edited or inserted"),
        (swap, "row 2 and another were swapped"),
        (reorder, "row 2 was moved"),
    ],
)
def test_what_the_chain_shows_is_named_without_anchors(
    app: Flask, run: FlaskCliRunner, anchors: Path, tampering: Callable[[], None], said: str
) -> None:
    with app.app_context():
        tampering()
    result = run.invoke(args=["activity", "verify"])
    assert (result.exit_code, result.stderr) == (1, f"Error: the log is broken: {said}\n")


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        (cut_off, "row 5 and whatever followed were cut off"),
        (rewrite_all, "row 3 or one soon after it was rewritten with the right key"),
    ],
)
def test_what_fits_together_and_is_not_what_was_written_is_shown_by_the_anchors_alone(
    app: Flask, run: FlaskCliRunner, anchors: Path, tampering: Callable[[], None], said: str
) -> None:
    with app.app_context():
        tampering()
    without = run.invoke(args=["activity", "verify"])
    assert (without.exit_code, without.stdout) == (0, "the log is whole, as far as it shows without anchors\n")
    result = run.invoke(args=["activity", "verify", "--anchors", str(anchors)])
    assert (result.exit_code, result.stderr) == (1, f"Error: the log is broken: {said}\n")


def test_an_untouched_log_fits_its_anchors_also_when_it_has_grown(
    app: Flask, run: FlaskCliRunner, anchors: Path
) -> None:
    with app.app_context(), writing():
        activity.record("screening.read", subject=("screening", "ab12"))
    result = run.invoke(args=["activity", "verify", "--anchors", str(anchors)])
    assert (result.exit_code, result.stdout) == (0, "the log is whole\n")


def test_anchors_that_somebody_changed_or_made_up_are_told_by_their_line(run: FlaskCliRunner, anchors: Path) -> None:
    first, second, third = anchors.read_text().splitlines()
    for line in (second.replace('"count": 4', '"count": 5'), "not one", "{}", "[]"):
        anchors.write_text("\n".join((first, line, third)))
        result = run.invoke(args=["activity", "verify", "--anchors", str(anchors)])
        assert result.exit_code == 1
        assert "the anchors cannot be used: line 2" in result.stderr
