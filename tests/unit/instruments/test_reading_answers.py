"""Answers from outside are taken exactly as the item allows them, or refused."""

import pytest

from app.instruments import AnswerError, catalogue, read_answers


@pytest.mark.parametrize(
    ("link_id", "value", "answer"),
    [
        ("phq9_1", 0, 0),
        ("phq9_1", 3, 3),
        ("asq_1", "yes", "yes"),
        ("px_naloxone", "not_sure", "not_sure"),
        ("px_ready", 10, 10),
        ("age", 10, 10),
        ("age", 120, 120),
        ("sisq_1", 0, 0),
        ("sisq_1", 365, 365),
        ("px_motives", ["pain"], ("pain",)),
        ("px_motives", ["sleep", "pain"], ("pain", "sleep")),
        ("px_motives", ["pain", "sleep", "pain"], ("pain", "sleep")),
        ("px_med_now", ["none"], ("none",)),
        ("px_med_now", ["none", "none"], ("none",)),
        ("px_med_now", ["skip"], "skip"),
        ("px_return_use", ["never_stopped", "other"], ("never_stopped", "other")),
        ("px_matters", "My dog", "My dog"),
        ("px_matters", "a\r\nb\tc", "a\nb\tc"),
        ("px_matters", "e\u0301", "\u00e9"),
        ("px_matters", "x" * 1000, "x" * 1000),
    ],
)
def test_what_the_item_allows_is_taken(link_id: str, value: object, answer: object) -> None:
    taken = read_answers(catalogue(), {link_id: value})[link_id]
    assert taken == answer
    assert type(taken) is type(answer)


@pytest.mark.parametrize("link_id", catalogue().items)
def test_every_item_may_be_skipped(link_id: str) -> None:
    assert read_answers(catalogue(), {link_id: "skip"}) == {link_id: "skip"}


NEVER: list[object] = [None, True, False, 2.0, float("nan"), "", " ", [], {}, [["none"]], [None], b"yes", ("yes",)]


@pytest.mark.parametrize("value", NEVER, ids=repr)
@pytest.mark.parametrize("link_id", ["phq9_1", "asq_1", "px_motives", "age", "sisq_1", "px_matters", "drink_cut"])
def test_what_is_no_answer_to_any_question_is_refused(link_id: str, value: object) -> None:
    with pytest.raises(AnswerError, match=f"^{link_id}: "):
        read_answers(catalogue(), {link_id: value})


@pytest.mark.parametrize(
    ("link_id", "value"),
    [
        ("phq9_1", "2"),
        ("phq9_1", 4),
        ("phq9_1", -1),
        ("phq9_1", [2]),
        ("phq9_1", ["skip"]),
        ("phq9_1", "Skip"),
        ("asq_1", "YES"),
        ("asq_1", "Yes"),
        ("asq_1", 1),
        ("asq_1", "maybe"),
        ("px_safe_home", "not_sure"),
        ("px_naloxone", "unsure"),
        ("px_ready", 11),
        ("px_ready", "10"),
        ("age", 9),
        ("age", 121),
        ("age", "40"),
        ("age", 40.5),
        ("age", ["skip"]),
        ("sisq_1", -1),
        ("px_motives", "pain"),
        ("px_motives", ["pain", "wings"]),
        ("px_motives", ["none", "pain"]),
        ("px_motives", ["pain", "skip"]),
        ("px_motives", ["skip", "none"]),
        ("px_motives", ["pain", 1]),
        ("px_motives", ["pain", ["sleep"]]),
        ("px_med_now", ["overdose", "none"]),
        ("px_matters", ["My dog"]),
        ("px_matters", 5),
        ("px_matters", "x" * 1001),
        ("px_matters", "a\x00b"),
        ("px_matters", "a\x1b[31m"),
        ("px_matters", "\ud800"),
        ("px_matters", "\n\t "),
        ("taps2_oth_which", "x" * 1001),
    ],
)
def test_what_the_item_does_not_allow_is_refused(link_id: str, value: object) -> None:
    with pytest.raises(AnswerError, match=f"^{link_id}: "):
        read_answers(catalogue(), {link_id: value})


@pytest.mark.parametrize("link_id", ["phq9_99", "", "PHQ9_1", "taps2_oth", "audit_4", "phq9"])
def test_an_unknown_item_is_refused(link_id: str) -> None:
    with pytest.raises(AnswerError, match="no such item"):
        read_answers(catalogue(), {link_id: 0})


def test_one_bad_answer_refuses_them_all() -> None:
    with pytest.raises(AnswerError):
        read_answers(catalogue(), {"phq9_1": 1, "phq9_2": 9})


def test_a_refusal_never_repeats_what_was_sent() -> None:
    with pytest.raises(AnswerError) as refusal:
        read_answers(catalogue(), {"px_motives": ["my secret"]})
    assert "secret" not in str(refusal.value)


def test_a_missing_answer_stays_missing() -> None:
    assert read_answers(catalogue(), {}) == {}
