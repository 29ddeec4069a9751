"""Help lines of a centre's own: each is added as on the page of help lines; none that is here is changed."""

from collections.abc import Callable, Mapping
from typing import Final

from flask_babel import gettext as _

from app.crisis.choose import FITS
from app.extensions import N_
from app.imports.kind import NEW, SAME, By, Cells, Column, Kind, Reason, State, Verdict, wrong
from app.registers.own_lines import LONGEST, add_line, checked_line, said_at
from app.web.language import TONGUES

MOST_LINES: Final = 50  # every one of them stands on some page of help
LONGEST_TYPED: Final = 40  # of a number, with all that stands between its digits


def _name(said: Mapping[str, str]) -> str:
    return said["name"].casefold()


def _judging(site_id: str) -> Callable[[Cells], Verdict]:
    shown_last = sorted(said_at(site_id), key=lambda line: line[1])
    here = {_name(said): (said, shown) for said, shown in shown_last}
    return lambda cells: _judge(cells, here.get(_name(cells)))


def _judge(cells: Cells, here: tuple[Mapping[str, str], bool] | None) -> Verdict:
    line, problems = checked_line(cells)
    if problems:
        return Verdict(State.WRONG, tuple(Reason(why, column) for column, why in problems.items()))
    said, shown = here or (None, False)
    if said == line:
        return SAME if shown else wrong(_("This line was switched off. Show it again under Help lines."))
    return (
        wrong(_("A line of this name says something else. Switch it off under Help lines."), "name") if shown else NEW
    )


def _bring(cells: Cells, by: By) -> str:
    problems = add_line(by.person, cells)
    assert not problems, problems  # noqa: S101 - each row was judged in this transaction
    return ""


RESOURCES: Final = Kind(
    name="resources",
    roles=frozenset({"admin"}),
    columns=(
        Column("name", N_("What the line is called."), needed=True, longest=LONGEST["name"]),
        Column("about", N_("Whom it helps, in one sentence. People read this."), needed=True, longest=LONGEST["about"]),
        Column("fits", N_("Whom it is for."), needed=True, words=tuple(FITS)),
        Column("hours", N_("When it answers."), needed=True, longest=LONGEST["hours"]),
        Column("area", N_("Where it helps, if not everywhere."), longest=LONGEST["area"]),
        Column("languages", N_("Which languages it speaks."), needed=True, words=TONGUES),
        Column("call", N_("A number to call."), longest=LONGEST_TYPED),
        Column("text", N_("A number to text."), longest=LONGEST_TYPED),
        Column("web", N_("A website, without what comes after its name."), longest=LONGEST["web"]),
    ),
    most=MOST_LINES,
    key=_name,
    judging=_judging,
    bring=_bring,
)
