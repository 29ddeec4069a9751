"""The reading grade tells easy from hard."""

from tests.support.reading_grade import grade


def test_short_words_in_short_sentences_are_easy() -> None:
    assert grade("You can stop at any time. We will not call you unless you ask us to.") < 3


def test_the_published_formula_gives_its_known_value() -> None:
    # 12 words, 2 sentences, 14 syllables: 0.39 * 12 / 2 + 11.8 * 14 / 12 - 15.59
    assert round(grade("The cat sat on a mat today. The dog was happy too."), 2) == 0.52


def test_long_words_are_hard() -> None:
    assert grade("Psychiatric comorbidity necessitates multidisciplinary pharmacological consideration.") > 15


def test_a_list_counts_as_one_sentence_a_line() -> None:
    assert grade("Eat a meal\nTake a walk\nCall a friend") == grade("Eat a meal. Take a walk. Call a friend.")
