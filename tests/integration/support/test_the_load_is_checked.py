"""The checker of the fault suite sees each thing that it is there to see."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from flask import Flask

from tests.support.client_browser import ClientBrowser
from tests.support.desk import ACUTE, arrive
from tests.support.fault_report import PutRow, Report, Row
from tests.support.load import crowd
from tests.support.load.checker import Kept, check
from tests.support.load.logbook import Entry, Logbook
from tests.support.load.person import Person


def test_whoever_is_lost_doubled_misled_or_named_is_found(app: Flask, tmp_path: Path) -> None:
    book = Logbook(tmp_path / "people.log")
    sound, lost, doubled, misled = (book.new_key() for _ in range(4))
    for key in (sound, doubled, doubled, misled):
        arrive(app, ACUTE, {"contact_name": key})
    for key in (sound, lost, doubled, misled):
        book.write("invoke", key)
    book.write("ok", lost, "AAAA-AAAA")
    book.write("refused", misled)
    book.write("bare", sound, "500 /check")
    kept = check(app, book, told=(), files=[book.path])
    assert (kept.acknowledged, kept.lost, kept.duplicated) == (1, [lost], [doubled])
    assert (kept.alerts, kept.delivered) == (4, 0)
    said = "\n".join(kept.wrong)
    for words in ("told that nothing was sent", "nobody was told of", "without crisis numbers", "a name stands in"):
        assert words in said
    assert sound not in said


def healed_in(seconds: float, path: Path) -> Logbook:
    """Of two who are there when a fault is over, one has a receipt at once and the other after so many seconds."""
    book = Logbook(path)
    first, last, later = (book.new_key() for _ in range(3))
    told = [Entry("over", last, at=10), Entry("ok", first, at=10.5), Entry("ok", last, at=10 + seconds)]
    told.append(Entry("ok", later, at=900))  # who came only then
    path.write_text("".join(f"{json.dumps(asdict(entry))}\n" for entry in told), "utf-8")
    return book


@pytest.fixture
def row() -> PutRow:
    """It stands in no report: no fault has happened."""
    rows: list[Row] = []
    return rows.append


def test_nobody_who_was_there_may_wait_longer_than_a_minute_after_a_fault(report: Report, tmp_path: Path) -> None:
    soon, late = healed_in(60, tmp_path / "soon.log"), healed_in(61, tmp_path / "late.log")
    assert (soon.times_to_heal(), late.times_to_heal()) == ([60], [61])
    report("FI-1", "what heals in time", Kept(acknowledged=1), soon, 1)
    with pytest.raises(AssertionError, match="waited for too long"):
        report("FI-1", "what does not", Kept(acknowledged=1), late, 1)


class NeverThrough(Person):
    """Whatever they try."""

    def try_once(self) -> bool:
        return False


def test_somebody_who_never_comes_through_is_noticed_unless_they_gave_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowd, "LONGEST", 0.5)
    somebody = NeverThrough("somebody", ClientBrowser(Flask("nothing").test_client()), Logbook(tmp_path / "people.log"))
    with crowd.all_sending([somebody], tries=1):
        pass
    with pytest.raises(AssertionError, match="never came through"), crowd.all_sending([somebody]):
        pass
