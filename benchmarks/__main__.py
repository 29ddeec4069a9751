"""`make bench`: measure, print one table for each reader, and write JSON where the first argument says."""

import json
import sys
from pathlib import Path

from benchmarks import phone, server


def main() -> None:
    """What pages cost the server, and what they cost a person's phone."""
    on_the_server = server.measure()
    server.show(on_the_server)
    on_a_phone = phone.measure()
    phone.show(on_a_phone)
    if len(sys.argv) > 1:
        found = {"server": on_the_server, "phone": on_a_phone}
        Path(sys.argv[1]).write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
