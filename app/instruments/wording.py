"""An answer in the words the person chose it by."""

from app.instruments.model import SKIP, SKIP_TEXT, Answer, Item


def answer_text(item: Item, answer: Answer) -> str:
    """The exact label of an answer, several joined by commas. Raises KeyError for a value the item does not have."""
    if answer == SKIP:
        return SKIP_TEXT
    if isinstance(answer, tuple):
        return ", ".join(item.option(value).text for value in answer)
    return item.option(answer).text if item.options else str(answer)
