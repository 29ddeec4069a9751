"""What staff wrote about one screening, in words: notes, attempts, tasks, decisions, closings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from app.extensions import N_
from app.intake.case.close import REASONS
from app.intake.case.written import DecisionKind, Look, StaffEntry, Task
from app.screening import Level
from app.staff.case.track import track_word
from app.staff.words.levels import LEVELS
from app.staff.words.times import Times
from app.staff.words.visible import visible


@dataclass(frozen=True)
class WrittenView:
    """A note, an attempt, a decision or a closure. `more`: further pairs of a word and a text."""

    id: str
    by: str
    when: str
    label: str
    text: str
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TaskView:
    """A follow-up task; `done` says who did it and when, and is empty as long as it is open."""

    id: str
    by: str
    text: str
    due: str
    over: bool
    done: str


# Last stands what is followed by how it stands with the second pair of eyes.
DECISION_WORDS = {
    "alone_because": N_("Decided alone because"),
    "second": N_("Second person"),
}
CLOSING_WORDS = {
    "referred_to": N_("Referred to"),
    "assessment": N_("Assessment"),
    "no_attempt_because": N_("No try to reach the person because"),
    "alone_because": N_("Closed alone because"),
    "second": N_("Second person"),
}


def attempt_views(entries: Iterable[StaffEntry], times: Times) -> list[WrittenView]:
    """Attempts to reach the person, each with its times."""
    return [replace(_entry(entry, times), more=_moments(entry, times)) for entry in entries]


def _moments(entry: StaffEntry, times: Times) -> tuple[tuple[str, str], ...]:
    """When it was, if it was written down later, and by when to look again."""
    words = {"at": _("When it was"), "again_at": _("Look again by")}
    said = ((word, entry.content.get(name)) for name, word in words.items())
    return tuple((word, times.exact(times.read(at))) for word, at in said if at)


def note_views(entries: Sequence[StaffEntry], times: Times) -> list[WrittenView]:
    """Notes; what was put right stays, and says where."""
    return [replace(_entry(entry, times), more=_amending(entry, entries, times)) for entry in entries]


def _amending(note: StaffEntry, notes: Sequence[StaffEntry], times: Times) -> tuple[tuple[str, str], ...]:
    older = [
        (_("Amends the note of"), _signed(other, times)) for other in notes if other.id == note.content.get("amends")
    ]
    newer = [
        (_("Amended by the note of"), _signed(other, times))
        for other in notes
        if other.content.get("amends") == note.id
    ]
    return (*older, *newer)


def _signed(entry: StaffEntry, times: Times) -> str:
    return f"{entry.by}, {times.exact(entry.at)}"


def task_views(tasks: Iterable[Task], times: Times) -> list[TaskView]:
    """Follow-up tasks, in the order given."""
    return [
        TaskView(
            id=task.id,
            by=task.by,
            text=visible(task.text),
            due=times.exact(task.due_at),
            over=task.done_at is None and task.due_at <= times.now,
            done=f"{task.done_by}, {times.exact(task.done_at)}" if task.done_at else "",
        )
        for task in tasks
    ]


def decision_views(entries: Iterable[StaffEntry], looks: Iterable[Look], times: Times) -> list[WrittenView]:
    """Who took it over from whom, who changed level or track from what to what, and what a second look found."""
    of = {look.of: look for look in looks}
    return [
        replace(_entry(entry, times), label=_decision(entry), more=_said(entry, DECISION_WORDS, of.get(entry.id)))
        for entry in entries
    ]


def _decision(entry: StaffEntry) -> str:
    if entry.content["kind"] == DecisionKind.SECOND_LOOK:
        return _("Second look: agreed") if entry.content["agreed"] else _("Second look: sent back")
    if entry.content["kind"] == DecisionKind.REOPENED:
        return _("Opened again")
    before, after = entry.content["before"], entry.content["after"]
    match entry.content["kind"]:
        case DecisionKind.LEVEL:
            words = {"before": _(LEVELS[Level(before)].word), "after": _(LEVELS[Level(after)].word)}
            return _("Level changed from %(before)s to %(after)s", **words)
        case DecisionKind.TRACK:
            return _(
                "Track changed from “%(before)s” to “%(after)s”", before=track_word(before), after=track_word(after)
            )
    return _("%(after)s took it over from %(before)s", before=before, after=after)


def closure_views(entries: Iterable[StaffEntry], looks: Iterable[Look], times: Times) -> list[WrittenView]:
    """How it ended."""
    of = {look.of: look for look in looks}
    return [
        replace(_entry(entry, times), more=(*_reason(entry), *_said(entry, CLOSING_WORDS, of.get(entry.id))))
        for entry in entries
    ]


def _reason(entry: StaffEntry) -> tuple[tuple[str, str], ...]:
    words = REASONS.get(entry.content["outcome"], {}).get(entry.content.get("reason", ""))
    return ((_("Why"), _(words)),) if words else ()


def _said(entry: StaffEntry, words: Mapping[str, str], look: Look | None) -> tuple[tuple[str, str], ...]:
    said = [(_(word), visible(entry.content[name])) for name, word in words.items() if entry.content.get(name)]
    return (*said, *_looked_at(entry, look))


def _looked_at(entry: StaffEntry, look: Look | None) -> Iterator[tuple[str, str]]:
    """How it stands with the second pair of eyes; what they found stands among the decisions, under their name."""
    if entry.content.get("second"):
        asked = (_("answered, see the history") if look.done else _("not yet")) if look else _("nobody was asked")
        yield _("Confirmed"), asked
    if entry.content.get("review_later"):
        yield _("Later review"), _("done") if look and look.done else _("due")


def _entry(entry: StaffEntry, times: Times) -> WrittenView:
    label, text = entry.content.get("label", ""), entry.content.get("text", "")
    return WrittenView(entry.id, entry.by, times.exact(entry.at), label and _(label), visible(text))
