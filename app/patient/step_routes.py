"""The questions. A post keeps the answers and records risk in one transaction; then it leads on, to help if need be."""

from flask import Blueprint, Response, make_response, render_template, request

from app.extensions import db
from app.instruments import Answer
from app.intake.answering import give_answers
from app.intake.drafts import OpenDraft
from app.patient import session
from app.patient.forms import StepForm, step_form
from app.patient.pages import step_view
from app.patient.unsaved import help_or
from app.patient.way import next_url
from app.screening import OpenStep, Path, plan
from app.web import see_other


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/s/<int:number>")(ask)
    blueprint.post("/s/<int:number>")(answer)
    blueprint.get("/more")(offer)
    blueprint.post("/more")(take_offer)


def ask(number: int) -> Response | str:
    """One page of questions, with the answers given before."""
    draft = session.current_draft()
    path = draft.path()
    step = _open_step(draft, path, number)
    if step is None:
        return see_other(next_url(draft, path))
    return render_template("patient/step.html", page=step_view(path, step))


def answer(number: int) -> Response:
    """Keep one page of answers. What cannot be kept still brings the help that it calls for."""
    draft = session.current_draft(to_write=True)
    path = draft.path()
    step = _open_step(draft, path, number)
    if step is None:
        return help_or(see_other(next_url(draft, path)), number, request.form)
    form = _form(step, path)
    if not form.validate():
        page = step_view(path, step, request.form.to_dict(flat=False), form.problems())
        return make_response(render_template("patient/step.html", page=page), 422)
    tells = give_answers(draft, step, form.answers())
    db.session.commit()
    return see_other(f"/h/{number}" if tells else next_url(draft))


def _open_step(draft: OpenDraft, path: Path, number: int) -> OpenStep | None:
    """The step, if this person may stand on it now."""
    sent = draft.state.receipt and draft.state.receipt.sent_at
    return None if sent or draft.state.consent is None else path.find(number)


def _form(step: OpenStep, path: Path) -> StepForm:
    kept: dict[str, Answer] = {
        item.link_id: path.answers[item.link_id]
        for item in step.items
        if item.no_redisplay and item.link_id in path.answers
    }
    return step_form(step, kept)(request.form)


def offer() -> Response | str:
    """The screening has become long: go on now, or send without the rest. Nothing is dropped in silence."""
    draft = session.current_draft()
    path = draft.path()
    if not path.offer_due:
        return see_other(next_url(draft, path))
    blocks = dict.fromkeys(str(step.step.block) for step in path.waiting)
    topics = [plan().file.topics[block] for block in blocks]
    return render_template("patient/offer.html", count=sum(len(step.items) for step in path.waiting), topics=topics)


def take_offer() -> Response:
    """`continue` goes on; `send_without` leaves the waiting questions out, and staff see which."""
    draft = session.current_draft(to_write=True)
    if draft.path().offer_due:
        draft.state.offer = "left_out" if "send_without" in request.form else "go_on"
        draft.save()
    db.session.commit()
    return see_other(next_url(draft))
