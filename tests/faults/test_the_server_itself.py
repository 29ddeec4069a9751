"""The real server: what it says of itself and of others, what it takes for a request, what it leaves in the open."""

import json
import os
import random
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.support.client_browser import NUMBERS
from tests.support.live_browser import LiveBrowser
from tests.support.live_server import LiveServer, serving
from tests.support.people import ACUTE, not_me
from tests.support.processes import children, workers
from tests.support.raw import framings, send
from tests.support.wait import wait_until
from tests.support.walker import Walker

MAIL_PASSWORD = "canary-of-the-mail-server"
HOOK_SECRET = "whsec_Y2FuYXJ5LW9mLXRoZS13ZWJob29rLWNhbmFyeS1jYW5hcnk="
GARBAGE = int(os.environ.get("ROUNDS", "1")) * 300
NOT_SPOKEN_HERE = 501  # a method or an encoding that nobody knows
ASKED_FOR_MORE = "--log-level debug --access-logfile - --access-logformat '%(h)s %(r)s %({cookie}i)s'"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One whose secrets come as files, and whose operator asked gunicorn to log all that it can."""
    folder = tmp_path_factory.mktemp("server")
    secrets = {
        "BRAID_SMTP_URL": f"smtp://braid:{MAIL_PASSWORD}@127.0.0.1:1?from=braid@clinic.example",
        "BRAID_WEBHOOK_SECRET": HOOK_SECRET,
    }
    files = {}
    for name, text in secrets.items():
        path = folder / name
        path.write_text(text)
        path.chmod(0o400)
        files[f"{name}_FILE"] = str(path)
    settings = files | {"BRAID_WEBHOOK_URL": "https://127.0.0.1:1/", "GUNICORN_CMD_ARGS": ASKED_FOR_MORE}
    with serving(folder, **settings) as server:
        yield server


@pytest.fixture(scope="module")
def walked(server: LiveServer) -> Walker:
    """Somebody who has been through, and left words in every place where words may come."""
    walker = Walker(LiveBrowser(server.base_url), ACUTE | {"contact_name": "canary-name"}, not_me)
    walker.walk()
    walker.open("/canary-path/" + quote("\r\n\x1b[31m") + "?canary=query")
    return walker


def log_of(server: LiveServer) -> list[dict[str, object]]:
    """Every line of it; what comes before the server itself runs is a message to whoever typed the command."""
    return [json.loads(line) for line in server.log.read_text("utf-8").splitlines() if line.startswith("{")]


def test_every_line_of_the_log_is_json_and_holds_nothing_of_anybody(server: LiveServer, walked: Walker) -> None:
    lines = server.log.read_text("utf-8").splitlines()
    from_the_server = lines[next(number for number, line in enumerate(lines) if line.startswith("{")) :]
    assert [line for line in from_the_server if not line.startswith("{")] == []
    answered = [line for line in log_of(server) if line["what"] == "answered"]
    assert len(answered) > len(walked.seen)
    assert "debug" not in {line["level"] for line in log_of(server)}
    assert [line for line in from_the_server if "canary" in line or "127.0.0.1 " in line or "s=" in line] == []


def test_no_secret_stands_in_the_open_beside_the_process(server: LiveServer, walked: Walker) -> None:
    group = [folder for folder in Path("/proc").glob("[0-9]*") if process_group(folder) == server.pid]
    assert len(group) > 1
    for folder in group:
        shown = (folder / "environ").read_bytes() + (folder / "cmdline").read_bytes()
        assert b"BRAID_SMTP_URL_FILE" in shown
        assert MAIL_PASSWORD.encode() not in shown
        assert HOOK_SECRET.encode() not in shown
    assert MAIL_PASSWORD not in server.log.read_text("utf-8")


def process_group(folder: Path) -> int | None:
    try:
        return os.getpgid(int(folder.name))
    except ProcessLookupError:
        return None


@pytest.mark.usefixtures("walked")
def test_no_connection_is_carried_into_a_worker_by_the_process_that_begins_it(server: LiveServer) -> None:
    """A database that was opened before a fork is of neither process: SQLite would lose what it had locked."""
    assert [path for path in files_of(server.pid) if "braid.sqlite" in path] == []
    [worker] = workers(server)
    assert [path for path in files_of(worker) if "braid.sqlite" in path]


def test_told_to_begin_anew_it_reads_the_program_again_beside_the_one_that_serves(own_server: LiveServer) -> None:
    [worker] = workers(own_server)
    os.kill(own_server.pid, signal.SIGUSR2)
    wait_until(lambda: len(workers(own_server)) > 1)
    [anew] = set(workers(own_server)) - {worker}
    wait_until(lambda: children(anew))
    assert LiveBrowser(own_server.base_url).get("/").status == 200
    os.kill(anew, signal.SIGTERM)
    wait_until(lambda: workers(own_server) == [worker])


def files_of(process: int) -> list[str]:
    found = []
    for file in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):  # it was closed meanwhile
            found.append(os.readlink(file))
    return found


@pytest.mark.parametrize("framing", framings("x"))
def test_a_request_whose_end_is_in_doubt_is_refused_and_nothing_after_it_is_read(
    server: LiveServer, framing: str
) -> None:
    answer = send(server.port, framings(f"127.0.0.1:{server.port}")[framing])
    assert answer.statuses == [400], answer.text
    assert all(number in answer.text for number in NUMBERS)


def test_what_is_too_long_is_refused_on_a_page_with_the_crisis_numbers(server: LiveServer) -> None:
    host = b"Host: 127.0.0.1\r\n"
    for status, data in {
        414: b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\n" + host + b"\r\n",
        431: b"GET / HTTP/1.1\r\n" + host + b"X: y\r\n" * 60 + b"\r\n",
    }.items():
        answer = send(server.port, data)
        assert answer.statuses == [status], answer.text
        assert all(number in answer.text for number in NUMBERS)


def mutated(chance: random.Random, data: bytes) -> bytes:
    """A request in which some bytes are others, are gone, or stand there twice."""
    letters = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        place, length = chance.randrange(len(letters)), chance.randint(1, 8)
        other = chance.choice((chance.randbytes(length), b"", bytes(letters[place : place + length]) * 2))
        letters[place : place + chance.randint(0, length)] = other
    return bytes(letters)


def test_garbage_is_refused_without_an_error_of_ours_and_the_next_one_is_served(server: LiveServer) -> None:
    chance = random.Random(31)  # noqa: S311 - which bytes, nothing secret
    host = f"Host: 127.0.0.1:{server.port}\r\nConnection: close\r\n".encode()
    recorded = (
        b"GET /s/1?x=%C3%A9 HTTP/1.1\r\nCookie: s=abc; lang=es\r\nAccept-Language: es\r\n" + host + b"\r\n",
        b"POST /start HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 12\r\n"
        + host
        + b"\r\ncontinue=yes",
    )
    others = (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET /\r\n\r\n")
    before = len(server.log.read_bytes().splitlines())
    flood = [*(mutated(chance, chance.choice(recorded)) for _ in range(GARBAGE)), *others]
    for data in flood:
        answer = send(server.port, data, and_no_more=True)
        assert [status for status in answer.statuses if status >= 500 and status != NOT_SPOKEN_HERE] == [], data
    assert send(server.port, b"GET / HTTP/1.1\r\n" + host + b"\r\n").statuses == [200]
    lines = server.log.read_bytes().splitlines()[before:]
    assert [line for line in lines if b'"error"' in line or b"Traceback" in line] == []
    assert len(lines) <= 2 * len(flood) + 2, "a line or two for each, however it is made"


def test_nobody_learns_which_software_answers(server: LiveServer, walked: Walker) -> None:
    close = b"Host: 127.0.0.1\r\nConnection: close\r\n\r\n"
    for data in (b"GET / HTTP/1.1\r\n" + close, b"GET /none HTTP/1.1\r\n" + close, b"nonsense\r\n\r\n"):
        said = send(server.port, data).text.lower()
        assert [word for word in ("gunicorn", "werkzeug", "python", "flask") if word in said] == []
