"""One page of answers: kept, judged for risk in the same transaction, and followed by help where an answer needs it."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from app.extensions import clock
from app.instruments import ORIGINAL, Answer
from app.intake.arriving.drafts import OpenDraft
from app.intake.draft_state import EventKind, RiskEvent, Shown
from app.intake.progress import count_part
from app.screening import Level, OpenStep, Path, rulebook
from app.screening.reading import Reading
from app.screening.risk import Flag, flags, help_due

YOUTH = "youth"


def give_answers(
    draft: OpenDraft,
    step: OpenStep,
    given: Mapping[str, Answer],
    languages: Mapping[str, str] | None = None,
    taken_back: Collection[str] = (),
) -> tuple[str, ...]:
    """Keep the answers of one step, and the language in which a question was asked, where the caller knows it.

    Returns the help texts that come next, most pressing first; often none. The same answers once more bring the same
    help: whoever presses twice must not miss it. `taken_back`: answers of the step that there are not, after all.
    """
    _note_languages(draft, languages or {})
    if given.items() <= draft.state.answers.items() and not draft.state.answers.keys() & set(taken_back):
        draft.save()
        return draft.state.shown_after(step.number)
    path_before = draft.path()
    before = while_answering(draft, path_before)
    draft.state.answers.update(given)
    for link_id in taken_back:
        draft.state.answers.pop(link_id, None)
    path = draft.path()
    after = while_answering(draft, path)
    _record(draft, before, after)
    count_part(step.step.part, draft.site, draft.state)
    tells = help_due(before, after, given) or _at_end_of_block(draft, step, path, flags(after))
    if path.youth and not path_before.youth:
        tells = (*tells, YOUTH)
    if tells or draft.state.shown_after(step.number):
        draft.state.shown.append(Shown(clock.now(), step.number, tells))
    draft.save()
    return tells


def _note_languages(draft: OpenDraft, languages: Mapping[str, str]) -> None:
    """What was asked in the language of the definitions needs no note."""
    noted = {**draft.state.asked_in, **languages}
    draft.state.asked_in = {link_id: language for link_id, language in noted.items() if language != ORIGINAL}


def while_answering(draft: OpenDraft, path: Path) -> Reading:
    """What the answers say as long as more may come: nothing counts as left unanswered yet."""
    return Reading(rulebook(), path.answers, frozenset(draft.site.modules), path.pending)


def _record(draft: OpenDraft, before: Reading, after: Reading) -> None:
    """Add what is new; what stood and no longer holds gets an event too. Nothing is ever taken away."""
    now, latest = clock.now(), {event.flag: event for event in draft.state.events}
    standing = flags(after)
    for flag in standing:
        if flag.id not in latest or latest[flag.id].kind != "raised":
            draft.state.events.append(
                RiskEvent(now, "raised", flag.id, flag.level, flag.because, flag.reason, flag.first)
            )
    still = {flag.id for flag in standing}
    for event in latest.values():
        if event.kind == "raised" and event.flag not in still:
            kind: EventKind = "changed" if _evidence_changed(event, before, after) else "superseded"
            draft.state.events.append(replace(event, at=now, kind=kind))


def _evidence_changed(event: RiskEvent, before: Reading, after: Reading) -> bool:
    """Whether one of the answers that raised it is another one now, or no longer counts."""
    return any(
        link_id in before.answers and before.answers[link_id] != after.answers.get(link_id)
        for key in event.because
        for link_id in rulebook().catalogue.items_of(key)
    )


def record_as_they_stand(draft: OpenDraft) -> None:
    """On submitting: what holds with every unanswered item unanswered is recorded as well."""
    path = draft.path()
    as_they_stand = Reading(rulebook(), path.answers, frozenset(draft.site.modules))
    _record(draft, as_they_stand, as_they_stand)


def _at_end_of_block(draft: OpenDraft, step: OpenStep, path: Path, standing: tuple[Flag, ...]) -> tuple[str, ...]:
    following = path.next_unanswered
    if following is not None and following.step.block == step.step.block:
        return ()
    read_already = {tell for shown in draft.state.shown for tell in shown.tells}
    urgent = (flag.tell for flag in standing if flag.level is Level.URGENT and flag.tell)
    return tuple(dict.fromkeys(tell for tell in urgent if tell not in read_already))
