"""What a person and a coordinator type stands nowhere in the clear: not in the database, its WAL, or the log."""

from tests.support.authenticator import Authenticator
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer
from tests.support.people import everything
from tests.support.walker import Page, Walker


def test_no_word_typed_into_any_field_is_in_any_file_of_the_instance_or_in_the_log(own_server: LiveServer) -> None:
    walker = Walker(LiveBrowser(own_server.base_url), {"age": "34", "asq_5": "no"}, everything)
    walker.walk()
    assert "canary-contact_phone" in "".join(page.html for page in walker.seen), "the canaries were typed"

    staff = LiveBrowser(own_server.base_url)
    link = own_server.flask("staff", "add", "canary@example.org", "--role", "coordinator").split()[-1]
    enrol = link.removeprefix(own_server.base_url)
    set_up = submit(staff, staff.get(enrol), enrol, name="canary name", password="canary password of length")
    key = set_up.soup.select("main code")[0].get_text().replace(" ", "")
    kept = submit(staff, set_up, set_up.path, otp=Authenticator(key).code())
    secrets = [key, *(code.get_text() for code in kept.soup.select("main code"))]
    assert len(secrets) == 11, "the key and ten recovery codes"
    queue = staff.get("/staff/queue")
    case = staff.get(str(queue.soup.select("[data-reference] a")[0]["href"]))
    assert "canary-px_matters" in case.text, "staff can read what was sent"
    case = submit(staff, case, f"{case.path}/note", text="canary note")
    case = submit(staff, case, f"{case.path}/attempts", outcome="spoke", text="canary attempt")
    assert case.soup.select("#notes + .entries"), "what was typed was kept"
    assert case.soup.select("#attempts + .entries"), "what was typed was kept"

    own_server.stop()
    files = [path for path in own_server.instance.rglob("*") if path.is_file()]
    assert any(path.name == "braid.sqlite" for path in files)
    for path in [*files, own_server.log]:
        found = path.read_bytes().lower()
        assert b"canary" not in found, path.name
        assert not [secret for secret in secrets if secret.lower().encode() in found], path.name


def test_a_killed_server_leaves_nothing_in_the_clear_in_its_wal(own_server: LiveServer) -> None:
    Walker(LiveBrowser(own_server.base_url), {"age": "34", "asq_5": "no"}, everything).walk(until="/check")
    own_server.kill9()
    wal = own_server.instance / "braid.sqlite-wal"
    assert wal.stat().st_size > 0
    assert b"canary" not in wal.read_bytes()


def submit(browser: LiveBrowser, page: Page, action: str, **fields: str) -> Page:
    hidden = {str(tag["name"]): str(tag["value"]) for tag in page.soup.select("main input[type=hidden]")}
    return browser.post(action, [*{**hidden, **fields}.items()])
