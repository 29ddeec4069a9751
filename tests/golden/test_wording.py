"""The words that a person reads are pinned one by one: a changed comma is seen before it is shipped."""

from collections.abc import Iterator

import pytest

from app.instruments import SKIP_TEXT, catalogue
from tests.golden.pins import PINNED, frame_of, pin, words_of

PUBLISHED = """{what} no longer reads as it was published. A changed word is a different instrument: its bands,
its accuracy and its licence hold for the exact wording only. Put the words back. If the publisher changed them, raise
`version`, name the new source, and pin {digest} in tests/golden/wording.toml."""
OUR_OWN = """{what} reads otherwise than before. It is our own question and may be improved, but answers to the old
words stay answers to the old words: raise `version` of project.toml, have a clinician read it, and pin {digest} in
tests/golden/wording.toml."""


def all_words() -> Iterator[tuple[str, str, str]]:
    """(owner, what, words)"""
    for instrument in catalogue().instruments.values():
        yield instrument.id, f"frame of {instrument.id}", frame_of(instrument)
    for link_id, item in catalogue().items.items():
        yield catalogue().instrument_of(link_id).id, link_id, words_of(item)


@pytest.mark.parametrize(("owner", "what", "words"), [pytest.param(*row, id=row[1]) for row in all_words()])
def test_the_words_are_those_that_were_pinned(owner: str, what: str, words: str) -> None:
    why = OUR_OWN if owner == "project" else PUBLISHED
    assert PINNED.get(what) == pin(words), why.format(what=what, digest=pin(words))


def test_nothing_is_pinned_that_does_not_exist() -> None:
    assert set(PINNED) == {what for _, what, _ in all_words()}


def test_the_way_not_to_answer_reads_as_everywhere() -> None:
    assert SKIP_TEXT == "I'd rather not answer"
