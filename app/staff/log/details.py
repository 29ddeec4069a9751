"""What stands in the activity log beside an act, in the reader's words; the log itself keeps the codes."""

from collections.abc import Iterator, Mapping
from typing import Final

from flask_babel import gettext as _
from markupsafe import Markup

from app.accounts.emergency import REASONS, VERDICTS
from app.activity import Activity, running
from app.extensions import N_
from app.intake.case.casework import ATTEMPT_OUTCOMES
from app.intake.case.close import OUTCOMES
from app.intake.queue.tabs import Tab
from app.screening import Level
from app.staff.queue.tabs import TAB_WORDS
from app.staff.words.levels import LEVELS
from app.staff.words.modes import MARKS
from app.staff.words.second_looks import KINDS

NAMES: Final = {
    "after": N_("after"),
    "agreed": N_("agreed"),
    "changed": N_("what changed"),
    "definitions": N_("instruments and rules"),
    "schema": N_("tables"),
    "settings": N_("settings"),
    "software": N_("version of Braid"),
    "surface": N_("side"),
    "terms": N_("marks of what was looked for"),
    "answered": N_("it was answered"),
    "before": N_("before"),
    "browser": N_("browser"),
    "called": N_("called"),
    "channel": N_("by"),
    "count": N_("count"),
    "days": N_("days"),
    "done": N_("done"),
    "events": N_("of"),
    "failed": N_("failed"),
    "fields": N_("what changed"),
    "found": N_("found"),
    "known": N_("known browser"),
    "gone": N_("deleted"),
    "kept": N_("kept"),
    "kind": N_("what"),
    "left": N_("left"),
    "level": N_("level"),
    "list": N_("list"),
    "method": N_("by"),
    "mode": N_("answered"),
    "more": N_("there were more"),
    "new": N_("new"),
    "of": N_("about"),
    "opened": N_("opened"),
    "outcome": N_("outcome"),
    "review_later": N_("later review"),
    "role": N_("role"),
    "rows": N_("rows"),
    "rung": N_("rung"),
    "scopes": N_("for"),
    "screenings": N_("screenings"),
    "system": N_("system"),
    "tab": N_("tab"),
    "texted": N_("texted"),
    "version": N_("version"),
    "waits": N_("waiting"),
    "weeks": N_("weeks"),
    "whole_person": N_("whole person"),
    "wrong": N_("wrong"),
}
VALUES: Final[Mapping[str, str]] = {
    **ATTEMPT_OUTCOMES,
    **OUTCOMES,
    **KINDS,
    **{tab.value: TAB_WORDS[tab] for tab in Tab},
    **{mode: mark.word for mode, mark in MARKS.items()},
    **{str(level): LEVELS[level].word for level in Level},
    "True": N_("yes"),
    "False": N_("no"),
    **REASONS,
    **VERDICTS,
    "another": N_("another one"),
    "code": N_("a code"),
    "passkey": N_("a passkey"),
    "mail": N_("mail"),
    "pass": N_("a pass"),
    "password": N_("a password"),
    "recovery": N_("a recovery code"),
    "webhook": N_("webhook"),
    "policy": N_("policy"),
    "request": N_("request"),
    "restored": N_("backup"),
    "copy": N_("copy"),
    "correction": N_("correction"),
    "deletion": N_("deletion"),
}
MARK_SHOWN: Final = 8
SUBJECTS: Final = {
    "activity": N_("Log"),
    "alert": N_("Alert"),
    "database": N_("Database"),
    "device": N_("Device"),
    "braid": N_("Braid"),
    "drafts": N_("Drafts"),
    "emergency": N_("Emergency access"),
    "entry": N_("Entry"),
    "invite": N_("Link"),
    "limit": N_("Limit"),
    "line": N_("Help line"),
    "page": N_("Page"),
    "person": N_("Person"),
    "root_key": N_("Root key"),
    "retention": N_("Keeping"),
    "screening": N_("Screening"),
    "sign_off": N_("Sign-off"),
    "site": N_("Site"),
    "staff": N_("Staff"),
    "token": N_("Token"),
}


def subject_words(row: Activity) -> Markup:
    """To what it was done: of an id only the beginning."""
    word = SUBJECTS.get(row.subject_type)
    short = row.subject_id[:8] if len(row.subject_id) == 32 else row.subject_id
    return Markup("{} {}").format(_(word) if word else _code(row.subject_type), _code(short))


def whence_words(row: Activity) -> Markup:
    """From which address and in which session it was done, if that was noted; of the session only the beginning."""
    parts = (row.source, row.session_mark and row.session_mark[:MARK_SHOWN])
    return Markup(", ").join(_code(part) for part in parts if part)


def detail_words(row: Activity, names: Mapping[str, str]) -> Markup:
    """Everything else that is known of an act. `names`: staff by id."""
    return Markup(", ").join(_pairs(row, names))


def _pairs(row: Activity, names: Mapping[str, str]) -> Iterator[Markup]:
    more = {"changed": running.changed_with(row)} if row.action == running.STARTED else {}
    for name, value in sorted({**row.detail, **more}.items()):
        if value == []:
            continue
        word = NAMES.get(name)
        yield Markup("{} {}").format(_(word) if word else _code(name), _value(value, names))


def _value(value: object, names: Mapping[str, str]) -> str:
    """A word of ours, a person by name, marked as no word of ours, or what was recorded, as it stands."""
    text = " ".join(value) if isinstance(value, list) else str(value)
    if text in VALUES:
        return _(VALUES[text])
    return Markup("<bdi>{}</bdi>").format(names[text]) if text in names else _code(text)


def _code(text: str) -> str:
    return text if text.isdecimal() else Markup('<span lang="en">{}</span>').format(text)
