"""A second centre, and pictures for its logo: made up."""

import struct
import uuid
import zlib
from dataclasses import dataclass, field, replace

from flask import Flask

from app.extensions import writing
from app.sites import Site, site_of
from app.sites.change import add_site, save_site

LOS_ANGELES = "America/Los_Angeles"
HOURS = "Tue-Sat 10:00-18:00"


@dataclass(frozen=True)
class Somebody:
    """An administrator who need not be on the staff."""

    id: uuid.UUID = field(default_factory=uuid.uuid4)
    role: str = "admin"
    site_id: str = "default"


def second_site(app: Flask, **choices: object) -> Site:
    """Add a centre three hours further west, open on other days, and let it choose."""
    with app.app_context():
        with writing():
            added = add_site("Hill Clinic", LOS_ANGELES, HOURS, None)
        with writing():
            save_site(replace(added, phone="555-0177", **choices), Somebody())  # type: ignore[arg-type]  # a test knows
        return site_of(added.id)


def png(width: int = 120, height: int = 40, colour: bytes = b"\x0f\x5c\x63") -> bytes:
    """A whole PNG file of one colour."""
    rows = b"".join(b"\0" + colour * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(rows)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def jpeg(width: int = 120, height: int = 40) -> bytes:
    """The skeleton of a JPEG file: what tells its size, and both ends."""
    comment = b"\xff\xfe\x00\x06note"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + comment + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x00\xff\xd9"


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


WARMLINE = {
    "name": "Springfield Warmline",
    "about": "Neighbors who listen",
    "fits": "everyone",
    "hours": "Daily, 4 PM to 10 PM",
    "area": "Springfield",
    "languages": "en",
    "call": "(555) 234-0142",
    "text": "",
    "web": "",
}
