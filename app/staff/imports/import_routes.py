"""Lists from a spreadsheet: choose a file, read what would come of each row, say yes. A list has pages of its own, so
that the matrix says of each who may bring it in."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app.extensions import db
from app.imports.bring import Brought, NotBrought, bring_in, try_out
from app.imports.kind import By, Kind
from app.imports.kinds import KINDS, sample
from app.imports.plan import Plan
from app.imports.reading import NotATable
from app.settings import current_settings
from app.staff.access import may
from app.staff.imports.kept_file import FIELD, opened_file, sealed_file
from app.staff.imports.words import MOST_SHOWN, list_view, lists_of, plan_view
from app.staff.shown_once import BROUGHT, keep, take
from app.web import see_other
from app.web.attachment import attachment


def register(blueprint: Blueprint) -> None:
    """Two addresses for each list: to try it out, and to bring it in."""
    blueprint.get("/import", endpoint="lists")(lists)
    blueprint.get("/import/<name>/sample", endpoint="sample")(a_sample)
    for name, kind in KINDS.items():
        blueprint.post(f"/import/{name}", endpoint=f"try_{name}")(_of(kind, try_list))
        blueprint.post(f"/import/{name}/in", endpoint=f"bring_{name}")(_of(kind, bring_list))


def _of(kind: Kind, do: Callable[[Kind], Response]) -> Callable[[], Response]:
    def view() -> Response:  # a function: CSRFProtect asks each view for its name
        return do(kind)

    return view


def lists() -> Response:
    """The lists that one may bring in, and what came of the one just brought in."""
    return _page(200)


def a_sample(name: str) -> Response:
    """An example of one list, to be filled in."""
    if name not in KINDS or not may(current_user.role, f"staff.try_{name}"):
        abort(404)
    return attachment(sample(KINDS[name]), "text/csv; charset=utf-8", f"{name}.csv")


def try_list(kind: Kind) -> Response:
    """Say what would come of the file that was chosen."""
    chosen = request.files.get(FIELD)
    data = chosen.read() if chosen else b""
    if not data:
        return _page(422, {kind.name: _("Choose a file with something in it.")})
    try:
        found = try_out(kind, data, _by())
    except NotATable as reason:
        return _not_read(kind, reason)
    db.session.commit()
    return _tried(200, found, data)


def bring_list(kind: Kind) -> Response:
    """Bring in what was tried out. Its links wait in one's own session and are shown on the next page, once."""
    data = opened_file(kind.name, request.form.get(FIELD, ""))
    try:
        brought = bring_in(kind, data, _by())
    except NotBrought as refused:
        db.session.rollback()
        return _tried(409, refused.plan, data)
    except NotATable as reason:
        return _not_read(kind, reason)
    db.session.commit()
    _keep(brought)
    return see_other(url_for("staff.lists"))


def _by() -> By:
    return By(current_user.site_id, current_user._get_current_object())


def _keep(brought: Brought) -> None:
    keep(BROUGHT, count=brought.count, links=[[link.whom, link.path] for link in brought.links])


def _not_read(kind: Kind, reason: NotATable) -> Response:
    db.session.rollback()
    return _page(422, {kind.name: str(reason)})


def _page(status: int, errors: dict[str, str] | None = None) -> Response:
    page = render_template(
        "staff/imports/lists.html", lists=lists_of(current_user.role), errors=errors or {}, brought=_brought()
    )
    return make_response(page, status)


def _brought() -> dict[str, Any] | None:
    found = take(BROUGHT)
    if found is None:
        return None
    link_to = current_settings().link_to
    return found | {"links": [(whom, link_to(path)) for whom, path in found["links"]]}


def _tried(status: int, found: Plan, data: bytes) -> Response:
    view = plan_view(found)
    page = render_template(
        "staff/imports/tried.html",
        of=list_view(found.kind),
        plan=view,
        late=status == 409,
        most_shown=MOST_SHOWN,
        file=sealed_file(found.kind.name, data) if view.ready else "",
        errors={},
    )
    return make_response(page, status)
