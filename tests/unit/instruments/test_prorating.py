"""Prorated scores are exact: rounded half up, from the items that apply, and only as far as the rule goes."""

import itertools

import pytest

from app.instruments import Complete, Incomplete, Score, catalogue, score
from app.instruments.rounding import round_half_up

PHQ9 = [f"phq9_{number}" for number in range(1, 10)]
GAD7 = [f"gad7_{number}" for number in range(1, 8)]
PHQ15 = [f"phq15_{number}" for number in range(1, 16)]
CASES = [("phq9", PHQ9, 2, 3), ("gad7", GAD7, 1, 3), ("phq15", PHQ15, 3, 2)]
GATE = {"phq15": {"has_periods": "yes"}}


def score_of(instrument: str, given: dict[str, int]) -> Score:
    return score(catalogue().instruments[instrument], {**GATE.get(instrument, {}), **given})[instrument]


def adding_up_to(total: int, link_ids: list[str], highest: int) -> dict[str, int]:
    return {link_id: min(highest, max(0, total - highest * place)) for place, link_id in enumerate(link_ids)}


@pytest.mark.parametrize(("instrument", "link_ids", "allowed", "highest"), CASES)
def test_every_prorated_total_is_rounded_half_up(
    instrument: str, link_ids: list[str], allowed: int, highest: int
) -> None:
    for gone in range(1, allowed + 1):
        answered = link_ids[gone:]
        for total in range(highest * len(answered) + 1):
            result = score_of(instrument, adding_up_to(total, answered, highest))
            half_up = (2 * total * len(link_ids) + len(answered)) // (2 * len(answered))
            assert isinstance(result, Complete)
            assert (result.score, result.prorated, result.missing) == (half_up, True, tuple(link_ids[:gone]))


@pytest.mark.parametrize(("instrument", "link_ids", "allowed", "highest"), CASES)
def test_whichever_items_are_missing_the_rule_is_the_same(
    instrument: str, link_ids: list[str], allowed: int, highest: int
) -> None:
    full = dict.fromkeys(link_ids, highest)
    for gone in itertools.combinations(link_ids, allowed):
        result = score_of(instrument, {link_id: value for link_id, value in full.items() if link_id not in gone})
        assert isinstance(result, Complete)
        assert (result.score, result.missing) == (highest * len(link_ids), gone)
    for gone in itertools.combinations(link_ids, allowed + 1):
        result = score_of(instrument, {link_id: value for link_id, value in full.items() if link_id not in gone})
        assert result == Incomplete(gone)


@pytest.mark.parametrize("instrument", ["phq2", "gad2", "auditc", "k6", "peg"])
def test_the_other_sums_are_never_prorated(instrument: str) -> None:
    link_ids = [item.link_id for item in catalogue().instruments[instrument].scored_items]
    for gone in link_ids:
        result = score_of(instrument, {link_id: 2 for link_id in link_ids if link_id != gone})
        assert result == Incomplete((gone,))


@pytest.mark.parametrize(
    ("total", "count", "decimals", "rounded"),
    [
        (1, 2, 0, 1),
        (3, 2, 0, 2),
        (5, 2, 0, 3),
        (24_999, 10_000, 0, 2),
        (27, 2, 0, 14),
        (29, 2, 0, 15),
        (13, 4, 1, 3.3),
        (10, 3, 1, 3.3),
        (20, 3, 1, 6.7),
        (9, 8, 2, 1.13),
        (0, 3, 1, 0),
    ],
)
def test_a_half_goes_up(total: int, count: int, decimals: int, rounded: float) -> None:
    assert round_half_up(total, count, decimals) == rounded


@pytest.mark.parametrize("points", range(11))
def test_a_mean_is_written_with_its_decimal_even_where_it_is_whole(points: int) -> None:
    result = score_of("peg", dict.fromkeys(["peg_1", "peg_2", "peg_3"], points))
    assert isinstance(result, Complete)
    assert str(result.score) == f"{points}.0"
