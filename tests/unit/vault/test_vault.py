from pathlib import Path

import pytest
from flask import Flask

from app.settings import Settings
from app.vault import UnknownKey, Unreadable, Vault, init_vault
from app.vault.keyfile import Keys

OLD, NEW, OTHER = b"o" * 32, b"n" * 32, b"x" * 32
SECRET = b"s" * 32


def vault(**wrapping: bytes) -> Vault:
    return Vault(Keys(SECRET, {int(name[1:]): value for name, value in wrapping.items()}))


def test_a_record_key_opens_again_after_a_restart() -> None:
    record_key = vault(k1=OLD).new_record_key()
    assert vault(k1=OLD).open_record_key(record_key.wrapped) == record_key.plain


def test_every_record_has_a_key_of_its_own() -> None:
    one = vault(k1=OLD)
    assert len({one.new_record_key().plain for _ in range(100)}) == 100


def test_after_a_new_root_key_old_records_still_open_and_new_ones_use_it() -> None:
    old = vault(k1=OLD).new_record_key()
    both = vault(k2=NEW, k1=OLD)
    assert both.open_record_key(old.wrapped) == old.plain
    with pytest.raises(UnknownKey):
        vault(k1=OLD).open_record_key(both.new_record_key().wrapped)


def test_a_missing_root_key_is_named() -> None:
    record_key = vault(k7=OLD).new_record_key()
    with pytest.raises(UnknownKey) as caught:
        vault(k1=NEW).open_record_key(record_key.wrapped)
    assert caught.value.key_id == 7


def test_a_wrong_root_key_of_the_right_name_is_noticed() -> None:
    with pytest.raises(Unreadable):
        vault(k1=OTHER).open_record_key(vault(k1=OLD).new_record_key().wrapped)


@pytest.mark.parametrize("damaged", [b"", b"\x00", b"\x00\x01", b"\x00\x01\x01short"])
def test_a_damaged_record_key_is_noticed(damaged: bytes) -> None:
    with pytest.raises(Unreadable):
        vault(k1=OLD).open_record_key(damaged)


def test_an_address_is_found_however_it_is_written() -> None:
    one = vault(k1=OLD)
    assert one.blind_index("email", "  JANE@Clinic.org ") == one.blind_index("email", "jane@clinic.org")
    assert one.blind_index("email", "jane@clinic.org") != one.blind_index("email", "joan@clinic.org")


def test_the_same_value_has_another_mark_for_another_purpose_and_in_another_installation() -> None:
    elsewhere = Vault(Keys(OTHER, {1: OLD}))
    marks = {vault(k1=OLD).blind_index("email", "a"), vault(k1=OLD).blind_index("phone", "a")}
    assert len(marks | {elsewhere.blind_index("email", "a")}) == 3


def test_marks_and_derived_keys_outlive_a_new_root_key() -> None:
    before, after = vault(k1=OLD), vault(k2=NEW, k1=OLD)
    assert before.blind_index("email", "a") == after.blind_index("email", "a")
    assert before.derive("activity") == after.derive("activity")


def test_each_purpose_has_its_own_derived_key() -> None:
    one = vault(k1=OLD)
    labels = ["flask-secret", "activity", "password-pepper", "index:staff-email"]
    assert len({one.derive(label) for label in labels} | {SECRET, OLD}) == len(labels) + 2


def test_flasks_secret_comes_from_the_key_file_and_stays(tmp_path: Path) -> None:
    settings = Settings(env="test", instance=tmp_path)
    secrets = set()
    for _ in range(2):
        app = Flask("tests")
        init_vault(app, settings)
        secrets.add(app.secret_key)
    assert len(secrets) == 1
    assert None not in secrets
