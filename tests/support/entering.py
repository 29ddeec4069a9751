"""Staff who enter somebody's answers, as a test uses them."""

from tests.support.desk import Desk

ENTRY = "/staff/entry"
MOOD = f"{ENTRY}/part/mood"


def carried(desk: Desk, part: str) -> dict[str, str]:
    """What the form of a part carries along unseen, but for the token."""
    tags = desk.get(part).select("form.entry input[type=hidden]")
    return {str(tag["name"]): str(tag["value"]) for tag in tags if tag["name"] != "csrf_token"}


def answer_up_to_the_script(desk: Desk, right_now: str = "yes") -> None:
    """Enter the answer that calls for the script, once its question is asked."""
    for answers in ({"asq_3": "yes"}, {"asq_3": "yes", "asq_5": right_now}):
        desk.post(MOOD, **{**carried(desk, MOOD), **answers})
