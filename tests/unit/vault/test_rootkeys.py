import json
import stat
from pathlib import Path

import pytest

from app.vault import KeyFileError, UnknownKey, Vault, create_key_file, load_keys, rootkeys
from app.vault.keyfile import DRAFTS
from app.vault.watched import WatchedKeys


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create_key_file(tmp_path / "braid.key")
    return tmp_path / "braid.key"


def a_process(path: Path) -> Vault:
    """The vault of a process that runs, and read the file when it started."""
    watched = WatchedKeys(path, may_create=False)
    return Vault(watched.now, watched)


def ids(path: Path) -> list[int]:
    return list(load_keys(path, may_create=False).wrapping)


def test_a_key_is_added_behind_the_others_and_waits_until_it_is_put_first(path: Path) -> None:
    assert rootkeys.waiting_key(path) is None
    assert rootkeys.add_key(path) == 2
    assert ids(path) == [1, 2]
    assert rootkeys.waiting_key(path) == 2
    rootkeys.put_first(path, 2)
    assert ids(path) == [2, 1]
    assert rootkeys.waiting_key(path) is None


def test_nothing_but_the_list_changes(path: Path) -> None:
    before = load_keys(path, may_create=False)
    rootkeys.add_key(path)
    rootkeys.put_first(path, 2)
    after = load_keys(path, may_create=False)
    assert (after.derivation, after.wrapping[1]) == (before.derivation, before.wrapping[1])
    rootkeys.remove_key(path, 1)
    assert load_keys(path, may_create=False).wrapping == {2: after.wrapping[2]}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_its_owner_may_only_read_stays_so(path: Path) -> None:
    path.chmod(0o400)
    rootkeys.add_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o400


def test_a_link_to_the_file_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(path)
    rootkeys.add_key(link)
    assert link.is_symlink()
    assert ids(path) == [1, 2]


def test_the_last_key_cannot_be_removed_and_nothing_is_left_lying_about(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(KeyFileError, match="not a key file"):
        rootkeys.remove_key(path, 1)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["braid.key"]


def test_what_somebody_left_who_was_killed_is_removed(path: Path) -> None:
    (path.parent / f"{DRAFTS}half").write_text("{")
    rootkeys.add_key(path)
    assert [each.name for each in path.parent.iterdir()] == ["braid.key"]


def test_a_folder_that_cannot_be_written_is_said_in_one_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("app.vault.rootkeys.tempfile.mkstemp", refuse)
    with pytest.raises(KeyFileError, match="cannot be changed: Permission denied"):
        rootkeys.add_key(path)


def test_ids_are_never_given_twice_in_one_file(path: Path) -> None:
    content = json.loads(path.read_bytes())
    content["wrapping"][0]["id"] = 65535
    path.write_text(json.dumps(content))
    with pytest.raises(KeyFileError, match="no id left"):
        rootkeys.add_key(path)


def test_a_process_wraps_under_a_key_as_soon_as_it_is_put_first(path: Path) -> None:
    vault = a_process(path)
    old = vault.new_record_key()
    rootkeys.add_key(path)
    assert vault.newest_key_id == 1
    rootkeys.put_first(path, 2)
    assert vault.new_record_key().wrapped[:2] == b"\x00\x02"
    assert vault.open_record_key(old.wrapped) == old.plain
    assert vault.open_record_key(vault.rewrap(old.wrapped)) == old.plain


def test_a_process_opens_what_another_one_wrapped_under_a_key_that_it_does_not_know_yet(path: Path) -> None:
    here, there = a_process(path), a_process(path)
    rootkeys.add_key(path)
    rootkeys.put_first(path, 2)
    new = there.new_record_key()
    assert here.open_record_key(new.wrapped) == new.plain


def test_a_key_that_was_removed_opens_nothing_in_any_process(path: Path) -> None:
    vault = a_process(path)
    old = vault.new_record_key()
    rootkeys.add_key(path)
    rootkeys.put_first(path, 2)
    rootkeys.remove_key(path, 1)
    assert vault.key_ids == (2,)
    with pytest.raises(UnknownKey):
        vault.open_record_key(old.wrapped)


@pytest.mark.parametrize("damage", ["gone", "half", "another", "open to others"])
def test_a_file_that_cannot_be_used_changes_nothing_for_a_process_that_runs(
    path: Path, damage: str, tmp_path: Path
) -> None:
    vault = a_process(path)
    create_key_file(tmp_path / "another.key")
    match damage:
        case "gone":
            path.unlink()
        case "half":
            path.write_bytes(path.read_bytes()[:40])
        case "another":
            (tmp_path / "another.key").replace(path)
        case _:
            path.write_text(path.read_text() + "\n")
            path.chmod(0o644)
    record_key = vault.new_record_key()
    assert vault.key_ids == (1,)
    assert vault.open_record_key(record_key.wrapped) == record_key.plain
