"""How the person may be reached: the safe-contact plan comes before the number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from app.extensions import N_
from app.staff.words.visible import visible

YES: Final = "yes"
FIELDS: Final = ("name", "alias", "who", "time", "phone", "email")
PLAN: Final = (
    ("contact_call", N_("You may call"), N_("Has not agreed to calls")),
    ("contact_text", N_("You may text"), N_("Do not text")),
    ("contact_message_ok", N_("You may leave a message"), N_("Do not leave a message")),
)


@dataclass(frozen=True)
class Rule:
    """One sentence of the safe-contact plan."""

    text: str
    allowed: bool


@dataclass(frozen=True)
class ContactView:
    """The plan, then the ways. `given`: there is a number or an address at all."""

    given: bool
    call_asked: bool
    rules: tuple[Rule, ...]
    name: str
    alias: str
    who: str
    time: str
    phone: str
    phone_href: str | None
    email: str


def contact_view(contact: Mapping[str, str]) -> ContactView:
    """The contact part of a screening in words."""
    said = {name: visible(contact.get(f"contact_{name}", "")) for name in FIELDS}
    return ContactView(
        given=bool(said["phone"] or said["email"]),
        call_asked=contact.get("call_asked") == YES,
        rules=tuple(_rule(contact.get(name) == YES, yes, no) for name, yes, no in PLAN),
        phone_href=_dial(contact.get("contact_phone", "")),
        **said,
    )


def _rule(allowed: bool, yes: str, no: str) -> Rule:
    return Rule(_(yes if allowed else no), allowed)


def _dial(phone: str) -> str | None:
    digits = re.sub(r"[^0-9]", "", phone)
    plus = "+" if phone.strip().startswith("+") else ""
    return f"tel:{plus}{digits}" if len(digits) >= 3 else None
