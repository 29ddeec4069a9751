"""Phrases that staff read: each can be said, and says what the answers say."""

import re
import string

import pytest

from app.instruments import Answer
from app.instruments.conditions import compile_condition
from app.screening import judge, rulebook
from app.staff.case import profile
from app.staff.case.phrases import SCORE, Findings, Phrase
from app.staff.case.six_lines import HEADINGS, NOT_ASKED, NOTHING, six_lines

ALL = [
    *(phrase for heading in HEADINGS for phrase in heading.phrases),
    *profile.USE_WORDS,
    *profile.MOOD_WORDS,
    *profile.STRESS_WORDS,
    *profile.ONSET,
    *(phrase for _, _, phrase in profile.PULLS),
]


@pytest.mark.parametrize("phrase", dict.fromkeys(ALL), ids=lambda phrase: phrase.words)
def test_a_phrase_asks_and_quotes_only_what_exists(phrase: Phrase) -> None:
    condition, items = compile_condition(phrase.when), rulebook().catalogue.items
    assert condition.items <= items.keys()
    assert condition.names <= rulebook().named.keys()
    options = {option.value for link_id in condition.items for option in items[link_id].options}
    assert set(re.findall(r"'(\w+)'", re.sub(r"score\('\w+'\)", "", phrase.when))) <= options
    for _, name, _, _ in string.Formatter().parse(phrase.words):
        if name is not None and name not in items:
            assert rulebook().catalogue.instrument_of_score(name.removeprefix(SCORE)).scored_items


def lines(answers: dict[str, Answer], asked: frozenset[str] = frozenset()) -> list[str]:
    return [line.words for line in six_lines(Findings(judge(answers)), asked)]


def test_no_answers_at_all_are_not_good_news() -> None:
    said = lines({})
    assert said[2] == "Suicide questions not all answered."
    assert [words for number, words in enumerate(said) if number != 2] == [NOT_ASKED] * 5


def test_answers_without_concern_say_so() -> None:
    assert lines({"bam_8": 0})[3] == NOTHING


def test_skipped_questions_are_counted_and_never_read_as_no() -> None:
    line = six_lines(Findings(judge({"px_wd_now": "skip"})), frozenset({"px_wd_now"}))[0]
    assert (line.words, line.unanswered) == (NOT_ASKED, 1)


def test_a_line_quotes_the_persons_own_choice() -> None:
    assert lines({"px_wd_now": ("shaking", "seizure")})[0] == "In the past 24 hours “Shaking hands”, “A seizure”."


def test_braces_in_a_persons_own_words_stay_braces() -> None:
    line = six_lines(Findings(judge({"px_matters": "{age} {0}"})), frozenset())[-1]
    assert line.quote == "{age} {0}"
