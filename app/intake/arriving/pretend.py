"""Answering for people who do not exist: in drills and in the demo."""

import secrets
from collections.abc import Mapping

from app.extensions import clock
from app.instruments import Answer, Item
from app.intake.arriving.answering import give_answers
from app.intake.arriving.drafts import OpenDraft, begin_draft
from app.intake.draft_state import ConsentGiven, Mode
from app.sites import Site


def begin_pretending(site: Site, consent: str, mode: Mode = "self") -> OpenDraft:
    """A draft of nobody. `consent`: what stands where a person's consent would."""
    draft = begin_draft(site, secrets.token_bytes(32), mode)
    draft.state.consent = ConsentGiven(consent, consent, clock.now())
    draft.save()
    return draft


def answer_all(draft: OpenDraft, answers: Mapping[str, Answer]) -> None:
    """Answer page by page; what is not mentioned does not apply."""
    draft.state.offer = "go_on"
    while (step := draft.path().next_unanswered) is not None:
        give_answers(draft, step, {item.link_id: answers.get(item.link_id, quiet(item)) for item in step.items})


def quiet(item: Item) -> Answer:
    """The answer of somebody to whom a question does not apply."""
    match item.type:
        case "integer":
            return 34
        case "text":
            return "skip"
        case "multiple":
            return ("none",) if any(option.value == "none" for option in item.options) else "skip"
    values = [option.value for option in item.options]
    return "no" if "no" in values else 0 if 0 in values else values[-1]
