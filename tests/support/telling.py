"""Staff who are told by mail, in an application that was made without a mail server."""

from dataclasses import replace

from flask import Flask

from app.alerts.ladder import init_ladder
from app.alerts.relay import go_round, say_alive
from app.settings.channels import MailServer
from tests.support.isolation import with_mail
from tests.support.mailbox import Mailbox


def set_up(app: Flask, mailbox: Mailbox) -> None:
    """As if the server had been started with a mail server."""
    server = MailServer(mailbox.host, mailbox.port, "braid@clinic.example", "none")
    settings = replace(app.extensions["braid.settings"], mail_server=server)
    app.extensions["braid.settings"] = settings
    init_ladder(app, settings)


def go(app: Flask) -> None:
    """One round, in which mail may be sent."""
    with with_mail(), app.app_context():
        say_alive("mail")
        go_round("mail")
