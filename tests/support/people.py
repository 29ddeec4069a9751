"""Made-up people for tests: what they answer. Whatever they do not mention does not apply to them."""

from app.instruments import SKIP

NOTHING: dict[str, object] = {
    "age": "34",
    "drink_cut": "women",
    "px_pregnancy": "no",
    "px_private": "yes",
    "px_safe_home": "yes",
}
HEROIN_AND_DEPRESSION: dict[str, object] = NOTHING | {
    **{f"phq9_{number}": "2" for number in range(1, 9)},
    "taps1_3": "4",
    "taps2_her_1": "yes",
    "taps2_her_2": "yes",
    "taps2_her_3": "yes",
    "px_motives": ["low_mood", "withdrawal"],
}
ACUTE: dict[str, object] = NOTHING | {"phq9_9": "1", "asq_3": "yes", "asq_5": "yes"}
YOUNG: dict[str, object] = NOTHING | {"age": "15"}


def not_me(name: str, values: list[str]) -> str | None:
    """The answer of somebody to whom a question does not apply; nothing in contact fields."""
    if name.startswith(("contact_", "call_")):
        return None
    return next((value for value in ("no", "0", "none") if value in values), SKIP if SKIP in values else None)


def everything(name: str, values: list[str]) -> str | None:
    """The answer of somebody to whom everything applies, with words in every text field."""
    if name.startswith(("contact_", "call_")):
        return "yes" if values == ["yes"] else f"canary-{name}"
    own = [value for value in values if value not in (SKIP, "")]
    if not own:
        return f"canary-{name}"
    if "yes" in own:
        return "yes"
    return max(own, key=int) if all(value.isdigit() for value in own) else own[0]
