"""The safe-contact plan: nothing is allowed that was not said."""

import pytest

from app.staff.case.contact import contact_view


def test_what_nobody_said_is_not_allowed() -> None:
    rules = contact_view({"contact_phone": "555-0142"}).rules
    assert [(rule.text, rule.allowed) for rule in rules] == [
        ("Has not agreed to calls", False),
        ("Do not text", False),
        ("Do not leave a message", False),
    ]


def test_only_a_yes_is_a_yes() -> None:
    given = {"contact_call": "yes", "contact_text": "no", "contact_message_ok": "YES"}
    assert [rule.allowed for rule in contact_view(given).rules] == [True, False, False]


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("(555) 010-1234", "tel:5550101234"),
        ("+1 555 010 1234", "tel:+15550101234"),
        ("ask my sister", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_a_number_becomes_a_link_only_when_it_is_one(phone: str, link: str | None) -> None:
    assert contact_view({"contact_phone": phone}).phone_href == link


@pytest.mark.parametrize(
    ("contact", "given"),
    [({}, False), ({"contact_name": "Robin"}, False), ({"contact_phone": "1"}, True), ({"contact_email": "a@b"}, True)],
)
def test_a_name_alone_is_no_way_to_reach_anybody(contact: dict[str, str], given: bool) -> None:
    assert contact_view(contact).given is given
