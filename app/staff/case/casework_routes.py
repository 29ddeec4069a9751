"""Working on one screening: note, contact attempt, follow-up task, another level or track, close, open again."""

from uuid import UUID

from flask import Blueprint, Response
from flask_login import current_user

from app.intake.case.casework import add_attempt, add_note
from app.intake.case.change_level import change_level
from app.intake.case.close import close, reopen
from app.intake.case.tasks import add_task, finish_task
from app.intake.case.track import choose_track
from app.staff.case.act import act
from app.staff.case.dated_forms import AttemptForm, TaskForm
from app.staff.case.forms import (
    ActForm,
    CloseForm,
    LevelForm,
    NoteForm,
    ReopenForm,
    TrackForm,
)
from app.staff.several_forms import Missing


def register(blueprint: Blueprint) -> None:
    one = "/screenings/<screening_id>"
    blueprint.post(f"{one}/note", endpoint="note")(post_note)
    blueprint.post(f"{one}/attempts", endpoint="attempts")(post_attempt)
    blueprint.post(f"{one}/tasks", endpoint="add_task")(post_task)
    blueprint.post(f"{one}/tasks/<uuid:task_id>/done", endpoint="task_done")(post_task_done)
    blueprint.post(f"{one}/level", endpoint="level")(post_level)
    blueprint.post(f"{one}/track", endpoint="track")(post_track)
    blueprint.post(f"{one}/close", endpoint="close")(post_close)
    blueprint.post(f"{one}/reopen", endpoint="reopen")(post_reopen)


def post_note(screening_id: str) -> Response:
    """Sign a note."""
    form = NoteForm()

    def do() -> Missing:
        return add_note(screening_id, current_user, form.read_edition(), form.said("text"), form.said("amends"))

    return act(screening_id, form, "note", do, "notes")


def post_attempt(screening_id: str) -> Response:
    """Record one attempt to reach the person."""
    form = AttemptForm()

    def do() -> Missing:
        said = form.said("outcome"), form.said("text"), form.moment(), form.tried_at()
        return add_attempt(screening_id, current_user, form.read_edition(), *said)

    return act(screening_id, form, "attempts", do, "attempts")


def post_task(screening_id: str) -> Response:
    """Write down something to do later."""
    form = TaskForm()

    def do() -> None:
        add_task(screening_id, current_user, form.read_edition(), form.said("text"), form.read())

    return act(screening_id, form, "task", do, "tasks")


def post_task_done(screening_id: str, task_id: UUID) -> Response:
    """Say that a task is done."""
    form = ActForm()

    def do() -> None:
        finish_task(screening_id, current_user, form.read_edition(), task_id)

    return act(screening_id, form, "task_done", do, "tasks")


def post_level(screening_id: str) -> Response:
    """Give it another level, with a reason."""
    form = LevelForm()

    def do() -> Missing:
        return change_level(screening_id, current_user, form.read_edition(), form.change())

    return act(screening_id, form, "level", do)


def post_track(screening_id: str) -> Response:
    """Decide on another track than the one that stands."""
    form = TrackForm()

    def do() -> Missing:
        return choose_track(screening_id, current_user, form.read_edition(), form.choice())

    return act(screening_id, form, "track", do, "profile")


def post_close(screening_id: str) -> Response:
    """Close it with an outcome."""
    form = CloseForm()

    def do() -> Missing:
        return close(screening_id, current_user, form.read_edition(), form.closing())

    return act(screening_id, form, "close", do)


def post_reopen(screening_id: str) -> Response:
    """Open it again, with a reason."""
    form = ReopenForm()

    def do() -> None:
        reopen(screening_id, current_user, form.read_edition(), form.said("text"))

    return act(screening_id, form, "reopen", do)
