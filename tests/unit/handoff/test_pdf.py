"""The report as a PDF: what is typed stands there literally, each page says the law, programs can read it aloud."""

import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from app.handoff.notice import NOTICE, SHORT_NOTICE
from app.handoff.pdf_file import _BEYOND, pdf_of
from tests.support.pdf import pages_of

SCOPE = "Handed to Elm Street Clinic. Purpose: Treatment."
RARE = "Rare letters stand as numbers."
HOSTILE = (
    "<img src=file:///etc/passwd>",
    "<link href=http://169.254.169.254>",
    "<iframe src=//192.0.2.1>",
    "\\write18{touch x}",
    '#read("/etc/passwd")',
    '#panic("x") #import "@preview/x:1.0.0"',
    "*bold* _slant_ `raw` $x^2$ [a] @ref <label> // gone",
    "= Heading",
    "{{ 7 * 7 }} {% raw %}",
    '"}], "law": "none"',
)
WORDS = (
    *("scope", "about", "flags", "no_flag", "no_score", "together", "caveats", "suggested", "besides", "limits"),
    *("answers", "question", "answer", "notice"),
)


def line(question: str, answer: str, why: str = "") -> dict[str, str]:
    return {"question": question, "answer": answer, "why": why}


def content(**other: Any) -> dict[str, Any]:  # noqa: ANN401 - what a template takes
    score = {
        "title": "PHQ-9",
        "time_frame": "2 weeks",
        "said": "12 of 27",
        "complete": "8 of 9 answered",
        "missing": [line("Poor appetite", "", "skipped")],
    }
    return {
        "title": "Report",
        "heading": "The report",
        "language": "en",
        "short": SHORT_NOTICE,
        "head": SCOPE,
        "notice": NOTICE,
        "words": {word: f"Words of {word}" for word in WORDS},
        "warnings": [],
        "scope": [("Handed to", "Elm Street Clinic")],
        "about": [("Name", "Robin Doe")],
        "flags": ["Urgent: something"],
        "strands": [{"word": "Mood", "scores": [score]}, {"word": "Use", "scores": []}],
        "together": ["First one, then the other."],
        "caveats": ["A caveat"],
        "suggested": "A track",
        "reasons": ["A reason"],
        "extras": ["Beside it"],
        "answers": [{"title": "PHQ-9", "lines": [line("Poor appetite", "", "skipped"), line("Feeling down", "Often")]}],
        **other,
    }


def answered(*texts: str) -> dict[str, Any]:
    return content(answers=[{"title": "Own words", "lines": [line("What matters?", text) for text in texts]}])


def tags(element: Any) -> Iterator[str]:  # noqa: ANN401 - whatever stands in a PDF
    """The kinds of all parts of a document, in the order in which they are read aloud."""
    found = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(found, ArrayObject):
        for inner in found:
            yield from tags(inner)
    elif isinstance(found, DictionaryObject):
        if "/S" in found:
            yield str(found["/S"])
        yield from tags(found.get("/K"))


@pytest.mark.parametrize("text", HOSTILE)
def test_what_somebody_typed_stands_there_as_it_was_typed(text: str) -> None:
    assert text in " ".join(pages_of(pdf_of(answered(text), RARE)))


def test_lines_that_somebody_typed_stay_lines() -> None:
    (page,) = PdfReader(BytesIO(pdf_of(answered("one\ntwo"), RARE))).pages
    assert "one\ntwo" in page.extract_text()


@pytest.mark.parametrize(
    "text",
    ["[U+202E]" * 4000, "x" * 4000, "Fi\u0302\ufb01f " * 600],
    ids=["marks", "a word", "words"],
)
def test_however_much_was_typed_each_page_says_the_law_and_the_scope_and_nothing_is_cut_off(text: str) -> None:
    document = pdf_of(answered(text), RARE)
    pages = pages_of(document)
    assert len(pages) > 1
    for page in pages:
        assert page.count(SHORT_NOTICE) == 2
        assert SCOPE in page
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(document)).pages)
    assert said.count(text[0]) >= text.count(text[0])


def test_the_longest_scope_leaves_room_for_the_report() -> None:
    pages = pages_of(pdf_of(content(head="Handed to " + "W" * 200 + ". Purpose: " + "[U+00AD]" * 200), RARE))
    assert all(page.count("[U+00AD]") == 200 for page in pages)
    assert "12 of 27 (8 of 9 answered)" in " ".join(pages)
    assert NOTICE in " ".join(pages)


@pytest.mark.parametrize("name", ["José Łukasz Đặng", "Иван Ωμέγα", "王伟", "😀 ok", "س\u0301", "\x7f", "\ufffd"])
def test_every_file_can_be_read_aloud_whatever_letters_are_in_it(name: str) -> None:
    reader = PdfReader(BytesIO(pdf_of(content(about=[("Name", name)], language="es"), RARE)))
    root: Any = reader.root_object
    assert root["/Lang"] == "es"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


def test_the_parts_of_the_document_are_named_for_a_program_that_reads_aloud() -> None:
    reader = PdfReader(BytesIO(pdf_of(content(), RARE)))
    root: Any = reader.root_object
    kinds = list(tags(root["/StructTreeRoot"]["/K"]))
    assert kinds.count("/H1") == 1
    assert {"/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/TD"} <= set(kinds)
    assert kinds.count("/TH") == 2


def test_letters_that_the_fonts_have_stay_as_they_are_and_others_stand_as_numbers() -> None:
    usual = " ".join(pages_of(pdf_of(content(about=[("Name", "José Łukasz Ωμέγα Иван")]), RARE)))
    assert "José Łukasz Ωμέγα Иван" in usual
    assert RARE not in usual
    rare = " ".join(pages_of(pdf_of(content(about=[("Name", "王伟 José")]), RARE)))
    assert "[U+738B][U+4F1F] José" in rare
    assert RARE in rare


def test_there_is_a_letter_for_all_that_never_stands_as_a_number() -> None:
    known = "".join(letter for letter in map(chr, range(sys.maxunicode)) if not _BEYOND.match(letter))
    assert len(known) > 900
    assert RARE not in " ".join(pages_of(pdf_of(answered(*known), RARE)))


def test_the_file_tells_nothing_about_who_made_it_and_when() -> None:
    metadata = PdfReader(BytesIO(pdf_of(content(), RARE))).metadata
    assert metadata is not None
    assert metadata.title == "Report"
    assert set(metadata) == {"/Title", "/Creator"}
    assert "Typst" in str(metadata.creator)
