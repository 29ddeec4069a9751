"""The questions. A post keeps the answers and records risk in one transaction; then it leads on, to help if need be."""

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _

from app.asking.answer_forms import AnswerForm, answer_form
from app.asking.wording import topic_name
from app.extensions import N_, db
from app.instruments import Answer
from app.intake.arriving.answering import give_answers
from app.intake.arriving.drafts import OpenDraft
from app.patient import session
from app.patient.next_page import is_under_way, next_url
from app.patient.notices import note_answer
from app.patient.pages import step_view
from app.patient.unsaved import help_instead, not_due
from app.patient.wording import item_words
from app.screening import OpenStep, Path
from app.web import see_other

CHOOSE_ONCE_MORE = N_("Please choose once more. We do not show again what you chose here.")


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
        return help_instead(number, request.form) or _not_kept(draft, path)
    form = _form(step, path)
    if not form.validate():
        return make_response(_as_typed(path, step, form.problems()), 422)
    tells = give_answers(draft, step, form.answers(), _languages(step))
    db.session.commit()
    note_answer(step, path, draft.path())
    return see_other(f"/h/{number}" if tells else next_url(draft))


def answer_once_more(number: int) -> Response:
    """The page as it was typed. What is never shown again has to be chosen once more."""
    draft = session.current_draft()
    path = draft.path()
    step = _open_step(draft, path, number)
    if step is None:
        return _not_kept(draft, path)
    hidden = [item.link_id for item in step.items if item.no_redisplay and request.form.get(item.link_id)]
    return make_response(_as_typed(path, step, [(link_id, _(CHOOSE_ONCE_MORE)) for link_id in hidden]))


def _as_typed(path: Path, step: OpenStep, problems: list[tuple[str, str]]) -> str:
    page = step_view(path, step, request.form.to_dict(flat=False), problems)
    return render_template("patient/step.html", page=page)


def _not_kept(draft: OpenDraft, path: Path) -> Response:
    """For an answer to a question that is not open: the person has sent, or gone another way in another window."""
    return not_due() if is_under_way(draft) else see_other(next_url(draft, path))


def _open_step(draft: OpenDraft, path: Path, number: int) -> OpenStep | None:
    """The step, if this person may stand on it now."""
    return path.find(number) if is_under_way(draft) else None


def _form(step: OpenStep, path: Path) -> AnswerForm:
    kept: dict[str, Answer] = {
        item.link_id: path.answers[item.link_id]
        for item in step.items
        if item.no_redisplay and item.link_id in path.answers
    }
    return answer_form(step.items, kept)(request.form)


def _languages(step: OpenStep) -> dict[str, str]:
    """The language of each question that was answered now; an answer that was kept unseen stays as it was asked."""
    return {item.link_id: item_words(item).lang for item in step.items if item.link_id in request.form}


def offer() -> Response | str:
    """The screening has become long: go on now, or send without the rest. Nothing is dropped in silence."""
    draft = session.current_draft()
    path = draft.path()
    if not path.offer_due:
        return see_other(next_url(draft, path))
    topics = [topic_name(block) for block in dict.fromkeys(step.step.block for step in path.waiting)]
    return render_template("patient/offer.html", count=sum(len(step.items) for step in path.waiting), topics=topics)


def take_offer() -> Response:
    """`continue` goes on; `send_without` leaves the waiting questions out, and staff see which."""
    draft = session.current_draft(to_write=True)
    if draft.path().offer_due:
        draft.state.offer = "left_out" if "send_without" in request.form else "go_on"
        draft.save()
    db.session.commit()
    return see_other(next_url(draft))
