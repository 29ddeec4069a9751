"""The language of conditions is small and closed, and missing is never zero in it."""

import pytest

from app.instruments import SKIP, Answers
from app.instruments.answer_scope import AnswerScope
from app.instruments.conditions import ConditionError, compile_condition
from app.screening import rulebook
from app.screening.reading import Reading


def holds(text: str, given: Answers) -> bool:
    return compile_condition(text)(AnswerScope(given)).holds


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("a > 0", {"a": 1}, True),
        ("a > 0", {"a": 0}, False),
        ("a == 0", {}, False),
        ("a <= 0", {}, False),
        ("a != 'yes'", {}, False),
        ("a != 'yes'", {"a": SKIP}, False),
        ("a != 'yes'", {"a": "no"}, True),
        ("not a == 'yes'", {}, True),
        ("not a == 'yes'", {"a": SKIP}, True),
        ("a + b >= 3", {"a": 1, "b": 2}, True),
        ("a + b >= 3", {"a": 3}, False),
        ("a + b >= 3", {"a": 3, "b": SKIP}, False),
        ("a in ('x', 'y')", {"a": "y"}, True),
        ("a in ('x', 'y')", {"a": "z"}, False),
        ("a in ('x', 'y')", {}, False),
        ("a == 'skip'", {"a": SKIP}, False),
        ("a in ('skip', 'x')", {"a": SKIP}, False),
        ("a > 0", {"a": SKIP}, False),
        ("a == 'x'", {"a": ("x",)}, False),
        ("a != 'x'", {"a": ("y",)}, False),
        ("'x' in a", {"a": ("x", "y")}, True),
        ("'x' in a", {"a": ("y",)}, False),
        ("'x' in a", {"a": SKIP}, False),
        ("'x' in a", {"a": "xyz"}, False),
        ("answered(a)", {"a": 0}, True),
        ("answered(a)", {"a": SKIP}, False),
        ("answered(a)", {}, False),
        ("unanswered(a)", {}, True),
        ("unanswered(a)", {"a": SKIP}, True),
        ("unanswered(a)", {"a": 0}, False),
        ("a == 1 or b == 1 and c == 1", {"a": 1}, True),
        ("(a == 1 or b == 1) and c == 1", {"a": 1}, False),
    ],
)
def test_a_condition_holds_only_for_answers_that_were_given(text: str, given: Answers, expected: bool) -> None:
    assert holds(text, given) is expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a >",
        "1 > 0",
        "a > b",
        "a > 0 > b",
        "a is None",
        "a not in ('x',)",
        "a - b > 1",
        "a + b + c > 1",
        "a in b",
        "a.real > 0",
        "a[0] > 0",
        "len(a) > 0",
        "__import__('os')",
        "score(phq9) > 1",
        "answered('a')",
        "unanswered(a, b)",
        "module(peg)",
        "lambda: 1",
        "a if b else c",
        "a := 1",
        "f'{a}' == 'x'",
        "a == [1]",
        "a > 0; b > 0",
        "a\x00 > 0",
    ],
)
def test_anything_outside_the_language_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ConditionError) as refusal:
        compile_condition(text)
    assert "\n" not in str(refusal.value)


def test_a_condition_tells_what_it_reads() -> None:
    condition = compile_condition(
        "a > 0 and ('x' in b or score('phq9') >= 5) and not any_use and unanswered(c) and d + e > 1"
    )
    assert condition.items == {"a", "b", "c", "d", "e"}
    assert condition.scores == {"phq9"}
    assert condition.names == {"any_use"}


def test_a_condition_names_each_answer_that_makes_it_hold_once() -> None:
    truth = compile_condition("(a == 1 or b == 1 or c == 1) and a == 1")(AnswerScope({"a": 1, "b": 2, "c": 1}))
    assert truth.because == ("a", "c")


def test_what_does_not_hold_makes_the_rest_hold_without_a_reason() -> None:
    truth = compile_condition("a == 1 and not b == 1 and (c + d >= 2 or unanswered(e))")(
        AnswerScope({"a": 1, "b": 2, "c": 1, "d": 1, "e": SKIP})
    )
    assert truth.because == ("a", "c", "d", "e")


def test_a_score_that_is_not_complete_makes_no_comparison_true() -> None:
    reading = Reading(rulebook(), {"phq9_1": 3})
    assert not reading.holds("score('phq9') >= 0").holds
    assert not reading.holds("score('phq9') < 100").holds
    assert not reading.holds("score('gad7') < 100").holds


def test_the_least_score_is_known_before_the_whole() -> None:
    reading = Reading(rulebook(), {"taps2_can_1": "yes", "taps2_can_2": "yes"})
    assert reading.holds("least('taps2_can') >= 2").holds
    assert not reading.holds("score('taps2_can') >= 2").holds
    assert reading.holds("band('taps2_can') == 'higher risk'").holds


def test_a_module_is_on_only_where_the_site_says_so() -> None:
    assert Reading(rulebook(), {}, frozenset({"peg"})).holds("module('peg')").holds
    assert not Reading(rulebook(), {}).holds("module('peg')").holds
