"""What a page really fetched, as the browser itself counts it: addresses, and bytes on the wire with their headers."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page


@dataclass
class Fetched:
    """One answer from the network."""

    address: str
    kind: str
    wire_bytes: int = 0
    redirects: bool = False


class NetworkWatch:
    """Sees every request of a page. What came from the browser's own cache is none."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.fetched: list[Fetched] = []
        self._under_way: dict[str, Fetched] = {}
        self.session = page.context.new_cdp_session(page)
        self.session.on("Network.requestWillBeSent", self._asked)
        self.session.on("Network.requestServedFromCache", self._cached)
        self.session.on("Network.responseReceived", self._answered)
        self.session.on("Network.loadingFinished", self._finished)
        self.session.send("Network.enable")

    def take(self) -> list[Fetched]:
        """What was fetched since the last time."""
        taken, self.fetched = self.fetched, []
        return taken

    def _asked(self, event: dict[str, Any]) -> None:
        key, request = event["requestId"], event["request"]
        if "redirectResponse" in event:
            self._finished({"requestId": key, "encodedDataLength": event["redirectResponse"]["encodedDataLength"]})
            self.fetched[-1].redirects = True
        self._under_way[key] = Fetched(request["url"], event["type"])

    def _cached(self, event: dict[str, Any]) -> None:
        self._under_way.pop(event["requestId"], None)

    def _answered(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache") or event["response"].get("fromPrefetchCache"):
            self._cached(event)

    def _finished(self, event: dict[str, Any]) -> None:
        fetched = self._under_way.pop(event["requestId"], None)
        if fetched:
            fetched.wire_bytes = int(event["encodedDataLength"])
            self.fetched.append(fetched)
