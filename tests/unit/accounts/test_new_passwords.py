import pytest

from app.accounts.passwords import check_new

WORDS = ["jane.doe@riverclinic.org", "Jane Doe", "River Clinic"]


@pytest.mark.parametrize(
    "password",
    [
        "nine purple kettles",
        "abcdefghijklmno",
        "a" * 100 + "bcdefgh" * 22,
        "пятнадцать букв и ещё",
        "🐢🐇🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦",
        "the river runs past nine purple kettles",
        "   spaces count too   ",
    ],
)
def test_length_is_all_that_most_passwords_need(password: str) -> None:
    assert check_new(password, WORDS) is None


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "at least 15"),
        ("abcdefghijklmn", "at least 15"),
        ("🐢🐇🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧", "at least 15"),
        ("abcdefgh" * 33, "at most 256"),
        ("aaaaaaaaaaaaaaaa", "different characters"),
        ("12341234123412341234", "different characters"),
        ("janedoe.riverclinic", "words of your own"),
        ("RiverClinic-Braid-2026", "words of your own"),
        ("password-password-1", "words of your own"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_the_reason(password: str, why: str) -> None:
    reason = check_new(password, WORDS)
    assert reason is not None
    assert why in reason


def test_letters_that_only_look_longer_do_not_count_twice() -> None:
    assert check_new("e\u0301" * 7 + "abcdefg", []) is not None, "14 letters, however they are encoded"
