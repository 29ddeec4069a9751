"""One message as it travels."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses


@dataclass(frozen=True)
class Message:
    """What is said to whom. The same `id` marks the same message, however often it is sent."""

    id: str
    to: str
    subject: str
    text: str
    at: datetime

    def as_mail(self, sender: str, host: str) -> EmailMessage:
        """Headers and text. Raises ValueError for more or less than one plain address, and for a line break in a
        header: the library that writes them refuses that.
        """
        if not self.to or getaddresses([self.to]) != [("", self.to)]:  # older Pythons find one address in nothing
            raise ValueError("not one plain address")
        mail = EmailMessage(policy=SMTP)
        mail["Message-ID"] = f"<{self.id}@{host}>"
        mail["Date"] = format_datetime(self.at)
        mail["From"] = sender
        mail["To"] = self.to
        mail["Subject"] = self.subject
        mail["Auto-Submitted"] = "auto-generated"  # so that no automatic reply comes back
        mail.set_content(self.text, cte="quoted-printable")  # every server on the way can carry that
        return mail
