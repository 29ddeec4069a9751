"""Help: the page after an answer that needs it, the pages that need no answer, and asking for a call."""

from flask import Blueprint, Response, make_response, render_template
from flask_babel import gettext as _

from app.asking.contact_form import TOO_SHORT, looks_short
from app.asking.fitting_lines import own_lines
from app.crisis.choose import by_group, for_someone_else
from app.extensions import clock, db
from app.intake.arriving.drafts import OpenDraft
from app.intake.arriving.submit import ask_for_call
from app.patient import session
from app.patient.help_page import CallForm, help_view
from app.patient.next_page import next_url
from app.patient.promise import call_promise
from app.patient.suspicion import count_sending, watch_call
from app.web import see_other
from app.web.help_lines import GroupView, group_view, line_view
from app.web.language import current_language

CALL_FIELDS = ("contact_name", "contact_phone", "contact_who", "contact_message_ok")


def register(blueprint: Blueprint) -> None:
    """Add the routes of this module."""
    blueprint.get("/help")(help_now)
    blueprint.get("/someone")(someone_else)
    blueprint.get("/h/<int:number>")(help_after)
    blueprint.post("/h/<int:number>")(go_on)
    blueprint.get("/call")(called)
    blueprint.post("/call")(call)
    blueprint.post("/called", endpoint="go_on_after_call")(go_on)


def help_now() -> str:
    """Every line by theme; needs no answer and no session."""
    groups = [group_view(group) for group in by_group(current_language())]
    if own := own_lines():
        groups.append(GroupView(_("Help near you"), [], [line_view(line) for line in own]))
    return render_template("patient/help_now.html", groups=groups)


def someone_else() -> str:
    """For whoever is worried about somebody. Nothing is asked about that person, and nothing is kept."""
    first, lines, groups = for_someone_else(current_language())
    return render_template(
        "patient/someone.html",
        heading=_(first.heading),
        paragraphs=[_(text) for text in first.paragraphs],
        lines=[line_view(line) for line in lines],
        groups=[group_view(group) for group in groups],
    )


def help_after(number: int) -> Response | str:
    """The help that was due after a step."""
    draft = session.current_draft()
    tells = draft.state.shown_after(number)
    if not tells or draft.is_sent:
        return see_other(next_url(draft))
    return render_template("patient/help.html", help=help_view(tells, f"/h/{number}", draft=draft))


def go_on(number: int | None = None) -> Response:
    """Go on with the questions, after the help of a step or after asking for a call."""
    return see_other(next_url(session.current_draft()))


def call() -> Response:
    """Hand over the answers so far and raise an alert, in one transaction. Pressing twice changes nothing more."""
    draft = session.current_draft(to_write=True)
    form = CallForm()
    if _asked_already(draft, _contact(form)):
        return see_other("/call")
    errors = _errors(form)
    if errors:
        return make_response(_as_typed(draft, form, errors), 422)
    watch_call(draft)
    ask_for_call(draft, _contact(form))
    db.session.commit()
    count_sending(draft)
    return see_other("/call")


def call_once_more() -> str:
    """The form as it was typed."""
    return _as_typed(session.current_draft(), CallForm(), {})


def _as_typed(draft: OpenDraft, form: CallForm, errors: dict[str, str]) -> str:
    last = draft.state.last_help
    tells, action = (last.tells, f"/h/{last.step}") if last else (("general",), None)
    page = help_view(tells, action, draft=draft, values=_values(form), errors=errors)
    return render_template("patient/help.html", help=page)


def _asked_already(draft: OpenDraft, contact: dict[str, str]) -> bool:
    """Whether this very call was asked for before; another number is another wish."""
    receipt = draft.state.receipt
    same = all(draft.state.contact.get(name, "") == contact.get(name, "") for name in CALL_FIELDS)
    return bool(receipt and receipt.call_asked_at and same)


def called() -> Response | str:
    """By when somebody calls."""
    draft = session.current_draft()
    receipt = draft.state.receipt
    if receipt is None or receipt.call_asked_at is None:
        return see_other(next_url(draft))
    promise = call_promise(draft.site, draft.level(), receipt.call_asked_at, clock.now())
    action = None if draft.is_sent else "/called"
    contact = draft.state.contact
    return render_template(
        "patient/called.html",
        promise=promise,
        reference=receipt.reference,
        action=action,
        contact=contact,
        doubt=_(TOO_SHORT) if looks_short(contact.get("contact_phone", "")) else "",
    )


def _errors(form: CallForm) -> dict[str, str]:
    errors = {} if form.validate() else {name: _("Please write at most 200 letters.") for name in form.errors}
    if not (form.call_phone.data or "").strip():
        errors["call_phone"] = _("Write the number that we may call.")
    return errors


def _values(form: CallForm) -> dict[str, str]:
    texts = {name: getattr(form, name).data or "" for name in ("call_name", "call_phone", "call_who")}
    return {**texts, "call_message_ok": "yes" if form.call_message_ok.data else ""}


def _contact(form: CallForm) -> dict[str, str]:
    """The call form's fields as they stand in the safe-contact plan."""
    given = {f"contact_{name.removeprefix('call_')}": value.strip() for name, value in _values(form).items()}
    return {name: value for name, value in given.items() if value}
