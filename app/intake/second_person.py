"""An imminent case is never set at rest by one pair of eyes unexplained: not by closing it, not by a lower level."""

from flask_babel import gettext as _

from app.intake.models import Closure, Decision
from app.intake.records import Record


def missing_second(second: str, alone_because: str) -> dict[str, str]:
    """What is missing, by field: the name of a second person, or why there is none."""
    if second or alone_because:
        return {}
    return {"second": _("Name a second person, or say why there is none; it is then reviewed later.")}


def seconds_of(sealed: Record) -> frozenset[str]:
    """Who was ever named as the second person of a screening, by name."""
    contents = [content for table in (Closure, Decision) for _row, content in sealed.all(table)]
    return frozenset(name for content in contents if (name := content.get("second")))
