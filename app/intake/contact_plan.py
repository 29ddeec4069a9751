"""The safe-contact plan: whether the person allowed any way of reaching them."""

from collections.abc import Mapping


def may_be_reached(contact: Mapping[str, str]) -> bool:
    """A number they said may be called or texted, or an e-mail address. A number alone allows nothing."""
    allowed = "yes" in (contact.get("contact_call"), contact.get("contact_text"))
    return bool((contact.get("contact_phone") and allowed) or contact.get("contact_email"))
