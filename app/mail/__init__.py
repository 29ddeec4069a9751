"""Sending e-mail, and nothing about why: one message to one address, or a reason why it was not taken."""

from app.mail.hand_in import NotSent, send
from app.mail.message import Message

__all__ = ["Message", "NotSent", "send"]
