"""An answer in the words the person chose it by."""

from app.instruments.item import SKIP, SKIP_TEXT, Answer, Item


def answer_texts(item: Item, answer: Answer) -> tuple[str, ...]:
    """The exact label of every chosen option, or what was typed. Raises KeyError for a value the item does not have."""
    if answer == SKIP:
        return (SKIP_TEXT,)
    values = answer if isinstance(answer, tuple) else (answer,)
    return tuple(item.option(value).text if item.options else str(value) for value in values)


def answer_text(item: Item, answer: Answer) -> str:
    """The same in one line, options parted by commas. Raises KeyError as `answer_texts`."""
    return ", ".join(answer_texts(item, answer))
