"""The report as a PDF, in the words of the page: what the page shows, as data."""

from dataclasses import asdict
from typing import Any

from flask_babel import gettext as _

from app.handoff.disclose import Copy
from app.handoff.notice import NOTICE, SHORT_NOTICE
from app.handoff.pdf_file import pdf_of
from app.handoff.scope import copy_words
from app.staff.handoff.copy_page import scope_view
from app.staff.handoff.report_page import FlagView, ReportPage, report_page
from app.staff.words.levels import level_marks
from app.staff.words.times import Times
from app.staff.words.visible import visible


def report_pdf(copy: Copy, times: Times, *, signed_off: bool) -> bytes:
    """The file, in the reader's language. `signed_off`: a clinical lead has signed off what it rests on."""
    page = report_page(copy.report, times)
    content = {
        "title": _("Report"),
        "heading": _("Report: use, mood and stress"),
        "language": times.language,
        "short": SHORT_NOTICE,
        "head": visible(copy_words(copy)),
        "notice": NOTICE,
        "words": _words(),
        "warnings": _warnings(page, signed_off=signed_off),
        "scope": scope_view(copy.scope, times),
        **_said(page),
    }
    return pdf_of(
        content,
        _("Rare letters stand as numbers here, such as [U+738B]. The page to print shows them."),
    )


def _words() -> dict[str, str]:
    return {
        "scope": _("What this copy is for"),
        "about": _("About"),
        "flags": _("Flags"),
        "no_flag": _("No flag was raised."),
        "no_score": _("No score: too little was answered."),
        "together": _("Use, mood and stress together"),
        "caveats": _("To bear in mind beside every score of mood and worry"),
        "suggested": _("Suggested by the rules"),
        "besides": _("Besides"),
        "limits": _("A screening; it does not diagnose anything. It may not be used to refuse care."),
        "answers": _("Every answer"),
        "question": _("Question"),
        "answer": _("Answer"),
        "notice": _("Notice of the law"),
    }


def _warnings(page: ReportPage, *, signed_off: bool) -> list[str]:
    drill = _("This is a drill.") + " " + _("Nobody stands behind it.")
    rules = _(
        "Wording or rules have changed since this was answered. Scores and flags here are worked out by today's rules."
    )
    unsigned = _("Thresholds and texts have not been signed off by a clinical lead.")
    warnings = ((drill, page.drill), (rules, page.other_rules), (unsigned, not signed_off))
    return [text for text, holds in warnings if holds]


def _said(page: ReportPage) -> dict[str, Any]:
    answers = page.answers
    return {
        "about": [*page.about, *_level(page)],
        "flags": [_flag(flag) for flag in page.flags],
        "strands": [asdict(strand) for strand in page.strands],
        "together": [page.track, page.because, page.temporal, *_phase(page)],
        "caveats": page.caveats,
        "suggested": page.suggested,
        "reasons": page.reasons + page.first,
        "extras": page.extras,
        "answers": None if answers is None else [asdict(group) for group in answers],
    }


def _level(page: ReportPage) -> list[tuple[str, str]]:
    marks = level_marks()
    held = [(_("Level at the center"), marks[page.held].word)] if page.held else []
    return [(_("Level by the answers"), marks[page.level].word), *held]


def _phase(page: ReportPage) -> list[str]:
    return [_("Mood was answered: %(phase)s.", phase=page.phase)] if page.phase else []


def _flag(flag: FlagView) -> str:
    said = f"{level_marks()[flag.level].word}: {flag.reason}"
    return said if flag.standing else f"{said} {_('(held before; with the later answers it no longer holds)')}"
