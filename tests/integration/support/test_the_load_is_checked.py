"""The checker of the fault suite sees each thing that it is there to see."""

from pathlib import Path

from flask import Flask

from tests.support.desk import ACUTE, arrive
from tests.support.load.checker import check
from tests.support.load.logbook import Logbook


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
