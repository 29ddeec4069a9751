"""A long screening is never cut short silently: what may wait is offered, and what is left out is told (decision 7)."""

from dataclasses import replace

import pytest

from app.instruments import Answer
from app.screening import Circumstances, Path, Plan, plan, walk
from app.screening.path import Offer
from tests.golden.tables import answers
from tests.unit.screening.readings import DEFAULT, nothing_to_tell

MAY_WAIT = {12, 14, 16}


def blocks(path: Path) -> set[int]:
    return {step.step.block for step in path.steps}


def waiting(path: Path) -> set[int]:
    return {step.step.block for step in path.waiting}


def length(path: Path) -> int:
    return sum(len(step.items) for step in path.steps)


def with_item_limit(limit: int) -> Plan:
    budget = plan().file.budget.model_copy(update={"items": limit})
    return replace(plan(), file=plan().file.model_copy(update={"budget": budget}))


def at(minutes: float, given: str = "", offer: Offer | None = None) -> Path:
    return walk(answers(given), Circumstances(DEFAULT.modules, minutes=minutes, offer=offer))


def test_the_limits_are_the_reference_s() -> None:
    assert (plan().file.budget.items, plan().file.budget.minutes) == (95, 10)
    assert plan().file.budget.defer == (14, 12, 16)


@pytest.mark.parametrize(("minutes", "put_off"), [(0, set()), (10, set()), (10.1, MAY_WAIT), (60, MAY_WAIT)])
def test_past_ten_minutes_what_may_wait_is_put_off(minutes: float, put_off: set[int]) -> None:
    assert waiting(at(minutes)) == put_off
    assert blocks(at(minutes)).isdisjoint(put_off)


def test_past_the_number_of_questions_what_may_wait_is_put_off() -> None:
    total = length(walk({}, DEFAULT))
    assert waiting(walk({}, DEFAULT, with_item_limit(total))) == set()
    assert waiting(walk({}, DEFAULT, with_item_limit(total - 1))) == MAY_WAIT


def test_more_than_95_questions_are_reached_by_a_person_with_much_to_tell() -> None:
    much = (
        "taps1_1..4=4 taps2_tob_1=yes taps2_alc_1=yes taps2_can_1=yes taps2_sti_1=yes taps2_her_1=yes taps2_opi_1=yes"
    )
    more = "auditc_1=4 px_opioid_rx=yes px_benzo_daily=yes phq9_1..9=2 gad7_1..2=3 asq_1=yes asq_4=yes"
    assert waiting(at(0, f"{much} {more}")) == MAY_WAIT


@pytest.mark.parametrize("begun", ["px_body_pain=none", "peg_2=0", "px_body_pain=skip"])
def test_a_block_already_begun_stays(begun: str) -> None:
    path = at(11, begun)
    assert waiting(path) == {14, 16}
    assert 12 in blocks(path)


def test_a_page_that_was_open_when_the_time_was_up_can_still_be_answered() -> None:
    given: dict[str, Answer] = {}
    while (step := walk(given, DEFAULT).next_unanswered) and step.step.block != 12:
        given.update({item.link_id: nothing_to_tell(item) for item in step.items})
    assert step is not None
    late = Circumstances(DEFAULT.modules, minutes=11)
    assert walk(given, late).find(step.number) == step
    assert 12 in blocks(walk({**given, "px_body_pain": ("none",)}, late))


def test_what_the_person_left_out_cannot_be_opened() -> None:
    path = at(60, offer="left_out")
    assert {path.find(step.number) for step in plan().steps if step.block in MAY_WAIT} == {None}


def test_the_other_blocks_never_wait() -> None:
    assert blocks(at(60)) == {step.step.block for step in at(0).steps} - MAY_WAIT


def test_the_offer_comes_only_when_all_the_rest_is_answered() -> None:
    late = Circumstances(DEFAULT.modules, minutes=11)
    given: dict[str, Answer] = {}
    while step := walk(given, late).next_unanswered:
        assert not walk(given, late).offer_due
        given.update({item.link_id: nothing_to_tell(item) for item in step.items})
    assert walk(given, late).offer_due


def test_without_anything_put_off_no_offer_is_made() -> None:
    given: dict[str, Answer] = {}
    while step := walk(given, DEFAULT).next_unanswered:
        given.update({item.link_id: nothing_to_tell(item) for item in step.items})
    assert not walk(given, DEFAULT).offer_due


def test_going_on_asks_what_was_put_off_in_its_place() -> None:
    assert at(60, offer="go_on").steps == at(0).steps
    assert at(60, offer="go_on").waiting == ()


def test_what_the_person_leaves_out_is_not_asked_and_is_told() -> None:
    path = at(60, offer="left_out")
    assert path.left_out == (14, 12, 16)
    assert blocks(path).isdisjoint(MAY_WAIT)
    assert not path.waiting


def test_what_was_begun_is_not_among_what_is_left_out() -> None:
    assert at(60, "px_body_pain=none", "left_out").left_out == (14, 16)


def test_a_switched_off_module_is_not_said_to_be_left_out() -> None:
    path = walk({}, Circumstances(frozenset({"peg"}), minutes=60, offer="left_out"))
    assert path.left_out == (12, 16)


def test_leaving_out_stays_decided_when_the_screening_gets_shorter() -> None:
    assert at(0, offer="left_out").left_out == (14, 12, 16)


def test_nothing_is_left_out_without_the_person_s_word() -> None:
    assert at(60).left_out == ()
    assert at(0).left_out == ()
