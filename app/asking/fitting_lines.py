"""The help lines that fit what somebody answered, each once."""

from collections.abc import Sequence

from app import sessions
from app.crisis.choose import Facts, for_situation
from app.crisis.messages import Kind
from app.crisis.resources import HelpLine
from app.intake.arriving.drafts import OpenDraft
from app.registers.own_lines import shown_at
from app.screening import rulebook
from app.screening.reading import Reading
from app.sites import Site
from app.web.help_lines import LineView, line_view
from app.web.page_site import page_site


def fitting_lines(kinds: Sequence[Kind], draft: OpenDraft | None, language: str) -> tuple[LineView, ...]:
    """Those of each situation, most fitting first, for somebody who speaks this language."""
    facts = _facts(draft, language) if draft else Facts(language=language, own=own_lines())
    found = {line.id: line for kind in kinds for line in for_situation(kind, facts)}
    return tuple(line_view(line) for line in sorted(found.values(), key=lambda line: line.own))


def own_lines(site: Site | None = None) -> tuple[HelpLine, ...]:
    """The lines of the centre itself; none where nothing can be read."""
    return () if sessions.current().unavailable else shown_at((site or page_site()).id)


def _facts(draft: OpenDraft, language: str) -> Facts:
    reading = Reading(rulebook(), draft.path().answers)
    age = reading.answer("age")
    return Facts(
        age=age if isinstance(age, int) else None,
        expecting=reading.named("pregnant").holds or reading.answer("px_pregnancy") == "postpartum",
        opioids=reading.named("opioid_use").holds,
        language=language,
        own=own_lines(draft.site),
    )
