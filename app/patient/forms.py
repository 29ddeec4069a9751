"""The forms of the person's side: fields built from the plan's items, drawn by templates from plain data."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, Form, StringField
from wtforms.validators import Length

from app.extensions import N_
from app.instruments import SKIP, Answer, AnswerError, Item, read_answer
from app.screening import OpenStep

CHOOSE = N_("Choose an answer. If you would rather not say, choose that.")
CHOOSE_ALONE = N_("One of your choices cannot go together with the others. Keep one or the other.")
WHOLE_NUMBER = re.compile(r"[0-9]{1,5}")


class AnswerField(Field):
    """One item's answer, checked against the item itself. `kept` is an earlier answer that is not shown again."""

    def __init__(self, item: Item, kept: Answer | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' own arguments
        super().__init__(item.text, **kwargs)
        self.item, self.kept = item, kept

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was sent; a ValueError becomes the field's error."""
        sent = [value for value in valuelist if value.strip()]
        if not sent and self.kept is not None:
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


class StepForm(Form):
    """Base of the form of one step."""

    def answers(self) -> dict[str, Answer]:
        """The valid answers by linkId."""
        return {name: field.data for name, field in self._fields.items() if not field.errors}

    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, by linkId, in the order of the page."""
        return [(name, field.errors[0]) for name, field in self._fields.items() if field.errors]


def step_form(step: OpenStep, kept: dict[str, Answer]) -> type[StepForm]:
    """The form class of a step; `kept` holds earlier answers that are not shown again."""
    return _form_class(step.items, tuple(sorted(kept.items())))


@cache
def _form_class(items: tuple[Item, ...], kept: tuple[tuple[str, Answer], ...]) -> type[StepForm]:
    earlier = dict(kept)
    fields = {item.link_id: AnswerField(item, earlier.get(item.link_id)) for item in items}
    return type("StepFormOfItems", (StepForm,), fields)


MOST = 200


class CallForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Ask someone to call me."""

    call_name = StringField(validators=[Length(max=MOST)])
    call_phone = StringField(validators=[Length(max=MOST)])
    call_who = StringField(validators=[Length(max=MOST)])
    call_message_ok = BooleanField()


class ContactForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """How the person may be reached. Everything is optional."""

    contact_name = StringField(validators=[Length(max=MOST)])
    contact_alias = StringField(validators=[Length(max=MOST)])
    contact_phone = StringField(validators=[Length(max=MOST)])
    contact_email = StringField(validators=[Length(max=MOST)])
    contact_call = BooleanField()
    contact_text = BooleanField()
    contact_message_ok = BooleanField()
    contact_who = StringField(validators=[Length(max=MOST)])
    contact_time = StringField(validators=[Length(max=MOST)])

    def values(self) -> dict[str, str]:
        """What was given, as the safe-contact plan keeps it: texts, and `yes` for what was checked."""
        return {name: "yes" if value is True else value.strip() for name, value in self._given().items()}

    def _given(self) -> dict[str, Any]:
        fields = {name: field.data for name, field in self._fields.items() if name.startswith("contact_")}
        return {name: value for name, value in fields.items() if value}
