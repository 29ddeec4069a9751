"""Questions that an answer adds further on: how many, and about what, so that the person can be told why."""

from dataclasses import dataclass

from app.screening.path import Path
from app.screening.plan import OpenStep, plan


@dataclass(frozen=True)
class Added:
    """So many more questions than before. Their topic is in the person's words; None where no one word fits."""

    count: int
    topic: str | None


def added(step: OpenStep, before: Path, after: Path) -> Added | None:
    """What giving the answers of a step has added to the path; None where that needs no word.

    On the way, one question leads to the next anyway: a word is due only where plan.toml names the topic, and only from
    so many questions on. Once everything was answered, a change that opens any question is. Whatever would show how a
    hidden question was answered is not counted.
    """
    count = len((after.pending - before.asked) - _telling(after))
    topics = plan().file.added.topics
    topic = next((topics[link_id] for link_id in step.link_ids if link_id in topics), None)
    was_done = before.next_unanswered is None and not before.waiting
    worth_a_word = topic is not None and count >= plan().file.added.at_least
    return Added(count, topic) if worth_a_word or (was_done and count) else None


def _telling(path: Path) -> set[str]:
    """What is asked because of an answer that is never shown again."""
    planned = (planned for open_step in (*path.steps, *path.waiting) for planned in open_step.step.items)
    return {one.item.link_id for one in planned if one.tells_on_hidden}
