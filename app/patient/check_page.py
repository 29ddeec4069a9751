"""The page on which the person checks everything before sending."""

from app.instruments import answer_text
from app.intake.drafts import OpenDraft
from app.screening import Path, plan

Row = tuple[str, str | None, str]

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
        for item in step.items:
            if item.link_id in path.answers:
                text = None if item.no_redisplay else answer_text(item, path.answers[item.link_id])
                sections.setdefault(step.step.part, []).append((item.text, text, f"/s/{step.number}"))
    return [(plan().file.parts[part], rows) for part, rows in sections.items()]


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
