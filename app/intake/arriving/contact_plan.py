"""The safe-contact plan: what the person allowed, and the call they asked for."""

from collections.abc import Mapping
from typing import Literal


def may_be_reached(contact: Mapping[str, str]) -> bool:
    """A number they said may be called or texted, or an e-mail address. A number alone allows nothing."""
    return bool((contact.get("contact_phone") and _number_may_be_used(contact)) or contact.get("contact_email"))


def what_is_missing(contact: Mapping[str, str]) -> Literal["permission", "number", "everything"] | None:
    """Why somebody cannot be reached: they gave a number and allowed nothing, allowed it and gave none, or neither.

    None if they can be.
    """
    if may_be_reached(contact):
        return None
    if contact.get("contact_phone"):
        return "permission"
    return "number" if _number_may_be_used(contact) else "everything"


def asked_call(contact: Mapping[str, str]) -> dict[str, str]:
    """What a wish for a call keeps, whatever the contact page says later: that it was asked, the number, the name."""
    if contact.get("call_asked") != "yes":
        return {}
    kept = ("call_asked", "contact_call", "contact_name", "contact_phone")
    return {name: contact[name] for name in kept if contact.get(name)}


def _number_may_be_used(contact: Mapping[str, str]) -> bool:
    return "yes" in (contact.get("contact_call"), contact.get("contact_text"))
