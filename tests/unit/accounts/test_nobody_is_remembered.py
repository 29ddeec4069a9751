"""No cookie keeps anybody signed in: a session ends with the browser, and after its time."""

import ast
from pathlib import Path

APP = Path(__file__).parents[3] / "app"


def test_flask_login_is_never_told_to_remember_anybody() -> None:
    calls = [
        node
        for file in APP.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "login_user"
    ]
    assert {(len(call.args), len(call.keywords)) for call in calls} == {(1, 0)}
    assert not [file for file in APP.rglob("*.py") if "REMEMBER_COOKIE" in file.read_text("utf-8")]
