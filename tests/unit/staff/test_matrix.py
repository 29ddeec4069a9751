"""The matrix of who may do what: a file that is wrong is refused in one line that says where."""

from pathlib import Path

import pytest

from app.accounts import CLINICAL
from app.staff.matrix import ANYONE, FILE, HALFWAY, AccessError, load_matrix, matrix

ROW = 'method = "GET", roles = ["clinical"], object = "none", fresh = false, events = []'
FILE_OF_ONE = """
[groups]
clinical = ["coordinator"]
[objects]
none = []
[pages]
queue = {{ {row} }}
"""


def refusal(tmp_path: Path, text: str) -> str:
    file = tmp_path / "access.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(AccessError) as refused:
        load_matrix(file)
    return str(refused.value)


def test_a_sound_file_says_who_may_open_what(tmp_path: Path) -> None:
    file = tmp_path / "access.toml"
    file.write_text(FILE_OF_ONE.format(row=ROW), "utf-8")
    found = load_matrix(file)
    assert found.roles_of("staff.queue") == {"coordinator"}
    assert found.roles_of("staff.nothing") == frozenset()


# Who gets in, what they may, what people in need are told, what leaves the house, what can be read or is deleted.
WANT_A_FRESH_CODE = ("staff.", "site.", "token.", "line.", "sign_off.", "handoff.made", "key.", "retention.", "hold.")
WITHOUT_ONE = {
    "staff.sign_out": "ends what one has",
    "staff.end_session": "ends what one has, in a hurry perhaps",
    "staff.end_sessions": "ends what one has, in a hurry perhaps",
    "staff.keep_logo": "a picture cannot wait in the page that asks",
    "staff.check_line": "says only that somebody called a line",
    "staff.set_hold": "keeps what might go, and may be pressing; ending it wants one",
    "staff.hand_off_in_emergency": "nobody looks for a phone in an emergency",
}
OF_ONES_OWN = ("new_factor", "new_recovery_codes", "change_password", "add_passkey", "remove_passkey")


def test_every_act_on_who_gets_in_and_on_what_gets_out_wants_a_fresh_code() -> None:
    acts = {
        name
        for name, row in matrix().rows.items()
        if row.method == "POST"
        and row.roles not in ((ANYONE,), (HALFWAY,))
        and any(event.startswith(WANT_A_FRESH_CODE) for event in row.events)
    } | {f"staff.{name}" for name in OF_ONES_OWN}
    assert {name for name in acts if not matrix().rows[name].fresh} == set(WITHOUT_ONE)


def test_the_file_in_force_is_sound() -> None:
    assert load_matrix(FILE).rows


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('["clinical"]', '["root"]', "pages.queue.roles: no such role or group: root"),
        ('["clinical"]', "[]", "pages.queue.roles"),
        ('["clinical"]', '["clinical", "anyone"]', "pages.queue.roles"),
        (
            '["clinical"], object = "none", fresh = false',
            '["halfway"], object = "none", fresh = true',
            "pages.queue.fresh",
        ),
        ('["clinical"]', '["halfway", "coordinator"]', "pages.queue.roles"),
        ('"none"', '"another"', "pages.queue.object: no such object: another"),
        ('"GET"', '"PUT"', "pages.queue.method"),
        ("fresh = false", "fresh = true", "pages.queue.fresh"),
        ("fresh = false", 'fresh = "no"', "pages.queue.fresh"),
        (", fresh = false", "", "pages.queue.fresh"),
        (", events = []", ', events = [], colour = "red"', "pages.queue.colour"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_by_its_name(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in ROW
    line = refusal(tmp_path, FILE_OF_ONE.format(row=ROW.replace(before, after)))
    assert line.startswith(f"access.toml: {said}")
    assert "\n" not in line


@pytest.mark.parametrize("text", ["", "[pages", "pages = 1"])
def test_a_file_that_is_no_matrix_is_refused(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, text).startswith("access.toml: ")


def test_those_who_work_on_screenings_are_those_whom_the_file_lets_open_one() -> None:
    assert matrix().roles_of("staff.screening") == CLINICAL
