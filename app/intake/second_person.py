"""An imminent case is never set at rest by one pair of eyes unexplained: not by closing it, not by a lower level."""

from flask_babel import gettext as _


def missing_second(second: str, alone_because: str) -> dict[str, str]:
    """What is missing, by field: the name of a second person, or why there is none."""
    if second or alone_because:
        return {}
    return {"second": _("Name a second person, or say why there is none; it is then reviewed later.")}
