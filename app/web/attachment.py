"""A file to take along, which no browser shows."""

from flask import Response, make_response


def attachment(content: bytes | str, kind: str, name: str) -> Response:
    """The file. `name`: as it is called where it is kept, so nobody is named in it."""
    response = make_response(content)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
