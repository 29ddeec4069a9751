"""A real mail server on this machine: what it took, and whom it refuses."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as RULES
from ssl import SSLContext

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support import isolation

TAKEN = "250 OK"


@dataclass
class Mailbox:
    """`refused`: what is answered about an address. `answers`: the same to the next messages; then all are taken."""

    host: str = "127.0.0.1"
    tls: SSLContext | None = None
    letters: list[EmailMessage] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        with socket.socket() as probe:
            probe.bind((self.host, 0))
            self.port = int(probe.getsockname()[1])
        self._controller: Controller | None = None

    def open(self) -> None:
        """Begin to answer, on the same port as before."""
        self._controller = Controller(self, hostname=self.host, port=self.port, tls_context=self.tls)
        self._controller.start()

    def shut(self) -> None:
        """Answer no more."""
        if self._controller:
            self._controller.stop()
            self._controller = None

    @property
    def ids(self) -> list[str]:
        """The Message-ID of each message, in the order in which they came."""
        return [str(letter["Message-ID"]) for letter in self.letters]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the recipient or refuse them."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return TAKEN

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take the message or refuse it."""
        answer = self.answers.pop(0) if self.answers else TAKEN
        if answer == TAKEN and isinstance(envelope.content, bytes):
            letter = message_from_bytes(envelope.content, policy=RULES)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
        return answer


@contextmanager
def open_mailbox(mailbox: Mailbox | None = None) -> Iterator[Mailbox]:
    """A mail server while it is needed; only now may mail be sent at all."""
    mailbox = mailbox or Mailbox()
    with isolation.with_mail():
        mailbox.open()
        try:
            yield mailbox
        finally:
            mailbox.shut()
