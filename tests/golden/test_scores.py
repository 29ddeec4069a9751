"""Every instrument scores as its form says: on each edge, at both ends, with each answer missing or skipped."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from app.instruments import Answer, catalogue
from app.screening import judge
from tests.golden.tables import HERE, answers, golden, items

Row = dict[str, Any]
SCORED = sorted(path.stem for path in (HERE / "scores").glob("*.toml"))


@cache
def table(instrument: str) -> Row:
    return golden(f"scores/{instrument}.toml")


def rows(section: str) -> list[Any]:
    found = (
        {"key": table(instrument).get("key"), "given": "", **row}
        for instrument in SCORED
        for row in table(instrument).get(section, ())
    )
    return [pytest.param(row, id=f"{row['key']}: {row['given']} | {row.get('items', '')}") for row in found]


def result(key: str, given: dict[str, Answer]) -> dict[str, Any] | None:
    """What is said about these answers outside: the form that `flask score` writes."""
    scores: dict[str, dict[str, Any]] = judge(given).to_json()["scores"]
    return scores.get(key)


def expected(row: Row, *missing: str) -> dict[str, Any] | None:
    gone = [*items(row.get("also_missing", "")), *items(row.get("missing", "")), *missing]
    if row.get("absent"):
        return None
    if "marks" in row:
        return {"marks": row["marks"], **({"missing": gone} if gone else {})}
    least = {"min_score": row["min_score"]} if "min_score" in row else {}
    prorated = row.get("prorated", False)
    gone.sort(key=list(catalogue().items).index)
    return {"score": row.get("score"), "band": row["band"], "prorated": prorated, "missing": gone, **least}


def test_every_scored_instrument_has_a_golden_table() -> None:
    assert {id for id in catalogue().instruments if id != "project"} == set(SCORED)


@pytest.mark.parametrize("row", rows("vectors"))
def test_worked_examples_come_out_as_on_paper(row: Row) -> None:
    assert result(row["key"], answers(row["given"])) == expected(row)


@pytest.mark.parametrize("row", rows("totals"))
def test_each_total_from_the_lowest_to_the_highest_lies_in_its_published_band(row: Row) -> None:
    bands = [name for name, low, high in row["bands"] for _ in range(low, high + 1)]
    for total, given in enumerate(every_total(row)):
        assert result(row["key"], given) == {"score": total, "band": bands[total], "prorated": False, "missing": []}
    assert total == row["bands"][-1][2]


def every_total(row: Row) -> Iterator[dict[str, Answer]]:
    """All zero first, then one more at a time, up to all highest."""
    link_ids, highest = list(items(row["items"])), row["up_to"]
    low, steps = ("no", ["yes"]) if highest == "yes" else ("0", [str(step) for step in range(1, highest + 1)])
    words = dict.fromkeys(link_ids, low)
    yield answers(row["given"], as_text(words))
    for link_id in link_ids:
        for step in steps:
            words[link_id] = step
            yield answers(row["given"], as_text(words))


def as_text(words: dict[str, str]) -> str:
    return " ".join(f"{link_id}={word}" for link_id, word in words.items())


@pytest.mark.parametrize("gone", ["-", "skip"], ids=["missing", "skipped"])
@pytest.mark.parametrize("row", rows("in_turn"))
def test_each_item_missing_or_skipped_in_turn_is_never_read_as_zero(row: Row, gone: str) -> None:
    for link_id in items(row["items"]):
        assert result(row["key"], answers(row["given"], f"{link_id}={gone}")) == expected(row, link_id)


@pytest.mark.parametrize("total", range(31))
def test_the_pain_score_is_the_mean_with_one_decimal(total: int) -> None:
    tenths = (20 * total + 3) // 6  # half up, in whole tenths
    band = "none" if total == 0 else "mild" if total < 12 else "moderate" if total < 21 else "severe"
    parts = [total // 3, (total + 1) // 3, (total + 2) // 3]
    given = answers(as_text({f"peg_{number}": str(part) for number, part in enumerate(parts, start=1)}))
    assert result("peg", given) == {"score": tenths / 10, "band": band, "prorated": False, "missing": []}
