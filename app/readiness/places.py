"""Where data lies: on what kind of file system, and how much room is left."""

import shutil
from pathlib import Path
from typing import Final

import sqlalchemy as sa

# The write-ahead log of SQLite shares memory between processes through a file, which none of these can do.
NETWORKED: Final = frozenset(
    {"9p", "afs", "beegfs", "ceph", "cifs", "coda", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2"}
    | {"smb3", "smbfs", "virtiofs"}
)
NETWORKED_BY_FUSE: Final = ("sshfs", "glusterfs", "s3fs", "rclone", "gcsfuse", "davfs", "smbnetfs", "ceph")
MOUNTS: Final = Path("/proc/self/mountinfo")
LEAST_ROOM: Final = 500 * 1024 * 1024


def network_file_system(database_url: str) -> str | None:
    """The kind of file system under a SQLite database, if other machines have a part in it."""
    url = sa.make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database or not MOUNTS.exists():
        return None
    kind = _kind_under(Path(url.database).resolve(), MOUNTS.read_text("utf-8", errors="replace"))
    by_fuse = kind.startswith("fuse.") and kind.endswith(NETWORKED_BY_FUSE)
    return kind if kind in NETWORKED or by_fuse else None


def _kind_under(path: Path, mountinfo: str) -> str:
    """The kind of the mount with the longest matching path; of two at one place the later one lies on top."""
    under, kind = Path("/"), ""
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        mounted = Path(before.split()[4].encode().decode("unicode_escape"))  # a space stands there as \040
        if path.is_relative_to(mounted) and mounted.is_relative_to(under):
            under, kind = mounted, after.split()[0]
    return kind


def is_nearly_full(folder: Path) -> bool:
    """Whether there is less room than a busy day may take."""
    return shutil.disk_usage(folder).free < LEAST_ROOM
