"""The page on which the person checks everything before sending."""

from app.instruments import Item, answer_text, catalogue
from app.intake.drafts import OpenDraft
from app.screening import Path, plan
from app.screening.plan import PlannedItem

Row = tuple[str, str | None, str]

HIDDEN = "A question about safety"

CONTACT_LABELS = {
    "contact_name": "Your name",
    "contact_alias": "A name that is safe to ask for",
    "contact_phone": "Phone number",
    "contact_email": "Email",
    "contact_call": "You may call me",
    "contact_text": "You may text me",
    "contact_message_ok": "You may leave a message",
    "contact_who": "Who else may answer",
    "contact_time": "Best days and times",
}


def answer_sections(path: Path) -> list[tuple[str, list[Row]]]:
    """Every answer that counts, by part, with the page on which to change it; some are never shown again."""
    sections: dict[str, list[Row]] = {}
    for step in path.steps:
        rows = sections.setdefault(step.step.part, [])
        for planned in step.step.items:
            if planned.item in step.items and planned.item.link_id in path.answers and not _tells_on_another(planned):
                rows.append(_row(planned.item, path, f"/s/{step.number}"))
    return [(plan().file.parts[part], rows) for part, rows in sections.items() if rows]


def _row(item: Item, path: Path, url: str) -> Row:
    if item.no_redisplay:
        return HIDDEN, None, url
    return item.text, answer_text(item, path.answers[item.link_id]), url


def _tells_on_another(planned: PlannedItem) -> bool:
    """Whether being asked at all shows how a hidden question was answered: such a follow-up has no row."""
    reads = (link_id for gate in planned.gates for link_id in gate.condition.items)
    return any(catalogue().item(link_id).no_redisplay for link_id in reads)


def contact_rows(draft: OpenDraft) -> list[tuple[str, str]]:
    """The safe-contact plan in words."""
    given = draft.state.contact
    return [
        (label, "Yes" if given[name] == "yes" else given[name])
        for name, label in CONTACT_LABELS.items()
        if given.get(name)
    ]


def left_out_topics(path: Path) -> list[str]:
    """What the person left out for now."""
    return [plan().file.topics[str(block)] for block in path.left_out]
