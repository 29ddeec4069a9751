"""Reading one screening: recorded before it is shown, and never a blank page where it cannot be."""

import logging
from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, Response, make_response, render_template
from flask_babel import gettext as _
from flask_login import current_user

from app import activity
from app.accounts import actor_names
from app.alerts import take_back_seen
from app.extensions import begin_immediate, clock, db
from app.intake.case.casework import ATTEMPT_OUTCOMES
from app.intake.case.close import OUTCOMES, REASONS
from app.intake.case.own_site import NoSuchScreening, find_screening
from app.intake.case.review import open_case
from app.intake.case.second_look import VERDICTS
from app.intake.case.second_person import may_be_second, takes_any
from app.intake.people.history import kin_of
from app.intake.people.plans import plans_of
from app.retention.overview import InShort, in_short
from app.screening import Level
from app.staff.access import may
from app.staff.case.kin import KinView, kin_view
from app.staff.case.page import CasePage, case_page
from app.staff.case.rescreens import PlansView, plans_view
from app.staff.here import times
from app.staff.several_forms import NOTHING_SENT, Sent
from app.staff.words.levels import level_marks
from app.vault import Unreadable

log = logging.getLogger(__name__)


def register(blueprint: Blueprint) -> None:
    blueprint.get("/screenings/<screening_id>")(screening)


def screening(screening_id: str) -> Response:
    """The whole page. Reading it is recorded, and its alerts count as seen."""
    return show(screening_id)


def show(screening_id: str, status: int = 200, sent: Sent = NOTHING_SENT) -> Response:
    """The page; after a failed form with what was typed and what was wrong. Commits. Raises NoSuchScreening.

    Where it cannot be made, whoever waits behind it is still named, and their alert is as unseen as it was.
    """
    before = clock.now()
    try:
        body = _body(screening_id, sent)
    except NoSuchScreening:
        raise
    except Exception as error:
        log.error("the page of a screening met %s", type(error).__name__)
        return _not_shown(screening_id, before, sealed=isinstance(error, Unreadable))
    return make_response(body, status)


def _body(screening_id: str, sent: Sent) -> str:
    colleagues = [(user.public_id, user.name) for user in may_be_second(current_user)]  # a commit makes rows stale
    page, kin, planned, keeping = _page(screening_id)
    return render_template(
        "staff/case/page.html",
        page=page,
        kin=kin,
        planned=planned,
        keeping=keeping,
        **vars(sent),
        attempt_outcomes=_choices(ATTEMPT_OUTCOMES),
        close_outcomes=_choices(OUTCOMES),
        close_reasons=[(_(OUTCOMES[outcome]), _choices(words)) for outcome, words in REASONS.items()],
        colleagues=colleagues,
        imminent=page.strip.level is Level.IMMINENT,
        verdicts=_choices(VERDICTS),
        takes_any_look=takes_any(current_user),
        may_choose_track=may(current_user.role, "staff.track"),
        other_levels=[(level, mark.word) for level, mark in level_marks().items() if level is not page.strip.level],
    )


def _choices(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(value, _(text)) for value, text in words.items()]


def _page(screening_id: str) -> tuple[CasePage, KinView, PlansView, InShort]:
    """Read everything, commit that it was read, and only then make the page: others may write meanwhile."""
    case = open_case(screening_id, current_user)
    kin, plans = kin_of(case, current_user), plans_of([case.id])
    keeping = in_short(case.id)
    log = activity.for_subject("screening", case.id)
    names = actor_names(log)
    db.session.commit()
    page = case_page(case, log, names, times(), reader=current_user.id)
    return page, kin_view(kin, case.id, times()), plans_view(plans, kin.screenings, case.id, times()), keeping


def _not_shown(screening_id: str, before: datetime, *, sealed: bool) -> Response:
    """What is in the clear is all there is to show; that it was tried is recorded."""
    db.session.rollback()
    begin_immediate()
    row = find_screening(screening_id, current_user)
    take_back_seen(row.id, current_user.id, before)
    activity.record("screening.unreadable", subject=("screening", row.id), actor=current_user)
    db.session.commit()
    return make_response(
        render_template("staff/case/unreadable.html", row=row, level_of=Level(row.level), sealed=sealed)
    )
