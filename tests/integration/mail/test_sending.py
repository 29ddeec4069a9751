"""Handing one message to a real mail server: encrypted, in time, or with a reason why not."""

import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.mail import Message, NotSent, send
from app.settings.channels import MailServer
from tests.support.certificate import certificate_for, serving_with
from tests.support.isolation import with_mail
from tests.support.mailbox import Mailbox, open_mailbox
from tests.support.names import lead, slow_names, unknown_names
from tests.support.tarpit import tarpit

ELSEWHERE = "127.0.0.2"  # an address that counts as another machine's
MESSAGE = Message(
    id="ab12",
    to="ana@clinic.example",
    subject="Grüße / hello",
    text="Año.\n",
    at=datetime(2026, 11, 23, 17, tzinfo=UTC),
)


def plain(mailbox: Mailbox) -> MailServer:
    return MailServer(mailbox.host, mailbox.port, "braid@clinic.example", "none")


def test_a_message_arrives_with_its_id_its_words_and_no_invitation_to_answer() -> None:
    with open_mailbox() as mailbox:
        send(MESSAGE, plain(mailbox))
    (letter,) = mailbox.letters
    assert letter["Message-ID"] == "<ab12@clinic.example>"
    assert letter["Subject"] == "Grüße / hello"
    assert letter.get_content().strip() == "Año."
    assert letter["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "bad",
    [
        {"to": "a@b.example\r\nBcc: c@d.example"},
        {"to": "a@b.example, c@d.example"},
        {"to": "a,c@d.example"},
        {"to": "Ana <c@d.example>"},
        {"to": ""},
        {"subject": "x\r\nBcc: c@d.example"},
        {"id": "x>\r\nBcc: <c@d.example"},
    ],
)
def test_nothing_in_a_message_can_begin_another_header_or_name_another_reader(bad: dict[str, str]) -> None:
    with open_mailbox() as mailbox, pytest.raises(ValueError, match=r"linefeed|one plain address"):
        send(replace(MESSAGE, **bad), plain(mailbox))  # type: ignore[arg-type]  # each is a text
    assert mailbox.letters == []


@pytest.mark.parametrize(("names", "problem"), [(slow_names, "too slow"), (unknown_names, "no connection")])
def test_a_name_server_that_does_not_answer_or_know_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, names: Callable[[pytest.MonkeyPatch], AbstractContextManager[None]], problem: str
) -> None:
    monkeypatch.setattr("app.mail.hand_in.FOUND_WITHIN", 0.1)
    with names(monkeypatch), with_mail(), pytest.raises(NotSent, match=problem):
        send(MESSAGE, MailServer("mail.example.org", 25, "braid@clinic.example", "before anything is said"))


def test_the_mail_server_is_found_at_whichever_of_its_addresses_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_mailbox() as mailbox:
        lead(monkeypatch, ELSEWHERE, mailbox.host)
        send(MESSAGE, replace(plain(mailbox), host="mail.example.org"))
    assert len(mailbox.letters) == 1


def test_to_another_machine_mail_goes_encrypted_to_whoever_can_prove_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = certificate_for(ELSEWHERE, tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with open_mailbox(Mailbox(ELSEWHERE, serving_with(certificate))) as mailbox:
        send(MESSAGE, replace(plain(mailbox), encryption="before anything is said"))
    assert len(mailbox.letters) == 1


@pytest.mark.parametrize("with_tls", [True, False])
def test_where_encryption_fails_nothing_is_said_in_the_clear(tmp_path: Path, with_tls: bool) -> None:
    tls = serving_with(certificate_for(ELSEWHERE, tmp_path)) if with_tls else None
    with open_mailbox(Mailbox(ELSEWHERE, tls)) as mailbox, pytest.raises(NotSent, match="no encryption"):
        send(MESSAGE, replace(plain(mailbox), encryption="before anything is said"))
    assert mailbox.letters == []


def test_a_server_that_is_not_there_is_said_so() -> None:
    mailbox = Mailbox()
    with with_mail(), pytest.raises(NotSent, match="no connection"):
        send(MESSAGE, plain(mailbox))


TAKES_IT_ALL = b"220 welcome\r\n" + b"250 go on\r\n" * 3 + b"354 go on\r\n"


@pytest.mark.parametrize(
    "first", [b"", b"220 welcome\r\n", TAKES_IT_ALL], ids=["nothing", "a welcome", "all but the end"]
)
def test_a_server_that_answers_byte_by_byte_is_hung_up_on(first: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.mail.hand_in.ALTOGETHER", 0.3)
    with tarpit(first) as port, with_mail(), pytest.raises(NotSent):
        send(MESSAGE, MailServer("127.0.0.1", port, "braid@clinic.example", "none"))


def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.mail.hand_in.EACH_STEP", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, with_mail(), pytest.raises(NotSent):
        send(MESSAGE, MailServer("127.0.0.1", silent.getsockname()[1], "braid@clinic.example", "none"))
