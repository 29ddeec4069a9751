"""Check an exported activity log without Braid: Python and the package `cryptography` are all it needs.

    python check_activity_export.py EXPORT.zip PUBLIC_KEY.pem

The key is what `flask activity public-key` printed, kept where whoever runs Braid cannot change it. Exits 1 and says
what is wrong if one byte is not as it was signed; else it says what the file holds.
"""

import base64
import hashlib
import json
import sys
import zipfile
import zlib
from itertools import pairwise
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

PARTS = ("activity.jsonl", "head.json", "head.json.sig")


class Wrong(Exception):
    """What is wrong with the file."""


def main(export: str, key: str) -> str:
    """Check it. Returns what it holds. Raises Wrong."""
    rows, head, signature = _parts(Path(export))
    _check_signature(head, signature, Path(key).read_bytes())
    said = json.loads(head)
    if hashlib.sha256(rows).hexdigest() != said["sha256"]:
        raise Wrong("the rows are not those that were signed")
    lines = [json.loads(line) for line in rows.splitlines()]
    _check_links(lines)
    return f"as it was signed: {len(lines)} rows; the whole log then ended at row {said['head']['seq']}"


def _parts(export: Path) -> list[bytes]:
    try:
        with zipfile.ZipFile(export) as file:
            if sorted(file.namelist()) != sorted(PARTS):
                raise Wrong("this is no export of the log")
            return [file.read(name) for name in PARTS]
    # NotImplementedError is what zipfile raises for a compression that it does not know.
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, zlib.error) as error:
        raise Wrong(f"the file is damaged: {error}") from error


def _check_signature(head: bytes, signature: bytes, key: bytes) -> None:
    try:
        public = load_pem_public_key(key)
    except ValueError as error:
        raise Wrong("this is no public key") from error
    if not isinstance(public, Ed25519PublicKey):
        raise Wrong("this key is of another kind")
    try:
        public.verify(base64.b64decode(signature, validate=True), head)
    except (InvalidSignature, ValueError):
        raise Wrong("the signature is not of this key and this file") from None


def _check_links(rows: list[dict[str, Any]]) -> None:
    """Where two rows follow each other, the later one names the mac of the earlier."""
    for before, after in pairwise(rows):
        if after["seq"] <= before["seq"]:
            raise Wrong(f"row {after['seq']} stands in the wrong place")
        if after["seq"] == before["seq"] + 1 and after["prev_mac"] != before["mac"]:
            raise Wrong(f"row {after['seq']} does not follow from the row before it")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        print(main(*sys.argv[1:]))
    except Wrong as wrong:
        sys.exit(str(wrong))
