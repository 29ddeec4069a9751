"""Our own words: plain, kind, and nothing on a page that comes from elsewhere or runs by itself.

The wording of the published instruments is theirs and is not looked at here.
"""

import gzip
import re
from pathlib import Path

import pytest

from app.crisis.messages import KINDS, Kind, message, messages
from app.crisis.resources import resources
from tests.support.our_texts import (
    LEAFLETS,
    OUR_DATA,
    PERSONS_CODE,
    PERSONS_DATA,
    PERSONS_PAGES,
    ROOT,
    named,
    texts_in,
    words_of,
)
from tests.support.reading_grade import grade

TEMPLATES = sorted(ROOT.glob("templates/**/*.html"))
STYLES = sorted(ROOT.glob("app/static/*.css"))
SIXTH_GRADE = 6.0
BUDGET = 8 * 1024
# Of all the texts in a file: those that are sentences.
SENTENCE = re.compile(r"\w(\W+\w+){3,}.*[.?!]$", re.DOTALL)

# Words that hurt or mislead, and what we say instead.
INSTEAD = {
    r"addict(s|ed|ive)?": "a person with a substance use disorder, a person who uses drugs",
    r"junk(ie|y|ies)": "a person who uses drugs",
    r"alcoholics?": "a person with an alcohol use disorder",
    r"abus(e|er|ers|ed|ing|ive)": "use, misuse of a medicine, heavy use",
    r"drug habit": "use",
    r"(stay|get|be|got|stayed|drug)[- ]clean": "not using, in recovery",
    r"dirty": "positive",
    r"relaps(e|es|ed|ing)": "return to use",
    r"(substitution|replacement) (therapy|treatment)": "medication treatment",
    r"commit(s|ted|ting)? suicide": "died by suicide",
    r"(successful|failed|unsuccessful|completed) (suicide|attempt)s?": "suicide attempt, died by suicide",
    r"suffer(s|ed|ing)?( from)?": "lives with",
    r"crazy|insane|psycho": "leave it out",
    r"test results?": "answers",
    r"mentally ill": "a person who lives with",
}
HURTFUL = re.compile(rf"\b({'|'.join(INSTEAD)})\b", re.IGNORECASE)
ELSEWHERE = re.compile(r"https?://|(?:href|src|action|url\()\s*=?\s*[\"']?//", re.IGNORECASE)
INLINE = re.compile(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)


def our_texts() -> dict[str, list[str]]:
    found = {named(file): texts_in(file) for file in [*OUR_DATA, *PERSONS_CODE]}
    return found | {named(file): [file.read_text(encoding="utf-8")] for file in TEMPLATES}


@pytest.mark.parametrize("said", ["an addict", "substance abuse", "he committed suicide", "she relapsed", "stay clean"])
def test_the_list_of_words_catches_what_it_should(said: str) -> None:
    assert HURTFUL.search(said)


def test_no_text_of_ours_uses_a_word_that_hurts() -> None:
    found = [
        f"{place}: {match[0]!r} in {text[max(0, match.start() - 40) : match.end() + 20]!r}"
        for place, texts in our_texts().items()
        for text in texts
        for match in HURTFUL.finditer(text)
    ]
    assert not found, "\n".join(found)


def test_nobody_is_told_that_they_have_a_condition() -> None:
    told = re.compile(r"\byou (have|are) (a |an )?(depress|anxi|bipolar|disorder|diagnos|dependen)", re.IGNORECASE)
    assert not [text for texts in our_texts().values() for text in texts if told.search(text)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_help_page_reads_at_sixth_grade_or_below(kind: Kind) -> None:
    words = message(kind)
    assert grade("\n".join((words.heading, *words.paragraphs))) <= SIXTH_GRADE


def test_the_page_of_help_lines_reads_at_sixth_grade_or_below() -> None:
    parts = [text for group in messages().groups for text in (group.heading, *group.paragraphs)]
    assert grade("\n".join([*parts, *(line.about for line in resources().values())])) <= SIXTH_GRADE


@pytest.mark.parametrize("page", PERSONS_PAGES, ids=named)
def test_a_page_of_the_person_reads_at_sixth_grade_or_below(page: Path) -> None:
    assert grade(words_of(page)) <= SIXTH_GRADE


@pytest.mark.parametrize("file", [*PERSONS_CODE, *PERSONS_DATA, *LEAFLETS], ids=named)
def test_what_the_person_is_told_by_code_and_data_reads_at_sixth_grade_or_below(file: Path) -> None:
    assert grade("\n".join(text for text in texts_in(file) if SENTENCE.search(text))) <= SIXTH_GRADE


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_names_no_other_host_and_holds_nothing_inline(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not ELSEWHERE.search(text)
    assert not INLINE.search(text)


@pytest.mark.parametrize("style", STYLES, ids=named)
def test_a_style_sheet_loads_nothing(style: Path) -> None:
    text = style.read_text(encoding="utf-8")
    assert not ELSEWHERE.search(text)
    assert not re.search(r"@import|@font-face|url\(", text)


def test_the_person_loads_less_than_eight_kilobytes_of_style() -> None:
    sheets = b"".join((ROOT / "app/static" / name).read_bytes() for name in ("tokens.css", "person.css"))
    assert len(gzip.compress(sheets)) < BUDGET


@pytest.mark.parametrize("page", PERSONS_PAGES, ids=named)
def test_a_page_of_the_person_can_go_forward_in_one_way_only(page: Path) -> None:
    assert page.read_text(encoding="utf-8").count('name="continue"') <= 1
