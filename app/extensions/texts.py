"""Texts that are written in one place and translated in another."""


def N_(text: str) -> str:
    """Mark a text for the catalogues and leave it as it is; whoever shows it to a reader translates it with `_(text)`.

    For constants, and for what is stored: a record is kept in English and read in every language.
    """
    return text
