"""The processes of the real server, as the kernel has them."""

from pathlib import Path

from tests.support.live_server import LiveServer


def workers(server: LiveServer) -> list[int]:
    """Those that serve, which the first one starts, and starts again."""
    return children(server.pid)


def children(process: int) -> list[int]:
    """Those that it began."""
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
