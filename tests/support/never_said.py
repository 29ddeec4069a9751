"""What no message that leaves the house may say, whoever it goes to: neither of whom it is, nor of what."""

from email.message import EmailMessage, Message
from typing import Final

from app.instruments import catalogue

WORDS: Final = (
    *catalogue().instruments,
    *("robin", "555-0142", "suicid", "alcohol", "drug", "opioid", "overdose", "substance", "heroin", "score"),
    *(
        "risk",
        "imminent",
        "urgent",
        "elevated",
        "routine",
        "mental",
        "crisis",
        "screening",
        "depress",
        "anxi",
        "trauma",
    ),
    *("addict", "detox", "rehab", "recovery center", "therap", "treatment", "psych", "patient", "diagnos", "clinic"),
    *("riesgo", "droga", "tamizaje", "urgente", "paciente", "salud", "adicci"),
)
HEADERS: Final = {
    *("Message-ID", "Date", "From", "To", "Subject", "Auto-Submitted"),
    *("MIME-Version", "Content-Type", "Content-Transfer-Encoding"),
}
OURS: Final = "@clinic.example"  # what stands in the made-up addresses


def said_in_mail(letter: EmailMessage) -> list[str]:
    """What it says that it may not: in a header, in the words as they are read, or in the name of a part."""
    text = "\n".join([*(str(value) for value in letter.values()), letter.get_content()])
    unknown = [name for name in letter if name not in HEADERS]
    return [*said_in(text), *unknown, *(["several parts"] if letter.is_multipart() else []), *_named(letter)]


def _named(letter: EmailMessage) -> list[str]:
    return [name for part in letter.walk() if (name := part.get_filename())]


def said_in_call(path: str, headers: Message, body: bytes) -> list[str]:
    """The same of a call, without its signature, in whose letters any word might turn up."""
    known = [(name, value) for name, value in headers.items() if name != "webhook-signature"]
    return said_in(f"{path} {known} {body.decode()}")


def said_in(text: str) -> list[str]:
    """Which of the words stand in a text."""
    return [word for word in WORDS if word in text.lower().replace(OURS, "")]
