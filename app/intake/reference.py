"""The reference a person may say on the phone. It opens nothing, and has no letters that sound or look alike."""

import secrets

ALPHABET = "CDFHJKLMNPRTWX34679"  # and no vowels: a reference must not read as a word
LENGTH = 8


def new_reference() -> str:
    """A random reference such as `KX7M-4HRT`."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{text[:4]}-{text[4:]}"
