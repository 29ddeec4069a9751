"""What anybody types in the whole life of a case stands nowhere in the clear: in no file of the instance, in no log, in
nothing that is sent out; neither as it is nor in another form of it."""

from pathlib import Path

import pyrage

from tests.support.authenticator import Authenticator
from tests.support.canary import found
from tests.support.handoff import EMERGENCY, signed
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer, serving
from tests.support.mailbox import open_mailbox
from tests.support.people import everything
from tests.support.wait import wait_until
from tests.support.walker import Page, Walker
from tests.support.webhook import SECRET, hook_server

PASSWORD = "canary password of length"
BOTH_AT_ONCE = """
[[every_site]]
after_minutes = 0
webhook = true
mail = ["May Lund <may@clinic.example>"]
"""


def test_no_word_typed_in_the_life_of_a_case_is_in_any_file_log_or_message(tmp_path: Path) -> None:
    (tmp_path / "ladder.toml").write_text(BOTH_AT_ONCE, "utf-8")
    for folder in ("backups", "temporary"):
        (tmp_path / folder).mkdir()
    with open_mailbox() as mailbox, hook_server() as hook:
        told = {
            "BRAID_SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}?from=braid@clinic.example",
            "BRAID_WEBHOOK_URL": hook.url,
            "BRAID_WEBHOOK_SECRET": SECRET,
            "BRAID_ALERT_LADDER": str(tmp_path / "ladder.toml"),
            "BRAID_BACKUP_FOLDER": str(tmp_path / "backups"),
            "BRAID_BACKUP_RECIPIENT": str(pyrage.x25519.Identity.generate().to_public()),
            "TMPDIR": str(tmp_path / "temporary"),
        }
        with serving(tmp_path, **told) as server:
            staff, secrets = somebody_of_staff(server)
            Walker(LiveBrowser(server.base_url), {"age": "34", "asq_5": "no"}, everything).walk()
            wait_until(lambda: mailbox.letters and hook.calls)
            reference = life_of_a_case(staff)
            assert len(secrets) == 11, "the key and ten recovery codes"
            wrong_tries(LiveBrowser(server.base_url))
            server.flask("backup")
            meanwhile = read_all(tmp_path)
        sent = [bytes(letter) for letter in mailbox.letters] + [call.body for call in hook.calls]
    assert {"braid.sqlite", "braid.sqlite-wal", "server.log"} <= {path.name for path, _ in meanwhile}
    assert [path for path, _ in meanwhile if path.suffix == ".age"], "a backup was made"
    for name, content in [*meanwhile, *read_all(tmp_path), *(("a message", message) for message in sent)]:
        assert not found({"canary", *secrets}, content), name
    assert not [message for message in sent if reference.encode() in message]


def read_all(folder: Path) -> list[tuple[Path, bytes]]:
    """Every file below it, as somebody reads it who has the disk."""
    return [(path, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()]


def somebody_of_staff(server: LiveServer) -> tuple[LiveBrowser, set[str]]:
    """A coordinator, signed in, and the secrets that they were shown once."""
    staff = LiveBrowser(server.base_url)
    link = server.flask("staff", "add", "canary@example.org", "--role", "coordinator").split()[-1]
    enrol = link.removeprefix(server.base_url)
    set_up = submit(staff, staff.get(enrol), enrol, name="canary name", password=PASSWORD)
    key = set_up.soup.select("main code")[0].get_text().replace(" ", "")
    kept = submit(staff, set_up, set_up.path, otp=Authenticator(key).code())
    return staff, {key, *(code.get_text() for code in kept.soup.select("main code"))}


def life_of_a_case(staff: LiveBrowser) -> str:
    """Everything that is done about one screening, with words in every field. Returns its reference."""
    queue = staff.get("/staff/queue")
    row = queue.soup.select("[data-reference]")[0]
    case = staff.get(str(row.select("a")[0]["href"]))
    assert "canary-px_matters" in case.text, "staff can read what was sent"
    address = case.path
    case = submit(staff, case, f"{address}/claim")
    case = submit(staff, case, f"{address}/note", text="canary note")
    case = submit(staff, case, f"{address}/attempts", outcome="spoke", text="canary attempt")
    for section in ("notes", "attempts"):
        assert case.soup.select(f"#{section} + .entries"), "what was typed was kept"
    handed = staff.get(f"{address}/hand-off")
    names = dict.fromkeys(("patient", "recipient", "signed_name"), "canary of a consent")
    handed = submit(staff, handed, f"{address}/consents", **signed(**names))
    given = str(handed.soup.select("#consents .entries > li a[href*='/consents/']")[0]["href"]).rpartition("/")[2]
    assert "canary-px_matters" in submit(staff, handed, f"{address}/hand-off", consent=given, form="csv").text
    words = {name: f"canary {name}" for name in EMERGENCY if name != "form"}
    submit(staff, handed, f"{address}/hand-off/emergency", form="csv", **words)
    closing = {"outcome": "declined", "reason": "not_now", "assessment": "canary assessment", "text": "canary end"}
    closed = submit(staff, staff.get(address), f"{address}/close", alone_because="canary", **closing)
    assert "canary assessment" in closed.text
    return str(row["data-reference"])


def wrong_tries(stranger: LiveBrowser) -> None:
    """What gets into logs first: addresses that do not exist, refused sign-ins, codes that open nothing."""
    stranger.get("/canary/of/an/address?canary=yes")
    for path, fields in (
        ("/staff/sign-in", {"email": "canary@elsewhere.example", "password": "canary " * 3}),
        ("/return", {"code": "canary"}),
        ("/start", {"canary": "canary"}),
    ):
        submit(stranger, stranger.get("/" if path == "/start" else path), path, **fields)


def test_a_killed_server_leaves_nothing_in_the_clear_in_its_wal(own_server: LiveServer) -> None:
    Walker(LiveBrowser(own_server.base_url), {"age": "34", "asq_5": "no"}, everything).walk(until="/check")
    own_server.kill9()
    wal = own_server.instance / "braid.sqlite-wal"
    assert wal.stat().st_size > 0
    assert b"canary" not in wal.read_bytes()


def submit(browser: LiveBrowser, page: Page, action: str, **fields: str) -> Page:
    hidden = {str(tag["name"]): str(tag["value"]) for tag in page.soup.select("main input[type=hidden]")}
    return browser.post(action, [*{**hidden, **fields}.items()])
