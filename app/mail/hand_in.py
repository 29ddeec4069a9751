"""Handing one message to the mail server of the settings."""

import smtplib
import ssl
import time
from contextlib import suppress
from typing import Final

from app.extensions.deadline import hang_up_after
from app.extensions.lookup import look_up
from app.mail.message import Message
from app.settings.channels import MailServer

EACH_STEP: Final = 10.0  # seconds that the server may take to say something
FOUND_WITHIN: Final = 10.0  # seconds that it may take to say where its name leads
NO_NEW_TRY_AFTER: Final = 15.0  # seconds, however many addresses its name has
ALTOGETHER: Final = 30.0
_LASTING: Final = 500  # from this reply on, trying again soon is of no use


class NotSent(Exception):
    """The server did not take the message. `problem` is a short word; `lasting` if it will refuse it again."""

    def __init__(self, problem: str, *, lasting: bool = False) -> None:
        super().__init__(problem)
        self.problem, self.lasting = problem, lasting


def send(message: Message, server: MailServer) -> None:
    """Return once the server has taken the message for its one recipient. Raises NotSent."""
    try:
        _send(message, server)
    except smtplib.SMTPRecipientsRefused as error:
        ((code, _),) = error.recipients.values()
        raise NotSent(f"recipient {code}", lasting=code >= _LASTING) from error
    except smtplib.SMTPResponseException as error:
        raise NotSent(f"mail server {error.smtp_code}") from error
    except (smtplib.SMTPNotSupportedError, ssl.SSLError) as error:
        raise NotSent("no encryption") from error
    except TimeoutError as error:
        raise NotSent("too slow") from error
    except OSError as error:  # which smtplib's own errors are, too
        raise NotSent("no connection") from error


def _send(message: Message, server: MailServer) -> None:
    client = _client(server)
    with hang_up_after(ALTOGETHER, lambda: client.sock):
        try:
            _connect(client, server)
            if server.encryption == "before anything is said":
                client.starttls(context=ssl.create_default_context())
            if server.user:
                client.login(server.user, server.password)
            mail = message.as_mail(server.sender, server.sender.rpartition("@")[2])
            client.send_message(mail, to_addrs=[message.to])
        finally:
            _part(client)


def _connect(client: smtplib.SMTP, server: MailServer) -> None:
    """To the first of its addresses that answers."""
    until = time.monotonic() + NO_NEW_TRY_AFTER
    failed = OSError("the name has no address")
    for address in look_up(server.host, server.port, FOUND_WITHIN):
        try:
            client.connect(address, server.port)
        except OSError as error:
            failed = error
        else:
            return
        if time.monotonic() > until:
            break
    raise failed


def _part(client: smtplib.SMTP) -> None:
    """Say goodbye. Whatever comes back changes nothing: the message was taken by then, or it was not."""
    with suppress(OSError):
        client.quit()
    client.close()


def _client(server: MailServer) -> smtplib.SMTP:
    """One that is not connected yet: the constructor would connect at once, before anybody could hang up."""
    if server.encryption == "from the first byte":
        client: smtplib.SMTP = smtplib.SMTP_SSL(timeout=EACH_STEP, context=ssl.create_default_context())
    else:
        client = smtplib.SMTP(timeout=EACH_STEP)
    # What the certificate is compared with. Only the constructor would set it.
    client._host = server.host  # type: ignore[attr-defined]  # not in the types
    return client
