"""The form of some questions: one field for each item of the plan, checked against the item itself.

Both who answers and who enters the answers of another fill it. `may_be_blank`: what was left open on paper, or was not
said, stays missing; a person on their own says that they would rather not answer.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, Form

from app.extensions import N_
from app.instruments import SKIP, Answer, AnswerError, Item, read_answer

CHOOSE = N_("Choose an answer. If you would rather not say, choose that.")
CHOOSE_ALONE = N_("One of your choices cannot go together with the others. Keep one or the other.")
WHOLE_NUMBER = re.compile(r"[0-9]{1,5}")


class AnswerField(Field):
    """One item's answer, checked against the item itself. `kept` is an earlier answer that is not shown again."""

    def __init__(
        self,
        item: Item,
        kept: Answer | None = None,
        *,
        may_be_blank: bool = False,
        **kwargs: Any,  # noqa: ANN401 - WTForms' own arguments
    ) -> None:
        super().__init__(item.text, **kwargs)
        self.item, self.kept, self.may_be_blank = item, kept, may_be_blank

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was sent; a ValueError becomes the field's error."""
        sent = [value for value in valuelist if value.strip()]
        if not sent and (self.may_be_blank or self.kept is not None):
            self.data = self.kept
        else:
            self.data = read_sent(self.item, sent)


def read_sent(item: Item, sent: list[str]) -> Answer:
    """One item's answer from the values of its inputs. Raises ValueError with a text for the person."""
    if sent == [SKIP] or (not sent and item.type == "text"):
        return SKIP
    if not sent:
        raise ValueError(_(CHOOSE))
    try:
        return read_answer(item, _raw(item, sent))
    except AnswerError as error:
        raise ValueError(_explained(item)) from error


def _raw(item: Item, sent: list[str]) -> Any:  # noqa: ANN401 - JSON-like, checked by read_answer
    if item.type == "multiple":
        return sent
    if len(sent) > 1:
        raise ValueError(_(CHOOSE_ALONE))
    if item.type == "integer":
        return int(sent[0]) if WHOLE_NUMBER.fullmatch(sent[0].strip()) else None
    if item.type == "choice":
        return next((option.value for option in item.options if str(option.value) == sent[0]), None)
    return sent[0]


def _explained(item: Item) -> str:
    if item.type == "multiple":
        return _(CHOOSE_ALONE)
    if item.type == "integer" and item.maximum is not None:
        return _(
            "Write your answer as a number, such as 34. It can be from %(least)s to %(most)s.",
            least=item.minimum,
            most=item.maximum,
        )
    if item.type == "text":
        return _("Please write at most %(most)s letters, without special signs.", most=item.max_length)
    return _(CHOOSE)


class AnswerForm(Form):
    """Base of the form of one page of questions."""

    def answers(self) -> dict[str, Answer]:
        """The valid answers by linkId; none for what was left blank."""
        given = {name: field.data for name, field in self._fields.items() if not field.errors}
        return {name: answer for name, answer in given.items() if answer is not None}

    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, by linkId, in the order of the page."""
        return [(name, field.errors[0]) for name, field in self._fields.items() if field.errors]


def answer_form(
    items: tuple[Item, ...], kept: Mapping[str, Answer] | None = None, *, may_be_blank: bool = False
) -> type[AnswerForm]:
    """The form class of some items; `kept` holds earlier answers that are not shown again."""
    return _form_class(items, tuple(sorted((kept or {}).items())), may_be_blank)


@cache
def _form_class(items: tuple[Item, ...], kept: tuple[tuple[str, Answer], ...], may_be_blank: bool) -> type[AnswerForm]:
    earlier = dict(kept)
    fields = {item.link_id: AnswerField(item, earlier.get(item.link_id), may_be_blank=may_be_blank) for item in items}
    return type("FormOfItems", (AnswerForm,), fields)
