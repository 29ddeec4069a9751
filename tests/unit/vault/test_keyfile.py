import base64
import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from app.settings import Settings
from app.vault import KeyFileError, init_vault, load_keys


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "braid.key"


def key(filler: int) -> str:
    return base64.b64encode(bytes([filler, *range(31)])).decode()


def write(path: Path, content: object, mode: int = 0o600) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    path.chmod(mode)


GOOD = {"derivation": key(1), "wrapping": [{"id": 2, "key": key(2)}, {"id": 1, "key": key(3)}]}


def test_the_first_start_makes_a_key_file_that_only_its_owner_reads(path: Path) -> None:
    load_keys(path, may_create=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["braid.key"]


def test_every_later_start_reads_the_same_keys(path: Path) -> None:
    assert load_keys(path, may_create=True) == load_keys(path, may_create=True)


def test_two_installations_have_different_keys(tmp_path: Path) -> None:
    assert load_keys(tmp_path / "a", may_create=True) != load_keys(tmp_path / "b", may_create=True)


def test_processes_that_start_at_once_agree_on_one_key_file(path: Path) -> None:
    path.parent.mkdir()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: load_keys(path, may_create=True), range(32)))
    assert all(keys == found[0] for keys in found)
    assert len(list(path.parent.iterdir())) == 1


def test_a_missing_key_file_is_said_and_not_replaced_where_there_was_one_before(path: Path) -> None:
    with pytest.raises(KeyFileError, match="is missing"):
        load_keys(path, may_create=False)
    assert not path.exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o666])
def test_a_key_file_that_others_can_read_is_refused(path: Path, mode: int) -> None:
    write(path, GOOD, mode)
    with pytest.raises(KeyFileError, match="can be read by others"):
        load_keys(path, may_create=True)


def test_a_folder_in_place_of_the_key_file_is_refused_in_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "braid.key"
    folder.mkdir(mode=0o700)
    with pytest.raises(KeyFileError, match="cannot be read"):
        load_keys(folder, may_create=True)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "not json",
        "[]",
        "{}",
        {**GOOD, "wrapping": []},
        {**GOOD, "wrapping": [{"id": 1, "key": key(2)}, {"id": 1, "key": key(3)}]},
        {**GOOD, "wrapping": [{"id": 1, "key": key(1)}]},
        {**GOOD, "wrapping": [{"id": 0, "key": key(2)}]},
        {**GOOD, "wrapping": [{"id": 65536, "key": key(2)}]},
        {**GOOD, "wrapping": [{"id": "1", "key": key(2)}]},
        {**GOOD, "derivation": base64.b64encode(b"short").decode()},
        {**GOOD, "derivation": base64.b64encode(bytes(32)).decode()},
        {**GOOD, "derivation": "%%%"},
        {**GOOD, "derivation": None},
    ],
)
def test_a_file_that_is_no_key_file_is_refused_in_one_line_without_its_content(path: Path, content: object) -> None:
    write(path, content)
    with pytest.raises(KeyFileError) as caught:
        load_keys(path, may_create=True)
    message = str(caught.value)
    assert "is not a key file" in message
    assert "\n" not in message
    assert key(1) not in message


def test_keys_do_not_show_when_something_prints_them(path: Path) -> None:
    write(path, GOOD)
    shown = repr(load_keys(path, may_create=False))
    assert not any(str(part) in shown for part in (key(1), bytes(range(31)), "\\x01"))


def test_a_key_file_that_others_can_read_is_refused_also_where_there_is_a_database(tmp_path: Path) -> None:
    settings = Settings(env="test", instance=tmp_path)
    (tmp_path / "braid.sqlite").write_bytes(b"SQLite format 3")
    write(settings.key_file, GOOD, 0o644)
    with pytest.raises(KeyFileError, match="can be read by others"):
        init_vault(Flask("tests"), settings)


def test_production_never_makes_a_key_file(tmp_path: Path) -> None:
    settings = Settings(env="production", instance=tmp_path, key_file=tmp_path / "elsewhere")
    with pytest.raises(KeyFileError, match="is missing"):
        init_vault(Flask("tests"), settings)
