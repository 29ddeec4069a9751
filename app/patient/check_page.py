"""The page on which the person checks everything before sending."""

from dataclasses import dataclass

from flask_babel import gettext as _

from app.asking.wording import part_name, topic_name
from app.extensions import N_
from app.instruments import SKIP, Item
from app.intake.arriving.drafts import OpenDraft
from app.patient.wording import answer_words, item_words, other_language
from app.screening import Path

HIDDEN = N_("A question about safety")

CONTACT_LABELS = {
    "contact_name": N_("Your name"),
    "contact_alias": N_("A name that is safe to ask for"),
    "contact_phone": N_("Phone number"),
    "contact_email": N_("Email"),
    "contact_call": N_("You may call me"),
    "contact_text": N_("You may text me"),
    "contact_message_ok": N_("You may leave a message"),
    "contact_who": N_("Who else may answer"),
    "contact_time": N_("Best days and times"),
}


@dataclass(frozen=True)
class Row:
    """A question, its answer, and where to change it. Languages are named where they are not the page's."""

    question: str
    answer: str | None
    url: str
    lang: str | None = None
    answer_lang: str | None = None


def answer_sections(path: Path) -> list[tuple[str, list[Row]]]:
    """Every answer that counts, by part, with the page on which to change it; some are never shown again."""
    sections: dict[str, list[Row]] = {}
    for step in path.steps:
        rows = sections.setdefault(step.step.part, [])
        for planned in step.step.items:
            if planned.item in step.items and planned.item.link_id in path.answers and not planned.tells_on_hidden:
                rows.append(_row(planned.item, path, f"/s/{step.number}"))
    return [(part_name(part), rows) for part, rows in sections.items() if rows]


def _row(item: Item, path: Path, url: str) -> Row:
    if item.no_redisplay:
        return Row(_(HIDDEN), None, url)
    words, answer = item_words(item), path.answers[item.link_id]
    lang = other_language(words)
    answer_lang = lang if item.options and answer != SKIP else None
    return Row(words.item.text, answer_words(item, answer), url, lang, answer_lang)


def contact_rows(draft: OpenDraft) -> list[tuple[str, str]]:
    """The safe-contact plan in words."""
    given = draft.state.contact
    return [
        (_(label), _("Yes") if given[name] == "yes" else given[name])
        for name, label in CONTACT_LABELS.items()
        if given.get(name)
    ]


def left_out_topics(path: Path) -> list[str]:
    """What the person left out for now."""
    return [topic_name(block) for block in path.left_out]
