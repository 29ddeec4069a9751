"""Standing on a page: what may be opened, what comes before and next, and what no longer fits."""

from app.screening import Circumstances, Path, judge, plan, walk
from tests.golden.tables import answers
from tests.unit.screening.readings import DEFAULT


def path_of(given: str) -> Path:
    return walk(answers(given), DEFAULT)


def page_of(link_id: str) -> int:
    return next(step.number for step in plan().steps for planned in step.items if planned.item.link_id == link_id)


def test_the_first_page_is_the_first_question() -> None:
    first = path_of("").next_unanswered
    assert first is not None
    assert first.link_ids == ("px_helper",)
    assert first.number == 1


def test_the_next_page_is_the_first_with_an_open_question() -> None:
    following = path_of("px_helper=no px_private=skip").next_unanswered
    assert following is not None
    assert following.link_ids == ("px_med_now",)


def test_a_page_with_one_of_its_questions_open_is_not_answered() -> None:
    path = path_of("taps1_1=1 taps2_tob_1=yes taps2_tob_2=no")
    page = next(step for step in path.steps if "taps2_tob_3" in step.link_ids)
    assert page.link_ids == ("taps2_tob_2", "taps2_tob_3")
    assert "taps2_tob_3" in path.pending


def test_a_page_further_on_cannot_be_opened_by_its_address() -> None:
    path = path_of("px_helper=no")
    assert path.find(page_of("px_helper")) is not None
    assert path.find(page_of("px_private")) is not None
    assert path.find(page_of("px_med_now")) is None
    assert path.find(page_of("asq_1")) is None


def test_a_page_that_is_not_asked_of_this_person_cannot_be_opened() -> None:
    assert path_of("").find(page_of("asq_4_when")) is None
    assert path_of("").find(0) is None
    assert path_of("").find(10_000) is None


def test_back_leads_to_the_page_before_and_from_the_first_nowhere() -> None:
    before = path_of("px_helper=no").before(page_of("px_private"))
    assert before is not None
    assert before.link_ids == ("px_helper",)
    assert path_of("").before(page_of("px_helper")) is None


def test_back_leaves_out_pages_that_are_not_asked() -> None:
    before = path_of("asq_1..4=no").before(page_of("taps1_1"))
    assert before is not None
    assert before.link_ids == ("asq_4",)


def test_back_from_a_page_that_waits_leads_to_the_one_before_it() -> None:
    late = Circumstances(DEFAULT.modules, minutes=11)
    before = walk({}, late).before(page_of("peg_1"))
    assert before is not None
    assert before.step.block == 10


def test_the_suicide_questions_and_item_nine_stand_alone_on_their_pages() -> None:
    alone = {"phq9_9", "asq_1", "asq_2", "asq_3", "asq_4", "asq_5"}
    assert [
        step.number
        for step in plan().steps
        for planned in step.items
        if planned.item.link_id in alone and len(step.items) > 1
    ] == []


def test_asq_5_comes_right_after_asq_4_and_before_the_time_of_an_attempt() -> None:
    assert page_of("asq_5") == page_of("asq_4") + 1
    assert page_of("asq_4_when") == page_of("asq_5") + 1


def test_follow_ups_stand_right_after_their_gate() -> None:
    pairs = [
        ("px_voices", "px_voices_command"),
        ("px_mania_ever", "px_mania_now"),
        ("px_mania_now", "px_mania_sleep"),
        ("px_harm_others_recent", "px_harm_others_now"),
        ("px_safe_home", "px_immediate_danger"),
        ("px_onset", "px_mood_before"),
        ("px_mood_before", "px_abstinent_4w"),
        ("px_abstinent_4w", "px_mood_abstinent"),
    ]
    assert [(gate, page_of(gate) + 1) for gate, _ in pairs] == [(gate, page_of(follow_up)) for gate, follow_up in pairs]


def test_pages_are_numbered_from_one_without_a_gap() -> None:
    assert [step.number for step in plan().steps] == list(range(1, len(plan().steps) + 1))
    assert plan().step(1).items[0].item.link_id == "px_helper"


def test_the_parts_met_stand_in_order() -> None:
    assert path_of("").parts == ("start", "mood", "use", "stress", "body", "people")
    assert set(path_of("").parts) == set(plan().file.parts)


def test_answers_that_no_longer_fit_are_kept_out_of_every_score_and_come_back() -> None:
    heavy = "auditc_1=4 auditc_2=4 auditc_3=4"
    sober = path_of(f"{heavy} auditc_1=0")
    assert "auditc_2" not in sober.answers
    assert judge(sober.answers).to_json()["scores"]["auditc"]["score"] == 0
    assert judge(path_of(heavy).answers).to_json()["scores"]["auditc"]["score"] == 12


def test_every_block_and_part_has_words_for_the_person() -> None:
    assert all(step.why and plan().file.parts[step.part] for step in plan().steps)
    assert {int(block) for block in plan().file.topics} == set(plan().file.budget.defer)
