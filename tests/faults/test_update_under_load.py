"""A release is updated and taken back while people answer: the tables move on first, whichever code runs then."""

from pathlib import Path

import pytest

from tests.support.engines import on_each_engine
from tests.support.fault_report import Report
from tests.support.load.crowd import all_sending
from tests.support.load.house import House
from tests.support.next_release import move_on

AT_ONCE = 6


@on_each_engine
@pytest.mark.usefixtures("each_round")
def test_drafts_go_on_and_nobody_is_lost_when_tables_move_on_and_the_old_code_comes_back(
    house: House, report: Report, engine: str, tmp_path: Path
) -> None:
    halfway = house.somebody().walker
    question = halfway.walk(until="/s/3")
    with all_sending(house.ready(AT_ONCE)), house.book.fault("the tables of the next release"):
        move_on(house.app, tmp_path / "next")
    with all_sending(house.ready(AT_ONCE)), house.book.fault("the old code is started again"):
        house.server.restart()
    assert halfway.open(question.path).path == question.path
    assert halfway.go_on().path != question.path
    report("FI-36", f"update and rollback ({engine})", house.check(), house.book, 1)
