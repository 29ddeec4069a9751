"""Two hundred scripts in the words of people, and a browser in which a member of staff reads all of it."""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

from tests.probe.finding import Finding
from tests.probe.recording import Recorder, crawl
from tests.support.nginx import DESK, PERSON
from tests.support.people import NOTHING, not_me
from tests.support.walker import Walker
from tools.ensure_browser import chromium

BREAKS_OUT = ("", '">', "'>", "</title>", "</textarea>", "</script>", "-->", "]]>", "</option></select>", "`>")
RUNS = (
    "<script>probe()</script>",
    "<img src=x onerror=probe()>",
    "<svg onload=probe()>",
    "<svg><animate onbegin=probe() attributeName=x>",
    "<iframe srcdoc='<script>parent.probe()</script>'>",
    "<details open ontoggle=probe()>",
    "<input autofocus onfocus=probe()>",
    "<video><source onerror=probe()></video>",
    "<body onpageshow=probe()>",
    "<a href=javascript:probe()>x</a>",
    "<math><a xlink:href=javascript:probe()>x",
    "<base href=https://elsewhere.example/>",
    "<form action=https://elsewhere.example/><button>x",
    "<style>@import 'https://elsewhere.example/'</style>",
    "<link rel=stylesheet href=https://elsewhere.example/>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example/'>",
    "<object data=https://elsewhere.example/></object>",
    "{{probe()}}${probe()}<%=probe()%>",
    "\u202e<script>probe()</script>\u2066",
    "<x onclick=probe() style=position:fixed;inset:0>",
)
TEXTS = (
    *("taps2_oth_which", "px_matters", "contact_name", "contact_alias"),
    *("contact_phone", "contact_email", "contact_who", "contact_time"),
)
ASKED_FOR_TEXT = NOTHING | {"taps1_3": "4", "taps1_4": "4", "taps2_oth_1": "yes"}
NUMBER = re.compile(r"q(\d{3})q")
SCRIPTS = [f"q{number:03}q{out}{run}" for number, (out, run) in enumerate(product(BREAKS_OUT, RUNS))]
COUNTED = """
window.ran = 0;
window.probe = () => { window.ran += 1; };
document.addEventListener('securitypolicyviolation', it => { window.stopped = (window.stopped || 0) + 1; });
"""
HOSTILE = "base, object, embed, iframe, [onerror], [onload], form[action*=elsewhere], a[href^='javascript:' i]"


def probe(reader: Recorder) -> Iterable[Finding]:
    """Send them all, then read every page there is."""
    send()
    pages = [page.path for page in crawl(reader, reader.get("/staff/queue")) if "<html" in page.html]
    pages += [f"/staff/screenings/{case}{what}" for case in cases(reader) for what in ("", "/report")]
    seen = set[str]()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(ignore_https_errors=True, base_url=reader.base_url)
        cookies = [{"name": it.name, "value": it.value or "", "url": reader.base_url} for it in reader.cookies]
        context.add_cookies(cookies)  # type: ignore[arg-type]  # as Playwright takes them
        context.add_init_script(COUNTED)
        page = context.new_page()
        for path in pages:
            yield from look(page, path)
            seen.update(NUMBER.findall(page.content()))
        browser.close()
    print(f"  {len(seen)} of {len(SCRIPTS)} scripts read, on {len(pages)} pages")
    if len(seen) < len(SCRIPTS):
        yield Finding("stored scripts", "the probe itself", f"only {len(seen)} of {len(SCRIPTS)} were read")


def send() -> None:
    """Screenings whose every text is one of them."""
    for first in range(0, len(SCRIPTS), len(TEXTS)):
        said = dict(zip(TEXTS, SCRIPTS[first:], strict=False))
        end = Walker(Recorder(PERSON), ASKED_FOR_TEXT | said, not_me).walk()
        assert end.path == "/received", end.text


def cases(reader: Recorder) -> list[str]:
    """The id of every screening that the queue shows."""
    rows = reader.get("/staff/queue").soup.select("[data-reference] a[href*='/screenings/']")
    return sorted({str(link["href"]).partition("/screenings/")[2].partition("/")[0] for link in rows})


def look(page: Page, path: str) -> Iterator[Finding]:
    """Open one page and say what ran, what it asked for, and what of it is no text."""
    asked: list[str] = []

    def note(request: object) -> None:
        asked.append(str(getattr(request, "url", "a dialog")))

    page.on("request", note)
    page.on("dialog", note)
    page.goto(path)
    elsewhere = [url for url in asked if urlsplit(url).hostname != DESK]
    ran, stopped = page.evaluate("[window.ran, window.stopped || 0]")
    hostile = page.locator(HOSTILE).count()
    page.remove_listener("request", note)
    page.remove_listener("dialog", note)
    wrong = {"ran": ran, "was stopped": stopped, "is an element": hostile, "asked elsewhere": len(elsewhere)}
    for what, count in wrong.items():
        if count:
            yield Finding("stored scripts", path, f"{count} {what}")
