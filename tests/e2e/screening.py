"""A person at a phone: reads each page, taps what applies, presses continue."""

from collections.abc import Callable, Iterator, Mapping

from bs4 import BeautifulSoup
from playwright.sync_api import Page

from tests.support.people import not_me

MOST_PAGES = 250
SHOWN = "input:not([type=hidden]):not([tabindex='-1'])"  # nobody sees the field that only programs fill in


class Person:
    """Answers what they know; to everything else, what somebody answers to whom it does not apply."""

    def __init__(
        self,
        page: Page,
        known: Mapping[str, object],
        otherwise: Callable[[str, list[str]], str | None] = not_me,
    ) -> None:
        self.page, self.known, self.otherwise = page, known, otherwise

    def begin(self) -> None:
        """Open the first page."""
        self.page.goto("/")

    @property
    def path(self) -> str:
        """Where the person is."""
        return "/" + self.page.url.split("/", 3)[3]

    def go_on(self) -> None:
        """Fill this page and press continue."""
        for name, kinds in self._inputs().items():
            answer = self.known.get(name, self.otherwise(name, list(kinds)))
            for wanted in answer if isinstance(answer, list) else [answer]:
                self._give(name, kinds, wanted)
        self.page.locator("button[name=continue]").click()

    def pages_until(self, path: str) -> Iterator[Page]:
        """Every page on the way to one whose address begins like this; that one is the last."""
        for _ in range(MOST_PAGES):
            yield self.page
            if self.path.startswith(path):
                return
            self.go_on()
        raise AssertionError(f"{path} was never reached; the last page was {self.path}")

    def walk(self, path: str) -> None:
        """Go there without looking around."""
        for _ in self.pages_until(path):
            pass

    def _inputs(self) -> dict[str, dict[str, str]]:
        """Name -> value -> kind, of every input that the form that goes forward shows."""
        soup = BeautifulSoup(self.page.content(), "html.parser")
        found: dict[str, dict[str, str]] = {}
        for form in soup.select("form:has(button[name=continue])"):
            for tag in form.select(f"{SHOWN}, textarea"):
                found.setdefault(str(tag["name"]), {})[str(tag.get("value", ""))] = str(tag.get("type", "text"))
        return found

    def _give(self, name: str, kinds: dict[str, str], wanted: object) -> None:
        if wanted is None:
            return
        if kinds.get(str(wanted)) in ("radio", "checkbox"):
            self.page.check(f"input[name='{name}'][value='{wanted}']")
        elif wanted != "skip":
            self.page.fill(f"[name='{name}']:not([type=checkbox])", str(wanted))
