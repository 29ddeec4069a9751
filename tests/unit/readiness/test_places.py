"""SQLite on a disk that other machines share loses what was confirmed, so its place is known before anybody answers."""

from pathlib import Path

import pytest

from app.readiness import places

TABLE = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda1 rw
30 22 0:40 / /srv/share rw - {kind} files:/share rw
31 30 0:41 / /srv/share/local\\040disk rw - ext4 /dev/vdb1 rw
"""


def kind_under(path: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str | None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(TABLE.format(kind=kind))
    monkeypatch.setattr(places, "MOUNTS", mounts)
    return places.network_file_system(f"sqlite:///{path}")


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "9p", "fuse.sshfs", "fuse.glusterfs"])
def test_a_share_of_other_machines_is_named(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kind_under("/srv/share/braid.sqlite", kind, tmp_path, monkeypatch) == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/braid/braid.sqlite", "nfs4"),
        ("/srv/share/local disk/braid.sqlite", "nfs4"),
        ("/srv/share/braid.sqlite", "xfs"),
        ("/srv/share/braid.sqlite", "fuse.lxcfs"),
        ("/srv/shared/braid.sqlite", "nfs4"),
    ],
)
def test_a_disk_of_this_machine_is_fine(path: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kind_under(path, kind, tmp_path, monkeypatch) is None


def test_where_postgresql_keeps_its_files_is_its_own_business(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_kind_under", lambda *_: "nfs4")
    assert places.network_file_system("postgresql+psycopg://braid@/braid") is None
    assert places.network_file_system("sqlite:////srv/braid.sqlite") == "nfs4"
