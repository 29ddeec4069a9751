"""A trend is drawn to scale: real time across, a fixed axis up, and nothing where nothing is known."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from app.instruments import Answer
from app.screening import judge
from app.staff.people.heat_map import CELL, heat_map
from app.staff.people.lane import Column, Lane, lane
from app.staff.people.measures import Interval, Measure, Measured, measures
from app.staff.people.time_axis import MARGIN, TimeAxis, dated, stagger
from app.staff.people.use_marks import use_marks

BEGAN = datetime(2026, 3, 2, 12, tzinfo=UTC)
BANDS = ((0, 4), (5, 9), (10, 14), (15, 19), (20, 27))
MOOD = Measure("phq9", "mood", "PHQ-9", 27, tuple(Interval(low, high, "band") for low, high in BANDS))


def days(number: float) -> datetime:
    return BEGAN + timedelta(days=number)


def drawn(*values: float | None, item9: bool = False) -> Lane:
    columns = [
        Column(number, 10.0 * number, Measured(value, "" if value is None else f"{value:g} of 27"), "self", item9)
        for number, value in enumerate(values, start=1)
    ]
    return lane(MOOD, columns)


def phq9(total: int, **others: Answer) -> dict[str, Answer]:
    """Answers to the nine items that add up to this."""
    return {f"phq9_{number}": min(3, max(0, total - 3 * (number - 1))) for number in range(1, 10)} | others


def test_twice_the_time_is_twice_the_way() -> None:
    axis = TimeAxis(days(0), days(84))
    assert axis.x(days(28)) - axis.x(days(0)) == pytest.approx(2 * (axis.x(days(14)) - axis.x(days(0))), abs=0.02)
    assert (axis.x(days(0)), axis.x(days(84))) == (MARGIN, 100 - MARGIN)


def test_one_moment_alone_stands_in_the_middle() -> None:
    assert TimeAxis(BEGAN, BEGAN).x(BEGAN) == 50


def test_signs_that_would_cover_each_other_stand_on_two_rows() -> None:
    assert stagger([10, 12, 14, 60]) == [0, 1, 0, 0]


def test_a_date_that_would_cover_another_is_not_written() -> None:
    assert dated([7, 20, 40, 45, 60, 80, 93]) == [True, False, True, False, True, False, True]
    assert dated([50]) == [True]


def test_the_ring_of_item_9_is_kept_where_there_is_no_score() -> None:
    (gap,) = drawn(None, item9=True).absent
    assert gap.ringed


def test_a_point_stands_at_its_score_on_an_axis_that_does_not_depend_on_the_scores() -> None:
    low, high = drawn(3, 5), drawn(3, 27)
    assert low.points[0].y == high.points[0].y, "the axis is fixed"
    assert high.points[1].y < high.points[0].y, "more stands higher"
    assert [ground.first for ground in low.grounds] == ["0", "5", "10", "15", "20"], "a tick at each cut-off"


def test_each_point_lies_in_the_ground_of_its_own_band() -> None:
    for value, band in ((4, 0), (5, 1), (9, 1), (10, 2), (27, 4)):
        one = drawn(value)
        ground = one.grounds[band]
        assert ground.y < one.points[0].y < ground.y + ground.height, value


def test_bands_cover_the_axis_without_gap_or_overlap() -> None:
    grounds = drawn(3).grounds
    for lower, upper in pairwise(grounds):
        assert upper.y + upper.height == pytest.approx(lower.y, abs=0.11)


def test_no_line_crosses_a_screening_without_a_score() -> None:
    one = drawn(14, 12, None, 9, 8)
    assert [(line.x1, line.x2) for line in one.segments] == [(10, 20), (40, 50)]
    assert [column.number for column in one.absent] == [3]


def test_what_is_missing_is_never_drawn_as_zero() -> None:
    one = drawn(None, 0)
    assert [(point.number, point.value) for point in one.points] == [(2, "0")]


def test_a_score_scaled_up_for_missing_answers_is_hollow_and_says_so() -> None:
    answers = phq9(14)
    del answers["phq9_8"]
    outcome = judge(answers)
    reading = next(one for one in measures([outcome]) if one.key == "phq9").read(outcome)
    assert reading.prorated
    assert "prorated" in reading.words


def test_the_table_says_every_number_that_is_drawn_and_no_other() -> None:
    one = drawn(14, None, 9)
    drawn_there = {point.number: point.value for point in one.points}
    said = {column.number: column.measured.words.split()[0] for column in one.columns if column.measured.words}
    assert drawn_there == said


def test_item_nine_above_zero_is_ringed_and_its_number_makes_room() -> None:
    ringed, plain = drawn(14, item9=True).points[0], drawn(14).points[0]
    assert ringed.ringed
    assert not plain.ringed
    assert ringed.label_y < plain.label_y


def test_only_what_has_a_value_somewhere_is_followed() -> None:
    keys = [one.key for one in measures([judge(phq9(8, px_stress_now=2)), judge(phq9(4))])]
    assert keys == ["phq9", "px_stress_now"]


def test_gad_2_stands_in_where_gad_7_was_not_asked_to_the_end() -> None:
    whole: dict[str, Answer] = {f"gad7_{number}": 2 for number in range(1, 8)}
    begun: dict[str, Answer] = {"gad7_1": 1, "gad7_2": 0}
    assert [one.key for one in measures([judge(whole), judge(whole)])] == ["gad7"]
    assert [one.key for one in measures([judge(whole), judge(begun)])] == ["gad7", "gad2"]


def test_a_substance_never_used_is_not_drawn() -> None:
    never: dict[str, Answer] = {f"taps2_her_{number}": "no" for number in range(1, 4)}
    assert measures([judge(never), judge(never)]) == []


def test_a_cell_of_the_heat_map_fills_with_its_answer_and_nothing_fills_for_none() -> None:
    rows = heat_map([judge(phq9(4)), judge({"phq9_1": "skip", "phq9_2": 3}), None], "cannot be opened")
    first, second = rows[0], rows[1]
    assert [cell.filled for cell in first.cells] == [CELL, None, None]
    assert [cell.filled for cell in second.cells] == [round(CELL / 3), CELL, None]
    assert [cell.words for cell in first.cells] == ["Nearly every day", "no answer", "cannot be opened"]
    assert len(rows) == 9


def test_use_and_withdrawal_stand_below_the_mood_they_may_explain() -> None:
    marks = use_marks(judge({"px_phase_now": "cutting", "px_last_use": "d1_3"}), "cannot be opened")
    assert (marks.fill, marks.days, marks.withdrawal) == (2, "1–3", True)
    assert use_marks(judge({}), "cannot be opened").phase == "no answer"
    assert use_marks(None, "cannot be opened").last_use == "cannot be opened"
